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
    property bool still: false // an audience's: no buttons
    readonly property WordsModel words: split.seat.words
    readonly property bool four: split.count > 2

    signal pinTapped(string id, real east, real north, string seat)
    signal asked(real x, real y, string seat)

    component Name: Item {
        id: name
        property string title
        property string detail
        property string target
        property bool offers: false

        signal tapped

        anchors.fill: parent

        PartTitle {
            objectName: name.target
            anchors { horizontalCenter: parent.horizontalCenter; top: parent.top; topMargin: Units.viewTitle }
            title: name.title
            detail: name.detail
            offers: name.offers
            rotation: room.round ? 180 : 0
            onTapped: if (name.offers) name.tapped()
        }
        PartTitle {
            visible: room.round
            anchors { horizontalCenter: parent.horizontalCenter; bottom: parent.bottom; bottomMargin: Units.viewTitle }
            title: name.title
            detail: name.detail
            offers: name.offers
            onTapped: if (name.offers) name.tapped()
        }
    }

    Repeater {
        model: room.split.views

        delegate: Item {
            id: place
            required property PartModel modelData
            required property int index

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
                growth: Units.scale
                seats: room.table ? room.table.seat_names : []
                onTapped: (x, y, seat) => {
                    const hit = cell.pick(x, y)
                    if (hit.kind === "pin")
                        room.pinTapped(hit.id, hit.east, hit.north, seat)
                }
                onLongPressed: (x, y, seat) => room.asked(cell.x + x, cell.y + y, seat)

                Rectangle {
                    anchors.fill: parent
                    visible: !cell.ready
                    color: Theme.paper
                }
                Name {
                    target: place.modelData.name + ".choose"
                    title: place.modelData.title
                    detail: place.modelData.detail
                    offers: !room.still
                    onTapped: place.modelData.toggle_choosing()
                }
                PartChoice {
                    visible: place.modelData.choosing && !room.still
                    anchors.centerIn: parent
                    part: place.modelData
                }
            }
        }
    }
    Item {
        width: room.map.width
        height: room.map.height

        Name {
            title: room.split.map_title
        }
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
            onTapped: room.split.end()
        }
    }
}
