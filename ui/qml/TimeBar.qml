import QtQuick
import PlanningTable

// The time of a part of the picture: played, slid, at its highest, or that of the map.
Item {
    id: bar

    required property TimesModel times
    required property WordsModel words
    property color tint: Theme.ink
    property string target
    property bool linkable: false
    property bool linked: false

    signal linkTapped

    visible: times.possible
    width: row.width + 2 * Units.gapSmall
    height: Units.touch + 2 * Units.gapTiny

    Rectangle {
        anchors.fill: parent
        radius: height / 2
        color: Theme.paper
        border.width: Units.hair
        border.color: Theme.line
    }
    // What falls beside the buttons stays with the bar and does not move the map.
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }
    DragHandler {
        target: null
    }
    Row {
        id: row
        anchors.centerIn: parent
        spacing: Units.gapSmall

        Button {
            objectName: bar.target + ".play"
            icon: bar.times.playing ? "pause" : "play"
            tip: bar.words.text(bar.times.playing ? "layer-time.pause" : "layer-time.play", bar.words.revision)
            tint: bar.tint
            chosen: bar.times.playing
            onTapped: bar.times.play()
        }
        Slider {
            objectName: bar.target + ".time"
            width: Units.timeSlider
            label: bar.words.text("desk.time", bar.words.revision) + " " + bar.times.moment
            share: bar.times.share
            stride: bar.times.stride
            tint: bar.tint
            onSlid: (share) => bar.times.slide(share)
        }
        Button {
            objectName: bar.target + ".highest"
            width: Units.timeButton
            label: bar.times.highest ? bar.words.text("layer-time.highest", bar.words.revision) : bar.times.moment
            tint: bar.tint
            small: true
            chosen: bar.times.highest
            onTapped: bar.times.show_highest()
        }
        Button {
            objectName: bar.target + ".link"
            visible: bar.linkable
            icon: "link"
            label: bar.words.text("ui.compare.as-map", bar.words.revision)
            tint: bar.tint
            small: true
            chosen: bar.linked
            onTapped: bar.linkTapped()
        }
    }
}
