import QtQuick

// A value between two ends, set by touching or dragging.
Item {
    id: slider

    property real share: 0
    property color tint: Theme.ink

    signal slid(real share)

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
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        onTapped: (point) => slider.follow(point.position.x)
    }
    DragHandler {
        target: null
        yAxis.enabled: false
        onCentroidChanged: if (active) slider.follow(centroid.position.x)
    }
}
