pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Effects
import PlanningTable

// What a lens shows: a variant, a layer, and the variant that it shows when it is flipped.
Item {
    id: choice

    required property LensModel lens
    readonly property SeatModel seat: lens.seat
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

                    objectName: choice.lens.name + "." + offers.list + "." + name
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
            heading: choice.words.text("ui.compare.in-lens", choice.words.revision)
            list: "variant"
            rows: choice.lens.variants
            onChosen: name => choice.lens.choose_variant(name)
        }
        Offers {
            heading: choice.words.text("ui.compare.layer", choice.words.revision)
            list: "layer"
            rows: choice.lens.layers
            onChosen: name => choice.lens.choose_layer(name)
        }
        Offers {
            heading: choice.words.text("ui.compare.flipped", choice.words.revision)
            list: "other"
            rows: choice.lens.others
            onChosen: name => choice.lens.choose_other(name)
        }
    }
}
