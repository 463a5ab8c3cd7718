pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// A ring round each thing that lies on the table, with words that the nearest person can read. Nothing here feels a finger.
Item {
    id: lying

    required property LyingModel model

    Repeater {
        model: lying.model.things

        delegate: Item {
            id: thing
            objectName: "lying"
            required property real turn
            required property color tint
            required property string label

            // Not "x" and "y" as required properties: an item has those, and the model fills them.
            required x
            required y
            rotation: turn

            Rectangle {
                anchors.centerIn: parent
                width: Units.thing
                height: width
                radius: width / 2
                color: Theme.none
                border.color: Theme.paper
                border.width: 3 * Units.line
            }
            Rectangle {
                anchors.centerIn: parent
                width: Units.thing
                height: width
                radius: width / 2
                color: Theme.none
                border.color: Theme.deep(thing.tint)
                border.width: Units.line
            }
            Rectangle {
                // Behind what lies there words would be hidden by it: they stand on the person's side.
                anchors.horizontalCenter: parent.horizontalCenter
                y: Units.thing / 2 + Units.gapSmall
                width: words.implicitWidth + 2 * Units.gap
                height: words.implicitHeight + Units.gapSmall
                radius: height / 2
                color: Theme.paper

                Label {
                    id: words
                    anchors.centerIn: parent
                    text: thing.label
                    color: Theme.quiet
                    font.pixelSize: Units.textSmall
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
}
