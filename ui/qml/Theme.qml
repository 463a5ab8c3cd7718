pragma Singleton
import QtQuick

// Every colour and typeface of the window. A calm, white model: colour belongs to the seats and to the layer on the map.
QtObject {
    id: theme

    readonly property color ground: "#e7e9e4"
    readonly property color paper: "#fdfdfb"
    readonly property color field: "#f0f3f4"
    readonly property color key: "#e8edf0"
    readonly property color keyPressed: "#c6d0d6"
    readonly property color line: "#d3dadd"
    readonly property color ink: "#263036"
    readonly property color quiet: "#56636a"
    readonly property color onTint: "#ffffff"
    readonly property color chip: "#3c474d"
    readonly property color chipQuiet: "#d5dcdf"
    readonly property color good: "#12704a"
    readonly property color bad: "#a8261c"
    readonly property color caution: "#b86e00"
    readonly property color warning: "#fff3d6"
    readonly property color base: "#7c8990"
    readonly property color shadow: "#33202a30"
    readonly property color none: "transparent"

    readonly property real depth: 1.3 // how much darker a seat's colour is where it carries text
    readonly property real faint: 0.16
    readonly property real soft: 0.4
    readonly property real half: 0.5
    readonly property real disabled: 0.45

    readonly property string family: regular.name
    readonly property FontLoader regular: FontLoader { source: Qt.resolvedUrl("../../assets/fonts/OpenSans-Regular.ttf") }
    readonly property FontLoader semibold: FontLoader { source: Qt.resolvedUrl("../../assets/fonts/OpenSans-Semibold.ttf") }
    readonly property FontLoader bold: FontLoader { source: Qt.resolvedUrl("../../assets/fonts/OpenSans-Bold.ttf") }

    // How something came out, as the view-models name it.
    function tone(mood: string): color {
        switch (mood) {
        case "good": return good
        case "rough": return caution
        case "lacking":
        case "problem": return bad
        default: return ink
        }
    }

    // The seats' colours are told apart by the colour-blind; for white text on them, or for them as text, they are too light.
    function deep(tint: color): color {
        return Qt.darker(tint, depth)
    }

    function veil(tint: color, share: real): color {
        return Qt.rgba(tint.r, tint.g, tint.b, share)
    }
}
