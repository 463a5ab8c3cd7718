pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// Which layer lies on the map, what its colours mean, what it adds up to, and why.
Card {
    id: card

    required property SeatModel seatModel
    readonly property LayersModel layers: seatModel.layers
    readonly property TimesModel times: seatModel.times
    readonly property LooksModel looks: seatModel.looks
    readonly property bool explained: layers.legend_title !== ""

    seat: seatModel.name
    words: seatModel.words
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "layers"
    icon: "layers"
    title: layers.title
    span: explained ? Units.cardWide : Units.card

    Column {
        width: Units.card - 2 * Units.gapLarge
        spacing: Units.gap

        Flow {
            width: parent.width
            spacing: Units.gapSmall

            Repeater {
                model: card.layers.layers

                delegate: Button {
                    required property string name
                    required label
                    required icon
                    required chosen

                    objectName: card.seat + ".layers." + name
                    tint: card.tint
                    onTapped: card.layers.choose(name)
                }
            }
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall

            Button {
                objectName: card.seat + ".layers.plan"
                visible: card.layers.plan_possible
                icon: "paving"
                label: card.words.text("plan.show.button", card.words.revision)
                tint: card.tint
                chosen: card.layers.plan_shown
                onTapped: card.layers.toggle_plan()
            }
            Button {
                objectName: card.seat + ".layers.photo"
                visible: card.layers.photo_possible
                icon: "photo"
                label: card.words.text("photo.show.button", card.words.revision)
                tint: card.tint
                chosen: card.layers.photo_shown
                onTapped: card.layers.toggle_photo()
            }
            Button {
                objectName: card.seat + ".layers.textures"
                visible: card.layers.textures_possible
                icon: "textures"
                label: card.words.text("textures.show.button", card.words.revision)
                tint: card.tint
                chosen: card.layers.textures_shown
                onTapped: card.layers.toggle_textures()
            }
            Button {
                objectName: card.seat + ".layers.sun"
                icon: "sun"
                label: card.words.text("sun.button", card.words.revision)
                tint: card.tint
                chosen: card.seatModel.sun.shown
                onTapped: card.seatModel.open_card("sun")
            }
        }
        Label {
            width: parent.width
            visible: card.layers.photo_credit !== ""
            text: card.layers.photo_credit
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
        Label {
            width: parent.width
            visible: !card.layers.chosen
            color: Theme.quiet
            text: card.words.text("ui.layers.empty", card.words.revision)
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall
            visible: card.layers.chosen

            Repeater {
                model: card.layers.scenarios

                delegate: Button {
                    required property string name
                    required label
                    required chosen

                    objectName: card.seat + ".layers.scenario." + name
                    tint: card.tint
                    small: true
                    onTapped: card.layers.choose_scenario(name)
                }
            }
        }
        FreeValues {
            width: parent.width
            visible: card.layers.chosen && count > 0
            free: card.seatModel.free
            seat: card.seat
            tint: card.tint
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall
            visible: card.times.possible

            Button {
                objectName: card.seat + ".layers.play"
                icon: card.times.playing ? "pause" : "play"
                label: card.words.text(card.times.playing ? "layer-time.pause" : "layer-time.play", card.words.revision)
                tint: card.tint
                small: true
                chosen: card.times.playing
                onTapped: card.times.play()
            }
            Button {
                objectName: card.seat + ".layers.highest"
                label: card.words.text("layer-time.highest", card.words.revision)
                tint: card.tint
                small: true
                chosen: card.times.highest
                onTapped: card.times.show_highest()
            }
        }
        Item {
            width: parent.width
            height: Units.touch
            visible: card.times.possible

            Slider {
                objectName: card.seat + ".layers.time"
                anchors {
                    left: parent.left; right: minute.left; verticalCenter: parent.verticalCenter
                    rightMargin: Units.gap
                }
                label: card.words.text("desk.time", card.words.revision) + " " + card.times.moment
                share: card.times.share
                stride: card.times.stride
                tint: card.tint
                onSlid: (share) => card.times.slide(share)
            }
            Label {
                id: minute
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                width: Units.minute
                text: card.times.moment
                font.weight: Font.DemiBold
                font.pixelSize: Units.textSmall
            }
        }
        Rectangle {
            width: parent.width
            height: Units.track
            radius: height / 2
            visible: card.layers.fraction < 1
            color: Theme.line

            Rectangle {
                width: parent.width * card.layers.fraction
                height: parent.height
                radius: height / 2
                color: Theme.deep(card.tint)
            }
        }
        Label {
            width: parent.width
            visible: card.layers.preview !== ""
            text: card.layers.preview
            font.pixelSize: Units.textSmall
            font.weight: Font.DemiBold
            color: Theme.quiet
        }
        Label {
            width: parent.width
            visible: card.layers.problem !== ""
            text: card.layers.problem
            color: Theme.bad
        }
        Button {
            objectName: card.seat + ".layers.why"
            visible: card.layers.chosen
            icon: "why"
            label: card.words.text("ui.why.button", card.words.revision)
            tint: card.tint
            small: true
            chosen: card.layers.reason
            onTapped: card.layers.toggle_reason()
        }
    }
    Column {
        visible: card.explained
        x: Units.card
        width: parent.width - Units.card
        spacing: Units.gap

        Label {
            width: parent.width
            visible: card.layers.legend_title !== ""
            text: card.layers.legend_title
            font.weight: Font.DemiBold
        }
        Grid {
            width: parent.width
            columns: 2
            rowSpacing: Units.gapSmall

            Repeater {
                model: card.layers.legend

                delegate: LegendPatch {
                    required tint
                    required label
                    required hatched
                    required sign

                    width: parent ? (parent as Item).width / 2 : 0
                }
            }
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall
            visible: card.looks.possible

            Button {
                objectName: card.seat + ".layers.contours"
                visible: card.looks.lines_possible
                label: card.words.text("layer-look.contours", card.words.revision)
                tint: card.tint
                small: true
                chosen: card.looks.contours
                onTapped: card.looks.toggle_contours()
            }
            Repeater {
                model: card.looks.steps

                delegate: Button {
                    required property string name
                    required label
                    required chosen

                    objectName: card.seat + ".layers.opacity." + name
                    tint: card.tint
                    small: true
                    onTapped: card.looks.choose(name)
                }
            }
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall
            visible: card.looks.possible && palettes.count > 0

            Repeater {
                id: palettes

                model: card.looks.palettes

                delegate: Button {
                    required property string name
                    required label
                    required chosen

                    objectName: card.seat + ".layers.palette." + name
                    tint: card.tint
                    small: true
                    onTapped: card.looks.choose_palette(name)
                }
            }
        }
        Label {
            width: parent.width
            visible: card.layers.notes !== ""
            text: card.layers.notes
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
        Scroller {
            width: parent.width
            most: Units.totals
            visible: !card.layers.reason

            Column {
                width: parent.width
                spacing: Units.gapTiny

                Repeater {
                    model: card.layers.totals

                    delegate: Item {
                        id: total
                        required property string label
                        required property string figure

                        width: parent ? (parent as Item).width : 0
                        height: Math.max(what.height, sum.height)

                        Label {
                            id: what
                            width: parent.width - sum.width - Units.gap
                            text: total.label
                            font.pixelSize: Units.textSmall
                            color: Theme.quiet
                        }
                        Label {
                            id: sum
                            anchors.right: parent.right
                            text: total.figure
                            font.weight: Font.DemiBold
                            font.pixelSize: Units.textSmall
                        }
                    }
                }
            }
        }
        Reasons {
            width: parent.width
            visible: card.layers.reason
            body: card.layers.reasons
        }
    }
}
