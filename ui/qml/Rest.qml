pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// A table that rests: it invites from every seat, and goes round the site slowly where that costs nothing. Who touches it finds
// the view as it was left.
Item {
    id: rest

    required property RestModel model
    required property TableModel table
    required property SceneItem map

    property string lookout: ""
    readonly property bool flies: lookout !== "" && !map.walking && !Units.calm

    visible: model.resting
    enabled: false

    Connections {
        target: rest.model
        function onChanged() {
            if (rest.model.resting) {
                rest.lookout = Units.calm || rest.map.walking || rest.map.frameTime > Units.smoothFrame ? "" : rest.map.lookout()
                if (rest.lookout !== "")
                    rest.map.oblique()
            } else if (rest.lookout !== "") {
                rest.map.travelTo(rest.lookout)
                rest.lookout = ""
            }
        }
    }
    Timer {
        interval: Units.flightStep
        repeat: true
        running: rest.visible && rest.flies
        onTriggered: rest.map.turn(Units.flightTurn)
    }
    Rectangle {
        anchors.fill: parent
        color: Theme.veil(Theme.ink, Theme.faint)
    }
    Repeater {
        model: rest.table.seats

        delegate: Item {
            id: side
            required property SeatModel modelData
            readonly property bool across: modelData.turn % 180 !== 0

            anchors.centerIn: parent
            width: across ? rest.height : rest.width
            height: across ? rest.width : rest.height
            rotation: modelData.turn

            Rectangle {
                id: invitation
                objectName: side.modelData.name + ".invitation"
                anchors {
                    horizontalCenter: parent.horizontalCenter
                    horizontalCenterOffset: (side.modelData.along - 0.5) * parent.width
                    bottom: parent.bottom
                    bottomMargin: Units.tabHeight + Units.invitation
                }
                width: row.width + 2 * Units.gapLarge
                height: row.height + 2 * Units.gapLarge
                radius: Units.radius
                color: Theme.paper
                border.color: Theme.deep(side.modelData.tint)
                border.width: Units.line

                Row {
                    id: row
                    anchors.centerIn: parent
                    spacing: Units.gapLarge

                    Item {
                        anchors.verticalCenter: parent.verticalCenter
                        width: Units.touch
                        height: Units.touch

                        Rectangle {
                            anchors.centerIn: parent
                            width: parent.width
                            height: width
                            radius: width / 2
                            color: Theme.none
                            border.color: Theme.deep(side.modelData.tint)
                            border.width: Units.line

                            SequentialAnimation on scale {
                                running: rest.visible && !Units.calm
                                loops: Animation.Infinite
                                NumberAnimation { from: 0.5; to: 1; duration: Units.beat; easing.type: Easing.OutCubic }
                                PauseAnimation { duration: Units.beat }
                            }
                        }
                        Rectangle {
                            anchors.centerIn: parent
                            width: parent.width / 2
                            height: width
                            radius: width / 2
                            color: Theme.deep(side.modelData.tint)
                        }
                    }
                    Column {
                        anchors.verticalCenter: parent.verticalCenter

                        Repeater {
                            model: rest.model.invitations

                            delegate: Label {
                                required property string modelData
                                required property int index

                                text: modelData
                                color: index === 0 ? Theme.ink : Theme.quiet
                                font.pixelSize: index === 0 ? Units.textLarge : Units.text
                                font.weight: index === 0 ? Font.DemiBold : Font.Normal
                                wrapMode: Text.NoWrap
                            }
                        }
                    }
                }
            }
        }
    }
}
