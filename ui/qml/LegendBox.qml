pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// A small legend on the picture: what the colours mean, exactly, in which unit and at which time.
Rectangle {
    id: box

    required property LegendModel legend
    property color tint: Theme.line
    property bool framed: true

    visible: legend.shown
    width: Units.legend
    height: column.height + 2 * Units.gap
    radius: Units.radiusSmall
    color: Theme.paper
    border.width: framed ? Units.hair : 0
    border.color: tint

    Column {
        id: column
        x: box.framed ? Units.gap : 0
        y: Units.gap
        width: parent.width - 2 * x
        spacing: Units.gapTiny

        Label {
            width: parent.width
            text: box.legend.title
            font.pixelSize: Units.textSmall
            font.weight: Font.DemiBold
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: box.legend.detail
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
        Repeater {
            model: box.legend.rows

            delegate: LegendPatch {
                required tint
                required label
                required hatched
                required sign

                width: column.width
            }
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: box.legend.note
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
    }
}
