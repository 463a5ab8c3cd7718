import QtQuick
import PlanningTable

// What went wrong, said at the seat that it happened to; a touch puts it away.
Rectangle {
    id: bar

    required property SeatModel seat

    objectName: seat.name + ".message"
    visible: seat.message !== ""
    width: Units.card
    height: sentence.height + 2 * Units.gap
    radius: Units.radius
    color: Theme.warning
    border.color: Theme.deep(seat.tint)
    border.width: Units.line

    Label {
        id: sentence
        anchors { left: parent.left; right: cross.left; margins: Units.gapLarge; verticalCenter: parent.verticalCenter }
        text: bar.seat.message
    }
    IconItem {
        id: cross
        anchors { right: parent.right; rightMargin: Units.gapLarge; verticalCenter: parent.verticalCenter }
        width: Units.icon
        height: Units.icon
        name: "close"
        tint: Theme.ink
    }
    Timer {
        interval: Units.reading
        running: bar.visible
        onTriggered: bar.seat.dismiss()
    }
    Touchable {
        label: bar.seat.message
        role: Accessible.AlertMessage
        corner: bar.radius
        onTapped: bar.seat.dismiss()
    }
}
