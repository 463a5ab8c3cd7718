pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Effects
import PlanningTable

// What a part of the picture shows: a variant, a layer, and for a lens the variant that it shows when it is flipped.
Item {
    id: choice

    required property ChoiceModel part
    readonly property SeatModel seat: part.seat
    readonly property WordsModel words: seat.words

    width: Units.card
    height: lists.height + 2 * Units.gapLarge

    component Offers: Column {
        id: offers
        property string heading
        property string list
        property alias rows: repeater.model

        signal chosen(string name)

        width: parent ? (parent as Item).width : 0
        spacing: Units.gapSmall

        Label {
            text: offers.heading
            font.pixelSize: Units.textSmall
            color: Theme.quiet
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall

            Repeater {
                id: repeater

                delegate: Button {
                    required property string name
                    required label
                    required chosen

                    objectName: choice.part.name + "." + offers.list + "." + name
                    tint: choice.seat.tint
                    small: true
                    onTapped: offers.chosen(name)
                }
            }
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
    }
    TapHandler {
        gesturePolicy: TapHandler.ReleaseWithinBounds
    }
    DragHandler {
        target: null
    }
    Column {
        id: lists
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Units.gapLarge }
        spacing: Units.gap

        Offers {
            heading: choice.words.text("ui.compare.variant", choice.words.revision)
            list: "variant"
            rows: choice.part.variants
            onChosen: name => choice.part.choose_variant(name)
        }
        Offers {
            heading: choice.words.text("ui.compare.layer", choice.words.revision)
            list: "layer"
            rows: choice.part.layers
            onChosen: name => choice.part.choose_layer(name)
        }
        Column {
            width: parent.width
            spacing: Units.gapSmall
            visible: choice.part.times.possible

            Label {
                text: choice.words.text("ui.compare.time", choice.words.revision)
                font.pixelSize: Units.textSmall
                color: Theme.quiet
            }
            Button {
                objectName: choice.part.name + ".time.map"
                visible: choice.part.linkable
                label: choice.words.text("ui.compare.as-map", choice.words.revision)
                tint: choice.seat.tint
                small: true
                chosen: choice.part.linked
                onTapped: choice.part.toggle_time()
            }
            TimeBar {
                times: choice.part.times
                words: choice.words
                tint: choice.seat.tint
                target: choice.part.name + ".chosen"
            }
        }
        Offers {
            visible: choice.part.others.rowCount() > 0
            heading: choice.words.text("ui.compare.flipped", choice.words.revision)
            list: "other"
            rows: choice.part.others
            onChosen: name => choice.part.choose_other(name)
        }
    }
}
