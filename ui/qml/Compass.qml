pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Effects
import QtQuick.Shapes
import PlanningTable

// Which way is north, and how long a hundred metres are. A touch turns north up; with north up, it shows the whole site.
Item {
    id: compass

    required property SceneItem map
    required property WordsModel words
    property bool round: false // readable from both long sides of a table
    readonly property real metres: nice(map.metresPerPixel * Units.scaleLongest)
    readonly property bool straight: map.tilt < 0.5

    width: Math.max(disc.width, Units.scaleLongest)
    height: disc.height + (straight ? bar.height + Units.gap : 0)

    // The largest of 1, 2, 5, 10, 20, 50 … that is not longer.
    function nice(most: real): real {
        const power = Math.pow(10, Math.floor(Math.log10(most)))
        return most >= 5 * power ? 5 * power : most >= 2 * power ? 2 * power : power
    }
    function written(metres: real): string {
        return metres >= 1000 ? metres / 1000 + " km" : metres + " m"
    }

    component Half: Curve {
        id: half
        property color fill: Theme.ink

        anchors.fill: parent

        ShapePath {
            strokeWidth: 0
            strokeColor: Theme.none
            fillColor: half.fill
            startX: half.width / 2
            startY: Units.gap
            PathLine { x: half.width / 2 + Units.gap; y: half.height / 2 }
            PathLine { x: half.width / 2 - Units.gap; y: half.height / 2 }
        }
    }

    component Written: Label {
        text: compass.written(compass.metres)
        font.pixelSize: Units.textSmall
        // Readable on a night view too.
        style: Text.Outline
        color: Theme.mapInk
        styleColor: Theme.mapHalo
        wrapMode: Text.NoWrap
    }

    Item {
        id: disc
        objectName: "compass"
        width: Units.compass
        height: Units.compass

        RectangularShadow {
            anchors.fill: parent
            offset.y: Units.shadowDrop
            radius: width / 2
            blur: Units.shadow
            color: Theme.shadow
        }
        Rectangle {
            anchors.fill: parent
            radius: width / 2
            color: press.pressed ? Theme.keyPressed : Theme.paper
        }
        Item {
            anchors.fill: parent
            rotation: -compass.map.bearing

            Half { fill: Theme.bad }
            Half { fill: Theme.base; rotation: 180 }
            Rectangle {
                anchors.centerIn: parent
                width: Units.swatch + Units.gapTiny
                height: width
                radius: width / 2
                color: Theme.paper
            }
            Label {
                anchors.centerIn: parent
                text: "N"
                font.weight: Font.Bold
                font.pixelSize: Units.text
            }
        }
        Touchable {
            id: press
            tip: compass.words.text("desk.compass", compass.words.revision)
            corner: disc.width / 2
            onTapped: compass.map.faceNorth()
        }
    }
    // In a slanted view no one length is true for the whole picture.
    Column {
        id: bar
        visible: compass.straight
        anchors { top: disc.bottom; topMargin: Units.gap; left: disc.left }
        spacing: Units.gapTiny

        Written {
            visible: compass.round
            rotation: 180
        }
        Rectangle {
            objectName: "scale." + compass.metres
            width: compass.metres / Math.max(compass.map.metresPerPixel, 1e-6)
            height: Units.track
            color: Theme.mapInk
            border.color: Theme.mapHalo
            border.width: Units.hair
        }
        Written {}
    }
}
