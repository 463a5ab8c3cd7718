pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// Everything that lies over the map: the seats with their tabs, rings and cards, and the status chip.
Item {
    id: overlay

    required property TableModel table
    required property Item map
    property Views views: null
    property bool desk: false
    property int highest: 1
    readonly property list<rect> cards: {
        const laid = []
        for (let n = 0; n < frames.count; n++)
            laid.push(...((frames.itemAt(n) as SeatFrame)?.cards ?? []))
        return laid
    }

    Binding {
        target: Units
        property: "scale"
        value: overlay.desk ? 1 : Math.max(
            Units.smallestScale,
            Math.min(overlay.width / Units.windowWidth, overlay.height / Units.windowHeight))
    }

    StatusChip {
        anchors { right: parent.right; bottom: parent.bottom; margins: Units.gapLarge }
        status: overlay.table.status
    }
    Repeater {
        id: frames
        model: overlay.table.seats

        delegate: SeatFrame {
            id: frame
            required property SeatModel modelData

            seat: modelData
            map: overlay.map
            views: overlay.views
            onRaised: {
                overlay.highest += 1
                frame.z = overlay.highest
            }
        }
    }
}
