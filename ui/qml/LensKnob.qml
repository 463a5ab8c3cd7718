import QtQuick
import PlanningTable

// A round button on the rim of a lens.
Rectangle {
    id: knob

    property string icon
    property string tip
    property color tint: Theme.ink
    readonly property bool pressed: tap.pressed

    signal tapped

    width: Units.touch
    height: width
    radius: width / 2
    color: pressed ? Theme.keyPressed : Theme.paper
    border.width: Units.line
    border.color: Theme.deep(tint)

    IconItem {
        anchors.centerIn: parent
        width: Units.icon
        height: Units.icon
        name: knob.icon
        tint: Theme.deep(knob.tint)
    }
    Touchable {
        id: tap
        tip: knob.tip
        corner: knob.radius
        onTapped: knob.tapped()
    }
}
