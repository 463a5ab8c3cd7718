pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import PlanningTable

// What a seat measures, drawn over the map: its places, the line between them, and the figure upright for its person.
Item {
    id: ruler

    required property SeatModel seat
    required property Item map
    readonly property MeasuringModel measuring: seat.measuring
    property list<point> points: []

    function follow() {
        points = surveyor.seen(measuring.line).map(one => ruler.mapFromItem(ruler.map, one.x, one.y))
    }

    anchors.fill: parent
    visible: measuring.count > 0

    Surveyor {
        id: surveyor
        map: ruler.map as SceneItem
    }
    Connections {
        target: ruler.measuring
        function onChanged() { ruler.follow() }
        function onAsked(x: real, y: real) { ruler.measuring.add(surveyor.place(x, y)) }
    }
    Connections {
        target: ruler.map as SceneItem
        function onCameraChanged() {
            if (ruler.visible)
                ruler.follow()
        }
    }

    Curve {
        anchors.fill: parent

        ShapePath {
            strokeWidth: Units.track
            strokeColor: Theme.paper
            fillColor: Theme.none
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathPolyline { path: ruler.points }
        }
        ShapePath {
            strokeWidth: Units.track / 2
            strokeColor: Theme.deep(ruler.seat.tint)
            fillColor: ruler.measuring.kind === "area" ? Qt.alpha(ruler.seat.tint, 0.22) : Theme.none
            capStyle: ShapePath.RoundCap
            joinStyle: ShapePath.RoundJoin

            PathPolyline { path: ruler.points }
        }
    }
    Repeater {
        model: ruler.points

        delegate: Rectangle {
            required property point modelData

            x: modelData.x - width / 2
            y: modelData.y - height / 2
            width: Units.gap
            height: width
            radius: width / 2
            color: Theme.paper
            border.color: Theme.deep(ruler.seat.tint)
            border.width: Units.line
        }
    }
    Rectangle {
        readonly property point middle: ruler.points.reduce((sum, one) => Qt.point(sum.x + one.x, sum.y + one.y), Qt.point(0, 0))
        readonly property int several: Math.max(1, ruler.points.length)

        objectName: ruler.seat.name + ".ruler"
        visible: ruler.measuring.value !== "" && ruler.points.length > 1
        x: middle.x / several - width / 2
        y: middle.y / several - height - Units.gap
        width: figure.implicitWidth + 2 * Units.gap
        height: figure.implicitHeight + Units.gapSmall
        radius: Units.radiusSmall
        color: Theme.paper
        border.color: Theme.deep(ruler.seat.tint)
        border.width: Units.line

        Label {
            id: figure
            anchors.centerIn: parent
            text: ruler.measuring.value
            font.weight: Font.DemiBold
        }
    }
}
