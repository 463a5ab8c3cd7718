pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// All lenses on the map. A glass that was once laid down stays ready, so that the next one is there at once.
Item {
    id: room

    required property LensesModel lenses
    required property SceneItem map
    property int highest: 1

    Repeater {
        model: room.lenses.places

        delegate: Kept {
            id: place
            required property LensModel modelData

            anchors.fill: parent
            wanted: modelData.active
            sourceComponent: Lens {
                lens: place.modelData
                map: room.map
                onRaised: {
                    room.highest += 1
                    place.z = room.highest
                }
            }
        }
    }
}
