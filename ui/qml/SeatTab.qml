import QtQuick
import PlanningTable

// The seat's tab at its edge: opens the ring; beside it undo with what it takes back, redo, and the language.
Item {
    id: tab

    required property SeatModel seat

    width: handle.width
    height: Units.tabHeight

    Rectangle {
        id: handle
        objectName: tab.seat.name + ".tab"
        width: Units.tabWidth
        height: parent.height
        topLeftRadius: Units.radius
        topRightRadius: Units.radius
        color: Theme.deep(tab.seat.tint)

        Label {
            anchors.centerIn: parent
            text: tab.seat.title + "  " + tab.seat.symbol
            color: Theme.onTint
            font.pixelSize: Units.textLarge
            font.weight: Font.DemiBold
        }
        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
            onTapped: tab.seat.ring.toggle()
        }
    }
    Row {
        anchors { right: handle.left; rightMargin: Units.gap; verticalCenter: parent.verticalCenter }
        spacing: Units.gapSmall

        Button {
            objectName: tab.seat.name + ".redo"
            visible: tab.seat.redo_label !== ""
            icon: "redo"
            tint: tab.seat.tint
            onTapped: tab.seat.redo()
        }
        Button {
            objectName: tab.seat.name + ".undo"
            visible: tab.seat.undo_label !== ""
            icon: "undo"
            label: tab.seat.undo_label
            small: true
            tint: tab.seat.tint
            onTapped: tab.seat.undo()
        }
    }
    Button {
        objectName: tab.seat.name + ".language"
        anchors { left: handle.right; leftMargin: Units.gap; verticalCenter: parent.verticalCenter }
        icon: "language"
        label: tab.seat.words.other.toUpperCase()
        small: true
        tint: tab.seat.tint
        onTapped: tab.seat.switch_language()
    }
}
