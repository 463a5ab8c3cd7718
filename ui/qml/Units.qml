pragma Singleton
import QtQuick

// Every size and duration of the window. A size is given for a picture 1080 pixels high and grows with the picture, so that on
// a 43 inch table a touch target is 17 mm and the smallest text is 6 mm.
QtObject {
    id: units

    property real scale: 1
    property bool calm: false // nothing glides, beats or blinks

    readonly property real windowWidth: 1920
    readonly property real windowHeight: 1080
    readonly property real smallestScale: 0.5
    readonly property real crowd: 0.7
    readonly property real smallestTouch: 15 // mm
    readonly property real touchAtOne: 38
    readonly property real leastDensity: 0.5 // px/mm; screens that report nonsense are taken for a 55 inch 4K table
    readonly property real mostDensity: 15
    readonly property real usualDensity: 3.2
    readonly property real inch: 25.4 // mm
    property real density: usualDensity // of the screen [px/mm]

    // What people measured counts, else what the screen says of itself [px/mm].
    function densityOf(told: real, width: real, height: real, diagonal: real): real {
        if (diagonal > 0)
            return Math.hypot(width, height) / (diagonal * inch)
        return told >= leastDensity && told <= mostDensity ? told : usualDensity
    }

    readonly property real hair: 1 * scale
    readonly property real line: 2 * scale
    readonly property real gapTiny: 3 * scale
    readonly property real gapSmall: 6 * scale
    readonly property real gap: 10 * scale
    readonly property real gapLarge: 16 * scale
    readonly property real radiusSmall: 7 * scale
    readonly property real radius: 16 * scale
    readonly property real shadow: 26 * scale
    readonly property real shadowDrop: 6 * scale

    readonly property real textTiny: 11 * scale
    readonly property real textSmall: 13 * scale
    readonly property real text: 15 * scale
    readonly property real textLarge: 18 * scale
    readonly property real textTitle: 24 * scale
    readonly property real tightLine: 0.85 // of a line's height, where two lines must do with the room of one
    readonly property real icon: 22 * scale
    readonly property real iconLarge: 30 * scale

    readonly property real touch: touchAtOne * scale
    readonly property real header: 44 * scale
    readonly property real tabWidth: 270 * scale
    readonly property real tabHeight: 48 * scale
    readonly property real keyWidth: 35 * scale
    readonly property real keyHeight: 38 * scale
    readonly property real padKey: 56 * scale
    readonly property real card: 400 * scale
    readonly property real cardKeys: 522 * scale
    readonly property real cardWide: 780 * scale
    readonly property real cardTools: 822 * scale
    readonly property real radar: 270 * scale
    readonly property real radarLow: 206 * scale
    readonly property real audience: 1.8 // how much larger all is on the audience's screen
    readonly property real audiencePanel: 330 * scale
    readonly property real reasons: 150 * scale
    readonly property real totals: 132 * scale
    readonly property real fade: 22 * scale
    readonly property real ringRadius: 140 * scale
    readonly property real ringHole: 50 * scale
    readonly property real ringGap: 3 // degrees
    readonly property real ringEntry: 84 * scale
    readonly property real ringWord: 74 * scale
    readonly property real bubble: 330 * scale
    readonly property real pointer: 34 * scale
    readonly property real minute: 84 * scale
    readonly property int fewChips: 4
    readonly property int manyChips: 8
    readonly property int stripes: 9
    readonly property real slant: 45 // degrees
    readonly property real kind: 74 * scale
    readonly property real chipWidth: 280 * scale
    readonly property real piece: 150 * scale // across, round a piece of 60 mm
    readonly property real thing: 190 * scale // across; a cup is 80 mm
    readonly property real behind: 0.3 // of the depth of the table: farther in no card stands behind another
    readonly property real lens: 150 * scale
    readonly property real lensAway: 390 * scale
    readonly property real lensSmallest: 90 * scale
    readonly property real lensLargest: 360 * scale
    readonly property real swipe: 4 * scale
    readonly property real viewTitle: 62 * scale
    readonly property real viewFoot: 132 * scale
    readonly property real legend: 228 * scale
    readonly property real timeSlider: 108 * scale
    readonly property real timeButton: 104 * scale
    readonly property real lensRim: 5 * scale
    readonly property real lensLabel: 300 * scale
    readonly property real wheelStep: 1.1
    readonly property real compass: 56 * scale
    readonly property real scaleLongest: 120 * scale
    readonly property real column: 64 * scale
    readonly property real crs: 230 * scale
    readonly property real track: 6 * scale
    readonly property real knob: 24 * scale
    readonly property real cursorStride: 32
    readonly property real cursorFine: 2
    readonly property real keyNames: 130 * scale
    readonly property real fling: 1400 * scale // a second
    readonly property int flingMemory: 200
    readonly property int flingShortest: 100
    readonly property real invitation: 120 * scale
    readonly property real smoothFrame: 50 // ms; slower pictures do not fly
    readonly property int flightStep: 33
    readonly property real flightTurn: 0.12 // degrees
    readonly property int beat: 900
    readonly property real indicator: 30 * scale
    readonly property real swatch: 18 * scale

    readonly property real filesShare: 0.2 // of the width of the check-up page
    readonly property real pictureShare: 0.38
    readonly property real factShare: 0.36
    readonly property int noteLines: 8

    readonly property real tight: 0.9
    readonly property real pressed: 0.95
    readonly property real smallest: 0.7
    readonly property real largest: 1.8
    readonly property int quick: calm ? 1 : 140
    readonly property int glide: calm ? 1 : 260
    readonly property int blink: 550
    readonly property int reading: 9000
    readonly property int patience: 600 // before a sign is explained
    readonly property int topmost: 100000 // above all that is raised at a table
    readonly property real slowestTap: 2.5 // s; hands press slowly, but what lies longer was laid there
    readonly property real facilitatorsPress: 1.5 // s; nobody rests a finger so long by accident
}
