import QtQuick

// Text as it is set everywhere: plain, wrapped, in the house's typeface.
Text {
    font.family: Theme.family
    font.pixelSize: Units.text
    color: Theme.ink
    textFormat: Text.PlainText
    wrapMode: Text.WordWrap
    elide: Text.ElideNone
}
