pragma ComponentBehavior: Bound

import QtQuick
import QtQuick.Effects
import PlanningTable

// A round glass: in it lies another state of the place that it covers. One finger moves it, two make it larger or smaller.
Item {
    id: room

    required property LensModel lens
    required property SceneItem map
    required property Item above
    readonly property SeatModel seat: lens.seat
    readonly property WordsModel words: seat.words
    property string laid // which lens lies here, and how often it was called
    property bool led: false // it goes with a piece, and makes way for nothing
    readonly property real reach: glass.radius + Units.header / 2 + Units.gap // with handles and label
    // What label and legend cover, beside the glass's middle.
    readonly property rect skirt: {
        const wide = legend.visible ? Math.max(label.width, legend.width) : label.width
        const deep = label.height / 2 + (legend.visible ? Units.gapSmall + legend.height : 0)
        const turn = rim.rotation * Math.PI / 180
        const x = -(glass.radius + deep / 2) * Math.sin(turn), y = (glass.radius + deep / 2) * Math.cos(turn)
        const width = Math.abs(wide * Math.cos(turn)) + Math.abs(deep * Math.sin(turn))
        const height = Math.abs(wide * Math.sin(turn)) + Math.abs(deep * Math.cos(turn))
        return Qt.rect(x - width / 2, y - height / 2, width, height)
    }
    property bool held: false // by a finger
    property point home // where its person wants it; it lies beside that only while something else lies there
    readonly property point bound: slide.running ? slide.to : glass.middle // where it lies, or is on its way to
    readonly property string coming: lens.active ? lens.name + "." + lens.calls : ""
    property alias middle: glass.middle
    property alias radius: glass.radius

    signal raised
    signal arrived // a new lens, or one that was called: it is to be laid somewhere
    signal rested // a finger has left it

    function glide(to: point) {
        slide.to = to
        slide.restart()
    }

    // What lies under the middle is looked up once nothing moves.
    function look() {
        if (lens.active)
            gaze.restart()
    }

    function arrive() {
        if (coming === "" || coming === laid)
            return
        if (!laid.startsWith(lens.name + "."))
            glass.radius = Units.lens
        laid = coming
        led = false
        rim.rotation = seat.turn
        arrived()
        raised()
    }
    Component.onCompleted: arrive()
    onComingChanged: arrive()
    onMiddleChanged: look()
    Connections {
        target: room.map
        function onCameraChanged() { room.look() }
    }
    Timer {
        id: gaze
        interval: Units.quick
        onTriggered: if (room.lens.active) room.lens.look_at(room.map.pick(glass.middle.x, glass.middle.y))
    }
    PropertyAnimation {
        id: slide
        target: glass
        property: "middle"
        duration: Units.glide
        easing.type: Easing.InOutQuad
    }

    component Knob: LensKnob {
        property real angle // from the glass's middle, clockwise from the right [degrees]

        x: rim.width / 2 + glass.radius * Math.cos(angle * Math.PI / 180) - width / 2
        y: rim.height / 2 + glass.radius * Math.sin(angle * Math.PI / 180) - height / 2
        tint: room.seat.tint
    }

    Item {
        id: glass
        objectName: room.lens.name
        property point middle
        property real radius: Units.lens

        x: Math.round(middle.x - radius)
        y: Math.round(middle.y - radius)
        width: 2 * Math.round(radius)
        height: width
        containmentMask: QtObject {
            function contains(point: point): bool {
                return Math.hypot(point.x - glass.radius, point.y - glass.radius) <= glass.radius
            }
        }

        function shift(by: point) {
            middle = Qt.point(Math.max(0, Math.min(room.width, middle.x + by.x)),
                              Math.max(0, Math.min(room.height, middle.y + by.y)))
        }
        function grow(factor: real) {
            radius = Math.max(Units.lensSmallest, Math.min(Units.lensLargest, radius * factor))
        }
        // By keys: arrows move it, plus and minus make it larger and smaller.
        function keyed(event: KeyEvent): bool {
            const stride = event.modifiers & Qt.ShiftModifier ? Units.cursorFine : Units.cursorStride
            const across = event.key === Qt.Key_Right ? 1 : event.key === Qt.Key_Left ? -1 : 0
            const down = event.key === Qt.Key_Down ? 1 : event.key === Qt.Key_Up ? -1 : 0
            if (across !== 0 || down !== 0)
                shift(Qt.point(across * stride, down * stride))
            else if (event.text === "+" || event.text === "-")
                grow(event.text === "+" ? Units.wheelStep : 1 / Units.wheelStep)
            else
                return false
            room.rested()
            return true
        }

        RectangularShadow {
            anchors.fill: parent
            offset.y: Units.shadowDrop
            radius: width / 2
            blur: Units.shadow
            color: Theme.shadow
        }
        ScenePart {
            id: part
            anchors.fill: parent
            objectName: room.lens.name + ".part"
            source: room.lens.source
            keeps: room.lens.keeps
            lead: room.map
            place: Qt.point(glass.x, glass.y)
            growth: Units.scale
            visible: ready
            layer.enabled: true
            layer.effect: MultiEffect {
                maskEnabled: true
                maskSource: disc
                maskThresholdMin: Theme.half
                maskSpreadAtMin: 1
            }
        }
        Rectangle {
            id: disc
            anchors.fill: parent
            radius: width / 2
            visible: false
            layer.enabled: true
        }
        Rectangle {
            anchors { fill: parent; margins: -Units.lensRim / 2 }
            radius: width / 2
            color: part.ready ? Theme.none : Theme.veil(Theme.paper, Theme.soft)
            border.width: Units.lensRim
            border.color: Theme.deep(room.seat.tint)
        }
        // What falls into the glass stays with it and does not move the map.
        TapHandler {
            gesturePolicy: TapHandler.ReleaseWithinBounds
        }
        PointHandler {
            onActiveChanged: {
                room.held = active
                if (active) {
                    slide.stop()
                    room.raised()
                } else {
                    room.rested()
                }
            }
        }
        DragHandler {
            target: null
            onTranslationChanged: delta => glass.shift(Qt.point(delta.x, delta.y))
        }
        PinchHandler {
            target: null
            onScaleChanged: delta => glass.grow(delta)
            onTranslationChanged: delta => glass.shift(Qt.point(delta.x, delta.y))
            onRotationChanged: delta => rim.rotation += delta
        }
        WheelHandler {
            onWheel: event => glass.grow(Math.pow(Units.wheelStep, event.angleDelta.y / 120))
        }
    }
    Item {
        id: rim
        x: glass.x
        y: glass.y
        width: glass.width
        height: glass.height
        Keys.onPressed: event => event.accepted = glass.keyed(event)

        Knob {
            objectName: room.lens.name + ".flip"
            icon: "flip"
            tip: room.words.text("desk.lens.flip", room.words.revision)
            angle: -135
            color: room.lens.flipped || pressed ? Theme.keyPressed : Theme.paper
            onTapped: room.lens.flip()
        }
        Knob {
            objectName: room.lens.name + ".close"
            icon: "close"
            tip: room.words.text("desk.close", room.words.revision)
            angle: -45
            onTapped: room.lens.close()
        }
        Knob {
            id: grip
            objectName: room.lens.name + ".size"
            icon: "size"
            tip: room.words.text("desk.lens.size", room.words.revision)
            angle: 0

            DragHandler {
                target: null
                onCentroidChanged: {
                    if (!active)
                        return
                    const at = grip.mapToItem(room, centroid.position.x, centroid.position.y)
                    glass.grow(Math.hypot(at.x - glass.middle.x, at.y - glass.middle.y) / glass.radius)
                }
            }
        }
        Rectangle {
            anchors.centerIn: parent
            visible: room.lens.difference !== ""
            width: Units.gap
            height: width
            radius: width / 2
            color: Theme.none
            border.width: Units.line
            border.color: Theme.ink
        }
        Rectangle {
            anchors { horizontalCenter: parent.horizontalCenter; top: parent.verticalCenter; topMargin: Units.gapLarge }
            visible: room.lens.difference !== ""
            objectName: room.lens.name + ".difference"
            width: Math.max(sum.implicitWidth, parts.implicitWidth) + 2 * Units.gap
            height: sum.height + parts.height + Units.gapSmall
            radius: Units.radiusSmall
            color: Theme.paper
            border.width: Units.hair
            border.color: Theme.line

            Column {
                anchors.centerIn: parent

                Label {
                    id: sum
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: room.lens.difference
                    font.pixelSize: Units.textLarge
                    font.weight: Font.DemiBold
                }
                Label {
                    id: parts
                    anchors.horizontalCenter: parent.horizontalCenter
                    text: room.lens.values
                    font.pixelSize: Units.textSmall
                    color: Theme.quiet
                }
            }
        }
        LegendBox {
            id: legend
            anchors { horizontalCenter: parent.horizontalCenter; top: label.bottom; topMargin: Units.gapSmall }
            legend: room.lens.legend
            tint: Theme.deep(room.seat.tint)
        }
        Rectangle {
            id: label
            objectName: room.lens.name + ".choose"
            anchors { horizontalCenter: parent.horizontalCenter; verticalCenter: parent.bottom }
            width: Math.min(Units.lensLabel, Math.max(title.implicitWidth, pair.implicitWidth) + 2 * Units.gapLarge)
            height: texts.height + 2 * Units.gapSmall
            radius: Units.radius
            color: press.pressed ? Theme.keyPressed : Theme.paper
            border.width: Units.line
            border.color: Theme.deep(room.seat.tint)

            Column {
                id: texts
                anchors.centerIn: parent
                width: parent.width - 2 * Units.gapLarge

                Label {
                    id: title
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    text: room.lens.title
                    font.weight: Font.DemiBold
                    color: Theme.deep(room.seat.tint)
                    elide: Text.ElideRight
                    wrapMode: Text.NoWrap
                }
                Label {
                    id: pair
                    width: parent.width
                    horizontalAlignment: Text.AlignHCenter
                    visible: text !== ""
                    text: room.lens.pair
                    font.pixelSize: Units.textSmall
                    color: Theme.quiet
                }
            }
            Touchable {
                id: press
                label: room.lens.title
                role: Accessible.ButtonMenu
                onTapped: room.lens.toggle_choosing()
            }
        }
    }
    Item {
        parent: room.above
        x: rim.x
        y: rim.y
        width: rim.width
        height: rim.height
        rotation: rim.rotation

        PartChoice {
            // Away from the person, where there is room; else over the glass.
            readonly property real reach: -height - Units.gapLarge
            readonly property point corner: visible ? rim.mapToItem(room, rim.width / 2, reach) : Qt.point(0, 0)
            readonly property bool fits: corner.x >= 0 && corner.y >= 0
                                         && corner.x <= room.width && corner.y <= room.height

            visible: room.lens.choosing
            part: room.lens
            anchors.horizontalCenter: parent.horizontalCenter
            y: fits ? reach : label.y - height - Units.gap
        }
    }
}
