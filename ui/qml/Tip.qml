import QtQuick

// A word on a sign, beside it and above everything else, within the window.
Rectangle {
    id: tip

    required property Item target
    required property string text
    readonly property Item room: target.Window.contentItem
    readonly property rect place: room ? room.mapFromItem(target, 0, 0, target.width, target.height) : Qt.rect(0, 0, 0, 0)

    objectName: "tip"
    parent: room
    z: Units.topmost
    width: words.width + 2 * Units.gap
    height: words.height + 2 * Units.gapSmall
    radius: Units.radiusSmall
    color: Theme.chip
    x: room ? Math.max(Units.gapSmall, Math.min(room.width - width - Units.gapSmall, place.x + (place.width - width) / 2)) : 0
    y: place.y >= height + 2 * Units.gapSmall ? place.y - height - Units.gapSmall : place.y + place.height + Units.gapSmall

    Label {
        id: words
        anchors.centerIn: parent
        text: tip.text
        color: Theme.chipInk
        font.pixelSize: Units.textSmall
        wrapMode: Text.NoWrap
    }
}
