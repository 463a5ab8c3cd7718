pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Effects
import PlanningTable

// The phase, and what is being worked out; a touch unfolds the phases, and says so where the processor draws the map.
Item {
    id: chip

    required property StatusModel status
    property bool byProcessor: false

    signal held

    width: Units.chipWidth
    height: column.height

    RectangularShadow {
        anchors.fill: parent
        offset.y: Units.shadowDrop
        radius: Units.radius
        blur: Units.shadow
        color: Theme.shadow
    }
    Rectangle {
        anchors.fill: parent
        radius: Units.radius
        color: Theme.chip
    }
    Column {
        id: column
        width: parent.width
        topPadding: chip.status.open ? Units.gap : 0

        Label {
            objectName: "status.graphics"
            visible: chip.status.open && chip.byProcessor
            width: parent.width
            padding: Units.gap
            horizontalAlignment: Text.AlignHCenter
            wrapMode: Text.WordWrap
            text: chip.status.graphics
            color: Theme.chipQuiet
            font.pixelSize: Units.textSmall
        }
        Repeater {
            model: chip.status.open ? chip.status.phases : null

            delegate: Item {
                id: phase
                required property string name
                required property string label
                required property bool chosen

                objectName: "status." + name
                width: chip.width
                height: Units.touch

                Label {
                    anchors.centerIn: parent
                    text: phase.chosen ? "● " + phase.label : phase.label
                    color: phase.chosen ? Theme.chipInk : Theme.chipQuiet
                    font.weight: phase.chosen ? Font.DemiBold : Font.Normal
                }
                Touchable {
                    label: phase.label
                    role: Accessible.RadioButton
                    chosen: phase.chosen
                    onTapped: chip.status.enter(phase.name)
                }
            }
        }
        Item {
            objectName: "status"
            width: parent.width
            height: words.height + 2 * Units.gap

            Column {
                id: words
                anchors.verticalCenter: parent.verticalCenter
                width: parent.width
                spacing: Units.gapTiny

                Label {
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: chip.status.phase
                    color: Theme.chipInk
                    font.weight: Font.DemiBold
                }
                Label {
                    width: parent.width
                    leftPadding: Units.gap
                    rightPadding: Units.gap
                    horizontalAlignment: Text.AlignHCenter
                    text: chip.status.detail
                    color: Theme.chipQuiet
                    font.pixelSize: Units.textSmall
                }
                Label {
                    objectName: "status.audience"
                    visible: text !== ""
                    width: parent.width
                    leftPadding: Units.gap
                    rightPadding: Units.gap
                    horizontalAlignment: Text.AlignHCenter
                    wrapMode: Text.WordWrap
                    text: chip.status.audience
                    color: Theme.chipInk
                    font.pixelSize: Units.textSmall
                }
                Rectangle {
                    anchors.horizontalCenter: parent.horizontalCenter
                    width: parent.width - 2 * Units.gapLarge
                    height: Units.gapTiny
                    radius: height / 2
                    opacity: chip.status.busy ? 1 : 0
                    color: Theme.quiet

                    Rectangle {
                        width: parent.width * chip.status.fraction
                        height: parent.height
                        radius: height / 2
                        color: Theme.chipInk
                    }
                }
            }
            Touchable {
                longPressThreshold: Units.facilitatorsPress
                label: [chip.status.phase, chip.status.detail, chip.status.audience].filter(part => part !== "").join(", ")
                role: Accessible.ButtonMenu
                corner: Units.radius
                onTapped: chip.status.toggle()
                onHeld: chip.held()
            }
        }
    }
}
