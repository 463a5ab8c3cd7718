pragma ComponentBehavior: Bound

import QtQuick

// Lies over a sign and says what it means when the mouse or the keys have rested there for a moment.
Item {
    id: over

    required property Item target
    required property string text
    readonly property bool wanted: hover.hovered || target.activeFocus

    anchors.fill: parent

    // A finger hovers nowhere: it has touched the sign, and knows now what it means.
    HoverHandler {
        id: hover
        acceptedDevices: PointerDevice.Mouse | PointerDevice.TouchPad | PointerDevice.Stylus
    }
    Timer {
        id: patience
        interval: Units.patience
        running: over.wanted
    }
    Loader {
        active: over.wanted && !patience.running
        sourceComponent: Tip {
            target: over.target
            text: over.text
        }
    }
}
