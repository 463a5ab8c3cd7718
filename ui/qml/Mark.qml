import QtQuick

// A colour and what it stands for.
Row {
    id: mark

    property color tint: Theme.ink
    property string label
    property bool strong: false

    spacing: Units.gapSmall

    Rectangle {
        anchors.verticalCenter: parent.verticalCenter
        width: Units.swatch
        height: Units.track
        radius: height / 2
        color: mark.tint
    }
    Label {
        text: mark.label
        font.pixelSize: Units.textSmall
        font.weight: mark.strong ? Font.DemiBold : Font.Normal
        wrapMode: Text.NoWrap
    }
}
