pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// The keys of the desk, and what they do.
Rectangle {
    id: list

    required property DeskModel desk

    signal closed

    width: Units.cardWide
    height: content.height + 2 * Units.gapLarge
    radius: Units.radius
    color: Theme.paper
    border.width: Units.hair
    border.color: Theme.line
    Accessible.role: Accessible.Dialog
    Accessible.name: heading.text
    onVisibleChanged: if (visible) away.forceFocus()

    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }
    DragHandler {
        target: null
        grabPermissions: PointerHandler.ApprovesTakeOverByAnything
    }
    Label {
        id: heading
        anchors { left: parent.left; top: parent.top; margins: Units.gapLarge }
        height: Units.touch
        verticalAlignment: Text.AlignVCenter
        text: list.desk.words.text("desk.list.title", list.desk.words.revision)
        font.pixelSize: Units.textTitle
        font.weight: Font.DemiBold
    }
    Button {
        id: away
        objectName: "desk.keys.close"
        anchors { right: parent.right; top: parent.top; margins: Units.gapLarge }
        icon: "close"
        tip: list.desk.words.text("desk.close", list.desk.words.revision)
        onTapped: list.closed()
    }
    Grid {
        id: content
        anchors { left: parent.left; right: parent.right; top: heading.bottom; margins: Units.gapLarge }
        rows: Math.ceil(lines.count / columns)
        columns: 2
        flow: Grid.TopToBottom
        columnSpacing: 2 * Units.gapLarge
        rowSpacing: Units.gapSmall
        bottomPadding: Units.touch + Units.gapLarge

        Repeater {
            id: lines
            model: list.desk.keys

            delegate: Row {
                id: row
                required property string keys
                required property string does

                width: (content.width - content.columnSpacing) / 2
                spacing: Units.gap

                Label {
                    width: Units.keyNames
                    text: row.keys
                    font.pixelSize: Units.textSmall
                    font.weight: Font.DemiBold
                }
                Label {
                    width: parent.width - Units.keyNames - parent.spacing
                    text: row.does
                    font.pixelSize: Units.textSmall
                }
            }
        }
    }
}
