pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// From where one looks: from above or the side, through somebody's eyes, along a way, or as it was kept.
Card {
    id: card

    required property SeatModel seatModel
    required property Item map
    readonly property SceneItem scene: map as SceneItem
    readonly property CamerasModel cameras: seatModel.cameras

    function said(id: string): string {
        return words.text("views." + id, words.revision)
    }

    // The next finger draws, or moves the map as always. A way may begin anywhere: fingers carry no name.
    function letDraw(on: bool) {
        if (scene)
            scene.drawingSeats = on ? scene.seats : []
    }

    seat: seatModel.name
    words: seatModel.words
    tint: seatModel.tint
    onFolded: seatModel.close_card(name)
    name: "cameras"
    icon: "cameras"
    title: said("title")
    typing: cameras.naming
    span: cameras.naming ? Units.cardKeys : Units.card
    Component.onDestruction: letDraw(false)

    Connections {
        target: card.cameras

        function onChanged() { card.letDraw(card.cameras.drawing) }
        function onPlaced(east: real, north: real, above: real) {
            if (card.scene)
                card.scene.stand(east, north, above)
        }
        function onDrawn(path: var, above: real) {
            if (card.scene)
                card.scene.follow(path, above)
        }
    }
    Connections {
        target: card.scene

        function onDrawn(x: real, y: real, phase: string, contact: int, seat: string) {
            if (!card.cameras.drawing)
                return
            const hit = card.scene.pick(x, y)
            card.cameras.stroke(phase, hit.east, hit.north, hit.kind !== "" && !hit.kind.endsWith("-beyond"))
        }
    }

    component Step: Button {
        property real metres: 0
        property real degrees: 0

        tint: card.tint
        onTapped: card.scene.walk(metres, degrees)
    }

    Column {
        width: parent.width
        spacing: Units.gap

        Flow {
            width: parent.width
            spacing: Units.gapSmall

            Button {
                objectName: card.seat + ".cameras.above"
                label: card.said("above")
                tint: card.tint
                onTapped: if (card.scene) card.scene.straightDown()
            }
            Button {
                objectName: card.seat + ".cameras.oblique"
                label: card.said("oblique")
                tint: card.tint
                onTapped: if (card.scene) card.scene.oblique()
            }
        }
        Label {
            text: card.said("eyes")
            font.weight: Font.DemiBold
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall

            Repeater {
                model: card.cameras.people

                delegate: Button {
                    required property string name
                    required label
                    required chosen

                    objectName: card.seat + ".cameras." + name
                    tint: card.tint
                    small: true
                    onTapped: card.cameras.choose(name)
                }
            }
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall

            Button {
                objectName: card.seat + ".cameras.stand"
                visible: !card.cameras.flying
                icon: "place"
                label: card.said("stand")
                tint: card.tint
                chosen: card.cameras.standing
                onTapped: card.cameras.place()
            }
            Button {
                objectName: card.seat + ".cameras.draw"
                icon: "way"
                label: card.said(card.cameras.flying ? "draw-flight" : "draw-way")
                tint: card.tint
                chosen: card.cameras.drawing
                onTapped: card.cameras.draw()
            }
            Button {
                objectName: card.seat + ".cameras.halt"
                visible: card.scene !== null && card.scene.travelling
                icon: "pause"
                label: card.said("halt")
                tint: card.tint
                onTapped: card.scene.halt()
            }
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall
            visible: card.scene !== null && card.scene.walking

            Step {
                objectName: card.seat + ".cameras.left"
                icon: "turn-left"
                tip: card.words.text("desk.turn-left", card.words.revision)
                degrees: -22.5
            }
            Step {
                objectName: card.seat + ".cameras.ahead"
                icon: "up"
                label: card.said("ahead")
                metres: 4
            }
            Step {
                objectName: card.seat + ".cameras.back"
                icon: "down"
                tip: card.words.text("desk.back", card.words.revision)
                metres: -4
            }
            Step {
                objectName: card.seat + ".cameras.right"
                icon: "turn-right"
                tip: card.words.text("desk.turn-right", card.words.revision)
                degrees: 22.5
            }
        }
        Label {
            width: parent.width
            color: Theme.quiet
            font.pixelSize: Units.textSmall
            text: card.said(card.cameras.standing ? "hint-stand" : card.cameras.drawing ? "hint-draw"
                : card.scene !== null && card.scene.walking ? "hint-walk" : "hint")
        }
        Label {
            text: card.said("saved")
            font.weight: Font.DemiBold
        }
        Repeater {
            model: card.cameras.rows

            delegate: Item {
                id: row
                required property string name
                required property string label
                required property string camera

                width: parent ? (parent as Item).width : 0
                height: Units.touch

                Rectangle {
                    objectName: card.seat + ".cameras.go." + row.name
                    anchors { left: parent.left; right: forget.left; rightMargin: Units.gapSmall }
                    height: parent.height
                    radius: Units.radiusSmall
                    color: go.pressed ? Theme.keyPressed : Theme.field

                    Label {
                        anchors {
                            left: parent.left; right: parent.right; margins: Units.gap
                            verticalCenter: parent.verticalCenter
                        }
                        text: row.label
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                    Touchable {
                        id: go
                        label: row.label
                        onTapped: if (card.scene && !card.scene.travelTo(row.camera)) card.cameras.lost()
                    }
                }
                Button {
                    id: forget
                    objectName: card.seat + ".cameras.remove." + row.name
                    anchors.right: parent.right
                    icon: "remove"
                    tip: row.label + ": " + card.words.text("ui.measures.remove", card.words.revision)
                    tint: card.tint
                    onTapped: card.cameras.remove(row.label)
                }
            }
        }
        Button {
            objectName: card.seat + ".cameras.keep"
            visible: !card.cameras.naming
            icon: "plus"
            label: card.said("keep")
            tint: card.tint
            filled: true
            onTapped: if (card.scene) card.cameras.keep(card.scene.lookout())
        }
        Row {
            visible: card.cameras.naming
            spacing: Units.gap

            TextBox {
                objectName: card.seat + ".cameras.name"
                label: card.said("keep")
                width: keys.width - done.width - Units.gap
                seat: card.seatModel
                field: "view"
                value: card.cameras.draft
                lines: 1
                begins: true
                onEntered: card.cameras.finish_name()
            }
            Button {
                id: done
                objectName: card.seat + ".cameras.done"
                icon: "done"
                label: card.words.text("ui.variants.done", card.words.revision)
                tint: card.tint
                filled: true
                onTapped: card.cameras.finish_name()
            }
        }
        Keyboard {
            id: keys
            visible: card.cameras.naming && card.seatModel.keyboard.target === "view"
            seat: card.seatModel
        }
    }
}
