pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// What an audience reads beside the picture: the phase and what it is for, the variants in a chart, and their numbers.
Rectangle {
    id: panel

    required property AudienceModel audience
    property var legends: [] // LegendModels; QML has no typed list of these from Python. They take the place of the numbers
    readonly property bool told: legends.length > 0
    readonly property real most: height - head.y - head.height - foot.height + legendColumn.height - 2 * Units.gap
    readonly property real room: height - head.y - head.height - foot.height - 2 * Units.gap - Units.gapLarge

    color: Theme.paper

    Column {
        id: head
        x: Units.gapLarge
        y: Units.gapLarge
        width: parent.width - 2 * Units.gapLarge
        spacing: Units.gapSmall

        Label {
            objectName: "audience.step"
            text: panel.audience.step
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
        Label {
            objectName: "audience.phase"
            width: parent.width
            text: panel.audience.phase
            font.pixelSize: Units.textTitle
            font.weight: Font.Bold
            lineHeight: Units.tight
        }
        Row {
            id: steps
            readonly property real part: (width - (panel.audience.phases - 1) * spacing) / panel.audience.phases
            width: parent.width
            spacing: Units.gapTiny

            Repeater {
                model: panel.audience.phases

                delegate: Rectangle {
                    required property int index

                    width: steps.part
                    height: Units.track
                    radius: height / 2
                    color: index + 1 === panel.audience.number ? Theme.ink
                        : index + 1 < panel.audience.number ? Theme.base : Theme.line
                }
            }
        }
        Label {
            objectName: "audience.task"
            width: parent.width
            text: panel.audience.task
        }
    }
    Radar {
        id: radar
        anchors { left: head.left; right: head.right; top: head.bottom; topMargin: Units.gap }
        // Two legends need its place, too.
        visible: !panel.told || panel.room >= Units.radarLow
        height: visible ? Units.radarLow : 0
        weight: 2 * Units.line
        others: panel.audience.standings
        names: panel.audience.dimensions
        still: true
    }
    Column {
        id: foot
        anchors {
            left: head.left; right: head.right
            top: radar.bottom; topMargin: Units.gap
        }
        spacing: Units.gapTiny

        Repeater {
            model: panel.audience.standings

            delegate: Mark {
                required property bool shown

                required tint
                required label

                width: foot.width
                strong: shown
            }
        }
        Label {
            width: parent.width
            visible: text !== ""
            text: panel.audience.left_out
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
        Label {
            objectName: "audience.state"
            width: parent.width
            visible: text !== ""
            text: panel.audience.state
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
        Item {
            width: parent.width
            height: legendColumn.height

            Column {
                id: legendColumn
                // Many of them are written smaller until they find room.
                scale: Math.min(1, panel.most / Math.max(1, height))
                transformOrigin: Item.TopLeft
                width: parent.width

                Repeater {
                    model: panel.legends

                    delegate: LegendBox {
                        required property LegendModel modelData

                        legend: modelData
                        framed: false
                        width: foot.width
                    }
                }
            }
        }
        Repeater {
            model: panel.told ? null : panel.audience.figures

            delegate: Column {
                id: figure
                required property string label
                required property string unit
                required property string goal
                required property var values // lists from Python, one part a variant
                required property var trends
                required property var tints

                width: foot.width
                topPadding: Units.gapTiny
                // None is cut: where not all find room, the last are left out.
                opacity: foot.y + y + height + Units.gap <= panel.height ? 1 : 0

                Rectangle {
                    width: parent.width
                    height: Units.hair
                    color: Theme.line
                }
                Item {
                    width: parent.width
                    height: name.height

                    Label {
                        id: name
                        width: parent.width - measure.width - Units.gapSmall
                        text: figure.label
                        font.pixelSize: Units.textSmall
                        font.weight: Font.DemiBold
                        elide: Text.ElideRight
                        maximumLineCount: 2
                    }
                    Label {
                        id: measure
                        anchors { right: parent.right; baseline: name.baseline }
                        text: figure.unit
                        font.pixelSize: Units.textSmall
                        color: Theme.quiet
                        wrapMode: Text.NoWrap
                    }
                }
                Row {
                    width: parent.width

                    Repeater {
                        model: figure.values.length

                        delegate: Row {
                            id: value
                            required property int index

                            width: figure.width / figure.values.length
                            spacing: Units.gapTiny

                            Rectangle {
                                anchors.verticalCenter: parent.verticalCenter
                                width: Units.track
                                height: Units.swatch
                                radius: width / 2
                                color: figure.tints[value.index]
                            }
                            Label {
                                // Better and worse are said by a sign as well as by a colour.
                                readonly property int trend: figure.trends[value.index]

                                text: (trend > 0 ? "▲ " : trend < 0 ? "▼ " : "") + figure.values[value.index]
                                color: trend > 0 ? Theme.good : trend < 0 ? Theme.bad : Theme.ink
                                wrapMode: Text.NoWrap
                            }
                        }
                    }
                }
                Label {
                    width: parent.width
                    visible: text !== ""
                    text: figure.goal
                    font.pixelSize: Units.textSmall
                    color: Theme.quiet
                }
            }
        }
    }
}
