pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Effects
import PlanningTable

// The number pad with which the facilitator closes a table for everybody.
Item {
    id: pad

    required property KioskModel kiosk
    readonly property real room: width - 2 * Units.gapLarge

    visible: kiosk.open
    width: Units.chipWidth
    height: column.height + 2 * Units.gapLarge

    // Not "Key": PySide takes a QML type of that name for Qt.Key.
    component KeyCap: Rectangle {
        id: key
        property string sign
        property string icon
        property string tip
        property bool filled: false

        signal tapped

        width: (pad.room - 2 * Units.gapSmall) / 3
        height: Units.padKey
        radius: Units.radiusSmall
        color: tap.pressed ? Theme.keyPressed : filled ? Theme.chip : Theme.key
        opacity: enabled ? 1 : Theme.disabled

        Label {
            anchors.centerIn: parent
            visible: key.sign !== ""
            text: key.sign
            font.pixelSize: Units.textTitle
        }
        IconItem {
            anchors.centerIn: parent
            visible: key.icon !== ""
            width: Units.icon
            height: Units.icon
            name: key.icon
            tint: key.filled && !tap.pressed ? Theme.chipInk : Theme.ink
        }
        Touchable {
            id: tap
            label: key.sign
            tip: key.tip
            onTapped: key.tapped()
        }
    }

    RectangularShadow {
        anchors.fill: parent
        offset.y: Units.shadowDrop
        radius: Units.radius
        blur: Units.shadow
        color: Theme.shadow
    }
    Rectangle {
        anchors.fill: parent
        radius: Units.radius
        color: Theme.paper
        border.color: Theme.chip
        border.width: Units.line
    }
    // What falls between the keys stays with the pad and does not move the map.
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }
    DragHandler {
        target: null
    }
    Column {
        id: column
        anchors.centerIn: parent
        spacing: Units.gap

        Item {
            width: pad.room
            height: Units.touch

            Label {
                anchors { left: parent.left; right: cross.left; verticalCenter: parent.verticalCenter }
                text: pad.kiosk.title
                font.pixelSize: Units.textLarge
                font.weight: Font.DemiBold
            }
            Item {
                id: cross
                objectName: "kiosk.close"
                anchors { right: parent.right; verticalCenter: parent.verticalCenter }
                width: Units.touch
                height: Units.touch

                IconItem {
                    anchors.centerIn: parent
                    width: Units.icon
                    height: Units.icon
                    name: "close"
                    tint: Theme.ink
                }
                Touchable {
                    tip: pad.kiosk.words.text("desk.close", pad.kiosk.words.revision)
                    onTapped: pad.kiosk.close_pad()
                }
            }
        }
        Label {
            width: pad.room
            height: 2 * Math.ceil(metrics.lineSpacing)
            text: pad.kiosk.sentence

            FontMetrics {
                id: metrics
                font.family: Theme.family
                font.pixelSize: Units.text
            }
        }
        Rectangle {
            width: pad.room
            height: Units.touch
            radius: Units.radiusSmall
            color: Theme.field
            border.color: Theme.line
            border.width: Units.line

            Row {
                anchors.centerIn: parent
                spacing: Units.gapSmall

                Repeater {
                    model: pad.kiosk.typed

                    delegate: Rectangle {
                        width: Units.gap
                        height: width
                        radius: width / 2
                        color: Theme.ink
                    }
                }
            }
        }
        Grid {
            columns: 3
            spacing: Units.gapSmall
            enabled: !pad.kiosk.waiting

            Repeater {
                model: ["1", "2", "3", "4", "5", "6", "7", "8", "9"]

                delegate: KeyCap {
                    required property string modelData

                    objectName: "kiosk.key." + modelData
                    sign: modelData
                    onTapped: pad.kiosk.press(modelData)
                }
            }
            KeyCap {
                objectName: "kiosk.key.erase"
                icon: "erase"
                tip: pad.kiosk.words.text("desk.key.erase", pad.kiosk.words.revision)
                onTapped: pad.kiosk.erase()
            }
            KeyCap {
                objectName: "kiosk.key.0"
                sign: "0"
                onTapped: pad.kiosk.press(sign)
            }
            KeyCap {
                objectName: "kiosk.key.enter"
                icon: "done"
                tip: pad.kiosk.words.text("ui.kiosk.title", pad.kiosk.words.revision)
                filled: true
                onTapped: pad.kiosk.enter()
            }
        }
    }
}
