pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// A remark: which kind, what, where.
Card {
    id: card

    required property SeatModel seatModel
    readonly property CommentModel comment: seatModel.comment

    seat: seatModel.name
    words: seatModel.words
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "comment"
    icon: "comment"
    title: words.text("ui.comment.title", words.revision)
    typing: seatModel.keyboard.target === "comment"
    first: written
    span: Units.cardKeys

    Column {
        width: parent.width
        spacing: Units.gap

        Row {
            id: categories
            width: parent.width
            spacing: Units.gapSmall

            Repeater {
                model: card.comment.categories

                delegate: Rectangle {
                    id: category
                    required property string name
                    required property string label
                    required property bool chosen

                    objectName: card.seat + ".comment." + name
                    width: (categories.width - 4 * categories.spacing) / 5
                    height: Units.header + Units.gapLarge
                    radius: Units.radiusSmall
                    color: chosen ? Theme.deep(card.tint) : Theme.field

                    Column {
                        anchors.centerIn: parent
                        spacing: Units.gapTiny

                        IconItem {
                            anchors.horizontalCenter: parent.horizontalCenter
                            width: Units.icon
                            height: Units.icon
                            name: category.name
                            tint: category.chosen ? Theme.onTint : Theme.deep(card.tint)
                        }
                        Label {
                            anchors.horizontalCenter: parent.horizontalCenter
                            text: category.label
                            font.pixelSize: Units.textSmall
                            font.weight: Font.DemiBold
                            wrapMode: Text.NoWrap
                            color: category.chosen ? Theme.onTint : Theme.ink
                        }
                    }
                    Touchable {
                        label: category.label
                        role: Accessible.RadioButton
                        chosen: category.chosen
                        onTapped: card.comment.choose(category.name)
                    }
                }
            }
        }
        TextBox {
            id: written
            objectName: card.seat + ".comment.text"
            width: parent.width
            seat: card.seatModel
            field: "comment"
            value: card.comment.draft
            hint: card.words.text("ui.comment.hint", card.words.revision)
            lines: 2
            onEntered: card.comment.send()
        }
        Item {
            width: parent.width
            height: Units.touch

            Button {
                id: where
                objectName: card.seat + ".comment.place"
                icon: "place"
                tip: card.words.text("desk.place", card.words.revision)
                tint: card.tint
                chosen: card.comment.placing
                onTapped: card.comment.place()
            }
            Label {
                anchors {
                    left: where.right; right: send.left; margins: Units.gap; verticalCenter: parent.verticalCenter
                }
                text: card.comment.where
                font.pixelSize: Units.textSmall
                font.weight: card.comment.placed ? Font.DemiBold : Font.Normal
                color: card.comment.placed ? Theme.good : Theme.ink
            }
            Button {
                id: send
                objectName: card.seat + ".comment.send"
                anchors.right: parent.right
                opacity: card.comment.ready ? 1 : Theme.disabled
                icon: "send"
                label: card.words.text("ui.comment.send", card.words.revision)
                tint: card.tint
                filled: true
                onTapped: card.comment.send()
            }
        }
        Keyboard {
            visible: card.typing
            seat: card.seatModel
        }
    }
}
