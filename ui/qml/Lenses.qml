pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// All lenses on the map. A glass that was once laid down stays ready, so that the next one is there at once.
Item {
    id: room

    required property LensesModel lenses
    required property SceneItem map
    required property Item above // above all cards: what people choose from lies there
    property int highest: 1
    property PiecesModel pieces: null

    property list<rect> cards: [] // of all seats, where they lie now
    onCardsChanged: settling.restart()

    // Before its person, where the map is near enough to be looked at.
    function before(lens: Lens): point {
        const turned = lens.seat.turn * Math.PI / 180
        const across = lens.seat.turn % 180 !== 0
        const out = (across ? width : height) / 2 - Units.tabHeight - Units.lensAway
        const aside = (lens.seat.along - Theme.half) * (across ? height : width)
        return Qt.point(width / 2 - out * Math.sin(turned) + aside * Math.cos(turned),
                        height / 2 + out * Math.cos(turned) + aside * Math.sin(turned))
    }

    // The nearest place where neither a card nor another lens lies over a lens.
    function free(lens: Lens, wanted: point): point {
        const whole = lens.reach + lens.skirt / 2
        const middle = Qt.point(wanted.x + lens.shift.x, wanted.y + lens.shift.y)
        const at = lenses.place_for(middle, whole, Qt.size(width, height), Units.touch, cards, others(lens))
        const apart = others(lens).every(other => Math.hypot(other.x + other.width / 2 - at.x, other.y + other.height / 2 - at.y)
                                                  >= whole + other.width / 2 - 1)
        if (apart && !lenses.covered(at, whole, cards))
            return Qt.point(at.x - lens.shift.x, at.y - lens.shift.y)
        // On a full table the legend may lie under a card, the glass not.
        return lenses.place_for(wanted, lens.reach, Qt.size(width, height), Units.touch, cards, others(lens))
    }

    function others(lens: Lens): list<rect> {
        const found = []
        for (let n = 0; n < places.count; n++) {
            const other = lensAt(n)
            if (other && other !== lens && other.laid !== "" && other.laid === other.coming)
                found.push(Qt.rect(other.bound.x - other.reach, other.bound.y - other.reach,
                                   2 * other.reach, 2 * other.reach))
        }
        return found
    }

    function lensAt(number: int): Lens {
        return (places.itemAt(number) as Kept)?.item as Lens
    }

    // Where a card has come to lie over a lens, the lens makes way: it can always be reached.
    function settle(lens: Lens) {
        if (!lens || !lens.lens.active)
            return
        const middle = Qt.point(lens.middle.x + lens.shift.x, lens.middle.y + lens.shift.y)
        if (lenses.covered(middle, lens.reach + lens.skirt / 2, cards))
            lens.glide(free(lens, lens.middle))
    }

    // A lens that goes with a piece lies where that stands.
    Connections {
        target: room.pieces
        function onLensMoved(lens, x, y) {
            for (let n = 0; n < places.count; n++) {
                const glass = room.lensAt(n)
                if (glass && glass.lens.active && glass.lens.name === lens)
                    glass.middle = Qt.point(x, y)
            }
        }
    }
    Timer {
        id: settling
        interval: Units.glide
        onTriggered: {
            for (let n = 0; n < places.count; n++)
                room.settle(room.lensAt(n))
        }
    }
    Repeater {
        id: places
        model: room.lenses.places

        delegate: Kept {
            id: place
            required property LensModel modelData

            anchors.fill: parent
            wanted: modelData.active
            sourceComponent: Lens {
                id: glass
                lens: place.modelData
                map: room.map
                above: room.above
                onSkirtChanged: settling.restart()
                onArrived: glass.middle = room.free(glass, room.before(glass))
                onRested: room.settle(glass)
                onRaised: {
                    room.highest += 1
                    place.z = room.highest
                }
            }
        }
    }
}
