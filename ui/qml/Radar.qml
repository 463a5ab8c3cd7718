pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import PlanningTable

// Five dimensions from poor (middle) to good (rim): the variant over the base, and over others where there are any.
Item {
    id: radar

    // Lists of plain numbers and words, one an axis; QML has no typed list of these from Python.
    property var base: []
    property var now: []
    property var names: []
    property Rows others: null // with a tint and shares each
    property color tint: Theme.ink
    property bool alone: false
    property string seat
    property int chosen: 0
    property bool still: false // an audience's: nothing is chosen
    property real weight: Units.line
    readonly property real reach: Math.min(width / 2 - Units.column, height / 2 - Units.gapLarge - Units.gapSmall)

    signal tapped(axis: int)

    implicitWidth: Units.radar + 2 * Units.gapLarge
    implicitHeight: Units.radar

    function corner(axis: int, share: real): point {
        const angle = -Math.PI / 2 + axis * 2 * Math.PI / 5
        return Qt.point(width / 2 + reach * share * Math.cos(angle), height / 2 + reach * share * Math.sin(angle))
    }
    function outline(shares: var): var {
        const points = []
        for (let axis = 0; axis <= 5; axis += 1)
            points.push(corner(axis % 5, shares.length ? Math.max(0.03, shares[axis % 5]) : 0))
        return points
    }
    function ring(share: real): var {
        return outline([share, share, share, share, share])
    }

    component Polygon: Curve {
        id: polygon
        property var points: [] // of Qt.point, closed
        property color pen: Theme.line
        property color fill: Theme.none
        property real weight: Units.hair

        anchors.fill: parent

        ShapePath {
            strokeColor: polygon.pen
            strokeWidth: polygon.weight
            fillColor: polygon.fill
            joinStyle: ShapePath.RoundJoin

            PathPolyline { path: polygon.points }
        }
    }

    Polygon { points: radar.ring(1); fill: Theme.paper }
    Polygon { points: radar.ring(0.75) }
    Polygon { points: radar.ring(0.5) }
    Polygon { points: radar.ring(0.25) }
    Polygon {
        visible: radar.others === null
        points: radar.outline(radar.base)
        pen: Theme.base
        fill: Theme.veil(Theme.base, Theme.faint)
        weight: radar.weight
    }
    Repeater {
        model: radar.others

        delegate: Polygon {
            required property var shares // a list from Python
            required property color tint
            required property bool shown

            z: shown ? 1 : 0
            points: radar.outline(shares)
            pen: tint
            fill: shown ? Theme.veil(tint, Theme.faint) : Theme.none
            weight: shown ? radar.weight : radar.weight / 2
        }
    }
    Polygon {
        visible: !radar.alone && radar.others === null
        points: radar.outline(radar.now)
        pen: Theme.deep(radar.tint)
        fill: Theme.veil(radar.tint, Theme.faint)
        weight: radar.weight
    }
    Repeater {
        model: 5

        delegate: Label {
            id: name
            required property int index

            objectName: radar.seat + ".indicators.axis." + index
            z: 2
            font.weight: index === radar.chosen && !radar.still ? Font.Bold : Font.Normal
            color: index === radar.chosen && !radar.still ? Theme.deep(radar.tint) : Theme.ink
            readonly property point tip: radar.corner(index, 1)
            readonly property real side: Math.cos(-Math.PI / 2 + index * 2 * Math.PI / 5)

            x: Math.max(0, Math.min(radar.width - width,
                                    tip.x - width / 2 + side * (width / 2 + Units.gapSmall)))
            y: tip.y - height / 2 + (index === 0 ? -Units.gap : index === 2 || index === 3 ? Units.gap : 0)
            text: radar.names.length > index ? radar.names[index] : ""
            font.pixelSize: Units.textSmall
            wrapMode: Text.NoWrap

            Touchable {
                visible: !radar.still
                margin: Units.gap
                label: name.text
                role: Accessible.RadioButton
                chosen: name.index === radar.chosen
                onTapped: radar.tapped(name.index)
            }
        }
    }
}
