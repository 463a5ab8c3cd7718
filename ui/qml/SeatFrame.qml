pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// One person's side of the table, upright for that person: its lower edge is the edge of the table.
Item {
    id: frame

    required property SeatModel seat
    required property Item map
    property Views views: null
    required property Table overlay
    property int highest: 1
    // Whether cards are made in pieces, between which fingers of others are felt; they are seen when they are whole.
    property bool inPieces: false

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

    // Cards that nobody has pushed, in rows from the edge of the table inwards: side by side as far as there is room; the
    // next behind them where the table is deep enough, else closer together.
    function rows(): list<var> { // of lists with a name, a width and a depth each
        const found = [[]]
        let reach = 0
        for (const name of seat.open) {
            const card = standing(name)
            if (card === null)
                continue
            const last = found[found.length - 1]
            const depth = last.reduce((most, one) => Math.max(most, one.deep), 0)
            if (last.length > 0 && wide(last) + Units.gapLarge + card.width > space
                    && reach + depth <= Units.behind * height) {
                reach += depth + Units.gapLarge
                found.push([])
            }
            found[found.length - 1].push({ name: name, span: card.width, deep: card.height })
        }
        return found
    }

    readonly property real space: width - 2 * Units.gap - 2 * Math.abs(aside)

    function wide(row: list<var>): real {
        return row.reduce((sum, one) => sum + one.span + Units.gapLarge, -Units.gapLarge)
    }

    // Where a card's middle stands beside the frame's.
    function shift(card: string): real {
        const row = rows().find(cards => cards.some(one => one.name === card)) ?? []
        const whole = wide(row)
        const step = Units.gapLarge - (row.length > 1 ? Math.max(0, whole - space) / (row.length - 1) : 0)
        let left = -Math.min(whole, space) / 2
        for (const one of row) {
            if (one.name === card)
                return aside + left + one.span / 2
            left += one.span + step
        }
        return aside
    }

    // How far a card stands behind others.
    function rise(card: string): real {
        let reach = 0
        for (const row of rows()) {
            if (row.some(one => one.name === card))
                return reach
            reach += row.reduce((most, one) => Math.max(most, one.deep), 0) + Units.gapLarge
        }
        return 0
    }

    // Where something is read without lying on a card: how far its upper edge is down.
    function free(wide: real, high: real): real {
        const left = (width - wide) / 2 + aside
        let top = height - Units.tabHeight - Units.gap - bin.room - high
        for (let n = 0; n < places.length; n++) {
            for (const place of places) {
                const card = place.laid
                if (card && card.x < left + wide && card.x + card.width > left && card.y < top + high && card.y + card.height > top)
                    top = card.y - Units.gap - high
            }
        }
        return Math.max(Units.gap, top)
    }

    // A card that nobody has pushed; null for others.
    function standing(card: string): Card {
        for (const place of places) {
            if (place.name === card && place.laid && !place.laid.moved)
                return place.laid
        }
        return null
    }

    component Place: Loader {
        id: place
        required property string name
        readonly property Card laid: item as Card

        asynchronous: frame.inPieces
        visible: status === Loader.Ready
        active: frame.seat.open.indexOf(name) >= 0

        Binding {
            target: place.laid
            when: place.laid !== null
            property: "shift"
            value: frame.shift(place.name)
        }
        Binding {
            target: place.laid
            when: place.laid !== null
            property: "lift"
            value: bin.room + frame.rise(place.name)
        }
        Binding {
            target: place.laid
            when: place.laid !== null
            property: "shared"
            value: !frame.seat.sharing.alone
        }
        Connections {
            target: place.laid
            function onRaised() { frame.lift(place) }
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
        }
    }
    Place {
        id: sun
        name: "sun"
        sourceComponent: SunCard {
            seatModel: frame.seat
            room: frame
        }
    }
    Place {
        id: measures
        name: "measures"
        sourceComponent: MeasuresCard {
            seatModel: frame.seat
            room: frame
        }
    }
    Place {
        id: variants
        name: "variants"
        sourceComponent: VariantsCard {
            seatModel: frame.seat
            room: frame
        }
    }
    Place {
        id: compare
        name: "compare"
        sourceComponent: CompareCard {
            seatModel: frame.seat
            room: frame
        }
    }
    Place {
        id: indicators
        name: "indicators"
        sourceComponent: IndicatorsCard {
            seatModel: frame.seat
            room: frame
        }
    }
    Place {
        id: comment
        name: "comment"
        sourceComponent: CommentCard {
            seatModel: frame.seat
            room: frame
        }
    }
    Place {
        id: contribution
        name: "contribution"
        sourceComponent: ContributionCard {
            seatModel: frame.seat
            room: frame
        }
    }

    Place {
        id: cameras
        name: "cameras"
        sourceComponent: CamerasCard {
            seatModel: frame.seat
            map: frame.map
            room: frame
        }
    }

    Place {
        id: measuring
        name: "measuring"
        sourceComponent: MeasuringCard {
            seatModel: frame.seat
            room: frame
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
        overlay: frame.overlay
        onShown: frame.raised()
    }
    MessageBar {
        // Over the cards: from under them it would push them away from the fingers that type on them.
        x: (frame.width - width) / 2 + frame.aside
        y: frame.free(width, height)
        z: frame.highest + 1
        seat: frame.seat
        onVisibleChanged: if (visible) frame.raised()
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
            : Qt.point(frame.width / 2 + frame.aside, frame.height - Units.tabHeight - Units.gapLarge - bin.room - height / 2)

        z: frame.highest + 2
        visible: frame.seat.ring.open
        seat: frame.seat
        x: Math.max(Units.gap, Math.min(frame.width - width - Units.gap, wanted.x - width / 2))
        y: Math.max(Units.gap, Math.min(frame.height - height - Units.tabHeight - Units.gap - bin.room, wanted.y - height / 2))
        onVisibleChanged: if (visible) frame.raised()
        onEntered: card => frame.enter(card)
    }
}
