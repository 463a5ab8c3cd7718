import QtQuick
import PlanningTable

// What to do before there is anything to see.
Rectangle {
    id: panel

    required property CheckupModel checkup
    property bool hovered: false
    readonly property WordsModel words: checkup.words

    signal choosingFiles
    signal choosingFolder

    radius: Units.radius
    color: Theme.paper
    border.width: Units.line
    border.color: hovered ? Theme.good : Theme.line

    Column {
        anchors.centerIn: parent
        width: Math.min(parent.width - 4 * Units.gapLarge, Units.cardWide)
        spacing: Units.gapLarge

        IconItem {
            anchors.horizontalCenter: parent.horizontalCenter
            width: Units.touch * 2
            height: Units.touch * 2
            name: "folder"
            tint: Theme.quiet
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: panel.words.text("ui.checkup.empty", panel.words.revision)
            font.pixelSize: Units.textTitle
            font.weight: Font.DemiBold
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: panel.words.text("ui.checkup.empty-detail", panel.words.revision)
        }
        Label {
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: panel.words.text("ui.checkup.empty-formats", panel.words.revision)
            color: Theme.quiet
        }
        Row {
            anchors.horizontalCenter: parent.horizontalCenter
            spacing: Units.gap

            Button {
                objectName: "checkup.empty.files"
                icon: "checkup"
                label: panel.words.text("ui.checkup.files", panel.words.revision)
                filled: true
                onTapped: panel.choosingFiles()
            }
            Button {
                objectName: "checkup.empty.folder"
                icon: "folder"
                label: panel.words.text("ui.checkup.folder", panel.words.revision)
                onTapped: panel.choosingFolder()
            }
        }
    }
}
