import QtQuick
import PlanningTable

// A text that a seat is writing: no focus, its caret is at the end.
Rectangle {
    id: box

    required property SeatModel seat
    required property string field
    property string value
    property string hint
    property int lines: 3
    readonly property bool active: seat.keyboard.target === field

    implicitHeight: lines * Math.ceil(metrics.lineSpacing) + 2 * Units.gap
    radius: Units.radiusSmall
    color: Theme.field
    border.width: Units.line
    border.color: active ? Theme.deep(seat.tint) : Theme.line

    Label {
        anchors { left: parent.left; right: parent.right; margins: Units.gap; verticalCenter: parent.verticalCenter }
        visible: box.value === "" && !box.active
        text: box.hint
        color: Theme.quiet
    }
    Item {
        anchors { fill: parent; margins: Units.gap }
        clip: true

        Label {
            id: written
            width: parent.width
            // The newest lines stay in sight.
            y: Math.min(0, parent.height - height)
            text: box.value + (box.active ? (caret.on ? "|" : " ") : "")
            wrapMode: Text.Wrap
        }
    }
    FontMetrics {
        id: metrics
        font: written.font
    }
    Timer {
        id: caret
        property bool on: true
        interval: Units.blink
        repeat: true
        running: box.active && box.visible
        onTriggered: on = !on
    }
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: box.seat.keyboard.write_into(box.field)
    }
}
