pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// What the desk has beyond the table: keys for everything, the list of them, and the page for a town's own files.
Item {
    id: office

    required property DeskModel desk
    required property CheckupModel checkup
    required property SeatModel seat
    required property SceneItem map
    required property MapCursor cursor
    required property Table overlay
    required property ExportModel exporting

    readonly property WordsModel words: desk.words
    readonly property bool free: !checkup.open

    // Keys that nothing else wanted.
    function key(event: KeyEvent): bool {
        if (cursor.key(event))
            return true
        if (event.text !== "?" || seat.keyboard.target !== "")
            return false
        list.visible = true
        return true
    }

    function back() {
        map.forceActiveFocus(Qt.ShortcutFocusReason)
    }

    // From the map to what lies over it, and back.
    function hop() {
        if (!map.activeFocus) {
            back()
            if (desk.holding)
                cursor.show()
        } else if (!overlay.enter("")) {
            opener.forceFocus()
        }
    }

    function retreat() {
        if (checkup.open) {
            page.close()
        } else if (list.visible || pack.visible) {
            list.visible = pack.visible = false
            back()
        } else if (desk.put_away()) {
            if (!overlay.entered())
                back()
        } else if (overlay.entered()) {
            overlay.entered().folded()
            back()
        } else if (cursor.visible) {
            cursor.shown = false
        } else if (map.walking) {
            map.home()
        } else {
            back()
        }
    }

    function menu() {
        seat.ring.toggle()
        if (seat.ring.open)
            overlay.enterMenu()
        else
            back()
    }

    function card(name: string) {
        seat.open_card(name)
        overlay.enter(name)
    }

    Shortcut {
        sequences: ["F1"]
        enabled: office.free
        onActivated: list.visible = !list.visible
    }
    Shortcut {
        sequences: ["F10", "Menu"]
        enabled: office.free
        onActivated: office.menu()
    }
    Shortcut {
        sequences: ["F6"]
        enabled: office.free
        onActivated: office.hop()
    }
    Shortcut {
        sequences: ["Escape"]
        onActivated: office.retreat()
    }
    Shortcut {
        sequences: [StandardKey.Undo]
        enabled: office.free
        onActivated: office.seat.undo()
    }
    Shortcut {
        sequences: ["Ctrl+Y", "Ctrl+Shift+Z"]
        enabled: office.free
        onActivated: office.seat.redo()
    }
    Shortcut {
        sequences: [StandardKey.Open]
        enabled: office.free
        onActivated: page.show()
    }
    Shortcut {
        sequences: ["Ctrl+E"]
        enabled: office.free
        onActivated: pack.visible = true
    }
    Instantiator {
        model: office.desk.cards

        delegate: Shortcut {
            required property int index
            required property string modelData

            sequences: ["Ctrl+" + (index + 1)]
            enabled: office.free
            onActivated: office.card(modelData)
        }
    }
    Connections {
        target: office.Window.window
        // Whatever had the keys may be gone; then the map has them.
        function onActiveFocusItemChanged() {
            Qt.callLater(() => {
                const item = office.Window.window?.activeFocusItem ?? null
                if (office.free && (item === null || item === office.Window.contentItem))
                    office.back()
            })
        }
    }

    Row {
        anchors { top: parent.top; left: parent.left; margins: Units.gapLarge }
        spacing: Units.gapSmall
        visible: office.free

        Button {
            id: opener
            objectName: "checkup.open"
            icon: "checkup"
            label: office.words.text("ui.checkup.button", office.words.revision)
            onTapped: page.show()
        }
        Button {
            objectName: "export"
            icon: "send"
            label: office.words.text("desk.export.button", office.words.revision)
            chosen: office.exporting.busy
            onTapped: pack.visible = !pack.visible
        }
        Button {
            objectName: "desk.keys"
            icon: "keys"
            label: office.words.text("desk.list.button", office.words.revision)
            onTapped: list.visible = !list.visible
        }
    }
    KeyList {
        id: list
        anchors.centerIn: parent
        visible: false
        desk: office.desk
        onClosed: {
            visible = false
            office.back()
        }
    }
    ExportPanel {
        id: pack
        anchors.centerIn: parent
        visible: false
        exporting: office.exporting
        onClosed: {
            visible = false
            office.back()
        }
    }
    Checkup {
        id: page
        anchors.fill: parent
        checkup: office.checkup
        onClosed: office.back()
    }
}
