import QtQuick

// Makes what it holds when it is first wanted, and keeps it: what draws the city is dear to make.
Loader {
    property bool wanted: false

    active: false
    visible: wanted
    onWantedChanged: if (wanted) active = true
    Component.onCompleted: if (wanted) active = true
}
