import QtQuick

// Where keys are at work: a dark line with a light one inside and outside, to be seen on every ground.
Rectangle {
    id: ring

    property real corner: Units.radiusSmall

    z: 1
    anchors { fill: parent; margins: -2 * Units.line }
    radius: corner + 2 * Units.line
    color: Theme.none
    border.width: Units.line
    border.color: Theme.paper

    Rectangle {
        anchors { fill: parent; margins: Units.line }
        radius: ring.corner + Units.line
        color: Theme.none
        border.width: Units.line
        border.color: Theme.ink

        Rectangle {
            anchors { fill: parent; margins: Units.line }
            radius: ring.corner
            color: Theme.none
            border.width: Units.hair
            border.color: Theme.paper
        }
    }
}
