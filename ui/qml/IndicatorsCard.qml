pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// The variant beside the base: five dimensions at a glance, each number with its goal and its reasons.
Card {
    id: card

    required property SeatModel seatModel
    readonly property IndicatorsModel indicators: seatModel.indicators

    seat: seatModel.name
    words: seatModel.words
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "indicators"
    icon: "indicators"
    title: indicators.title
    span: Units.cardWide

    Row {
        width: parent.width
        spacing: Units.gapLarge

        Column {
            id: picture
            width: Units.radar + 2 * Units.gapLarge
            spacing: Units.gap

            Radar {
                width: parent.width
                base: card.indicators.base_shares
                now: card.indicators.now_shares
                names: card.indicators.dimensions
                tint: card.tint
                alone: card.indicators.is_base
                seat: card.seat
                chosen: card.indicators.dimension
                onTapped: (axis) => card.indicators.turn_to(axis)
            }
            Row {
                anchors.horizontalCenter: parent.horizontalCenter
                spacing: Units.gapLarge

                Mark {
                    tint: Theme.base
                    label: card.words.text("ui.variants.base", card.words.revision)
                }
                Mark {
                    visible: !card.indicators.is_base
                    tint: Theme.deep(card.tint)
                    label: card.indicators.title
                }
            }
            Label {
                width: parent.width
                visible: !card.indicators.ready || card.indicators.preview
                text: card.indicators.ready
                    ? card.words.text("ui.indicators.preview", card.words.revision)
                    : card.words.text("ui.indicators.waiting", card.words.revision)
                font.pixelSize: Units.textSmall
                color: Theme.quiet
                horizontalAlignment: Text.AlignHCenter
            }
            Label {
                width: parent.width
                visible: card.indicators.goals_open
                text: card.words.text("ui.indicators.goals-hint", card.words.revision)
                font.pixelSize: Units.textSmall
            }
            Button {
                objectName: card.seat + ".indicators.fix"
                visible: card.indicators.goals_open
                icon: "lock"
                label: card.words.text("ui.indicators.fix", card.words.revision)
                tint: card.tint
                onTapped: card.indicators.fix_goals()
            }
        }
        Column {
            id: table
            width: parent.width - picture.width - parent.spacing
            spacing: 0

            component Cell: Label {
                width: Units.column
                horizontalAlignment: Text.AlignRight
                font.pixelSize: Units.textSmall
                wrapMode: Text.NoWrap
            }

            Item {
                width: parent.width
                height: Units.touch + Units.gapSmall

                Button {
                    id: before
                    objectName: card.seat + ".indicators.before"
                    icon: "previous"
                tip: card.words.text("desk.dimension.before", card.words.revision)
                    tint: card.tint
                    onTapped: card.indicators.turn_to(card.indicators.dimension - 1)
                }
                Label {
                    anchors.centerIn: before
                    anchors.horizontalCenterOffset: parent.width / 2 - before.width / 2
                    text: card.indicators.dimensions[card.indicators.dimension] ?? ""
                    font.weight: Font.Bold
                    font.pixelSize: Units.textLarge
                    color: Theme.deep(card.tint)
                }
                Button {
                    objectName: card.seat + ".indicators.after"
                    anchors.right: parent.right
                    icon: "next"
                tip: card.words.text("desk.dimension.after", card.words.revision)
                    tint: card.tint
                    onTapped: card.indicators.turn_to(card.indicators.dimension + 1)
                }
            }
            Row {
                bottomPadding: Units.gapTiny
                x: -Units.gapSmall

                Item { width: table.width - 3 * Units.column; height: Units.hair }
                Cell { text: card.words.text("ui.variants.base", card.words.revision); color: Theme.quiet }
                Cell { text: card.words.text("ui.indicators.now", card.words.revision); color: Theme.quiet }
                Cell { text: card.words.text("ui.indicators.goal", card.words.revision); color: Theme.quiet }
            }
            Repeater {
                model: card.indicators.rows

                delegate: Rectangle {
                    id: row
                    required property string name
                    required property string label
                    required property string unit
                    required property string base
                    required property string now
                    required property string goal
                    required property int trend
                    required property bool reached
                    required property bool chosen

                    objectName: card.seat + ".indicators." + name
                    width: table.width
                    height: Units.indicator
                    color: chosen ? Theme.veil(card.tint, Theme.faint) : Theme.none

                    Rectangle {
                        width: parent.width
                        height: Units.hair
                        color: Theme.line
                    }
                    Label {
                        anchors.verticalCenter: parent.verticalCenter
                        leftPadding: Units.gapSmall
                        width: parent.width - 3 * Units.column
                        text: row.unit ? row.label + " [" + row.unit + "]" : row.label
                        font.pixelSize: Units.textSmall
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                    Row {
                        anchors {
                            right: parent.right; rightMargin: Units.gapSmall; verticalCenter: parent.verticalCenter
                        }

                        Cell { text: row.base; color: Theme.quiet }
                        Cell {
                            // Better and worse are said by a sign as well as by a colour.
                            text: (row.trend > 0 ? "▲ " : row.trend < 0 ? "▼ " : "") + row.now
                            font.weight: Font.DemiBold
                            color: row.trend > 0 ? Theme.good : row.trend < 0 ? Theme.bad : Theme.ink
                        }
                        Cell {
                            text: (row.reached ? "✓ " : "") + row.goal
                            color: row.reached ? Theme.good : Theme.quiet
                        }
                    }
                    Touchable {
                        label: [row.label, row.now, row.unit].join(" ")
                        chosen: row.chosen
                        onTapped: card.indicators.choose(row.name)
                    }
                }
            }
            Item { width: Units.gap; height: Units.gap }
            Reasons {
                width: parent.width
                visible: card.indicators.chosen !== ""
                body: card.indicators.reasons
            }
            Flow {
                width: parent.width
                topPadding: Units.gap
                spacing: Units.gapSmall
                visible: card.indicators.chosen !== "" && card.indicators.goals_open

                Label {
                    height: Units.touch
                    verticalAlignment: Text.AlignVCenter
                    text: card.words.text("ui.indicators.goal", card.words.revision) + " " + card.indicators.goal
                    font.weight: Font.DemiBold
                }
                Button {
                    objectName: card.seat + ".indicators.goal.less"
                    icon: "minus"
                tip: card.words.text("desk.goal.less", card.words.revision)
                    tint: card.tint
                    onTapped: card.indicators.move_goal(-1)
                }
                Button {
                    objectName: card.seat + ".indicators.goal.more"
                    icon: "plus"
                tip: card.words.text("desk.goal.more", card.words.revision)
                    tint: card.tint
                    onTapped: card.indicators.move_goal(1)
                }
                Button {
                    objectName: card.seat + ".indicators.goal.lighter"
                    visible: card.indicators.goal !== ""
                    icon: "down"
                    tip: card.words.text("desk.goal.lighter", card.words.revision)
                    tint: card.tint
                    onTapped: card.indicators.move_weight(-1)
                }
                Button {
                    objectName: card.seat + ".indicators.goal.heavier"
                    visible: card.indicators.goal !== ""
                    icon: "up"
                    tip: card.words.text("desk.goal.heavier", card.words.revision)
                    tint: card.tint
                    onTapped: card.indicators.move_weight(1)
                }
                Button {
                    objectName: card.seat + ".indicators.goal.drop"
                    visible: card.indicators.goal !== ""
                    icon: "remove"
                tip: card.words.text("desk.goal.drop", card.words.revision)
                    tint: card.tint
                    onTapped: card.indicators.drop_goal()
                }
            }
            Label {
                width: parent.width
                visible: card.indicators.chosen === ""
                text: card.words.text("ui.indicators.hint", card.words.revision)
                font.pixelSize: Units.textSmall
                color: Theme.quiet
            }
        }
    }
}
