pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// All lenses on the map. A glass that was once laid down stays ready, so that the next one is there at once.
Item {
    id: room

    required property LensesModel lenses
    required property SceneItem map
    required property Item above // above all cards: what people choose from lies there
    required property Table overlay
    property int highest: 1
    property PiecesModel pieces: null

    readonly property list<rect> cards: overlay.cards
    onCardsChanged: settling.restart()

    // Before its person, as near as may be, but on the model where that begins farther away.
    function before(lens: Lens): point {
        const turned = lens.seat.turn * Math.PI / 180
        const across = lens.seat.turn % 180 !== 0
        const most = (across ? width : height) / 2
        const aside = (lens.seat.along - Theme.half) * (across ? height : width)
        const at = out => Qt.point(width / 2 - out * Math.sin(turned) + aside * Math.cos(turned),
                                   height / 2 + out * Math.cos(turned) + aside * Math.sin(turned))
        const first = most - Units.tabHeight - Units.lensAway
        for (let out = first; out >= 0; out -= Units.touch) {
            const rim = at(out + lens.radius)
            if (map.pick(rim.x, rim.y).kind !== "")
                return at(out)
        }
        return at(first)
    }

    function square(middle: point, reach: real): rect {
        return Qt.rect(middle.x - reach, middle.y - reach, 2 * reach, 2 * reach)
    }

    // The nearest place where neither a card nor another lens lies over a lens.
    function free(lens: Lens, wanted: point): point {
        return lenses.place_for(square(wanted, lens.reach), lens.skirt, Qt.size(width, height), Units.touch,
                                around(lens), glasses(lens))
    }

    function others(lens: Lens): list<Lens> {
        const found = []
        for (let n = 0; n < places.count; n++) {
            const other = lensAt(n)
            if (other && other !== lens && other.laid !== "" && other.laid === other.coming)
                found.push(other)
        }
        return found
    }

    function glasses(lens: Lens): list<rect> {
        return others(lens).map(other => square(other.bound, other.reach))
    }

    // What a lens neither covers nor lies under: cards, tabs, and what other lenses say.
    function around(lens: Lens): list<rect> {
        const told = others(lens).map(other => Qt.rect(other.bound.x + other.skirt.x, other.bound.y + other.skirt.y,
                                                       other.skirt.width, other.skirt.height))
        return [...cards, ...overlay.furniture(), ...told]
    }

    function lensAt(number: int): Lens {
        return (places.itemAt(number) as Kept)?.item as Lens
    }

    function away(lens: Lens, place: point): real {
        return Math.hypot(place.x - lens.home.x, place.y - lens.home.y)
    }

    // Where something has come to lie over a lens or what it says, the lens makes way: it can always be reached and read. It
    // comes back once it can.
    function settle(lens: Lens) {
        if (!lens || !lens.lens.active || lens.held || lens.led)
            return
        const whole = square(lens.bound, lens.reach)
        const covered = lenses.covered(whole, lens.skirt, Qt.size(width, height), around(lens), glasses(lens))
        if (!covered && away(lens, lens.bound) <= 2 * Units.touch)
            return
        const better = free(lens, lens.home)
        if (covered || away(lens, better) < away(lens, lens.bound) - Units.touch)
            lens.glide(better)
    }

    // A lens that goes with a piece lies where that stands.
    Connections {
        target: room.pieces
        function onLensMoved(lens, x, y) {
            for (let n = 0; n < places.count; n++) {
                const glass = room.lensAt(n)
                if (glass && glass.lens.active && glass.lens.name === lens) {
                    glass.led = true
                    glass.middle = Qt.point(x, y)
                }
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
                onArrived: {
                    glass.home = room.before(glass)
                    glass.middle = room.free(glass, glass.home)
                }
                onRested: {
                    glass.home = glass.middle
                    room.settle(glass)
                    settling.restart() // others may make way for it
                }
                onRaised: {
                    room.highest += 1
                    place.z = room.highest
                }
            }
        }
    }
}
