pragma ComponentBehavior: Bound

// The audience's window: the same scene from the side, no controls.
import QtQuick
import PlanningTable

Window {
    id: beamer

    required property SceneSource scene
    required property string caption
    required property CompareStage compare

    title: caption

    SceneItem {
        id: side
        objectName: "beamer-map"
        width: beamer.compare.split.count > 1 ? parent.width / 2 : parent.width
        height: beamer.compare.split.count > 2 ? parent.height / 2 : parent.height
        source: beamer.scene
        perspective: true
        interactive: false
    }
    Kept {
        anchors.fill: parent
        wanted: beamer.compare.split.count > 1
        sourceComponent: Views {
            split: beamer.compare.split
            map: side
            still: true
        }
    }
}
