pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// Everything that lies over the map: the seats with their tabs, rings and cards, and the status chip.
Item {
    id: overlay

    required property TableModel table
    required property Item map
    property bool byProcessor: false
    property Views views: null
    property bool desk: false
    property bool bare: false // without cards: they are where they were, once they are seen again
    property bool inPieces: false
    property int highest: 1

    signal held // the facilitator rests a finger on the status chip
    // How far from the lower edge its corners are free.
    readonly property real foot: Units.gapLarge + (table.crowded ? Units.tabHeight : 0)
    readonly property list<rect> cards: {
        const laid = []
        for (let n = 0; n < frames.count; n++)
            laid.push(...((frames.itemAt(n) as SeatFrame)?.cards ?? []))
        return laid
    }

    // What else of the table is touched and read.
    function furniture(): list<rect> {
        const laid = [overlay.mapFromItem(chip, 0, 0, chip.width, chip.height)]
        for (let n = 0; n < rims.count; n++) {
            const tab = (rims.itemAt(n) as Rim)?.tab
            if (tab)
                laid.push(overlay.mapFromItem(tab, tab.childrenRect))
        }
        return laid
    }

    // Keys are at work at the desk only, and there is one seat.
    function enter(card: string): bool {
        return (frames.itemAt(0) as SeatFrame).enter(card)
    }

    function entered(): Card {
        return (frames.itemAt(0) as SeatFrame).entered()
    }

    function enterMenu() {
        (frames.itemAt(0) as SeatFrame).ring.go(1)
    }

    // Letters reach the text that is being written from wherever keys are.
    Keys.onPressed: event => event.accepted = table.typed(event.text)

    Binding {
        target: Units
        property: "scale"
        value: {
            if (overlay.desk)
                return 1
            const full = Math.min(overlay.width / Units.windowWidth, overlay.height / Units.windowHeight)
            // Where people share an edge all is smaller, as far as fingers can bear it.
            const least = Units.smallestTouch * Units.density / Units.touchAtOne
            return Math.max(Units.smallestScale,
                            overlay.table.crowded ? Math.min(full, Math.max(Units.crowd * full, least)) : full)
        }
    }

    StatusChip {
        id: chip
        anchors {
            right: parent.right; rightMargin: Units.gapLarge
            bottom: parent.bottom; bottomMargin: overlay.foot
        }
        status: overlay.table.status
        byProcessor: overlay.byProcessor
        onHeld: overlay.held()
    }
    Repeater {
        id: frames
        model: overlay.table.seats

        delegate: SeatFrame {
            id: frame
            required property SeatModel modelData

            visible: !overlay.bare
            seat: modelData
            map: overlay.map
            views: overlay.views
            overlay: overlay
            inPieces: overlay.inPieces
            onFlung: (card, start, way) => overlay.table.fling(card, modelData.name, start, way, Qt.size(overlay.width, overlay.height))
            onCopied: (card, giver, receiver) => overlay.table.copy(card, giver, receiver)
            onRaised: {
                overlay.highest += 1
                frame.z = overlay.highest
            }
        }
    }
    // No card of one seat covers the tab of another.
    component Rim: Item {
        id: rim
        required property SeatModel modelData
        readonly property bool across: modelData.turn % 180 !== 0
        readonly property alias tab: tab
        readonly property real share: width * overlay.table.seats.reduce(
            (least, other) => other === modelData || other.turn !== modelData.turn
                ? least : Math.min(least, Math.abs(other.along - modelData.along)), 1)

        z: overlay.highest + 1
        anchors.centerIn: parent
        width: across ? overlay.height : overlay.width
        height: across ? overlay.width : overlay.height
        rotation: modelData.turn

        SeatTab {
            id: tab
            seat: rim.modelData
            share: rim.share
            anchors {
                bottom: parent.bottom
                horizontalCenter: parent.horizontalCenter
                horizontalCenterOffset: (rim.modelData.along - 0.5) * parent.width
            }
        }
    }
    Repeater {
        id: rims
        model: overlay.table.seats

        delegate: Rim {}
    }
}
