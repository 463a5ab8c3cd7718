import QtQuick
import QtQuick.Shapes

// A shape with smooth edges. Qt forgets what it draws when the graphics card is lost, so it is made anew then.
Shape {
    id: curve

    preferredRendererType: Shape.CurveRenderer

    function renew() {
        preferredRendererType = Shape.GeometryRenderer
        preferredRendererType = Shape.CurveRenderer
    }

    Connections {
        target: curve.Window.window
        function onSceneGraphInitialized() { Qt.callLater(curve.renew) }
    }
}
