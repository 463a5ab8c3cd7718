pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// The ruler: what the next touches of the map measure, and the result in large figures.
Card {
    id: card

    required property SeatModel seatModel
    readonly property MeasuringModel measuring: seatModel.measuring

    function said(id: string): string {
        return words.text("measuring." + id, words.revision)
    }

    seat: seatModel.name
    words: seatModel.words
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "measuring"
    icon: "measuring"
    title: said("title")

    Column {
        width: parent.width
        spacing: Units.gap

        Flow {
            width: parent.width
            spacing: Units.gapSmall

            Repeater {
                model: ["length", "height", "area"]

                delegate: Button {
                    required property string modelData

                    objectName: card.seat + ".measuring." + modelData
                    icon: "measure-" + modelData
                    label: card.said("kind." + modelData)
                    tint: card.tint
                    chosen: card.measuring.kind === modelData
                    onTapped: card.measuring.choose(modelData)
                }
            }
        }
        Label {
            width: parent.width
            visible: card.measuring.value === ""
            color: Theme.quiet
            text: card.measuring.hint
        }
        Label {
            objectName: card.seat + ".measuring.value"
            width: parent.width
            visible: card.measuring.value !== ""
            text: card.measuring.value
            font.pixelSize: Units.textLarge
            font.weight: Font.DemiBold
        }
        Label {
            width: parent.width
            visible: card.measuring.detail !== ""
            text: card.measuring.detail
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
        Row {
            spacing: Units.gapSmall

            Button {
                objectName: card.seat + ".measuring.back"
                visible: card.measuring.count > 0
                icon: "undo"
                label: card.said("back")
                tint: card.tint
                small: true
                onTapped: card.measuring.back()
            }
            Button {
                objectName: card.seat + ".measuring.clear"
                visible: card.measuring.count > 0
                icon: "erase"
                label: card.said("clear")
                tint: card.tint
                small: true
                onTapped: card.measuring.clear()
            }
        }
    }
}
