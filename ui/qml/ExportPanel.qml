pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import PlanningTable

// The pack for the council: what it holds, where it goes, how far it is.
Rectangle {
    id: panel

    required property ExportModel exporting
    readonly property WordsModel words: exporting.words
    readonly property bool busy: exporting.busy

    signal closed

    function said(id: string): string {
        return words.text("desk.export." + id, words.revision)
    }

    width: Units.cardWide
    height: content.height + 2 * Units.gapLarge
    radius: Units.radius
    color: Theme.paper
    border.width: Units.hair
    border.color: Theme.line
    Accessible.role: Accessible.Dialog
    Accessible.name: said("title")
    onVisibleChanged: if (visible) begin.forceFocus()
    onBusyChanged: Qt.callLater(goOn)

    // The button that had the keys is gone: they go to the next one.
    function goOn() {
        if (visible)
            (busy ? stop : exporting.ready ? show : begin).forceFocus()
    }

    // What falls beside the buttons does not move the map.
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }
    DragHandler {
        target: null
        grabPermissions: PointerHandler.ApprovesTakeOverByAnything
    }
    FolderDialog {
        id: chooser
        title: panel.said("choose")
        modality: Qt.NonModal
        onAccepted: panel.exporting.choose(selectedFolder)
    }
    Column {
        id: content
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Units.gapLarge }
        spacing: Units.gap

        Item {
            width: parent.width
            height: Units.touch

            Label {
                anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                text: panel.said("title")
                font.pixelSize: Units.textTitle
                font.weight: Font.DemiBold
            }
            Button {
                objectName: "export.close"
                anchors.right: parent.right
                icon: "close"
                tip: panel.words.text("desk.close", panel.words.revision)
                onTapped: panel.closed()
            }
        }
        Label {
            width: parent.width
            text: panel.said("what")
            color: Theme.quiet
            font.pixelSize: Units.textSmall
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall

            Repeater {
                model: panel.exporting.formats

                delegate: Button {
                    required property string name
                    required label
                    required chosen

                    objectName: "export.format." + name
                    small: true
                    enabled: !panel.exporting.busy
                    onTapped: panel.exporting.toggle(name)
                }
            }
        }
        Label {
            width: parent.width
            text: panel.said("where")
            color: Theme.quiet
            font.pixelSize: Units.textSmall
        }
        Item {
            width: parent.width
            height: Units.touch

            CheckupField {
                objectName: "export.folder"
                anchors { left: parent.left; right: choose.left; rightMargin: Units.gap }
                enabled: !panel.exporting.busy
                hint: panel.said("where")
                text: panel.exporting.folder
                onEdited: text => panel.exporting.name(text)
                onEntered: panel.exporting.start()
            }
            Button {
                id: choose
                objectName: "export.choose"
                anchors.right: parent.right
                enabled: !panel.exporting.busy
                icon: "folder"
                label: panel.said("choose")
                onTapped: chooser.open()
            }
        }
        Row {
            spacing: Units.gap

            Button {
                id: begin
                objectName: "export.start"
                icon: "done"
                label: panel.said("start")
                filled: true
                enabled: panel.exporting.possible
                onTapped: panel.exporting.start()
            }
            Button {
                id: stop
                objectName: "export.cancel"
                visible: panel.exporting.busy
                icon: "close"
                label: panel.said("cancel")
                onTapped: panel.exporting.cancel()
            }
            Button {
                id: show
                objectName: "export.open"
                visible: panel.exporting.ready
                icon: "folder"
                label: panel.said("open")
                onTapped: panel.exporting.open_folder()
            }
        }
        CheckupProgress {
            width: parent.width
            visible: panel.exporting.busy
            fraction: panel.exporting.fraction
        }
        Label {
            objectName: "export.doing"
            width: parent.width
            visible: panel.exporting.busy
            text: panel.exporting.doing
            color: Theme.quiet
            font.pixelSize: Units.textSmall
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        Label {
            objectName: "export.message"
            width: parent.width
            visible: text !== ""
            text: panel.exporting.message
            color: panel.exporting.trouble ? Theme.bad : Theme.good
            wrapMode: Text.Wrap
        }
    }
}
