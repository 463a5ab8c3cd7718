import QtQuick
import PlanningTable

// Whether the map has the names of streets and buildings; for all who look at it.
Button {
    id: names

    required property SceneSource scene
    required property WordsModel words

    objectName: "names"
    visible: scene.named
    icon: "names"
    label: words.text("ui.map.names", words.revision)
    small: true
    chosen: scene.names
    onTapped: scene.names = !scene.names
}
