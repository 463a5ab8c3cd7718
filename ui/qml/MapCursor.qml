import QtQuick
import PlanningTable

// A finger for keys: arrow keys move it over the map, Enter touches there, and it says what it points at.
Item {
    id: cursor

    required property SceneItem map
    required property DeskModel desk
    property color tint: Theme.ink
    property string seat
    property bool shown: false
    property bool drawing: false // a way, from one touch to the next
    readonly property bool draws: map.drawingSeats.length > 0
    property point spot: Qt.point(0, 0)
    property string said

    signal touched(x: real, y: real)

    anchors.fill: map
    visible: shown && map.activeFocus && !map.walking

    // Whether a key was for the cursor.
    function key(event: KeyEvent): bool {
        if (map.walking || event.modifiers & (Qt.ControlModifier | Qt.AltModifier))
            return false
        if ([Qt.Key_Return, Qt.Key_Enter].includes(event.key)) {
            if (!visible)
                show()
            else if (!event.isAutoRepeat)
                press()
            return true
        }
        const across = event.key === Qt.Key_Right ? 1 : event.key === Qt.Key_Left ? -1 : 0
        const down = event.key === Qt.Key_Down ? 1 : event.key === Qt.Key_Up ? -1 : 0
        if (across === 0 && down === 0 || !shown && !desk.holding && !draws)
            return false
        const stride = event.modifiers & Qt.ShiftModifier ? Units.cursorFine : Units.cursorStride
        if (!shown)
            show()
        move(across * stride, down * stride)
        return true
    }

    // Touch, or begin or end a way.
    function press() {
        if (!draws) {
            touched(spot.x, spot.y)
            return
        }
        drawing = !drawing
        map.drawn(spot.x, spot.y, drawing ? "begin" : "end", -1, seat)
    }

    function show() {
        const inside = spot.x > 0 && spot.y > 0 && spot.x < width && spot.y < height
        if (!inside)
            spot = Qt.point(width / 2, height / 2)
        shown = true
        rest.restart()
    }

    // At the edge the map comes towards the cursor.
    function move(dx: real, dy: real) {
        const x = Math.max(Units.touch, Math.min(width - Units.touch, spot.x + dx))
        const y = Math.max(Units.touch, Math.min(height - Units.touch, spot.y + dy))
        const over = Qt.point(spot.x + dx - x, spot.y + dy - y)
        if (over.x !== 0 || over.y !== 0)
            map.push(-over.x, -over.y)
        spot = Qt.point(x, y)
        if (drawing)
            map.drawn(x, y, "move", -1, seat)
        rest.restart()
    }

    onDrawsChanged: if (!draws) drawing = false

    Timer {
        id: rest
        interval: Units.quick
        onTriggered: {
            const hit = cursor.map.pick(cursor.spot.x, cursor.spot.y)
            cursor.said = cursor.desk.met(hit.kind, hit.id, hit.east, hit.north)
            cursor.Accessible.announce(cursor.said)
        }
    }
    Rectangle {
        objectName: "cursor"
        x: cursor.spot.x - width / 2
        y: cursor.spot.y - height / 2
        width: Units.touch
        height: width
        radius: width / 2
        color: Theme.none
        border.width: 3 * Units.line
        border.color: Theme.paper

        Rectangle {
            anchors { fill: parent; margins: Units.line / 2 }
            radius: width / 2
            color: Theme.none
            border.width: 2 * Units.line
            border.color: Theme.deep(cursor.tint)
        }
        Rectangle {
            anchors.centerIn: parent
            width: 2 * Units.gapTiny
            height: width
            radius: height / 2
            color: Theme.deep(cursor.tint)
            border.width: Units.hair
            border.color: Theme.paper
        }
    }
    Rectangle {
        visible: cursor.said !== ""
        x: Math.min(cursor.width - width, cursor.spot.x + Units.touch / 2 + Units.gapSmall)
        y: cursor.spot.y - height / 2
        width: Math.min(word.implicitWidth, Units.card) + 2 * Units.gap
        height: word.height + 2 * Units.gapSmall
        radius: Units.radiusSmall
        color: Theme.chip

        Label {
            id: word
            objectName: "cursor.said"
            anchors { left: parent.left; right: parent.right; margins: Units.gap; verticalCenter: parent.verticalCenter }
            text: cursor.said
            color: Theme.onTint
            font.pixelSize: Units.textSmall
            elide: Text.ElideRight
            wrapMode: Text.NoWrap
        }
    }
}
