pragma ComponentBehavior: Bound

import QtQuick

// A value between two ends, set by touching or dragging.
Item {
    id: slider

    property real share: 0
    property color tint: Theme.ink

    property string label // what a screen reader says
    property real stride: 0.05 // of the arrow keys

    signal slid(real share)

    activeFocusOnTab: true
    Accessible.role: Accessible.Slider
    Accessible.name: label
    Accessible.focusable: true
    Accessible.onIncreaseAction: nudge(1)
    Accessible.onDecreaseAction: nudge(-1)
    Keys.onPressed: event => {
        if ([Qt.Key_Home, Qt.Key_End].includes(event.key)) {
            event.accepted = true
            slid(event.key === Qt.Key_Home ? 0 : 1)
            return
        }
        const way = [Qt.Key_Right, Qt.Key_Up].includes(event.key) ? 1 : [Qt.Key_Left, Qt.Key_Down].includes(event.key) ? -1 : 0
        event.accepted = way !== 0
        if (way !== 0)
            nudge(way)
    }

    function nudge(way: int) {
        slid(Math.max(0, Math.min(1, share + way * stride)))
    }

    implicitHeight: Units.touch

    function follow(x: real) {
        slid(Math.max(0, Math.min(1, (x - Units.knob / 2) / (width - Units.knob))))
    }

    Rectangle {
        anchors { left: parent.left; right: parent.right; verticalCenter: parent.verticalCenter }
        height: Units.track
        radius: height / 2
        color: Theme.line

        Rectangle {
            width: knob.x + knob.width / 2
            height: parent.height
            radius: height / 2
            color: Theme.deep(slider.tint)
        }
    }
    Rectangle {
        id: knob
        anchors.verticalCenter: parent.verticalCenter
        x: slider.share * (slider.width - width)
        width: Units.knob
        height: width
        radius: width / 2
        color: Theme.deep(slider.tint)
    }
    Loader {
        anchors.fill: parent
        active: slider.activeFocus
        sourceComponent: FocusRing {}
    }
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: Units.slowestTap
        onTapped: (point) => slider.follow(point.position.x)
    }
    // Its finger is its own, before two of them on two sliders could be taken for a pinch of the card.
    DragHandler {
        target: null
        dragThreshold: 1
        grabPermissions: PointerHandler.CanTakeOverFromAnything
        yAxis.enabled: false
        onCentroidChanged: if (active) slider.follow(centroid.position.x)
    }
}
