pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// What lies over a view: its name, its time and its legend, at a table for people at both long sides.
Item {
    id: frame

    property string title
    property string detail
    property string target
    property bool offers: false
    property bool round: false // readable from both long sides of a table
    property bool still: false // an audience's: no buttons, no legend
    property bool upper: true // at the upper edge of the table
    property bool lower: true
    property bool western: true
    property real edge: Units.gapLarge // what is kept free beside the upper edge of the table
    readonly property real side: round ? Units.tabHeight : Units.gapLarge // beside the tabs of the short edges
    property real foot: Units.gapLarge // what is kept free below the legend
    required property LegendModel legend
    required property TimesModel times
    required property WordsModel words
    property bool linkable: false
    property bool linked: false
    // Where names of the picture could not be read.
    readonly property list<rect> covered: [head, foothead, lowerLegend, upperLegend].filter(part => part.visible).map(
        part => Qt.rect(part.x * scale, part.y * scale, part.width * scale, part.height * scale))

    signal tapped
    signal linkTapped

    component Head: Column {
        id: body
        property bool timed: false
        property bool named: true
        property bool first: true // the name is nearer to the person than the time

        spacing: Units.gapSmall

        Loader {
            active: body.timed && !body.first && frame.times.possible
            sourceComponent: time
            anchors.horizontalCenter: parent.horizontalCenter
        }
        PartTitle {
            objectName: body.named ? frame.target : ""
            anchors.horizontalCenter: parent.horizontalCenter
            title: frame.title
            detail: frame.detail
            offers: frame.offers
            onTapped: if (frame.offers) frame.tapped()
        }
        Loader {
            active: body.timed && body.first && frame.times.possible
            sourceComponent: time
            anchors.horizontalCenter: parent.horizontalCenter
        }
    }
    Component {
        id: time
        TimeBar {
            times: frame.times
            words: frame.words
            target: frame.target.replace(".choose", "")
            linkable: frame.linkable
            linked: frame.linked
            onLinkTapped: frame.linkTapped()
        }
    }
    // Away from the person the time comes first, then the name: the same whichever way the head is turned.
    Head {
        id: head
        anchors {
            horizontalCenter: parent.horizontalCenter
            top: parent.top; topMargin: frame.still ? Units.gapSmall : Units.viewTitle
        }
        rotation: frame.round ? 180 : 0
        first: !frame.round
        timed: !frame.still && (frame.upper || !frame.round)
    }
    Head {
        id: foothead
        visible: frame.round
        anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Units.viewTitle }
        named: false
        first: false
        timed: !frame.still && frame.lower && (!frame.upper || frame.round)
    }
    LegendBox {
        id: lowerLegend
        visible: legend.shown && !frame.still && (frame.lower || !frame.round)
        legend: frame.legend
        x: frame.western ? frame.side : parent.width - width - frame.side
        y: parent.height - height - frame.foot
    }
    LegendBox {
        id: upperLegend
        visible: legend.shown && frame.upper && frame.round
        legend: frame.legend
        rotation: 180
        x: frame.western ? Units.gapLarge : parent.width - width - Units.gapLarge
        y: frame.edge
    }
}
