pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// Ways to see two states of the site at once.
Card {
    id: card

    required property SeatModel seatModel
    readonly property CompareModel compare: seatModel.compare
    readonly property WordsModel words: seatModel.words

    seat: seatModel.name
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "compare"
    icon: "compare"
    title: words.text("ui.compare.title", words.revision)

    // Where the cards of this seat lie in its frame: a lens is laid beside them.
    function cards(): list<rect> {
        const laid = []
        for (const place of room.children) {
            const one = (place as Loader)?.item as Card
            if (one)
                laid.push(room.mapFromItem(one, 0, 0, one.width, one.height))
        }
        return laid
    }

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
                onTapped: card.compare.open_lens(card.cards())
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
    }
}
