pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// All lenses on the map. A glass that was once laid down stays ready, so that the next one is there at once.
Item {
    id: room

    required property LensesModel lenses
    required property SceneItem map
    property int highest: 1

    // Where a new lens is laid: as near as may be to the middle before its person, where neither a card of that person
    // lies over its label and handles nor another lens beside it.
    function free(lens: Lens): point {
        const turned = lens.seat.turn * Math.PI / 180
        const across = lens.seat.turn % 180 !== 0
        const half = Qt.point((across ? height : width) / 2, (across ? width : height) / 2)
        const near = half.y - Units.tabHeight - Units.lensAway
        const place = (aside, out) => Qt.point(width / 2 - out * Math.sin(turned) + aside * Math.cos(turned),
                                               height / 2 + out * Math.cos(turned) + aside * Math.sin(turned))
        const reach = Units.lens + Units.touch / 2
        const most = Math.max(0, Math.floor((half.x - reach) / Units.lensAside)) * Units.lensAside
        let best = place(0, near)
        let least = Infinity
        for (let out = near; out >= Units.lens - half.y; out -= Units.touch) {
            for (let aside = -most; aside <= most; aside += Units.lensAside) {
                const at = place(aside, out)
                const far = Math.hypot(aside, near - out)
                if (far < least && !beside(lens, at) && !covered(lens.lens.cards, half.x + aside, half.y + out)) {
                    best = at
                    least = far
                }
            }
        }
        return best
    }

    // Whether another lens lies there.
    function beside(lens: Lens, at: point): bool {
        for (let n = 0; n < places.count; n++) {
            const other = (places.itemAt(n) as Kept)?.item as Lens
            if (other && other !== lens && other.lens.active && other.laid === other.lens.name
                    && Math.hypot(other.middle.x - at.x, other.middle.y - at.y) < other.radius + Units.lens + Units.touch)
                return true
        }
        return false
    }

    // Whether one of the cards lies over a lens there, both in the frame of the seat.
    function covered(cards: var, x: real, y: real): bool {
        const aside = Units.lens + Units.touch / 2
        return cards.some(card => card.right > x - aside && card.left < x + aside
                                  && card.bottom > y - Units.lens && card.top < y + Units.lens + Units.header)
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
                onArrived: glass.middle = room.free(glass)
                onRaised: {
                    room.highest += 1
                    place.z = room.highest
                }
            }
        }
    }
}
