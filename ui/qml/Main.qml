pragma ComponentBehavior: Bound

import QtQuick
import PlanningTable

// The window: the drawn site, and everything that lies over it.
Window {
    id: window

    required property SceneSource scene
    required property TableModel table
    required property CheckupModel checkup
    required property CompareStage compare
    required property RestModel rest
    required property KioskModel kiosk
    required property DeskModel desk
    required property ExportModel exporting
    required property LyingModel lying
    required property PiecesModel pieces
    required property AppearanceModel appearance
    required property string mode
    required property real diagonal // inches; 0: as the screen says of itself
    // Of the window: inside a binding, a screen is always the first one.
    readonly property real density: Units.densityOf(Screen.pixelDensity, Screen.width, Screen.height, diagonal)
    readonly property bool covered: checkup.open

    function touch(x: real, y: real, seat: string) {
        const hit = site.pick(x, y)
        table.read(hit, x, y, seat)
        table.touched(hit.kind, hit.id, hit.east, hit.north, seat, x, y)
    }

    width: Math.min(Units.windowWidth, Screen.desktopAvailableWidth)
    height: Math.min(Units.windowHeight, Screen.desktopAvailableHeight)
    color: Theme.ground
    title: table.title

    Binding {
        target: Theme
        property: "dark"
        value: window.appearance.dark
    }
    Binding {
        target: window.scene
        property: "dark"
        value: window.appearance.dark
    }
    Binding {
        target: Units
        property: "calm"
        value: window.appearance.calm
    }
    Binding {
        target: Units
        property: "density"
        value: window.density
    }
    Binding {
        target: window.lying
        property: "density"
        value: window.density
    }
    // A table has neither frame nor menu.
    Shortcut {
        sequences: [StandardKey.Quit]
        onActivated: window.close()
    }
    SceneItem {
        id: site
        objectName: "map"
        width: window.compare.split.count > 1 ? parent.width / 2 : parent.width
        height: window.compare.split.count > 2 ? parent.height / 2 : parent.height
        focus: true
        source: window.scene
        growth: Units.scale
        density: Units.density
        calm: Units.calm
        seats: window.table.seat_names
        Keys.onPressed: event => event.accepted = (office.item as Desk)?.key(event) || window.kiosk.write(event.text)
                                || window.table.typed(event.text)
        activeFocusOnTab: true
        enabled: !window.covered
        Accessible.role: Accessible.Graphic
        Accessible.name: window.table.title
        Accessible.description: window.table.seats[0].shown
        Accessible.focusable: true
        onTapped: (x, y, seat) => window.touch(x, y, seat)
        onLongPressed: (x, y, seat) => window.table.ask(seat, x, y)
    }
    Way {
        anchors.fill: parent
        map: site
    }
    MapCursor {
        id: cursor
        map: site
        desk: window.desk
        seat: window.table.seats[0].name
        tint: window.table.seats[0].tint
        onTouched: (x, y) => window.touch(x, y, window.table.seats[0].name)
    }
    Compass {
        id: compass
        enabled: !window.covered
        words: window.table.seats[0].words
        anchors {
            left: site.left
            bottom: site.bottom
            // Of four views the map is the upper left one: its corner lies where the tab of a seat begins.
            leftMargin: window.compare.split.count > 2 ? Units.tabHeight + Units.gapLarge : Units.gapLarge
            bottomMargin: window.compare.split.count > 2 ? Units.gapLarge : overlay.foot
        }
        map: site
        round: window.mode === "table"
    }
    NamesSwitch {
        id: names
        enabled: !window.covered
        anchors {
            left: compass.left
            leftMargin: Units.compass + Units.gap
            top: compass.top
            topMargin: (Units.compass - height) / 2
        }
        scene: window.scene
        words: window.table.seats[0].words
    }
    AppearanceSwitches {
        enabled: !window.covered
        visible: window.mode === "desk"
        anchors {
            left: names.visible ? names.right : names.left
            leftMargin: names.visible ? Units.gapSmall : 0
            top: names.top
        }
        appearance: window.appearance
        words: window.table.seats[0].words
    }
    Kept {
        id: views
        anchors.fill: parent
        wanted: window.compare.split.count > 1
        sourceComponent: Views {
            split: window.compare.split
            map: site
            table: window.table
            round: window.mode === "table"
            edge: overlay.foot
            onTouched: (view, hit, x, y, seat) => window.compare.touched(view, hit, x, y, seat)
            onDragged: seat => window.compare.dragged(seat)
            onAsked: (x, y, seat) => window.table.ask(seat, x, y)
        }
    }
    Kept {
        anchors.fill: parent
        wanted: window.compare.split.swipe.active
        sourceComponent: Swipe {
            split: window.compare.split
            map: site
            round: window.mode === "table"
            edge: overlay.foot
        }
    }
    Lenses {
        anchors.fill: parent
        lenses: window.compare.lenses
        map: site
        overlay: overlay
        above: overCards
        pieces: window.pieces
    }
    Table {
        id: overlay
        anchors.fill: parent
        enabled: !window.covered
        table: window.table
        map: site
        byProcessor: site.byProcessor
        views: views.item as Views
        desk: window.mode === "desk"
        bare: window.rest.resting
        inPieces: window.mode === "table"
        onHeld: window.kiosk.ask()
    }
    Item {
        id: overCards
        anchors.fill: parent
    }
    PieceMarks {
        anchors.fill: parent
        pieces: window.pieces
        table: window.table
    }
    Lying {
        anchors.fill: parent
        model: window.lying
    }
    Connections {
        target: window.lying
        // A cup that was put down had opened a menu, as a finger that rests does.
        function onFound(x, y, seat) { window.table.unask(seat, x, y) }
    }
    Rest {
        anchors.fill: parent
        model: window.rest
        table: window.table
        map: site
    }
    KioskPad {
        anchors {
            right: parent.right; rightMargin: Units.gapLarge
            bottom: parent.bottom; bottomMargin: overlay.foot
        }
        kiosk: window.kiosk
    }
    Loader {
        id: office
        anchors.fill: parent
        active: window.mode === "desk"
        sourceComponent: Desk {
            desk: window.desk
            exporting: window.exporting
            checkup: window.checkup
            seat: window.table.seats[0]
            map: site
            cursor: cursor
            overlay: overlay
        }
    }
}
