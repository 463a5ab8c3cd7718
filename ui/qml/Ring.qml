pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import QtQuick.Effects
import PlanningTable

// The ring menu: sectors around the seat's name, every word upright for the seat.
Item {
    id: ring

    required property SeatModel seat
    readonly property int count: entries.count
    readonly property real step: 360 / Math.max(count, 1)

    signal entered(card: string) // by keys

    Accessible.role: Accessible.PopupMenu
    Accessible.name: seat.title
    Keys.onPressed: event => {
        const way = [Qt.Key_Right, Qt.Key_Down].includes(event.key) ? 1 : [Qt.Key_Left, Qt.Key_Up].includes(event.key) ? -1 : 0
        event.accepted = way !== 0
        if (way !== 0)
            go(way)
    }

    // Arrow keys go round.
    function go(way: int) {
        let now = way > 0 ? -1 : 0
        for (let n = 0; n < count; n++) {
            if ((entries.itemAt(n) as Entry).touchable.activeFocus)
                now = n
        }
        (entries.itemAt((now + way + count) % count) as Entry).touchable.forceActiveFocus(Qt.TabFocusReason)
    }

    width: 2 * Units.ringRadius
    height: width

    RectangularShadow {
        anchors.fill: parent
        offset.y: Units.shadowDrop
        radius: width / 2
        blur: Units.shadow
        color: Theme.shadow
        cached: true
    }
    Rectangle {
        anchors.fill: parent
        radius: width / 2
        color: Theme.line
    }
    // What falls between the sectors stays with the ring and does not move the map.
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }
    DragHandler {
        target: null
    }

    component Entry: Item {
        required property int index
        required property string name
        required property string label
        required property string icon
        property Touchable touchable
    }

    Repeater {
        id: entries
        model: ring.seat.ring.entries

        delegate: Entry {
            id: entry
            readonly property real middle: -90 + index * ring.step
            readonly property bool chosen: ring.seat.open.indexOf(name) >= 0
            readonly property real reach: (Units.ringRadius + Units.ringHole) / 2 + Units.gapTiny

            anchors.fill: parent
            touchable: tap

            Curve {
                anchors.fill: parent
        
                ShapePath {
                    strokeColor: Theme.none
                    fillColor: entry.chosen || tap.pressed ? Theme.deep(ring.seat.tint) : Theme.paper

                    PathAngleArc {
                        centerX: ring.width / 2
                        centerY: ring.height / 2
                        radiusX: Units.ringRadius
                        radiusY: Units.ringRadius
                        startAngle: entry.middle - ring.step / 2 + Units.ringGap / 2
                        sweepAngle: ring.step - Units.ringGap
                    }
                    PathAngleArc {
                        centerX: ring.width / 2
                        centerY: ring.height / 2
                        radiusX: Units.ringHole + Units.gapSmall
                        radiusY: Units.ringHole + Units.gapSmall
                        startAngle: entry.middle + ring.step / 2 - Units.ringGap
                        sweepAngle: 2 * Units.ringGap - ring.step
                        moveToStart: false
                    }
                }
            }
            Item {
                objectName: ring.seat.name + ".menu." + entry.name
                width: Units.ringEntry
                height: Units.ringEntry
                x: ring.width / 2 + entry.reach * Math.cos(entry.middle * Math.PI / 180) - width / 2
                y: ring.height / 2 + entry.reach * Math.sin(entry.middle * Math.PI / 180) - height / 2

                Column {
                    anchors.centerIn: parent
                    spacing: Units.gapTiny

                    IconItem {
                        anchors.horizontalCenter: parent.horizontalCenter
                        width: Units.iconLarge
                        height: Units.iconLarge
                        name: entry.icon
                        tint: entry.chosen || tap.pressed ? Theme.onTint : Theme.deep(ring.seat.tint)
                    }
                    Label {
                        anchors.horizontalCenter: parent.horizontalCenter
                        width: Units.ringWord
                        horizontalAlignment: Text.AlignHCenter
                        text: entry.label
                        wrapMode: Text.NoWrap
                        font.pixelSize: Units.textSmall
                        fontSizeMode: Text.HorizontalFit
                        minimumPixelSize: Units.textTiny
                        font.weight: Font.DemiBold
                        color: entry.chosen || tap.pressed ? Theme.onTint : Theme.ink
                    }
                }
                Touchable {
                    id: tap
                    label: entry.label
                    role: Accessible.MenuItem
                    chosen: entry.chosen
                    onTapped: ring.seat.open_card(entry.name)
                    onKeyed: ring.entered(entry.name)
                }
            }
        }
    }
    Rectangle {
        objectName: ring.seat.name + ".menu.close"
        anchors.centerIn: parent
        width: 2 * Units.ringHole
        height: width
        radius: width / 2
        color: Theme.paper

        Column {
            anchors.centerIn: parent

            Label {
                anchors.horizontalCenter: parent.horizontalCenter
                text: ring.seat.title
                font.weight: Font.Bold
                color: Theme.deep(ring.seat.tint)
            }
            IconItem {
                anchors.horizontalCenter: parent.horizontalCenter
                width: Units.icon
                height: Units.icon
                name: "close"
                tint: Theme.quiet
            }
        }
        Touchable {
            tip: ring.seat.words.text("desk.close", ring.seat.words.revision)
            corner: parent.radius
            onTapped: ring.seat.ring.close()
        }
    }
}
