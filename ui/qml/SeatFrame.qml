pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// One person's side of the table, upright for that person: its lower edge is the edge of the table.
Item {
    id: frame

    required property SeatModel seat
    required property Item map
    property int highest: 1

    readonly property bool across: seat.turn % 180 !== 0

    signal raised

    anchors.centerIn: parent
    width: across ? parent.height : parent.width
    height: across ? parent.width : parent.height
    rotation: seat.turn

    function lift(item: Item) {
        highest += 1
        item.z = highest
        raised()
    }

    Loader {
        active: frame.seat.open.indexOf("layers") >= 0
        sourceComponent: LayersCard { seatModel: frame.seat; room: frame; onRaised: frame.lift(parent as Item) }
    }
    Loader {
        active: frame.seat.open.indexOf("measures") >= 0
        sourceComponent: MeasuresCard { seatModel: frame.seat; room: frame; onRaised: frame.lift(parent as Item) }
    }
    Loader {
        active: frame.seat.open.indexOf("variants") >= 0
        sourceComponent: VariantsCard { seatModel: frame.seat; room: frame; onRaised: frame.lift(parent as Item) }
    }
    Loader {
        active: frame.seat.open.indexOf("indicators") >= 0
        sourceComponent: IndicatorsCard { seatModel: frame.seat; room: frame; onRaised: frame.lift(parent as Item) }
    }
    Loader {
        active: frame.seat.open.indexOf("comment") >= 0
        sourceComponent: CommentCard { seatModel: frame.seat; room: frame; onRaised: frame.lift(parent as Item) }
    }
    Loader {
        active: frame.seat.open.indexOf("contribution") >= 0
        sourceComponent: ContributionCard { seatModel: frame.seat; room: frame; onRaised: frame.lift(parent as Item) }
    }

    SeatTab {
        z: frame.highest + 1
        seat: frame.seat
        anchors { bottom: parent.bottom; horizontalCenter: parent.horizontalCenter }
    }
    MessageBar {
        z: frame.highest + 1
        seat: frame.seat
        anchors {
            bottom: parent.bottom; bottomMargin: Units.tabHeight + Units.gap; horizontalCenter: parent.horizontalCenter
        }
    }
    Ring {
        id: ring
        readonly property bool placed: frame.seat.ring.x >= 0
        readonly property point wanted: placed
            ? frame.mapFromItem(frame.map, frame.seat.ring.x, frame.seat.ring.y)
            : Qt.point(frame.width / 2, frame.height - Units.tabHeight - Units.gapLarge - height / 2)

        z: frame.highest + 2
        visible: frame.seat.ring.open
        seat: frame.seat
        x: Math.max(Units.gap, Math.min(frame.width - width - Units.gap, wanted.x - width / 2))
        y: Math.max(Units.gap, Math.min(frame.height - height - Units.tabHeight - Units.gap, wanted.y - height / 2))
        onVisibleChanged: if (visible) frame.raised()
    }
}
