pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// The picture cut into two or four views: the first is the map, the others show other states of the site.
Item {
    id: room

    required property SplitModel split
    required property SceneItem map
    property TableModel table: null // an audience has none
    property bool round: false // readable from both long sides of a table
    property bool still: false // an audience's: no buttons, and legends are told beside it
    property real magnified: 1 // for an audience: how much larger all words are
    property real edge: Units.gapLarge // how far from the long edges of the table its corners are free
    readonly property real side: round ? Units.tabHeight : Units.gapLarge // beside the tabs of the short edges
    property real growth: Units.scale // of pins and lines
    readonly property WordsModel words: split.seat.words
    readonly property bool four: split.count > 2
    // The legend that all share, at a table at both ends.
    readonly property list<rect> shared: [below, above].filter(part => part.visible).map(
        part => Qt.rect(part.x, part.y, part.width, part.height))

    signal touched(string view, var hit, real x, real y, string seat)
    signal dragged(string seat)
    signal asked(real x, real y, string seat)

    // The view of this name; null for none.
    function scene(name: string): SceneItem {
        for (let n = 0; n < cells.count; n++) {
            const place = cells.itemAt(n) as Place
            if (place && place.modelData.name === name)
                return place.cell
        }
        return null
    }

    component Place: Item {
        id: place
        required property PartModel modelData
        required property int index
        property alias cell: cell

        anchors.fill: parent

        SceneCell {
            id: cell
            objectName: place.modelData.name
            visible: place.modelData.active
            x: place.index === 1 ? 0 : room.width / 2
            y: place.index === 0 ? 0 : room.height / 2
            width: room.width / 2
            height: room.four ? room.height / 2 : room.height
            source: place.modelData.source
            lead: room.map
            linked: room.split.linked
            perspective: room.map.perspective
            interactive: !room.still
            growth: room.growth
            density: Units.density
            covered: [...over.covered, ...room.shared.map(part => Qt.rect(part.x - cell.x, part.y - cell.y,
                                                                         part.width, part.height))]
            seats: room.table ? room.table.seat_names : []
            onTapped: (x, y, seat) => room.touched(place.modelData.name, cell.pick(x, y), x, y, seat)
            onDragStarted: (x, y) => room.dragged(cell.seatAt(x, y))
            onLongPressed: (x, y, seat) => room.asked(cell.x + x, cell.y + y, seat)

            Rectangle {
                anchors.fill: parent
                visible: !cell.ready
                color: Theme.paper
            }
            ViewFrame {
                id: over
                width: parent.width / scale
                height: parent.height / scale
                scale: room.magnified
                transformOrigin: Item.TopLeft
                target: place.modelData.name + ".choose"
                title: place.modelData.title
                detail: place.modelData.detail
                offers: !room.still
                round: room.round
                still: room.still
                upper: place.index === 0
                lower: !room.four || place.index > 0
                western: place.index === 1
                edge: room.edge
                foot: place.index === 0 && room.four ? Units.gapLarge : room.edge + Units.viewFoot
                legend: place.modelData.legend
                times: place.modelData.times
                words: room.words
                linkable: place.modelData.linkable
                linked: place.modelData.linked
                onTapped: place.modelData.toggle_choosing()
                onLinkTapped: place.modelData.toggle_time()
            }
            PartChoice {
                visible: place.modelData.choosing && !room.still
                anchors.centerIn: parent
                part: place.modelData
            }
        }
    }

    Repeater {
        id: cells
        model: room.split.views

        delegate: Place {}
    }
    ViewFrame {
        id: first
        width: room.map.width / scale
        height: room.map.height / scale
        scale: room.magnified
        transformOrigin: Item.TopLeft
        target: "view-1"
        title: room.split.map_title
        round: room.round
        still: room.still
        lower: !room.four
        edge: room.edge
        foot: room.edge + Units.viewFoot
        legend: room.split.map_legend
        times: room.split.seat.times
        words: room.words
    }
    Binding {
        target: room.map
        property: "covered"
        when: room.visible
        value: [...first.covered, ...room.shared]
    }
    LegendBox {
        id: below
        visible: legend.shown && !room.still
        legend: room.split.legend
        x: room.side
        y: parent.height - height - room.edge - Units.viewFoot
    }
    LegendBox {
        id: above
        visible: legend.shown && room.round
        legend: room.split.legend
        rotation: 180
        x: parent.width - width - Units.gapLarge
        y: room.edge
    }
    Rectangle {
        x: (room.width - width) / 2
        width: Units.swipe
        height: room.height
        color: Theme.paper
    }
    Rectangle {
        visible: room.four
        y: (room.height - height) / 2
        width: room.width
        height: Units.swipe
        color: Theme.paper
    }
    Row {
        anchors.centerIn: parent
        visible: !room.still
        spacing: Units.gapSmall

        Button {
            objectName: "views.link"
            icon: "link"
            label: room.split.linked ? room.words.text("ui.compare.unlink", room.words.revision)
                                     : room.words.text("ui.compare.link", room.words.revision)
            onTapped: room.split.toggle_link()
        }
        Button {
            objectName: "views.close"
            icon: "close"
            tip: room.words.text("desk.close", room.words.revision)
            onTapped: room.split.end()
        }
    }
}
