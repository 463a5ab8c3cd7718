pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// What may be placed, how large; the chosen kind is in the seat's hand until it is put away.
Card {
    id: card

    required property SeatModel seatModel
    readonly property MeasuresModel measures: seatModel.measures
    readonly property bool handling: measures.handling

    seat: seatModel.name
    words: seatModel.words
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "measures"
    icon: "measures"
    title: words.text("ui.measures.title", words.revision)
    span: handling ? Units.cardTools : Units.cardKeys

    Column {
        width: Units.cardKeys - 2 * Units.gapLarge
        spacing: Units.gap

        Grid {
            id: stock
            width: parent.width
            columns: 5
            spacing: Units.gapSmall

            Repeater {
                model: card.measures.kinds

                delegate: Rectangle {
                    id: kind
                    required property string name
                    required property string label
                    required property string icon
                    required property bool chosen

                    objectName: card.seat + ".measures." + name
                    width: (stock.width - 4 * stock.spacing) / 5
                    height: Units.kind
                    radius: Units.radiusSmall
                    color: chosen ? Theme.deep(card.tint) : Theme.field
                    opacity: card.measures.possible ? 1 : Theme.disabled

                    IconItem {
                        id: picture
                        anchors { top: parent.top; topMargin: Units.gapSmall; horizontalCenter: parent.horizontalCenter }
                        width: Units.iconLarge
                        height: Units.iconLarge
                        name: kind.icon
                        tint: kind.chosen ? Theme.onTint : Theme.deep(card.tint)
                    }
                    Label {
                        anchors {
                            top: picture.bottom; left: parent.left; right: parent.right; bottom: parent.bottom
                            margins: Units.gapTiny
                        }
                        horizontalAlignment: Text.AlignHCenter
                        verticalAlignment: Text.AlignVCenter
                        text: kind.label
                        font.pixelSize: Units.textSmall
                        minimumPixelSize: Units.textTiny
                        fontSizeMode: Text.Fit
                        lineHeight: Units.tight
                        color: kind.chosen ? Theme.onTint : Theme.ink
                    }
                    Touchable {
                        enabled: card.measures.possible
                        label: kind.label
                        chosen: kind.chosen
                        onTapped: card.measures.choose(kind.name)
                    }
                }
            }
        }
        Flow {
            width: parent.width
            visible: card.measures.selected !== ""
            spacing: Units.gap

            Label {
                height: Units.touch
                verticalAlignment: Text.AlignVCenter
                text: card.measures.selected
                font.weight: Font.DemiBold
            }
            Button {
                objectName: card.seat + ".measures.move"
                visible: card.measures.movable
                icon: "move"
                label: card.words.text("ui.measures.move", card.words.revision)
                tint: card.tint
                chosen: card.measures.moving
                onTapped: card.measures.move()
            }
            Button {
                objectName: card.seat + ".measures.remove"
                icon: "remove"
                label: card.words.text("ui.measures.remove", card.words.revision)
                tint: card.tint
                onTapped: card.measures.remove()
            }
        }
        Rectangle {
            objectName: card.seat + ".measures.plan"
            width: parent.width
            height: plan.height + 2 * Units.gapSmall
            radius: Units.radiusSmall
            visible: card.measures.plan_hints !== ""
            color: Theme.warning

            Label {
                id: plan
                anchors { left: parent.left; right: parent.right; margins: Units.gap; verticalCenter: parent.verticalCenter }
                text: card.measures.plan_hints
                font.pixelSize: Units.textSmall
            }
        }
        Rectangle {
            width: parent.width
            height: hint.height + 2 * Units.gap
            radius: Units.radiusSmall
            color: Theme.veil(card.tint, Theme.faint)

            Label {
                id: hint
                anchors { left: parent.left; right: parent.right; margins: Units.gap; verticalCenter: parent.verticalCenter }
                text: card.measures.hint
                font.weight: Font.DemiBold
            }
        }
        Button {
            objectName: card.seat + ".measures.new-variant"
            visible: !card.measures.possible
            icon: "plus"
            label: card.words.text("ui.variants.begin", card.words.revision)
            tint: card.tint
            filled: true
            onTapped: card.seatModel.variants.begin()
        }
        Label {
            visible: effects.count > 0
            text: card.words.text("ui.measures.effects", card.words.revision)
            font.weight: Font.DemiBold
        }
        Repeater {
            id: effects
            model: card.measures.effects

            delegate: Item {
                id: effect
                required property string label
                required property string figure
                required property int trend

                width: parent ? (parent as Item).width : 0
                height: change.height

                Label {
                    width: parent.width - change.width - Units.gap
                    text: effect.label
                    font.pixelSize: Units.textSmall
                    color: Theme.quiet
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Label {
                    id: change
                    anchors.right: parent.right
                    text: (effect.trend > 0 ? "▲ " : "▼ ") + effect.figure
                    font.pixelSize: Units.textSmall
                    font.weight: Font.DemiBold
                    color: effect.trend > 0 ? Theme.good : Theme.bad
                    wrapMode: Text.NoWrap
                }
            }
        }
    }
    Column {
        visible: card.handling
        x: Units.cardKeys
        width: parent.width - Units.cardKeys
        spacing: Units.gapSmall

        Label {
            width: parent.width
            visible: text !== ""
            text: card.measures.summary
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
        Repeater {
            model: card.measures.settings

            delegate: Item {
                id: setting
                required property string name
                required property string label
                required property string figure
                required property real share
                required property real stride
                required property bool choice

                width: parent ? (parent as Item).width : 0
                height: Units.touch + caption.height

                Label {
                    id: caption
                    text: setting.label
                    font.pixelSize: Units.textSmall
                    color: Theme.quiet
                }
                Label {
                    anchors.right: parent.right
                    text: setting.figure
                    font.weight: Font.DemiBold
                }
                Button {
                    id: less
                    objectName: card.seat + ".measures." + setting.name + ".less"
                    anchors { left: parent.left; bottom: parent.bottom }
                    icon: setting.choice ? "previous" : "minus"
                    tip: setting.label + ": " + card.words.text("desk.less", card.words.revision)
                    tint: card.tint
                    onTapped: card.measures.step(setting.name, -1)
                }
                Slider {
                    objectName: card.seat + ".measures." + setting.name + ".slider"
                    anchors {
                        left: less.right; right: more.left; bottom: parent.bottom
                        leftMargin: Units.gap; rightMargin: Units.gap
                    }
                    visible: !setting.choice
                    label: setting.label + ", " + setting.figure
                    share: setting.share
                    stride: setting.stride
                    tint: card.tint
                    onSlid: (share) => card.measures.slide(setting.name, share)
                }
                Button {
                    id: more
                    objectName: card.seat + ".measures." + setting.name + ".more"
                    anchors { right: parent.right; bottom: parent.bottom }
                    icon: setting.choice ? "next" : "plus"
                    tip: setting.label + ": " + card.words.text("desk.more", card.words.revision)
                    tint: card.tint
                    onTapped: card.measures.step(setting.name, 1)
                }
            }
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: card.measures.cost
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
    }
}
