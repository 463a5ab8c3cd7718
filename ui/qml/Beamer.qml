// The audience's window: the same scene from the side, no controls.
import QtQuick
import PlanningTable

Window {
    id: beamer

    required property SceneSource scene
    required property string caption

    title: caption

    SceneItem {
        objectName: "beamer-map"
        anchors.fill: parent
        source: beamer.scene
        perspective: true
        interactive: false
    }
}
