pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import PlanningTable

// The way that a finger draws on the map, until the camera sets out on it.
Item {
    id: way

    required property SceneItem map
    property list<point> places: []

    component Stroke: ShapePath {
        strokeWidth: Units.track
        strokeColor: Theme.mapInk
        fillColor: Theme.none
        capStyle: ShapePath.RoundCap
        joinStyle: ShapePath.RoundJoin

        PathPolyline { path: way.places }
    }

    Connections {
        target: way.map

        function onDrawn(x: real, y: real, phase: string, contact: int, seat: string) {
            way.places = phase === "begin" ? [Qt.point(x, y)]
                : phase === "move" ? way.places.concat([Qt.point(x, y)]) : []
        }
    }
    Curve {
        anchors.fill: parent
        visible: way.places.length > 1

        // On light ground and on dark: sun and photos do not follow the look of the cards.
        Stroke {
            strokeWidth: 2 * Units.track
            strokeColor: Theme.mapHalo
        }
        Stroke {}
    }
}
