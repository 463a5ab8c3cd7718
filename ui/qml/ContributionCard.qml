pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// What somebody said: agree, disagree, answer.
Card {
    id: card

    required property SeatModel seatModel
    readonly property ContributionModel contribution: seatModel.contribution

    seat: seatModel.name
    words: seatModel.words
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "contribution"
    icon: contribution.category
    title: contribution.title + (contribution.present ? "  " + contribution.who : "")
    typing: contribution.answering
    span: contribution.answering ? Units.cardKeys : Units.card

    Column {
        width: parent.width
        spacing: Units.gap

        Label {
            width: parent.width
            text: card.contribution.present
                ? card.contribution.body : card.words.text("ui.contribution.gone", card.words.revision)
            font.pixelSize: Units.textLarge
        }
        Repeater {
            model: card.contribution.answers

            delegate: Label {
                required property string who
                required property string words

                width: parent ? (parent as Item).width : 0
                text: who + "  " + words
                color: Theme.quiet
            }
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall
            visible: card.contribution.present && !card.contribution.answering

            Button {
                objectName: card.seat + ".contribution.agree"
                icon: "agree"
                label: card.words.text("ui.contribution.agree", card.words.revision) + "  " + card.contribution.agree
                tint: card.tint
                chosen: card.contribution.opinion === "agree"
                onTapped: card.contribution.vote("agree")
            }
            Button {
                objectName: card.seat + ".contribution.disagree"
                icon: "disagree"
                label: card.words.text("ui.contribution.disagree", card.words.revision) + "  "
                    + card.contribution.disagree
                tint: card.tint
                chosen: card.contribution.opinion === "disagree"
                onTapped: card.contribution.vote("disagree")
            }
            Button {
                objectName: card.seat + ".contribution.answer"
                icon: "comment"
                label: card.words.text("ui.contribution.answer", card.words.revision)
                tint: card.tint
                onTapped: card.contribution.answer()
            }
            Button {
                objectName: card.seat + ".contribution.withdraw"
                visible: card.contribution.mine
                icon: "remove"
                label: card.words.text("ui.contribution.withdraw", card.words.revision)
                tint: card.tint
                onTapped: card.contribution.withdraw()
            }
        }
        Row {
            visible: card.contribution.answering
            spacing: Units.gap

            TextBox {
                objectName: card.seat + ".contribution.text"
                label: card.words.text("ui.contribution.answer", card.words.revision)
                width: keys.width - send.width - Units.gap
                seat: card.seatModel
                field: "answer"
                value: card.contribution.draft
                lines: 1
                begins: true
                onEntered: card.contribution.send()
            }
            Button {
                id: send
                objectName: card.seat + ".contribution.send"
                icon: "send"
                label: card.words.text("ui.comment.send", card.words.revision)
                tint: card.tint
                filled: true
                onTapped: card.contribution.send()
            }
        }
        Keyboard {
            id: keys
            visible: card.contribution.answering && card.seatModel.keyboard.target === "answer"
            seat: card.seatModel
        }
    }
}
