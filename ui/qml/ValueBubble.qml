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
    required property Table overlay
    readonly property ReadingModel reading: seat.reading
    readonly property SceneItem scene: (reading.view !== "" && views ? views.scene(reading.view) : null) ?? map as SceneItem
    property point spot: Qt.point(0, 0)
    readonly property point pointed: room.mapFromItem(scene, spot.x, spot.y)
    // Where it stands beside the spot: away from the person, else on a side where it lies on the table and on no card.
    readonly property var sides: [ // points, the upper left corner each
        Qt.point(-width / 2, -height - Units.pointer), Qt.point(-width / 2, Units.pointer),
        Qt.point(Units.pointer, -height / 2), Qt.point(-width - Units.pointer, -height / 2)
    ]
    property int side: 0

    signal shown

    function corner(side: int): point {
        const across = side < 2 ? Math.max(Units.gap, Math.min(room.width - width - Units.gap, pointed.x + sides[side].x))
                                : pointed.x + sides[side].x
        const along = side < 2 ? pointed.y + sides[side].y
                               : Math.max(Units.gap, Math.min(room.height - height - Units.gap, pointed.y + sides[side].y))
        return Qt.point(across, along)
    }

    // How much of it lies beside the table or on cards and tabs [px²].
    function covered(side: int): real {
        const at = corner(side)
        const wide = Math.min(at.x + width, room.width) - Math.max(at.x, 0)
        const high = Math.min(at.y + height, room.height) - Math.max(at.y, 0)
        const outside = width * height - Math.max(0, wide) * Math.max(0, high)
        const own = overlay.mapFromItem(room, at.x, at.y, width, height)
        return [...overlay.cards, ...overlay.furniture()].reduce((sum, card) => {
            const x = Math.min(own.x + own.width, card.x + card.width) - Math.max(own.x, card.x)
            const y = Math.min(own.y + own.height, card.y + card.height) - Math.max(own.y, card.y)
            return sum + Math.max(0, x) * Math.max(0, y)
        }, outside)
    }

    function stand() {
        let best = 0
        for (let other = 1; other < sides.length; other++) {
            if (covered(other) < covered(best))
                best = other
        }
        side = best
    }

    objectName: seat.name + ".value"
    visible: reading.open
    width: Math.min(Units.bubble, Math.max(heading.implicitWidth, figure.x + figure.implicitWidth, told.implicitWidth, access.implicitWidth)
        + 2 * Units.gapLarge)
    height: column.height + 2 * Units.gap
    x: corner(side).x
    y: corner(side).y
    onHeightChanged: if (visible) stand()

    Connections {
        target: bubble.reading
        function onAsked() {
            bubble.spot = Qt.point(bubble.reading.x, bubble.reading.y)
            bubble.stand()
            bubble.shown()
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
        readonly property bool upright: bubble.side < 2

        x: upright ? bubble.pointed.x - bubble.x - width / 2 : bubble.side === 2 ? -width : bubble.width
        y: upright ? (bubble.side === 1 ? -height : bubble.height) : bubble.pointed.y - bubble.y - height / 2
        width: upright ? Units.line : Units.pointer
        height: upright ? Units.pointer : Units.line
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
        Label {
            id: access
            width: parent.width
            visible: text !== ""
            text: bubble.reading.access
            font.pixelSize: Units.textSmall
            font.weight: Font.DemiBold
        }
    }
    Timer {
        id: rest
        interval: Units.reading
        onTriggered: bubble.reading.dismiss()
    }
    Touchable {
        label: [bubble.reading.title, bubble.reading.value, bubble.reading.label, bubble.reading.access].join(" ")
        role: Accessible.AlertMessage
        onTapped: bubble.reading.dismiss()
    }
}
