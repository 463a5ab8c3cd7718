pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// One person's side of the table, upright for that person: its lower edge is the edge of the table.
Item {
    id: frame

    required property SeatModel seat
    required property Item map
    property Views views: null
    property int highest: 1

    readonly property bool across: seat.turn % 180 !== 0

    // How far its place is from the middle of its edge, to its right.
    readonly property real aside: (seat.along - 0.5) * width

    readonly property alias ring: ring
    readonly property list<Place> places: [layers, sun, measures, variants, compare, indicators, comment, contribution, cameras, measuring]

    // What the cards of this seat cover of the table.
    readonly property list<rect> cards: {
        const laid = []
        for (const place of places) {
            // All that moves a card is named here, so that this is asked again when it does.
            if (place.laid && place.laid.x + place.laid.y + place.laid.scale + place.laid.rotation + frame.width !== Infinity)
                laid.push(frame.parent.mapFromItem(place.laid, 0, 0, place.laid.width, place.laid.height))
        }
        return laid
    }

    signal raised
    signal flung(card: string, start: point, way: point) // on the table
    signal copied(card: string, giver: string, receiver: string)

    anchors.centerIn: parent
    width: across ? parent.height : parent.width
    height: across ? parent.width : parent.height
    rotation: seat.turn

    // By keys: into a card, by its name, or into the one on top; whether there is one.
    function enter(card: string): bool {
        let found = null
        for (const place of places) {
            if (place.laid && (place.name === card || card === "" && (found === null || place.z > found.z)))
                found = place
        }
        if (found === null)
            return false
        lift(found)
        found.laid.enter()
        return true
    }

    // The card in which keys are at work.
    function entered(): Card {
        for (const place of places) {
            for (let item = frame.Window.activeFocusItem; item; item = item.parent) {
                if (item === place.laid)
                    return place.laid
            }
        }
        return null
    }

    function lift(item: Item) {
        highest += 1
        item.z = highest
        raised()
    }

    function fling(place: Place, way: point) {
        const card = place.laid
        const start = frame.parent.mapFromItem(frame, card.x + card.width / 2, card.y + card.height / 2)
        const end = frame.parent.mapFromItem(frame, card.x + card.width / 2 + way.x, card.y + card.height / 2 + way.y)
        flung(place.name, start, Qt.point(end.x - start.x, end.y - start.y))
    }

    // A card of one's own comes here; of somebody else's, a copy.
    function fetch(owner: string, card: string) {
        if (owner !== seat.name) {
            copied(card, owner, seat.name)
            return
        }
        for (const place of places) {
            if (place.name === card && place.laid)
                place.laid.comeHome()
        }
    }

    // Where a card's middle stands beside the frame's: cards that nobody has pushed stand side by side, and closer than
    // that where there is no room.
    function shift(card: string): real {
        const spans = seat.open.map(name => ({ name: name, span: span(name) })).filter(one => one.span > 0)
        const whole = spans.reduce((sum, one) => sum + one.span + Units.gapLarge, -Units.gapLarge)
        const room = width - 2 * Units.gap - 2 * Math.abs(aside)
        const step = Units.gapLarge - (spans.length > 1 ? Math.max(0, whole - room) / (spans.length - 1) : 0)
        let left = -Math.min(whole, room) / 2
        for (const one of spans) {
            if (one.name === card)
                return aside + left + one.span / 2
            left += one.span + step
        }
        return aside
    }

    // How wide a card is that nobody has pushed; 0 for others.
    function span(card: string): real {
        for (const place of places) {
            if (place.name === card && place.laid && !place.laid.moved)
                return place.laid.width
        }
        return 0
    }

    component Place: Loader {
        id: place

        required property string name
        readonly property Card laid: item as Card

        active: frame.seat.open.indexOf(name) >= 0

        Connections {
            target: place.laid
            function onFlung(way) { frame.fling(place, way) }
            function onKeepAsked() { frame.seat.bin.keep(place.name) }
            function onCopyAsked() { frame.seat.sharing.copy(place.name) }
        }
    }

    Place {
        id: layers
        name: "layers"
        sourceComponent: LayersCard {
            seatModel: frame.seat
            room: frame
            shift: frame.shift(name)
            lift: message.room + bin.room
            shared: !frame.seat.sharing.alone
            onRaised: frame.lift(layers)
        }
    }
    Place {
        id: sun
        name: "sun"
        sourceComponent: SunCard {
            seatModel: frame.seat
            room: frame
            shift: frame.shift(name)
            lift: message.room + bin.room
            shared: !frame.seat.sharing.alone
            onRaised: frame.lift(sun)
        }
    }
    Place {
        id: measures
        name: "measures"
        sourceComponent: MeasuresCard {
            seatModel: frame.seat
            room: frame
            shift: frame.shift(name)
            lift: message.room + bin.room
            shared: !frame.seat.sharing.alone
            onRaised: frame.lift(measures)
        }
    }
    Place {
        id: variants
        name: "variants"
        sourceComponent: VariantsCard {
            seatModel: frame.seat
            room: frame
            shift: frame.shift(name)
            lift: message.room + bin.room
            shared: !frame.seat.sharing.alone
            onRaised: frame.lift(variants)
        }
    }
    Place {
        id: compare
        name: "compare"
        sourceComponent: CompareCard {
            seatModel: frame.seat
            room: frame
            shift: frame.shift(name)
            lift: message.room + bin.room
            shared: !frame.seat.sharing.alone
            onRaised: frame.lift(compare)
        }
    }
    Place {
        id: indicators
        name: "indicators"
        sourceComponent: IndicatorsCard {
            seatModel: frame.seat
            room: frame
            shift: frame.shift(name)
            lift: message.room + bin.room
            shared: !frame.seat.sharing.alone
            onRaised: frame.lift(indicators)
        }
    }
    Place {
        id: comment
        name: "comment"
        sourceComponent: CommentCard {
            seatModel: frame.seat
            room: frame
            shift: frame.shift(name)
            lift: message.room + bin.room
            shared: !frame.seat.sharing.alone
            onRaised: frame.lift(comment)
        }
    }
    Place {
        id: contribution
        name: "contribution"
        sourceComponent: ContributionCard {
            seatModel: frame.seat
            room: frame
            shift: frame.shift(name)
            lift: message.room + bin.room
            shared: !frame.seat.sharing.alone
            onRaised: frame.lift(contribution)
        }
    }

    Place {
        id: cameras
        name: "cameras"
        sourceComponent: CamerasCard {
            seatModel: frame.seat
            map: frame.map
            room: frame
            shift: frame.shift(name)
            lift: message.room + bin.room
            shared: !frame.seat.sharing.alone
            onRaised: frame.lift(cameras)
        }
    }

    Place {
        id: measuring
        name: "measuring"
        sourceComponent: MeasuringCard {
            seatModel: frame.seat
            room: frame
            shift: frame.shift(name)
            lift: message.room + bin.room
            shared: !frame.seat.sharing.alone
            onRaised: frame.lift(measuring)
        }
    }

    Ruler {
        z: -1
        seat: frame.seat
        map: frame.map
    }
    ValueBubble {
        z: frame.highest + 1
        seat: frame.seat
        map: frame.map
        views: frame.views
        room: frame
    }
    MessageBar {
        id: message
        readonly property real room: visible ? height + Units.gap : 0

        z: frame.highest + 1
        seat: frame.seat
        anchors {
            bottom: parent.bottom; bottomMargin: Units.tabHeight + Units.gap + bin.room
            horizontalCenter: parent.horizontalCenter; horizontalCenterOffset: frame.aside
        }
    }
    Bin {
        id: bin
        z: frame.highest + 1
        seat: frame.seat
        anchors {
            bottom: parent.bottom; bottomMargin: Units.tabHeight + Units.gap
            horizontalCenter: parent.horizontalCenter; horizontalCenterOffset: frame.aside
        }
        onVisibleChanged: if (visible) frame.raised()
        onCopied: (card, receiver) => frame.copied(card, frame.seat.name, receiver)
        onFetched: (owner, card) => frame.fetch(owner, card)
    }
    Ring {
        id: ring
        readonly property bool placed: frame.seat.ring.x >= 0
        readonly property point wanted: placed
            ? frame.mapFromItem(frame.map, frame.seat.ring.x, frame.seat.ring.y)
            : Qt.point(frame.width / 2 + frame.aside, frame.height - Units.tabHeight - Units.gapLarge - height / 2)

        z: frame.highest + 2
        visible: frame.seat.ring.open
        seat: frame.seat
        x: Math.max(Units.gap, Math.min(frame.width - width - Units.gap, wanted.x - width / 2))
        y: Math.max(Units.gap, Math.min(frame.height - height - Units.tabHeight - Units.gap, wanted.y - height / 2))
        onVisibleChanged: if (visible) frame.raised()
        onEntered: card => frame.enter(card)
    }
}
