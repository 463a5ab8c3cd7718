import QtQuick
import QtQuick.Effects
import PlanningTable

// A card that faces its seat: pushed by its header, turned and scaled by two fingers, folded away by its cross.
Item {
    id: card

    required property Item room // the seat's frame: upright for the person, its lower edge is the edge of the table
    required property string name
    required property string seat
    required property color tint
    required property WordsModel words
    property string title
    property string icon
    property bool typing: false
    property Item first: null // where keys begin, unless at its first control
    property real shift: 0
    property real lift: 0 // how much room something below needs
    default property alias content: body.data

    Accessible.role: Accessible.Pane
    Accessible.name: title

    // Keys go to what the card is for: to its text, else to its first control.
    function enter() {
        const start = first ?? body.nextItemInFocusChain(true)
        start?.forceActiveFocus(Qt.TabFocusReason)
    }

    signal folded
    signal keepAsked
    signal copyAsked
    signal raised
    signal flung(way: point) // in the room, a second's worth

    property bool moved: false
    property bool rolled: false // only the header is seen
    property real span: Units.card // how wide it is when it is not
    property bool shared: false // whether there is somebody to give a copy to
    readonly property real floor: room.height - Units.tabHeight - Units.gapLarge - lift

    // Rolled up, cards of those who share an edge lie side by side.
    width: rolled ? Math.min(span, Units.card) : span
    height: rolled ? Units.header : Units.header + body.childrenRect.height + 2 * Units.gapLarge
    onXChanged: if (pushing.active) pushing.follow()
    onYChanged: if (pushing.active) pushing.follow()
    // What a card learns makes it taller: that must not push its end off the table.
    onHeightChanged: if (moved && rotation === 0 && scale === 1) y = Math.max(0, Math.min(y, floor - height))

    // Before its person again, upright and as large as it was.
    function comeHome() {
        rotation = 0
        scale = 1
        moved = false
        raised()
    }

    Binding {
        target: card
        property: "x"
        when: !card.moved
        value: Math.max(Units.gap, Math.min(card.room.width - card.width - Units.gap,
                                            (card.room.width - card.width) / 2 + card.shift))
        restoreMode: Binding.RestoreNone
    }
    Binding {
        target: card
        property: "y"
        when: !card.moved
        value: Math.max(0, card.floor - card.height)
        restoreMode: Binding.RestoreNone
    }

    RectangularShadow {
        anchors.fill: parent
        offset.y: Units.shadowDrop
        radius: Units.radius
        blur: Units.shadow
        color: Theme.shadow
        cached: true
    }
    Rectangle {
        anchors.fill: parent
        radius: Units.radius
        color: Theme.paper
    }
    // What has no round corners hides what lies below: neither map nor shadow are drawn there.
    Rectangle {
        visible: !card.rolled
        anchors { fill: parent; margins: Units.radius }
        color: Theme.paper
    }
    // What falls beside the buttons stays with the card and does not move the map.
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }
    DragHandler {
        target: null
        grabPermissions: PointerHandler.ApprovesTakeOverByAnything
    }
    PointHandler {
        onActiveChanged: if (active) card.raised()
    }

    Rectangle {
        id: header
        width: parent.width
        height: Units.header
        topLeftRadius: Units.radius
        topRightRadius: Units.radius
        bottomLeftRadius: card.rolled ? Units.radius : 0
        bottomRightRadius: bottomLeftRadius
        color: Theme.deep(card.tint)

        // Two thumbs on the keys must not turn the card; two fingers on its header may.
        PinchHandler {
            target: card
            enabled: card.typing
            minimumScale: Units.smallest
            maximumScale: Units.largest
            onActiveChanged: if (active) card.moved = true
        }
        DragHandler {
            id: pushing

            property list<vector3d> track // where the card was lately, and when [ms after it was taken]
            property double taken: 0

            target: card
            onActiveChanged: {
                if (active) {
                    card.moved = true
                    taken = Date.now()
                    // A slow picture tells of a flick in one step.
                    track = [Qt.vector3d(card.x, card.y, 0)]
                } else {
                    // Later, since a second finger that takes the card says so only then.
                    Qt.callLater(letGo)
                }
            }
            onCanceled: track = []

            function follow() {
                const now = Date.now() - taken
                const lately = track.filter(one => now - one.z < Units.flingMemory)
                track = [...(lately.length > 0 ? lately : track.slice(-1)), Qt.vector3d(card.x, card.y, now)]
            }

            function letGo() {
                const first = track[0], last = track[track.length - 1]
                // Who rests before letting go has put the card down.
                if (track.length < 2 || Date.now() - taken - last.z > Units.flingMemory)
                    return
                const seconds = Math.max(last.z - first.z, Units.flingShortest) / 1000
                const way = Qt.point((last.x - first.x) / seconds, (last.y - first.y) / seconds)
                if (Math.hypot(way.x, way.y) > Units.fling)
                    card.flung(way)
            }
            xAxis.minimum: -card.width / 2
            xAxis.maximum: card.room.width - card.width / 2
            yAxis.minimum: 0
            yAxis.maximum: card.room.height - Units.header
        }
        IconItem {
            id: sign
            anchors { left: parent.left; leftMargin: Units.gapLarge; verticalCenter: parent.verticalCenter }
            width: Units.icon
            height: Units.icon
            name: card.icon
            tint: Theme.onTint
        }
        Label {
            anchors {
                left: sign.right; leftMargin: Units.gap; right: copy.visible ? copy.left : keep.left; verticalCenter: parent.verticalCenter
            }
            text: card.title
            color: Theme.onTint
            font.pixelSize: Units.textLarge
            fontSizeMode: Text.HorizontalFit
            minimumPixelSize: Units.textSmall
            font.weight: Font.DemiBold
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
        Item {
            id: copy
            objectName: card.seat + "." + card.name + ".copy"
            visible: card.shared
            anchors { right: keep.left; verticalCenter: parent.verticalCenter }
            width: Units.header
            height: Units.header

            IconItem {
                anchors.centerIn: parent
                width: Units.icon
                height: Units.icon
                name: "copy"
                tint: Theme.onTint
            }
            Touchable {
                tip: card.words.text("desk.copy", card.words.revision)
                corner: Units.radius
                onTapped: card.copyAsked()
            }
        }
        Item {
            id: keep
            objectName: card.seat + "." + card.name + ".aside"
            anchors { right: roll.left; verticalCenter: parent.verticalCenter }
            width: Units.header
            height: Units.header

            IconItem {
                anchors.centerIn: parent
                width: Units.icon
                height: Units.icon
                name: "keep"
                tint: Theme.onTint
            }
            Touchable {
                tip: card.words.text("desk.keep", card.words.revision)
                corner: Units.radius
                onTapped: card.keepAsked()
            }
        }
        Item {
            id: roll
            objectName: card.seat + "." + card.name + ".roll"
            anchors { right: cross.left; verticalCenter: parent.verticalCenter }
            width: Units.header
            height: Units.header

            IconItem {
                anchors.centerIn: parent
                width: Units.icon
                height: Units.icon
                name: card.rolled ? "unroll" : "roll"
                tint: Theme.onTint
            }
            Touchable {
                tip: card.words.text(card.rolled ? "desk.unroll" : "desk.roll", card.words.revision)
                corner: Units.radius
                onTapped: card.rolled = !card.rolled
            }
        }
        Item {
            id: cross
            objectName: card.seat + "." + card.name + ".close"
            anchors { right: parent.right; rightMargin: Units.gapTiny; verticalCenter: parent.verticalCenter }
            width: Units.header
            height: Units.header

            IconItem {
                anchors.centerIn: parent
                width: Units.icon
                height: Units.icon
                name: "close"
                tint: Theme.onTint
            }
            Touchable {
                tip: card.words.text("desk.close", card.words.revision)
                corner: Units.radius
                onTapped: card.folded()
            }
        }
    }
    Item {
        id: body
        visible: !card.rolled
        anchors {
            top: header.bottom; left: parent.left; right: parent.right; bottom: parent.bottom; margins: Units.gapLarge
        }
    }
    // Above all that can be touched: what takes a finger keeps it from whatever lies below.
    Item {
        anchors.fill: parent

        PinchHandler {
            target: card
            enabled: !card.typing
            minimumScale: Units.smallest
            maximumScale: Units.largest
            onActiveChanged: if (active) card.moved = true
        }
    }
}
