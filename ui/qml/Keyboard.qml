pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// A seat's own keyboard. It writes into the seat's text, whoever else is typing.
Item {
    id: board

    required property SeatModel seat
    readonly property real pitch: Units.keyWidth + Units.gapSmall
    readonly property real rise: Units.keyHeight + Units.gapSmall

    implicitWidth: 12 * pitch - Units.gapSmall
    implicitHeight: 5 * rise - Units.gapSmall

    // Not "Key": PySide takes a QML type of that name for Qt.Key.
    component KeyCap: Rectangle {
        id: key
        property string sign
        property string label: sign // what a screen reader says
        property string icon
        property bool chosen: false
        property bool small: false

        signal tapped

        height: Units.keyHeight
        radius: Units.radiusSmall
        color: tap.pressed ? Theme.keyPressed : chosen ? Theme.deep(board.seat.tint) : Theme.key

        Label {
            anchors.centerIn: parent
            text: key.sign
            font.pixelSize: key.small ? Units.textSmall : Units.textLarge
            color: key.small ? Theme.quiet : Theme.ink
        }
        IconItem {
            anchors.centerIn: parent
            width: Units.icon
            height: Units.icon
            name: key.icon
            tint: key.chosen ? Theme.onTint : Theme.ink
        }
        Touchable {
            id: tap
            label: key.label
            byKeys: false // the desk has a keyboard of its own
            onTapped: key.tapped()
        }
    }

    Repeater {
        model: board.seat.keyboard.keys

        delegate: KeyCap {
            required property string name
            required property int row
            required property int column
            required sign

            objectName: board.seat.name + ".key." + name
            x: (column + (row === 3 ? 1 : row === 0 ? 0 : row / 3)) * board.pitch
            y: row * board.rise
            width: Units.keyWidth
            onTapped: board.seat.keyboard.press(sign)
        }
    }
    KeyCap {
        objectName: board.seat.name + ".key.erase"
        x: 11 * board.pitch
        width: Units.keyWidth
        icon: "erase"
        label: board.seat.words.text("desk.key.erase", board.seat.words.revision)
        onTapped: board.seat.keyboard.erase()
    }
    KeyCap {
        objectName: board.seat.name + ".key.shift"
        y: 3 * board.rise
        width: Units.keyWidth
        icon: "shift"
        label: board.seat.words.text("desk.key.shift", board.seat.words.revision)
        chosen: board.seat.keyboard.shift
        onTapped: board.seat.keyboard.toggle_shift()
    }
    KeyCap {
        objectName: board.seat.name + ".key.space"
        x: 2 * board.pitch
        y: 4 * board.rise
        width: 8 * board.pitch - Units.gapSmall
        sign: board.seat.words.text("ui.keyboard.space", board.seat.words.revision)
        small: true
        onTapped: board.seat.keyboard.press(" ")
    }
    KeyCap {
        objectName: board.seat.name + ".key.done"
        x: 10 * board.pitch
        y: 4 * board.rise
        width: 2 * board.pitch - Units.gapSmall
        icon: "roll"
        label: board.seat.words.text("desk.key.done", board.seat.words.revision)
        onTapped: board.seat.keyboard.write_into("")
    }
}
