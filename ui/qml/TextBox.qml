pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// A text that a seat is writing; its caret is at the end. At the desk letters reach the seat's keyboard from wherever keys are.
Rectangle {
    id: box

    required property SeatModel seat
    required property string field
    property string value
    property string hint
    property int lines: 3
    readonly property bool active: seat.keyboard.target === field
    property string label // what a screen reader says

    property bool begins: false // keys come here as soon as it is seen

    signal entered

    function begin() {
        if (visible)
            forceActiveFocus(Qt.TabFocusReason)
    }

    activeFocusOnTab: true
    onVisibleChanged: if (visible && begins && seat.at_desk) Qt.callLater(begin)
    onActiveFocusChanged: if (activeFocus) seat.keyboard.write_into(field)
    Accessible.role: Accessible.EditableText
    Accessible.name: label !== "" ? label : hint
    Accessible.description: value
    Accessible.focusable: true
    Accessible.editable: true
    Keys.onReturnPressed: entered()
    Keys.onEnterPressed: entered()

    implicitHeight: lines * Math.ceil(metrics.lineSpacing) + 2 * Units.gap
    radius: Units.radiusSmall
    color: Theme.field
    border.width: Units.line
    border.color: active ? Theme.deep(seat.tint) : Theme.line

    Label {
        anchors { left: parent.left; right: parent.right; margins: Units.gap; verticalCenter: parent.verticalCenter }
        visible: box.value === "" && !box.active
        text: box.hint
        color: Theme.quiet
    }
    Item {
        anchors { fill: parent; margins: Units.gap }
        clip: true

        Label {
            id: written
            width: parent.width
            // The newest lines stay in sight.
            y: Math.min(0, parent.height - height)
            text: box.value + (box.active ? (caret.on ? "|" : " ") : "")
            wrapMode: Text.Wrap
        }
    }
    FontMetrics {
        id: metrics
        font: written.font
    }
    Timer {
        id: caret
        property bool on: true
        interval: Units.blink
        repeat: true
        running: box.active && box.visible && !Units.calm
        onTriggered: on = !on
    }
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
        longPressThreshold: Units.slowestTap
        onTapped: {
            box.seat.keyboard.write_into(box.field)
            if (box.seat.at_desk)
                box.forceActiveFocus(Qt.MouseFocusReason)
        }
    }
    Loader {
        anchors.fill: parent
        active: box.activeFocus
        sourceComponent: FocusRing {
            corner: box.radius
        }
    }
}
