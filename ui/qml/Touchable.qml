pragma ComponentBehavior: Bound

import QtQuick

// What a control is to a finger, to keys and to a screen reader. It fills the thing that is pressed.
Item {
    id: touchable

    property string label // what a screen reader says
    property string tip // said to the mouse and to keys where there is only a sign
    property int role: Accessible.Button
    property bool chosen: false
    property bool byKeys: true // whether the tab key comes here
    property real corner: Units.radiusSmall
    property real margin: 0
    readonly property bool pressed: tap.pressed
    property alias longPressThreshold: tap.longPressThreshold

    signal tapped
    signal held
    signal keyed // pressed by keys, after tapped

    anchors.fill: parent
    activeFocusOnTab: byKeys
    Accessible.role: role
    Accessible.name: label !== "" ? label : tip
    Accessible.focusable: byKeys
    Accessible.checkable: chosen
    Accessible.checked: chosen
    Accessible.onPressAction: tapped()
    Keys.onPressed: event => {
        if (!byKeys || ![Qt.Key_Return, Qt.Key_Enter, Qt.Key_Space].includes(event.key))
            return
        event.accepted = true
        if (!event.isAutoRepeat) {
            tapped()
            keyed()
        }
    }

    TapHandler {
        id: tap
        margin: touchable.margin
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: Units.slowestTap
        onTapped: touchable.tapped()
        onLongPressed: touchable.held()
    }
    Loader {
        anchors.fill: parent
        active: touchable.activeFocus
        sourceComponent: FocusRing {
            corner: touchable.corner
        }
    }
    Loader {
        anchors.fill: parent
        active: touchable.tip !== ""
        sourceComponent: TipOver {
            target: touchable
            text: touchable.tip
        }
    }
}
