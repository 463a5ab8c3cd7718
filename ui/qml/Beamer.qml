pragma ComponentBehavior: Bound

// The audience's window: the same scene from the side, what is drawn, the phase and the variants compared; no controls.
import QtQuick
import PlanningTable

Window {
    id: beamer

    required property SceneSource scene
    required property string caption
    required property CompareStage compare
    required property AudienceModel audience
    readonly property bool divided: compare.split.count > 1
    // Sizes are those of the table's picture; here all is read from the back of a room, on a screen of another size.
    readonly property real magnified: Units.audience * Math.min(width / Units.windowWidth, height / Units.windowHeight)
        / Units.scale
    // Of pins and lines, a little smaller where there are four pictures instead of one.
    readonly property real growth: magnified * Units.scale * Math.sqrt(side.height / Math.max(1, height))

    title: caption
    color: Theme.paper

    Item {
        id: picture
        width: parent.width - panel.width * panel.scale
        height: parent.height - sources.height * sources.scale

        SceneItem {
            id: side
            objectName: "beamer-map"
            width: beamer.divided ? parent.width / 2 : parent.width
            height: beamer.compare.split.count > 2 ? parent.height / 2 : parent.height
            source: beamer.scene
            growth: beamer.growth
            perspective: true
            interactive: false
        }
        Kept {
            anchors.fill: parent
            wanted: beamer.divided
            sourceComponent: Views {
                split: beamer.compare.split
                map: side
                still: true
                magnified: beamer.magnified
                growth: beamer.growth
            }
        }
        Item {
            width: parent.width / scale
            height: parent.height / scale
            scale: beamer.magnified
            transformOrigin: Item.TopLeft

            Rectangle {
                visible: !beamer.divided
                x: Units.gapLarge
                y: Units.gapLarge
                width: names.width + 2 * Units.gapLarge
                height: names.height + 2 * Units.gap
                radius: Units.radius
                color: Theme.paper

                Column {
                    id: names
                    anchors.centerIn: parent
                    width: Math.min(Units.card, Math.max(workshop.implicitWidth, variant.implicitWidth, light.implicitWidth))

                    Label {
                        id: workshop
                        width: parent.width
                        text: beamer.audience.workshop
                        font.pixelSize: Units.textSmall
                        color: Theme.quiet
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                    Label {
                        id: variant
                        objectName: "audience.variant"
                        width: parent.width
                        text: beamer.audience.variant
                        font.pixelSize: Units.textLarge
                        font.weight: Font.DemiBold
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                    Label {
                        id: light
                        width: parent.width
                        visible: text !== ""
                        text: beamer.audience.light
                        font.pixelSize: Units.textSmall
                        color: Theme.quiet
                        elide: Text.ElideRight
                        wrapMode: Text.NoWrap
                    }
                }
            }
            LegendBox {
                anchors { left: parent.left; bottom: parent.bottom; margins: Units.gapLarge }
                visible: legend.shown && !beamer.divided
                legend: beamer.audience.legend
            }
        }
    }
    Label {
        id: sources
        objectName: "audience.sources"
        anchors { left: parent.left; bottom: parent.bottom }
        width: picture.width / scale
        scale: beamer.magnified
        transformOrigin: Item.BottomLeft
        leftPadding: Units.gapLarge
        rightPadding: Units.gapLarge
        topPadding: Units.gapTiny
        bottomPadding: Units.gapTiny
        text: beamer.audience.sources
        font.pixelSize: Units.textSmall
        color: Theme.quiet
        elide: Text.ElideRight
        wrapMode: Text.NoWrap
    }
    AudiencePanel {
        id: panel
        anchors.right: parent.right
        width: Units.audiencePanel
        height: parent.height / scale
        scale: beamer.magnified
        transformOrigin: Item.TopRight
        audience: beamer.audience
        legends: beamer.divided ? beamer.compare.split.legends : []
    }
}
