pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// What stands in the way, and what to do next: coordinate systems to choose from, or one to type.
Rectangle {
    id: bar

    required property CheckupModel checkup
    readonly property WordsModel words: checkup.words

    visible: checkup.problem !== ""
    height: visible ? content.height + 2 * Units.gapLarge : 0
    radius: Units.radius
    color: Theme.warning

    Column {
        id: content
        anchors { left: parent.left; right: parent.right; top: parent.top; margins: Units.gapLarge }
        spacing: Units.gap

        Label {
            width: parent.width
            text: bar.checkup.problem
        }
        Flow {
            width: parent.width
            spacing: Units.gapSmall
            visible: bar.checkup.asks_crs

            Repeater {
                model: bar.checkup.choices

                delegate: Button {
                    required property string name
                    required label

                    objectName: "checkup.crs." + name
                    filled: true
                    onTapped: bar.checkup.use_crs(name)
                }
            }
            CheckupField {
                id: code
                objectName: "checkup.crs.code"
                width: Units.crs
                hint: bar.words.text("ui.checkup.crs-hint", bar.words.revision)
                onEntered: text => bar.checkup.use_crs(text)
            }
            Button {
                objectName: "checkup.crs.try"
                label: bar.words.text("ui.checkup.crs-try", bar.words.revision)
                enabled: code.text !== ""
                onTapped: bar.checkup.use_crs(code.text)
            }
        }
        Button {
            objectName: "checkup.again"
            visible: !bar.checkup.asks_crs && !bar.checkup.busy && bar.checkup.has_paths
            label: bar.words.text("ui.checkup.again", bar.words.revision)
            onTapped: bar.checkup.again()
        }
    }
}
