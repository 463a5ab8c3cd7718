import QtQuick
import PlanningTable

// At the desk: light or dark, moving or calm.
Row {
    id: switches

    required property AppearanceModel appearance
    required property WordsModel words

    spacing: Units.gapSmall

    Button {
        objectName: "appearance.dark"
        icon: "dark"
        tip: switches.words.text("ui.appearance.dark", switches.words.revision)
        chosen: switches.appearance.dark
        onTapped: switches.appearance.toggle_dark()
    }
    Button {
        objectName: "appearance.calm"
        icon: "calm"
        tip: switches.words.text("ui.appearance.calm", switches.words.revision)
        chosen: switches.appearance.calm
        onTapped: switches.appearance.toggle_calm()
    }
}
