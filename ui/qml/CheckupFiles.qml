pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// The checked files, each with how it came out.
Rectangle {
    id: panel

    required property CheckupModel checkup

    radius: Units.radius
    color: Theme.paper

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
        // What needs an answer may be far down.
        readonly property int chosen: panel.checkup.chosen
        onChosenChanged: positionViewAtIndex(chosen, ListView.Contain)
        onCountChanged: positionViewAtIndex(chosen, ListView.Contain)

        delegate: Rectangle {
            id: row
            required property int index
            required property string name
            required property string detail
            required property string outcome
            required property string mood
            required property bool chosen

            objectName: "checkup.file." + row.index
            width: list.width
            height: words.height + 2 * Units.gap
            radius: Units.radiusSmall
            color: chosen ? Theme.chip : Theme.field

            Rectangle {
                id: dot
                anchors { left: parent.left; leftMargin: Units.gap; top: parent.top; topMargin: Units.gapLarge }
                width: Units.swatch
                height: Units.swatch
                radius: height / 2
                color: Theme.tone(row.mood)
                border.width: row.chosen ? Units.line : 0
                border.color: Theme.chipInk

                Label {
                    anchors.centerIn: parent
                    visible: row.mood === "problem"
                    text: "!"
                    color: Theme.onTint
                    font.pixelSize: Units.textTiny
                    font.weight: Font.Bold
                }
            }
            Column {
                id: words
                anchors { left: dot.right; right: parent.right; margins: Units.gap; verticalCenter: parent.verticalCenter }
                spacing: Units.gapTiny

                Label {
                    width: parent.width
                    text: row.name
                    color: row.chosen ? Theme.chipInk : Theme.ink
                    font.weight: Font.DemiBold
                    elide: Text.ElideMiddle
                    wrapMode: Text.NoWrap
                }
                Label {
                    width: parent.width
                    visible: text !== ""
                    text: row.detail
                    color: row.chosen ? Theme.chipQuiet : Theme.quiet
                    font.pixelSize: Units.textSmall
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Label {
                    width: parent.width
                    text: row.outcome
                    color: row.chosen ? Theme.chipInk : Theme.ink
                    font.pixelSize: Units.textSmall
                }
            }
            Touchable {
                label: row.name + ", " + row.outcome
                role: Accessible.RadioButton
                chosen: row.chosen
                onTapped: panel.checkup.choose_file(row.index)
            }
        }
    }
    Rectangle {
        anchors { right: parent.right; rightMargin: Units.gapTiny }
        y: list.y + list.visibleArea.yPosition * list.height
        width: Units.track
        height: list.visibleArea.heightRatio * list.height
        radius: width / 2
        color: Theme.line
        visible: list.visibleArea.heightRatio < 1
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
