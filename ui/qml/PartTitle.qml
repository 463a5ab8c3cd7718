import QtQuick
import PlanningTable

// What a part of the picture shows; a touch opens what can be chosen, where there is a choice.
Rectangle {
    id: label

    property string title
    property string detail
    property color tint: Theme.ink
    property bool offers: false

    signal tapped

    width: Math.min(Units.lensLabel, Math.max(upper.implicitWidth, lower.implicitWidth) + 2 * Units.gapLarge)
    height: Math.max(Units.touch, texts.height + 2 * Units.gapSmall)
    radius: Units.radius
    color: press.pressed && offers ? Theme.keyPressed : Theme.paper
    border.width: Units.line
    border.color: Theme.deep(tint)

    Column {
        id: texts
        anchors.centerIn: parent
        width: parent.width - 2 * Units.gapLarge

        Label {
            id: upper
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            text: label.title
            font.weight: Font.DemiBold
            color: Theme.deep(label.tint)
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        Label {
            id: lower
            width: parent.width
            horizontalAlignment: Text.AlignHCenter
            visible: text !== ""
            text: label.detail
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
    }
    // What falls on a title does not move the map, offer or not.
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }
    Touchable {
        id: press
        enabled: label.offers
        label: label.title
        role: Accessible.ButtonMenu
        corner: label.radius
        onTapped: label.tapped()
    }
}
