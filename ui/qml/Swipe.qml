pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// A line across the map, with another state beyond it: a finger swipes it to and fro.
Item {
    id: room

    required property SplitModel split
    required property SceneItem map
    property bool round: false // readable from both long sides of a table
    property real edge: Units.gapLarge // how far from the long edges of the table its corners are free
    property real share: Theme.half
    readonly property real side: round ? Units.tabHeight : Units.gapLarge // beside the tabs of the short edges
    readonly property PartModel part: split.swipe
    readonly property real line: Math.round(share * width)

    // While the line moves all of the other state is drawn once, so that moving the line draws nothing anew.
    Item {
        x: room.line
        width: room.width - room.line
        height: room.height
        clip: true

        ScenePart {
            x: pull.active ? -room.line : 0
            width: pull.active ? room.width : room.width - room.line
            height: room.height
            objectName: "swipe.part"
            visible: ready
            source: room.part.source
            lead: room.map
            place: Qt.point(room.line + x, 0)
            growth: Units.scale
        }
    }
    Rectangle {
        x: room.line - width / 2
        width: Units.swipe
        height: room.height
        color: Theme.paper
        border.width: Units.hair
        border.color: Theme.quiet
    }
    Rectangle {
        objectName: "swipe.line"
        anchors.verticalCenter: parent.verticalCenter
        x: room.line - width / 2
        width: Units.header
        height: width
        radius: width / 2
        color: pull.active ? Theme.keyPressed : Theme.paper
        border.width: Units.line
        border.color: Theme.quiet

        IconItem {
            anchors.centerIn: parent
            width: Units.icon
            height: Units.icon
            name: "swipe"
            tint: Theme.ink
        }
        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
        }
        DragHandler {
            id: pull
            target: null
            yAxis.enabled: false
            onTranslationChanged: delta => {
                room.share = Math.max(0, Math.min(1, room.share + delta.x / room.width))
            }
        }
    }

    component Names: Item {
        id: names
        property bool offers: false

        height: Units.touch

        PartTitle {
            anchors { right: middle.left; rightMargin: Units.gapLarge; bottom: parent.bottom }
            title: names.rotation === 0 ? room.split.map_title : room.part.title
            detail: names.rotation === 0 ? "" : room.part.detail
        }
        Item {
            id: middle
            x: names.rotation === 0 ? room.line : room.width - room.line
        }
        PartTitle {
            objectName: names.offers ? "swipe.choose" : ""
            anchors { left: middle.right; leftMargin: Units.gapLarge; bottom: parent.bottom }
            title: names.rotation === 0 ? room.part.title : room.split.map_title
            detail: names.rotation === 0 ? room.part.detail : ""
            offers: names.offers
            onTapped: if (names.offers) room.part.toggle_choosing()
        }
    }

    component Legends: Item {
        id: legends
        property bool turned: false
        readonly property LegendModel own: room.split.legend.shown ? room.split.legend : room.split.map_legend

        anchors.fill: parent
        rotation: turned ? 180 : 0

        LegendBox {
            legend: legends.turned && !room.split.legend.shown ? room.part.legend : legends.own
            x: room.side
            y: parent.height - height - room.edge - (legends.turned ? 0 : Units.viewFoot)
        }
        LegendBox {
            legend: legends.turned && !room.split.legend.shown ? legends.own : room.part.legend
            x: parent.width - width - room.side
            y: parent.height - height - room.edge - (legends.turned ? 0 : Units.viewFoot)
        }
    }

    Legends {}
    Legends {
        visible: room.round
        turned: true
    }
    Names {
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; bottomMargin: 2 * Units.lens }
        offers: true
    }
    Names {
        anchors { left: parent.left; right: parent.right; top: parent.top; topMargin: 2 * Units.lens }
        visible: room.round
        rotation: 180
    }
    PartChoice {
        visible: room.part.choosing
        part: room.part
        anchors { right: parent.right; rightMargin: Units.lens; verticalCenter: parent.verticalCenter }
    }
    Button {
        objectName: "swipe.close"
        anchors { top: parent.top; topMargin: Units.gapLarge }
        x: room.line - width / 2
        icon: "close"
        tip: room.part.seat.words.text("desk.close", room.part.seat.words.revision)
        onTapped: room.split.end()
    }
}
