import QtQuick
import PlanningTable
import "../../ui/qml"

// The table over a plain ground: what lies over the map, without the map.
Rectangle {
    id: preview

    required property TableModel table

    width: 1920
    height: 1080
    color: Theme.ground

    Table {
        anchors.fill: parent
        table: preview.table
        map: preview
    }
}
