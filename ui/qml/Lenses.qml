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

        delegate: Loader {
            id: place
            required property LensModel modelData

            anchors.fill: parent
            active: false
            visible: modelData.active
            sourceComponent: Lens {
                lens: place.modelData
                map: room.map
                onRaised: {
                    room.highest += 1
                    place.z = room.highest
                }
            }
            Connections {
                target: place.modelData
                function onChanged() { if (place.modelData.active) place.active = true }
            }
        }
    }
}
