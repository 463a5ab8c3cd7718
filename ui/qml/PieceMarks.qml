pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Shapes
import PlanningTable

// A ring round each piece on the table with what it is and what it is turned to; one that is new asks what it is to be.
Item {
    id: marks

    required property PiecesModel pieces
    required property TableModel table

    Repeater {
        model: marks.pieces.rows

        delegate: Item {
            id: mark
            required property int number
            required property real turn
            required property real turned
            required property color tint
            required property string icon
            required property string title
            required property string value

            required x
            required y
            rotation: turn

            Rectangle {
                anchors.centerIn: parent
                width: Units.piece
                height: width
                radius: width / 2
                color: Theme.veil(Theme.paper, Theme.half)
                border.color: Theme.deep(mark.tint)
                border.width: Units.line
            }
            // How far it was turned.
            Curve {
                visible: mark.value !== ""
                anchors.centerIn: parent
                width: Units.piece
                height: Units.piece
        
                ShapePath {
                    strokeColor: Theme.deep(mark.tint)
                    strokeWidth: Units.lensRim
                    fillColor: Theme.none
                    capStyle: ShapePath.RoundCap

                    PathAngleArc {
                        centerX: Units.piece / 2
                        centerY: Units.piece / 2
                        radiusX: Units.piece / 2
                        radiusY: Units.piece / 2
                        startAngle: -90
                        sweepAngle: Math.max(-360, Math.min(360, mark.turned))
                    }
                }
            }
            Rectangle {
                id: label
                objectName: "piece-" + mark.number
                anchors.horizontalCenter: parent.horizontalCenter
                // Beside its lens there is the lens's own label.
                y: mark.icon === "lens" ? -Units.piece / 2 - Units.gap - height : Units.piece / 2 + Units.gap
                width: row.width + 2 * Units.gap
                height: Math.max(Units.touch, row.height + Units.gap)
                radius: Units.radius
                color: Theme.paper
                border.color: Theme.deep(mark.tint)
                border.width: Units.line

                Row {
                    id: row
                    anchors.centerIn: parent
                    spacing: Units.gapSmall

                    IconItem {
                        anchors.verticalCenter: parent.verticalCenter
                        width: Units.icon
                        height: Units.icon
                        name: mark.icon
                        tint: Theme.deep(mark.tint)
                    }
                    Column {
                        anchors.verticalCenter: parent.verticalCenter

                        Label {
                            text: mark.title
                            font.weight: Font.DemiBold
                            wrapMode: Text.NoWrap
                        }
                        Label {
                            visible: mark.value !== ""
                            text: mark.value
                            color: Theme.quiet
                            font.pixelSize: Units.textSmall
                            wrapMode: Text.NoWrap
                        }
                    }
                }
                Touchable {
                    label: mark.title + ", " + mark.value
                    corner: label.radius
                    onTapped: marks.pieces.forget(mark.number)
                }
            }
            Rectangle {
                id: question
                visible: marks.pieces.asking === mark.number
                // Beside the piece, on the side where the table is; what does not fit there is moved in.
                readonly property point corner: marks.held(mark, width, height)

                x: corner.x
                y: corner.y
                width: Units.card
                height: asked.height + 2 * Units.gapLarge
                radius: Units.radius
                color: Theme.paper
                border.color: Theme.deep(mark.tint)
                border.width: Units.line

                // What falls between the buttons stays here and does not move the map.
                TapHandler {
                    gesturePolicy: TapHandler.ReleaseWithinBounds
                }
                DragHandler {
                    target: null
                }
                Column {
                    id: asked
                    x: Units.gapLarge
                    y: Units.gapLarge
                    width: parent.width - 2 * Units.gapLarge
                    spacing: Units.gap

                    Label {
                        width: parent.width
                        text: marks.pieces.question
                        font.weight: Font.DemiBold
                    }
                    Flow {
                        width: parent.width
                        spacing: Units.gapSmall

                        Repeater {
                            model: question.visible ? marks.pieces.choices : null

                            delegate: Button {
                                required property string role
                                required property string what
                                required label
                                required icon

                                objectName: "piece." + role + (what === "" ? "" : "." + what)
                                small: true
                                tint: mark.tint
                                onTapped: marks.pieces.learn(mark.number, role, what)
                            }
                        }
                    }
                }
            }
        }
    }

    // The upper left corner, in the turned coordinates of a piece, of something that is to lie above it and on the table.
    function held(mark: Item, width: real, height: real): point {
        const turned = mark.rotation * Math.PI / 180
        const cos = Math.round(Math.cos(turned)), sin = Math.round(Math.sin(turned))
        const wide = cos !== 0 ? width : height, high = cos !== 0 ? height : width
        const away = Units.piece / 2 + Units.gap + height / 2
        const x = Math.max(Units.gap + wide / 2, Math.min(marks.width - Units.gap - wide / 2, mark.x + away * sin))
        const y = Math.max(Units.gap + high / 2, Math.min(marks.height - Units.gap - high / 2, mark.y - away * cos))
        const dx = x - mark.x, dy = y - mark.y
        return Qt.point(dx * cos + dy * sin - width / 2, dy * cos - dx * sin - height / 2)
    }
}
