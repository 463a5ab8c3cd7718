pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// The edge above a seat's tab: cards that were put aside wait there; there it is also asked to whom a copy goes, and which card is
// to come.
Column {
    id: bin

    required property SeatModel seat
    readonly property real room: visible ? height + Units.gap : 0
    readonly property bool asks: seat.sharing.copying !== "" || seat.sharing.fetching
    // Many things have less room each.
    readonly property bool crowded: chips.count > Units.fewChips
    readonly property bool offersMany: offers.count > Units.manyChips

    signal fetched(string owner, string card)
    signal copied(string card, string receiver)

    visible: asks || seat.bin.count > 0
    spacing: Units.gapSmall

    Rectangle {
        id: question
        visible: bin.asks
        anchors.horizontalCenter: parent.horizontalCenter
        width: asked.width + 2 * Units.gap
        height: asked.height + 2 * Units.gap
        radius: Units.radius
        color: Theme.paper
        border.color: Theme.deep(bin.seat.tint)
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
            anchors.centerIn: parent
            spacing: Units.gapSmall

            Item {
                width: Math.max(said.implicitWidth + Units.gap + Units.touch, flow.width)
                height: Units.touch

                Label {
                    id: said
                    anchors { left: parent.left; verticalCenter: parent.verticalCenter }
                    text: bin.seat.sharing.question
                    font.weight: Font.DemiBold
                    wrapMode: Text.NoWrap
                }
                Button {
                    objectName: bin.seat.name + ".share.close"
                    anchors.right: parent.right
                    icon: "close"
                    tip: bin.seat.words.text("desk.close", bin.seat.words.revision)
                    tint: bin.seat.tint
                    onTapped: bin.seat.sharing.end()
                }
            }
            Flow {
                id: flow
                width: Units.cardKeys
                visible: offers.count > 0
                spacing: Units.gapSmall

                Repeater {
                    id: offers
                    model: bin.asks ? bin.seat.sharing.offers : null

                    delegate: Button {
                        required property string seat
                        required property string card
                        required label
                        required icon
                        required tint

                        objectName: bin.seat.name + ".share." + seat + (card === "" ? "" : "." + card)
                        small: bin.offersMany
                        filled: true
                        onTapped: {
                            if (card === "")
                                bin.copied(bin.seat.sharing.copying, seat)
                            else
                                bin.fetched(seat, card)
                            bin.seat.sharing.end()
                        }
                    }
                }
            }
        }
    }
    Row {
        anchors.horizontalCenter: parent.horizontalCenter
        visible: bin.seat.bin.count > 0
        spacing: Units.gapSmall

        Repeater {
            id: chips
            model: bin.seat.bin.chips

            delegate: Button {
                required property string name
                required label
                required icon

                objectName: bin.seat.name + ".bin." + name
                small: true
                bare: bin.crowded
                tint: bin.seat.tint
                onTapped: bin.seat.open_card(name)
            }
        }
    }
}
