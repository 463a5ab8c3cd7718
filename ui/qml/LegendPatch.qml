pragma ComponentBehavior: Bound

import QtQuick

// A class of a legend and its words; stripes stand for missing values.
Row {
    id: patch

    property color tint
    property string label
    property bool hatched: false

    spacing: Units.gapSmall

    Rectangle {
        anchors.verticalCenter: words.lineCount > 1 ? undefined : parent.verticalCenter
        width: 2 * Units.swatch
        height: Units.swatch
        radius: Units.gapTiny
        color: patch.hatched ? Theme.paper : patch.tint
        border.width: Units.hair
        border.color: Theme.line
        clip: true

        Repeater {
            model: patch.hatched ? Units.stripes : 0

            delegate: Rectangle {
                required property int index

                x: (index - 1) * Units.gapSmall + Units.gapTiny
                y: -height / 4
                width: Units.line
                height: 2 * Units.swatch
                rotation: Units.slant
                color: patch.tint
            }
        }
    }
    Label {
        id: words
        width: patch.width - 2 * Units.swatch - Units.gap
        text: patch.label
        font.pixelSize: Units.textSmall
    }
}
