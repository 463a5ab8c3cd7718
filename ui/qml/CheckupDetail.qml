pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// What was found in the chosen file: lists by name with their number, and the entries of one of them.
Rectangle {
    id: panel

    required property CheckupModel checkup
    readonly property CheckupFileModel file: checkup.file
    readonly property WordsModel words: checkup.words

    radius: Units.radius
    color: Theme.paper

    Label {
        id: heading
        anchors { top: parent.top; left: parent.left; right: parent.right; margins: Units.gapLarge }
        text: panel.file.title
        font.pixelSize: Units.textLarge
        font.weight: Font.DemiBold
        elide: Text.ElideMiddle
        wrapMode: Text.NoWrap
    }
    Row {
        id: sums
        anchors { top: heading.bottom; left: parent.left; right: parent.right; margins: Units.gapLarge }
        visible: tiles.count > 0
        spacing: Units.gap

        Repeater {
            id: tiles
            model: panel.file.sums

            delegate: Rectangle {
                id: tile
                required property string label
                required property string value
                required property string mood

                width: (sums.width - (tiles.count - 1) * Units.gap) / tiles.count
                height: figures.height + 2 * Units.gap
                radius: Units.radiusSmall
                color: Theme.field

                Column {
                    id: figures
                    anchors { left: parent.left; right: parent.right; margins: Units.gap; verticalCenter: parent.verticalCenter }

                    Label {
                        width: parent.width
                        text: tile.value
                        font.pixelSize: Units.textTitle
                        font.weight: Font.DemiBold
                        color: Theme.tone(tile.mood)
                    }
                    Label {
                        width: parent.width
                        text: tile.label
                        font.pixelSize: Units.textSmall
                        color: Theme.quiet
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                }
            }
        }
    }
    Flow {
        id: tabs
        anchors { top: sums.visible ? sums.bottom : heading.bottom; left: parent.left; right: parent.right; margins: Units.gapLarge }
        spacing: Units.gapSmall

        Repeater {
            model: panel.file.tabs

            delegate: Button {
                required property string name
                required label
                required chosen

                objectName: "checkup.tab." + name
                small: true
                onTapped: panel.file.choose_tab(name)
            }
        }
    }
    CheckupField {
        id: search
        objectName: "checkup.search"
        anchors { top: tabs.bottom; left: parent.left; right: parent.right; margins: Units.gapLarge }
        visible: panel.file.tab !== "overview"
        height: visible ? implicitHeight : 0
        hint: panel.words.text("ui.checkup.search", panel.words.revision)
        onEdited: text => panel.file.look_for(text)

        Connections {
            target: panel.file
            function onChanged(): void {
                if (search.text !== panel.file.search)
                    search.text = panel.file.search
            }
        }
    }
    Label {
        id: empty
        anchors { top: search.bottom; left: parent.left; right: parent.right; margins: Units.gapLarge }
        visible: panel.file.empty !== ""
        text: panel.file.empty
        color: Theme.quiet
    }
    ListView {
        id: list
        objectName: "checkup.entries"
        anchors { top: search.bottom; left: parent.left; right: parent.right; bottom: limits.top; margins: Units.gapLarge }
        anchors.topMargin: search.visible ? Units.gapLarge : 0
        anchors.bottomMargin: Units.gapSmall
        clip: true
        boundsBehavior: Flickable.StopAtBounds
        model: panel.file.entries

        delegate: Item {
            id: entry
            required property int index
            required property string label
            required property string note
            required property string detail
            required property string target
            required property bool plain
            readonly property bool pointing: target !== "" && panel.checkup.importing.has_picture

            objectName: "checkup.entry." + entry.index
            width: list.width
            height: sentences.height + 2 * Units.gapSmall

            Rectangle {
                anchors.fill: parent
                radius: Units.radiusSmall
                color: Theme.field
                visible: hover.hovered && entry.pointing
            }
            Column {
                id: sentences
                anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
                spacing: Units.gapTiny

                Row {
                    width: parent.width
                    spacing: Units.gap

                    Label {
                        width: entry.plain ? parent.width * Units.factShare : parent.width - side.width - Units.gap
                        text: entry.label
                        font.weight: entry.plain ? Font.Normal : Font.DemiBold
                        color: entry.plain ? Theme.quiet : Theme.ink
                        elide: Text.ElideMiddle
                        wrapMode: Text.NoWrap
                    }
                    Label {
                        id: side
                        width: entry.plain ? parent.width * (1 - Units.factShare) - Units.gap
                                           : Math.min(implicitWidth, parent.width / 2)
                        text: entry.note
                        color: entry.plain ? Theme.ink : Theme.quiet
                        font.pixelSize: entry.plain ? Units.text : Units.textSmall
                        wrapMode: entry.plain ? Text.Wrap : Text.NoWrap
                        elide: entry.plain ? Text.ElideNone : Text.ElideRight
                    }
                }
                Label {
                    width: parent.width
                    visible: entry.detail !== ""
                    text: entry.detail
                    font.pixelSize: entry.plain ? Units.textSmall : Units.text
                    color: entry.plain ? Theme.quiet : Theme.ink
                }
            }
            Rectangle {
                anchors { left: parent.left; right: parent.right; bottom: parent.bottom }
                height: Units.hair
                color: Theme.line
            }
            HoverHandler {
                id: hover
            }
            Touchable {
                enabled: entry.pointing
                label: [entry.label, entry.note, entry.detail].join(" ")
                onTapped: panel.checkup.importing.point_at(entry.target)
            }
        }
    }
    Rectangle {
        anchors { right: parent.right; rightMargin: Units.gapSmall }
        y: list.y + list.visibleArea.yPosition * list.height
        width: Units.track
        height: list.visibleArea.heightRatio * list.height
        radius: width / 2
        color: Theme.line
        visible: list.visibleArea.heightRatio < 1
    }
    Label {
        id: limits
        anchors { left: parent.left; right: parent.right; bottom: parent.bottom; margins: Units.gapLarge }
        text: panel.file.limits
        color: Theme.quiet
        font.pixelSize: Units.textSmall
    }
}
