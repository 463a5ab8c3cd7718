pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import PlanningTable

// The way that a finger draws on the map, until the camera sets out on it.
Item {
    id: way

    required property SceneItem map
    property list<point> places: []

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

        ShapePath {
            strokeWidth: Units.track
            strokeColor: Theme.mapInk
            fillColor: Theme.none
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathPolyline { path: way.places }
        }
    }
}
