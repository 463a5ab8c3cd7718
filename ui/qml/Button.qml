import QtQuick
import PlanningTable

// A touch target with an icon, a word or both.
Rectangle {
    id: button

    property string label
    property string icon
    property string tip // what a sign without words means
    property color tint: Theme.ink
    property bool filled: false
    property bool chosen: false
    property bool small: false
    property bool bare: false // only its icon is seen
    property real most: Infinity // wider it does not grow: its words take two lines, and are cut then
    readonly property color foreground: filled || chosen ? Theme.onTint : Theme.deep(tint)

    signal tapped

    function forceFocus() {
        tap.forceActiveFocus(Qt.TabFocusReason)
    }

    implicitHeight: Units.touch
    implicitWidth: Math.max(Units.touch, row.implicitWidth + 2 * Units.gap)
    radius: height / 2
    color: filled || chosen ? Theme.deep(tint) : Theme.key
    opacity: enabled ? 1 : Theme.disabled

    Row {
        id: row
        anchors.centerIn: parent
        spacing: Units.gapSmall

        IconItem {
            visible: button.icon !== ""
            anchors.verticalCenter: parent.verticalCenter
            width: Units.icon
            height: Units.icon
            name: button.icon
            tint: button.foreground
        }
        Label {
            visible: button.label !== "" && !button.bare
            anchors.verticalCenter: parent.verticalCenter
            width: Math.min(implicitWidth, Math.max(0, button.most - 2 * Units.gap - (button.icon !== "" ? Units.icon + row.spacing : 0)))
            text: button.label
            elide: Text.ElideRight
            color: button.foreground
            font.pixelSize: button.small ? Units.textSmall : Units.text
            font.weight: Font.DemiBold
            wrapMode: button.most < Infinity ? Text.Wrap : Text.NoWrap
            maximumLineCount: 2
            lineHeight: button.most < Infinity ? Units.tightLine : 1
        }
    }
    Touchable {
        id: tap
        label: button.label
        tip: button.tip
        chosen: button.chosen
        corner: button.radius
        onTapped: button.tapped()
    }
    scale: tap.pressed ? Units.pressed : 1
}
