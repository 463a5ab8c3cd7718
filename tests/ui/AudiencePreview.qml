import QtQuick
import PlanningTable
import "../../ui/qml"

// What the audience reads, beside a plain ground.
Rectangle {
    id: preview

    required property AudienceModel audience

    width: 1920
    height: 1080
    color: Theme.ground

    AudiencePanel {
        anchors.right: parent.right
        width: Units.audiencePanel
        height: parent.height / scale
        scale: Units.audience
        transformOrigin: Item.TopRight
        audience: preview.audience
    }
}
