pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// The picture of what the files hold, the report, and the workshop to be made of them.
Item {
    id: panel

    required property CheckupModel checkup
    readonly property ImportingModel importing: checkup.importing
    readonly property WordsModel words: checkup.words

    signal exporting

    // Writes the report with the picture as it is seen.
    function save(folder: url): void {
        const item = scene.item as SceneItem
        if (!importing.has_picture || item === null) {
            importing.export(folder, "")
            return
        }
        const file = importing.scratch()
        item.grabToImage(result => {
            result.saveToFile(file)
            panel.importing.export(folder, file)
        })
    }

    Rectangle {
        id: frame
        anchors { top: parent.top; left: parent.left; right: parent.right; bottom: making.top; bottomMargin: Units.gapLarge }
        radius: Units.radius
        color: Theme.paper

        Label {
            id: caption
            anchors { top: parent.top; left: parent.left; right: parent.right; margins: Units.gapLarge }
            text: panel.words.text("ui.checkup.picture", panel.words.revision)
            font.pixelSize: Units.textLarge
            font.weight: Font.DemiBold
        }
        Rectangle {
            id: stage
            anchors { top: caption.bottom; left: parent.left; right: parent.right; margins: Units.gapLarge }
            anchors.bottom: help.visible ? help.top : parent.bottom
            anchors.bottomMargin: help.visible ? Units.gap : Units.gapLarge
            color: Theme.field
            radius: Units.radiusSmall
            clip: true

            Loader {
                id: scene
                property bool wanted: false
                anchors.fill: parent
                active: wanted
                visible: panel.importing.has_picture

                // Once there is a picture the item stays: what it holds of the graphics card is given back at the end.
                Binding on wanted {
                    when: panel.importing.has_picture
                    value: true
                    restoreMode: Binding.RestoreNone
                }
                sourceComponent: SceneItem {
                    objectName: "checkup.picture"
                    source: panel.importing.picture
                    growth: Units.scale
                    density: Units.density
                    onReadyChanged: oblique()
                }
            }
            Column {
                anchors.centerIn: parent
                width: parent.width - 2 * Units.gapLarge
                spacing: Units.gap
                visible: !panel.importing.has_picture

                Label {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: panel.importing.picture_state
                    color: Theme.quiet
                }
                CheckupProgress {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: parent.width / 2
                    visible: panel.importing.busy && !panel.importing.making
                    fraction: panel.importing.fraction
                }
            }
        }
        Column {
            id: help
            anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Units.gapLarge }
            visible: panel.importing.has_picture
            spacing: Units.gapSmall

            Flow {
                width: parent.width
                spacing: Units.gapLarge

                Repeater {
                    model: panel.importing.legend

                    delegate: Row {
                        id: meaning
                        required property string colour
                        required property string label

                        spacing: Units.gapSmall

                        Rectangle {
                            anchors.verticalCenter: parent.verticalCenter
                            width: Units.swatch
                            height: Units.swatch
                            radius: Units.gapTiny
                            color: meaning.colour
                        }
                        Label {
                            anchors.verticalCenter: parent.verticalCenter
                            text: meaning.label
                            font.pixelSize: Units.textSmall
                        }
                    }
                }
            }
            Label {
                width: parent.width
                text: panel.words.text("ui.checkup.picture-help", panel.words.revision)
                color: Theme.quiet
                font.pixelSize: Units.textSmall
            }
        }
    }
    Rectangle {
        id: making
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
        height: form.height + 2 * Units.gapLarge
        radius: Units.radius
        color: Theme.paper

        Column {
            id: form
            anchors { left: parent.left; right: parent.right; top: parent.top; margins: Units.gapLarge }
            spacing: Units.gap

            Label {
                width: parent.width
                text: panel.words.text("ui.checkup.make-title", panel.words.revision)
                font.pixelSize: Units.textLarge
                font.weight: Font.DemiBold
            }
            Label {
                text: panel.words.text("ui.checkup.make-name", panel.words.revision)
                color: Theme.quiet
                font.pixelSize: Units.textSmall
            }
            CheckupField {
                id: file
                objectName: "checkup.file-name"
                width: parent.width
                enabled: panel.importing.can_make
                opacity: enabled ? 1 : Theme.disabled
                text: panel.importing.file
                onEdited: text => panel.importing.name(text)
                onEntered: panel.importing.make()
            }
            Label {
                width: parent.width
                visible: text !== ""
                text: panel.importing.message
                color: panel.importing.trouble ? Theme.bad : Theme.good
                wrapMode: Text.Wrap
            }
            CheckupProgress {
                width: parent.width
                visible: panel.importing.making
                fraction: panel.importing.fraction
            }
            Flow {
                width: parent.width
                spacing: Units.gapSmall

                Button {
                    objectName: "checkup.make"
                    icon: "plus"
                    label: panel.words.text("ui.checkup.make-now", panel.words.revision)
                    filled: true
                    enabled: panel.importing.can_make
                    onTapped: panel.importing.make()
                }
                Button {
                    objectName: "checkup.export"
                    icon: "checkup"
                    label: panel.words.text("ui.checkup.export", panel.words.revision)
                    enabled: panel.importing.can_export
                    onTapped: panel.exporting()
                }
            }
        }
    }
}
