pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// Ways to see two states of the site at once.
Card {
    id: card

    required property SeatModel seatModel
    readonly property CompareModel compare: seatModel.compare

    seat: seatModel.name
    words: seatModel.words
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "compare"
    icon: "compare"
    title: words.text("ui.compare.title", words.revision)

    Column {
        width: parent.width
        spacing: Units.gap

        Label {
            width: parent.width
            visible: card.compare.alone
            text: card.words.text("ui.compare.begin", card.words.revision)
            color: Theme.quiet
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall

            Button {
                objectName: card.seat + ".compare.lens"
                icon: "lens"
                label: card.words.text("ui.compare.lens", card.words.revision)
                tint: card.tint
                onTapped: card.compare.open_lens()
            }
            Button {
                objectName: card.seat + ".compare.swipe"
                icon: "swipe"
                label: card.words.text("ui.compare.swipe", card.words.revision)
                tint: card.tint
                chosen: card.compare.swiping
                onTapped: card.compare.toggle_swipe()
            }
            Button {
                objectName: card.seat + ".compare.two"
                icon: "views-2"
                label: card.words.text("ui.compare.two", card.words.revision)
                tint: card.tint
                chosen: card.compare.views === 2
                onTapped: card.compare.show_views(2)
            }
            Button {
                objectName: card.seat + ".compare.four"
                icon: "views-4"
                label: card.words.text("ui.compare.four", card.words.revision)
                tint: card.tint
                chosen: card.compare.views === 4
                onTapped: card.compare.show_views(4)
            }
        }
        // The lenses of this seat, wherever they lie on the table.
        Repeater {
            model: card.compare.lenses

            delegate: Item {
                id: row
                required property string name
                required property string label

                width: parent ? (parent as Item).width : 0
                height: Units.touch

                Label {
                    anchors { left: parent.left; right: call.left; rightMargin: Units.gap; verticalCenter: parent.verticalCenter }
                    text: row.label
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Button {
                    id: call
                    objectName: card.seat + ".compare.call." + row.name
                    anchors { right: away.left; rightMargin: Units.gapSmall }
                    icon: "lens"
                    label: card.words.text("ui.compare.call", card.words.revision)
                    tint: card.tint
                    small: true
                    onTapped: card.compare.call_lens(row.name)
                }
                Button {
                    id: away
                    objectName: card.seat + ".compare.close." + row.name
                    anchors.right: parent.right
                    icon: "close"
                    tip: row.label + ": " + card.words.text("desk.close", card.words.revision)
                    tint: card.tint
                    small: true
                    onTapped: card.compare.close_lens(row.name)
                }
            }
        }
    }
}
