"""Check-ups without files."""

from planningtable.city.checkup import Checkup, FileCheck
from planningtable.city.model.batch import Remark
from planningtable.city.model.piece import Measured
from planningtable.domain.text import Text


def good_check(name: str = "tile-1.gml") -> FileCheck:
    """Four buildings, all shown."""
    return FileCheck(
        name,
        "CityGML",
        version="2.0",
        encoding="UTF-8",
        crs="EPSG:25832",
        crs_name="urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH",
        vertical="DHHN2016",
        axis_order="east, north",
        objects={"Building": 4},
        buildings=4,
        lods={"2": 4},
        surfaces={"GroundSurface": 4, "RoofSurface": 8, "WallSurface": 16},
        polygons=28,
        given=4,
        shown=4,
        shown_types={"Building": 4},
        attributes={"function": 4, "measuredHeight": 3},
        measured=Measured(roof_area=1234.4, ground_area=1000.0, volume=9876.0, solids=4),
        extent_wgs84=(9.98, 53.54, 9.99, 53.55),
    )


def mixed_check(reported: int = 3) -> FileCheck:
    """Buildings and a road of which some are not shown, one is rough, some are faulty or mended."""
    given = reported + 6
    return FileCheck(
        "tile-2.gml",
        "CityGML",
        version="1.0",
        crs="EPSG:25832",
        objects={"Building": given - 1, "BuildingPart": 2, "Road": 1},
        buildings=given - 1,
        building_parts=2,
        lods={"1": 1, "2": 5},
        polygons=60,
        holes=2,
        solids=5,
        given=given,
        shown=6,
        shown_types={"Building": 5, "Road": 1},
        reported=tuple(
            Remark(f"gone-{i}", Text("city.reason.no-geometry"), "Building", "609 CITYOBJECT_HAS_NO_GEOMETRY")
            for i in range(reported)
        ),
        rough=(Remark("b2", Text("city.reason.no-geometry"), "Building"),),
        repaired=(Remark("b1-3", Text("city.reason.no-geometry")),),
        faults={"203 NON_PLANAR_POLYGON_DISTANCE_PLANE": 2, "302 SHELL_NOT_CLOSED": 1},
        faulty=(
            Remark("b0", Text("city.reason.no-geometry"), "Building", "302 SHELL_NOT_CLOSED"),
            Remark("b1-2", Text("city.reason.no-geometry"), "", "203 NON_PLANAR_POLYGON_DISTANCE_PLANE"),
        ),
        attributes={"function": 6},
        notes=(Text("city.reason.no-geometry"),),
    )


def nameless_check() -> FileCheck:
    """A file without a coordinate system; two would fit."""
    problem = Text.of(
        "error.city.no-crs",
        file="nowhere.gml",
        first="565000.0",
        second="5934000.0",
        suggestion="EPSG:25832, EPSG:25833",
    )
    return FileCheck("nowhere.gml", "CityGML", version="2.0", objects={"Building": 2}, given=2, problem=problem)


def mixed_checkup(reported: int = 3) -> Checkup:
    return Checkup((good_check(), mixed_check(reported)), (Text("city.reason.no-geometry"),))
