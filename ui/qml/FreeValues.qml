pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// What may be set freely of the layer that is shown: a slider a value.
Column {
    id: values

    required property FreeModel free
    required property string seat
    required property color tint
    readonly property int count: rows.count

    Repeater {
        id: rows

        model: values.free.rows

        delegate: Item {
            id: value

            required property string name
            required property string label
            required property string figure
            required property real share
            required property real stride

            width: parent ? (parent as Item).width : 0
            height: Units.touch

            Label {
                id: called

                anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                width: Units.minute
                text: value.label
                font.pixelSize: Units.textSmall
                color: Theme.quiet
            }
            Slider {
                objectName: values.seat + ".layers.free." + value.name
                anchors {
                    left: called.right; right: amount.left; verticalCenter: parent.verticalCenter
                    rightMargin: Units.gap
                }
                label: value.label + " " + value.figure
                share: value.share
                stride: value.stride
                tint: values.tint
                onSlid: (share) => values.free.slide(value.name, share)
            }
            Label {
                id: amount

                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                width: Units.minute
                text: value.figure
                font.weight: Font.DemiBold
                font.pixelSize: Units.textSmall
            }
        }
    }
}
