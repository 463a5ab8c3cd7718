import QtQuick
import PlanningTable

// The seat's tab at its edge: opens the ring and says what lies on the map; beside it undo with what it takes back, redo, and the language.
Item {
    id: tab

    required property SeatModel seat
    property real share: Infinity // of the edge, from the middle of this tab to that of the next

    width: handle.width
    height: Units.tabHeight

    Rectangle {
        id: handle
        objectName: tab.seat.name + ".tab"
        // Where people sit close together the tab makes room for the buttons beside it.
        width: Math.min(Units.tabWidth, tab.share - others.width - 2 * (Units.touch + Units.gapSmall) - 4 * Units.gap)
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
                visible: handle.told
                width: parent.width
                horizontalAlignment: Text.AlignHCenter
                text: tab.seat.chooser
                color: handle.ink
                font.weight: Font.DemiBold
                elide: Text.ElideRight
                wrapMode: Text.NoWrap
            }
            // The phase is said at each seat: nobody has to read it upside down.
            Row {
                visible: !handle.told
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: Units.gap

                Label {
                    id: who
                    width: Math.min(implicitWidth, handle.width - 2 * Units.gap)
                    elide: Text.ElideRight
                    text: tab.seat.title + "  " + tab.seat.symbol
                    color: handle.ink
                    font.weight: Font.DemiBold
                    wrapMode: Text.NoWrap
                }
                Label {
                    anchors.baseline: who.baseline
                    width: Math.min(implicitWidth, handle.width - 3 * Units.gap - who.width)
                    elide: Text.ElideRight
                    text: tab.seat.phase
                    color: handle.ink
                    font.pixelSize: Units.textSmall
                    wrapMode: Text.NoWrap
                }
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
            id: redo
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
            most: tab.share - tab.width - others.width - 4 * Units.gap - (redo.visible ? redo.width + Units.gapSmall : 0)
            small: true
            tint: tab.seat.tint
            onTapped: tab.seat.undo()
        }
    }
    Row {
        id: others
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
