import QtQuick
import PlanningTable

// The seat's tab at its edge: opens the ring and says what lies on the map; beside it undo with what it takes back, redo, and the language.
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
        // Who turned the map for all is said to all for a while.
        readonly property bool told: telling.running && tab.seat.chooser !== ""
        readonly property color ink: told ? Theme.ink : Theme.onTint

        color: told ? Theme.warning : Theme.deep(tab.seat.tint)
        border.width: told ? Units.line : 0
        border.color: Theme.deep(tab.seat.tint)

        Column {
            anchors { left: parent.left; right: parent.right; margins: Units.gap; verticalCenter: parent.verticalCenter }

            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: handle.told ? tab.seat.chooser : tab.seat.title + "  " + tab.seat.symbol
                color: handle.ink
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            Label {
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: tab.seat.shown
                color: handle.ink
                font.pixelSize: Units.textSmall
                font.weight: handle.told ? Font.DemiBold : Font.Normal
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
        }
        Timer {
            id: telling
            interval: Units.reading
        }
        Connections {
            target: tab.seat
            function onTurned() { telling.restart() }
        }
        Touchable {
            label: tab.seat.title + ", " + tab.seat.shown
            role: Accessible.ButtonMenu
            corner: Units.radius
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
            tip: tab.seat.redo_label
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
    Row {
        anchors { left: handle.right; leftMargin: Units.gap; verticalCenter: parent.verticalCenter }
        spacing: Units.gapSmall

        Button {
            objectName: tab.seat.name + ".language"
            icon: "language"
            label: tab.seat.words.other.toUpperCase()
            small: true
            tint: tab.seat.tint
            onTapped: tab.seat.switch_language()
        }
        Button {
            objectName: tab.seat.name + ".fetch"
            visible: !tab.seat.sharing.alone
            icon: "bring"
            tip: tab.seat.words.text("ui.card.fetch", tab.seat.words.revision)
            chosen: tab.seat.sharing.fetching
            tint: tab.seat.tint
            onTapped: tab.seat.sharing.fetch()
        }
    }
}
