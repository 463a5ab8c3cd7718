pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Dialogs
import PlanningTable

// The page on which a town's own files are checked and become a workshop.
Item {
    id: page

    required property CheckupModel checkup
    readonly property WordsModel words: checkup.words
    readonly property bool started: checkup.has_files || checkup.busy || checkup.problem !== ""

    signal closed

    function show(): void {
        checkup.show()
        leave.forceFocus()
    }

    function close(): void {
        checkup.hide()
        closed()
    }

    DropArea {
        id: drop
        anchors.fill: parent
        keys: ["text/uri-list"]
        onDropped: event => {
            event.acceptProposedAction()
            page.checkup.add(event.urls)
            leave.forceFocus()
        }
    }
    Rectangle {
        id: sheet
        anchors.fill: parent
        visible: page.checkup.open
        color: Theme.ground

        // What falls beside the buttons does not move the map below.
        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
        }
        DragHandler {
            target: null
            grabPermissions: PointerHandler.ApprovesTakeOverByAnything
        }
        WheelHandler {
            target: null
        }

        Item {
            id: header
            anchors { top: parent.top; left: parent.left; right: parent.right; margins: Units.gapLarge }
            height: Units.header

            Label {
                anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                text: page.words.text("ui.checkup.title", page.words.revision)
                font.pixelSize: Units.textTitle
                font.weight: Font.DemiBold
            }
            Row {
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                spacing: Units.gap

                Button {
                    objectName: "checkup.clear"
                    visible: page.started && !page.checkup.busy
                    icon: "erase"
                    label: page.words.text("ui.checkup.clear", page.words.revision)
                    onTapped: page.checkup.clear()
                }
                Button {
                    objectName: "checkup.folder"
                    visible: page.started
                    icon: "folder"
                    label: page.words.text("ui.checkup.folder", page.words.revision)
                    onTapped: folder.open()
                }
                Button {
                    objectName: "checkup.files"
                    visible: page.started
                    icon: "plus"
                    label: page.words.text("ui.checkup.files", page.words.revision)
                    onTapped: files.open()
                }
                Button {
                    id: leave
                    objectName: "checkup.close"
                    icon: "close"
                    label: page.words.text("ui.checkup.close", page.words.revision)
                    onTapped: page.close()
                }
            }
        }
        CheckupEmpty {
            anchors { top: header.bottom; left: parent.left; right: parent.right; bottom: parent.bottom; margins: Units.gapLarge }
            visible: !page.started
            checkup: page.checkup
            hovered: drop.containsDrag
            onChoosingFiles: files.open()
            onChoosingFolder: folder.open()
        }
        Item {
            id: body
            anchors { top: header.bottom; left: parent.left; right: parent.right; bottom: parent.bottom; margins: Units.gapLarge }
            visible: page.started

            Rectangle {
                id: working
                anchors { top: parent.top; left: parent.left; right: parent.right }
                visible: page.checkup.busy
                height: visible ? Units.header : 0
                radius: Units.radius
                color: Theme.paper

                Label {
                    id: doing
                    anchors { left: parent.left; leftMargin: Units.gapLarge; verticalCenter: parent.verticalCenter }
                    width: parent.width / 3
                    text: page.checkup.doing
                    elide: Text.ElideMiddle
                    wrapMode: Text.NoWrap
                }
                CheckupProgress {
                    anchors { left: doing.right; right: stop.left; margins: Units.gapLarge; verticalCenter: parent.verticalCenter }
                    fraction: page.checkup.fraction
                }
                Button {
                    id: stop
                    objectName: "checkup.cancel"
                    anchors { right: parent.right; rightMargin: Units.gapTiny; verticalCenter: parent.verticalCenter }
                    label: page.words.text("ui.checkup.cancel", page.words.revision)
                    onTapped: page.checkup.cancel()
                }
            }
            CheckupProblem {
                id: problem
                anchors { top: working.bottom; left: parent.left; right: parent.right }
                anchors.topMargin: working.visible ? Units.gapLarge : 0
                checkup: page.checkup
            }
            Item {
                anchors { top: problem.bottom; left: parent.left; right: parent.right; bottom: parent.bottom }
                anchors.topMargin: problem.visible || working.visible ? Units.gapLarge : 0
                visible: page.checkup.has_files

                CheckupFiles {
                    id: list
                    anchors { left: parent.left; top: parent.top; bottom: parent.bottom }
                    width: parent.width * Units.filesShare
                    checkup: page.checkup
                }
                CheckupDetail {
                    anchors { left: list.right; right: beside.left; top: parent.top; bottom: parent.bottom }
                    anchors { leftMargin: Units.gapLarge; rightMargin: Units.gapLarge }
                    checkup: page.checkup
                }
                ImportPanel {
                    id: beside
                    anchors { right: parent.right; top: parent.top; bottom: parent.bottom }
                    width: parent.width * Units.pictureShare
                    checkup: page.checkup
                    onExporting: exportFolder.open()
                }
            }
        }
        Rectangle {
            anchors.fill: parent
            visible: drop.containsDrag && page.started
            color: Theme.veil(Theme.chip, Theme.soft)

            Rectangle {
                anchors.centerIn: parent
                width: hint.implicitWidth + 4 * Units.gapLarge
                height: hint.implicitHeight + 2 * Units.gapLarge
                radius: Units.radius
                color: Theme.paper

                Label {
                    id: hint
                    anchors.centerIn: parent
                    text: page.words.text("ui.checkup.drop", page.words.revision)
                    font.pixelSize: Units.textTitle
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
    FileDialog {
        id: files
        title: page.words.text("ui.checkup.choose-files", page.words.revision)
        fileMode: FileDialog.OpenFiles
        modality: Qt.NonModal
        onAccepted: page.checkup.add(selectedFiles)
    }
    FolderDialog {
        id: folder
        title: page.words.text("ui.checkup.choose-folder", page.words.revision)
        modality: Qt.NonModal
        onAccepted: page.checkup.add([selectedFolder])
    }
    FolderDialog {
        id: exportFolder
        title: page.words.text("ui.checkup.choose-export", page.words.revision)
        currentFolder: page.checkup.importing.folder
        modality: Qt.NonModal
        onAccepted: beside.save(selectedFolder)
    }
}
