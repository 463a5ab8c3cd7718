pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// One line of text, typed with the real keyboard of the desk.
Rectangle {
    id: box

    property string hint
    property alias text: input.text
    property string icon

    signal entered(string text)
    signal edited(string text)

    implicitHeight: Units.touch
    radius: Units.radiusSmall
    color: Theme.field
    border.width: Units.line
    border.color: Theme.line

    Loader {
        anchors.fill: parent
        active: input.activeFocus
        sourceComponent: FocusRing {
            corner: box.radius
        }
    }

    IconItem {
        id: sign
        visible: box.icon !== ""
        anchors { left: parent.left; leftMargin: Units.gap; verticalCenter: parent.verticalCenter }
        width: visible ? Units.icon : 0
        height: Units.icon
        name: box.icon
        tint: Theme.quiet
    }
    Label {
        anchors { fill: input }
        visible: input.text === ""
        verticalAlignment: Text.AlignVCenter
        text: box.hint
        color: Theme.quiet
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
    }
    TextInput {
        id: input
        anchors { left: sign.right; right: parent.right; top: parent.top; bottom: parent.bottom }
        anchors { leftMargin: Units.gap; rightMargin: Units.gap }
        verticalAlignment: TextInput.AlignVCenter
        font.family: Theme.family
        font.pixelSize: Units.text
        color: Theme.ink
        selectionColor: Theme.chip
        clip: true
        selectByMouse: true
        activeFocusOnTab: true
        Accessible.name: box.hint
        onTextEdited: box.edited(text)
        onAccepted: box.entered(text)
    }
}
