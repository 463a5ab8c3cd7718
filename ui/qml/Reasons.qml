import QtQuick

// A longer text to be read: pushed up and down by a finger.
Rectangle {
    id: reasons

    property string body

    implicitHeight: scroller.height + 2 * Units.gap
    radius: Units.radiusSmall
    color: Theme.field

    Scroller {
        id: scroller
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Units.gap }
        most: Units.reasons
        ground: Theme.field

        Label {
            width: scroller.width
            text: reasons.body
            font.pixelSize: Units.textSmall
        }
    }
}
