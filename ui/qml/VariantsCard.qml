pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// Which variant lies on the map; a new one, a branch, a name.
Card {
    id: card

    required property SeatModel seatModel
    readonly property VariantsModel variants: seatModel.variants

    seat: seatModel.name
    words: seatModel.words
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "variants"
    icon: "variants"
    title: words.text("ui.variants.title", words.revision)
    typing: variants.naming
    span: variants.naming ? Units.cardKeys : Units.card

    Column {
        width: parent.width
        spacing: Units.gap

        Repeater {
            model: card.variants.rows

            delegate: Rectangle {
                id: row
                required property string name
                required property string label
                required property string detail
                required property bool chosen

                objectName: card.seat + ".variants." + name
                width: parent ? (parent as Item).width : 0
                height: Units.touch + Units.gap
                radius: Units.radiusSmall
                color: chosen ? Theme.deep(card.tint) : Theme.field

                Label {
                    anchors {
                        left: parent.left; right: detail.left; margins: Units.gap; verticalCenter: parent.verticalCenter
                    }
                    text: row.label
                    font.weight: Font.DemiBold
                    color: row.chosen ? Theme.onTint : Theme.ink
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Label {
                    id: detail
                    anchors { right: parent.right; rightMargin: Units.gap; verticalCenter: parent.verticalCenter }
                    text: row.detail
                    font.pixelSize: Units.textSmall
                    color: row.chosen ? Theme.onTint : Theme.quiet
                }
                Touchable {
                    label: row.label + ", " + row.detail
                    role: Accessible.RadioButton
                    chosen: row.chosen
                    onTapped: card.variants.choose(row.name)
                }
            }
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall
            visible: !card.variants.naming

            Button {
                objectName: card.seat + ".variants.new"
                icon: "plus"
                label: card.words.text("ui.variants.begin", card.words.revision)
                tint: card.tint
                filled: true
                onTapped: card.variants.begin()
            }
            Button {
                objectName: card.seat + ".variants.branch"
                visible: card.variants.can_change
                icon: "branch"
                label: card.words.text("ui.variants.branch", card.words.revision)
                tint: card.tint
                onTapped: card.variants.branch()
            }
            Button {
                objectName: card.seat + ".variants.rename"
                visible: card.variants.can_change
                icon: "rename"
                label: card.words.text("ui.variants.rename", card.words.revision)
                tint: card.tint
                onTapped: card.variants.rename()
            }
            Button {
                objectName: card.seat + ".variants.remove"
                visible: card.variants.can_change
                icon: "remove"
                label: card.words.text("ui.variants.remove", card.words.revision)
                tint: card.tint
                onTapped: card.variants.remove()
            }
        }
        Row {
            visible: card.variants.naming
            spacing: Units.gap

            TextBox {
                objectName: card.seat + ".variants.name"
                label: card.words.text("ui.variants.rename", card.words.revision)
                width: keys.width - done.width - Units.gap
                seat: card.seatModel
                field: "variant"
                value: card.variants.draft
                lines: 1
                begins: true
                onEntered: card.variants.finish_name()
            }
            Button {
                id: done
                objectName: card.seat + ".variants.done"
                icon: "done"
                label: card.words.text("ui.variants.done", card.words.revision)
                tint: card.tint
                filled: true
                onTapped: card.variants.finish_name()
            }
        }
        Keyboard {
            id: keys
            visible: card.variants.naming && card.seatModel.keyboard.target === "variant"
            seat: card.seatModel
        }
    }
}
