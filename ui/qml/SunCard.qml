pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// The day and the hour whose light and shadows lie on the site; the same for everybody.
Card {
    id: card

    required property SeatModel seatModel
    readonly property SunModel sun: seatModel.sun

    seat: seatModel.name
    words: seatModel.words
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "sun"
    icon: "sun"
    title: words.text("sun.title", words.revision)

    Column {
        width: parent ? parent.width : 0
        spacing: Units.gap

        Flow {
            width: parent.width
            spacing: Units.gapSmall

            Repeater {
                model: card.sun.presets

                delegate: Button {
                    required property string name
                    required label
                    required chosen

                    objectName: card.seat + ".sun." + name
                    tint: card.tint
                    small: true
                    onTapped: card.sun.choose(name)
                }
            }
        }
        Column {
            width: parent.width
            visible: card.sun.shown

            Label {
                width: parent.width
                text: card.sun.moment
                font.weight: Font.DemiBold
                font.pixelSize: Units.textLarge
            }
            Label {
                width: parent.width
                text: card.sun.position
                color: Theme.quiet
            }
        }
        Item {
            width: parent.width
            height: Units.touch
            visible: card.sun.shown

            Button {
                id: earlier
                objectName: card.seat + ".sun.earlier"
                anchors.left: parent.left
                icon: "minus"
                tip: card.words.text("desk.earlier", card.words.revision)
                tint: card.tint
                onTapped: card.sun.step(-1)
            }
            Slider {
                objectName: card.seat + ".sun.hour"
                anchors {
                    left: earlier.right; right: later.left; verticalCenter: parent.verticalCenter
                    leftMargin: Units.gap; rightMargin: Units.gap
                }
                label: card.words.text("desk.hour", card.words.revision) + " " + card.sun.moment
                share: card.sun.share
                tint: card.tint
                onSlid: (share) => card.sun.slide(share)
            }
            Button {
                id: later
                objectName: card.seat + ".sun.later"
                anchors.right: parent.right
                icon: "plus"
                tip: card.words.text("desk.later", card.words.revision)
                tint: card.tint
                onTapped: card.sun.step(1)
            }
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall
            visible: card.sun.shown

            Button {
                objectName: card.seat + ".sun.play"
                icon: card.sun.playing ? "pause" : "play"
                label: card.words.text(card.sun.playing ? "sun.pause" : "sun.play", card.words.revision)
                tint: card.tint
                chosen: card.sun.playing
                onTapped: card.sun.play()
            }
            Button {
                objectName: card.seat + ".sun.off"
                label: card.words.text("sun.off", card.words.revision)
                tint: card.tint
                onTapped: card.sun.end()
            }
        }
        Label {
            width: parent.width
            color: card.sun.resting ? Theme.bad : Theme.quiet
            font.pixelSize: Units.textSmall
            text: card.words.text(card.sun.resting ? "sun.rests" : "sun.note", card.words.revision)
        }
    }
}
