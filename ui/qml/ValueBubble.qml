import QtQuick
import QtQuick.Effects
import PlanningTable

// What the layer says of the spot that was touched, upright for the person who touched it; it goes with the map and goes
// away by itself or with a touch.
Item {
    id: bubble

    required property SeatModel seat
    required property Item map
    required property Item room
    property Views views: null
    readonly property ReadingModel reading: seat.reading
    readonly property SceneItem scene: (reading.view !== "" && views ? views.scene(reading.view) : null) ?? map as SceneItem
    property point spot: Qt.point(0, 0)
    readonly property point pointed: room.mapFromItem(scene, spot.x, spot.y)
    readonly property bool under: pointed.y - height - Units.pointer < Units.gap

    objectName: seat.name + ".value"
    visible: reading.open
    width: Math.min(Units.bubble, Math.max(heading.implicitWidth, figure.x + figure.implicitWidth, told.implicitWidth)
        + 2 * Units.gapLarge)
    height: column.height + 2 * Units.gap
    x: Math.max(Units.gap, Math.min(room.width - width - Units.gap, pointed.x - width / 2))
    y: under ? pointed.y + Units.pointer : pointed.y - height - Units.pointer

    Connections {
        target: bubble.reading
        function onAsked() {
            bubble.spot = Qt.point(bubble.reading.x, bubble.reading.y)
            rest.restart()
        }
    }
    Connections {
        target: bubble.scene
        function onCameraChanged() {
            if (bubble.visible)
                bubble.spot = bubble.scene.placeOf(bubble.reading.east, bubble.reading.north)
        }
    }
    RectangularShadow {
        anchors.fill: paper
        offset.y: Units.shadowDrop
        radius: Units.radius
        blur: Units.shadow
        color: Theme.shadow
    }
    // The line and the ring say which spot is meant.
    Rectangle {
        x: bubble.pointed.x - bubble.x - width / 2
        y: bubble.under ? -Units.pointer : bubble.height
        width: Units.line
        height: Units.pointer
        color: Theme.ink
    }
    Rectangle {
        x: bubble.pointed.x - bubble.x - width / 2
        y: bubble.pointed.y - bubble.y - height / 2
        width: Units.gap
        height: width
        radius: width / 2
        color: bubble.reading.tint !== "" ? bubble.reading.tint : Theme.paper
        border.color: Theme.ink
        border.width: Units.line
    }
    Rectangle {
        id: paper
        anchors.fill: parent
        radius: Units.radius
        color: Theme.paper
        border.color: Theme.deep(bubble.seat.tint)
        border.width: Units.line
    }
    Column {
        id: column
        x: Units.gapLarge
        y: Units.gap
        width: parent.width - 2 * Units.gapLarge
        spacing: Units.gapTiny

        Label {
            id: heading
            width: parent.width
            text: bubble.reading.title
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
        Item {
            visible: bubble.reading.value !== ""
            width: parent.width
            height: figure.height

            Rectangle {
                visible: bubble.reading.tint !== ""
                anchors.verticalCenter: parent.verticalCenter
                width: 2 * Units.swatch
                height: Units.swatch
                radius: Units.gapTiny
                color: bubble.reading.tint !== "" ? bubble.reading.tint : Theme.none
                border.width: Units.hair
                border.color: Theme.line
            }
            Label {
                id: figure
                x: bubble.reading.tint !== "" ? 2 * Units.swatch + Units.gap : 0
                width: parent.width - x
                text: bubble.reading.value
                font.pixelSize: Units.textLarge
                font.weight: Font.DemiBold
            }
        }
        Label {
            id: told
            width: parent.width
            visible: text !== ""
            text: bubble.reading.label
            font.pixelSize: Units.textSmall
        }
    }
    Timer {
        id: rest
        interval: Units.reading
        onTriggered: bubble.reading.dismiss()
    }
    Touchable {
        label: [bubble.reading.title, bubble.reading.value, bubble.reading.label].join(" ")
        role: Accessible.AlertMessage
        onTapped: bubble.reading.dismiss()
    }
}
