pragma Singleton
import QtQuick

// Every colour and typeface of the window, for light rooms and for dark ones. Colour belongs to the seats and to the layer on the map,
// whose colours are the same in both, since they are read by a legend; the model around them is dark in the dark.
QtObject {
    id: theme

    property bool dark: false

    readonly property color ground: dark ? "#14191c" : "#e7e9e4"
    readonly property color paper: dark ? "#1f272b" : "#fdfdfb"
    readonly property color field: dark ? "#2a3439" : "#f0f3f4"
    readonly property color key: dark ? "#323d43" : "#e8edf0"
    readonly property color keyPressed: dark ? "#4b5961" : "#c6d0d6"
    readonly property color line: dark ? "#47545b" : "#d3dadd"
    readonly property color ink: dark ? "#eef2f3" : "#263036"
    readonly property color quiet: dark ? "#b3bfc5" : "#56636a"
    readonly property color onTint: dark ? "#12181b" : "#ffffff"
    readonly property color chip: "#3c474d"
    readonly property color chipInk: "#ffffff"
    readonly property color chipQuiet: "#d5dcdf"
    readonly property color good: dark ? "#6fd3a6" : "#12704a"
    readonly property color bad: dark ? "#ff9d92" : "#a8261c"
    readonly property color caution: dark ? "#f2b45c" : "#8f5600"
    readonly property color warning: dark ? "#4a3b14" : "#fff3d6"
    readonly property color base: dark ? "#98a5ac" : "#7c8990"
    readonly property color shadow: dark ? "#80000000" : "#33202a30"
    readonly property color mapInk: dark ? "#f2f5f6" : "#263036" // what lies on the model itself
    readonly property color mapHalo: dark ? "#1b2327" : "#fdfdfb"
    readonly property color signRim: "#ffffff" // of signs on streets and houses, in both
    readonly property color none: "transparent"

    readonly property real depth: 1.3 // how much darker a seat's colour is where it carries text
    readonly property color haze: "#99ffffff" // and how much lighter in the dark
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

    // The seats' colours are told apart by the colour-blind; for text on them, or for them as text, they are too light in a light
    // room and too dark in a dark one.
    function deep(tint: color): color {
        return dark ? Qt.tint(tint, haze) : Qt.darker(tint, depth)
    }

    function veil(tint: color, share: real): color {
        return Qt.rgba(tint.r, tint.g, tint.b, share)
    }
}
