pragma ComponentBehavior: Bound

import QtQuick

// A class of a legend, or a sign on the map, and its words; stripes stand for missing values.
Row {
    id: patch

    property color tint
    property string label
    property bool hatched: false
    property string sign: ""
    readonly property bool crossed: sign === "shut"

    spacing: Units.gapSmall

    Rectangle {
        anchors.verticalCenter: words.lineCount > 1 ? undefined : parent.verticalCenter
        width: 2 * Units.swatch
        height: Units.swatch
        radius: Units.gapTiny
        color: patch.hatched ? Theme.paper : patch.sign !== "" ? Theme.signRim : patch.tint
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
        // Dashes as on a closed street, the cross of one that fire engines do not get through either.
        Row {
            visible: patch.sign === "closed" || patch.crossed
            anchors.centerIn: parent
            spacing: Units.gapSmall

            Repeater {
                model: 2

                delegate: Rectangle {
                    width: 2 * Units.swatch / 3
                    height: Units.gapSmall
                    color: patch.tint
                }
            }
        }
        Repeater {
            model: patch.crossed ? [-Units.slant, Units.slant] : []

            delegate: Rectangle {
                required property real modelData

                anchors.centerIn: parent
                width: Units.swatch
                height: Units.gapTiny
                rotation: modelData
                color: patch.tint
            }
        }
        // The disc on a house that is cut off.
        Rectangle {
            visible: patch.sign === "cut-off"
            anchors.centerIn: parent
            width: Units.swatch - 2 * Units.line
            height: width
            radius: width / 2
            color: patch.tint

            Rectangle {
                anchors.centerIn: parent
                width: 2 * parent.width / 3
                height: Units.gapTiny
                color: Theme.signRim
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
