pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// The checked files, each with how it came out.
Rectangle {
    id: panel

    required property CheckupModel checkup

    radius: Units.radius
    color: Theme.paper

    function tone(state: string): color {
        switch (state) {
        case "good": return Theme.good
        case "rough": return Theme.caution
        case "lacking": return Theme.bad
        default: return Theme.bad
        }
    }

    Label {
        id: heading
        anchors { top: parent.top; left: parent.left; right: parent.right; margins: Units.gapLarge }
        text: panel.checkup.sum
        font.pixelSize: Units.textLarge
        font.weight: Font.DemiBold
    }
    ListView {
        id: list
        anchors { top: heading.bottom; left: parent.left; right: parent.right; bottom: whole.top; margins: Units.gap }
        clip: true
        spacing: Units.gapSmall
        boundsBehavior: Flickable.StopAtBounds
        model: panel.checkup.files

        delegate: Rectangle {
            id: row
            required property int index
            required property string name
            required property string detail
            required property string outcome
            required property string mood
            required property bool chosen
            readonly property color tone: panel.tone(row.mood)

            objectName: "checkup.file." + row.index
            width: list.width
            height: words.height + 2 * Units.gap
            radius: Units.radiusSmall
            color: chosen ? Theme.chip : Theme.field

            Rectangle {
                id: dot
                anchors { left: parent.left; leftMargin: Units.gap; top: parent.top; topMargin: Units.gapLarge }
                width: Units.gapLarge
                height: Units.gapLarge
                radius: height / 2
                color: row.mood === "problem" ? Theme.none : row.tone
                border.width: Units.gapTiny
                border.color: row.tone
            }
            Column {
                id: words
                anchors { left: dot.right; right: parent.right; margins: Units.gap; verticalCenter: parent.verticalCenter }
                spacing: Units.gapTiny

                Label {
                    width: parent.width
                    text: row.name
                    color: row.chosen ? Theme.onTint : Theme.ink
                    font.weight: Font.DemiBold
                    elide: Text.ElideMiddle
                    wrapMode: Text.NoWrap
                }
                Label {
                    width: parent.width
                    text: row.detail
                    color: row.chosen ? Theme.chipQuiet : Theme.quiet
                    font.pixelSize: Units.textSmall
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Label {
                    width: parent.width
                    text: row.outcome
                    color: row.chosen ? Theme.onTint : Theme.ink
                    font.pixelSize: Units.textSmall
                }
            }
            TapHandler {
                gesturePolicy: TapHandler.ReleaseWithinBounds
                onTapped: panel.checkup.choose_file(row.index)
            }
        }
    }
    Column {
        id: whole
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Units.gapLarge }
        spacing: Units.gapTiny
        visible: panel.checkup.notes !== ""
        height: visible ? implicitHeight : 0

        Label {
            text: panel.checkup.words.text("ui.checkup.notes", panel.checkup.words.revision)
            font.weight: Font.DemiBold
        }
        Label {
            width: parent.width
            text: panel.checkup.notes
            color: Theme.quiet
            font.pixelSize: Units.textSmall
            maximumLineCount: Units.noteLines
            elide: Text.ElideRight
        }
    }
}
