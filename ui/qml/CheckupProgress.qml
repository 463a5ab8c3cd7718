import QtQuick

// How far something is.
Rectangle {
    id: bar

    property real fraction: 0

    height: Units.track
    radius: height / 2
    color: Theme.line

    Rectangle {
        width: parent.width * Math.max(0, Math.min(1, bar.fraction))
        height: parent.height
        radius: height / 2
        color: Theme.good
    }
}
