import QtQuick

// Content of which a part is seen: pushed up and down by a finger, its edge fades where there is more.
Item {
    id: scroller

    property real most: Units.reasons
    property color ground: Theme.paper
    default property alias content: sheet.data

    implicitHeight: Math.min(most, sheet.height)
    height: implicitHeight
    clip: true

    Item {
        id: sheet
        width: parent.width
        height: childrenRect.height
        onHeightChanged: y = 0
    }
    DragHandler {
        target: sheet
        enabled: sheet.height > scroller.height
        xAxis.enabled: false
        yAxis.maximum: 0
        yAxis.minimum: scroller.height - sheet.height
    }
    Rectangle {
        anchors { bottom: parent.bottom; left: parent.left; right: parent.right }
        height: Units.fade
        visible: sheet.y + sheet.height > scroller.height + Units.hair
        gradient: Gradient {
            GradientStop { position: 0; color: Theme.veil(scroller.ground, 0) }
            GradientStop { position: 1; color: scroller.ground }
        }
    }
}
