import QtQuick

// A longer text to be read: pushed up and down by a finger.
Rectangle {
    id: reasons

    property string body

    implicitHeight: Math.min(Units.reasons, words.height + 2 * Units.gap)
    radius: Units.radiusSmall
    color: Theme.field
    clip: true

    Label {
        id: words
        x: Units.gap
        y: Units.gap
        width: parent.width - 2 * Units.gap
        text: reasons.body
        font.pixelSize: Units.textSmall
        onTextChanged: y = Units.gap

        DragHandler {
            xAxis.enabled: false
            yAxis.maximum: Units.gap
            yAxis.minimum: Math.min(Units.gap, reasons.height - words.height - Units.gap)
        }
    }
    // There is more below.
    Rectangle {
        anchors { bottom: parent.bottom; left: parent.left; right: parent.right }
        height: Units.gapLarge
        visible: words.y + words.height > reasons.height
        gradient: Gradient {
            GradientStop { position: 0; color: Theme.veil(Theme.field, 0) }
            GradientStop { position: 1; color: Theme.field }
        }
    }
}
