"""Every module, one small object each: what becomes an object, a boundary, a face, a line, terrain."""

from collections import Counter
from pathlib import Path

import pytest
from helpers.citygml_chunks import batch_of, batches, member, model, square, surfaces, written

from planningtable.city.model.batch import CityBatch
from planningtable.city.site import SurfaceKind


def faces_of(batch: CityBatch, type: str) -> list[int]:
    """Faces of objects of a class."""
    row = batch.objects.types.index(type)
    return [i for i, owner in enumerate(batch.faces.owner.tolist()) if owner == row]


def shape(prefix: str, name: str = "lod2MultiSurface", id: str = "") -> str:
    return f"<{prefix}:{name}>{surfaces(square(id))}</{prefix}:{name}>"


def boundary(kind: str, content: str = "", prefix: str = "bldg") -> str:
    return f"<bldg:boundedBy><{prefix}:{kind}>{shape(prefix)}{content}</{prefix}:{kind}></bldg:boundedBy>"


def test_parts_installations_and_openings_of_buildings(tmp_path: Path) -> None:
    window = f"<bldg:opening><bldg:Window gml:id='w'>{shape('bldg', 'lod3MultiSurface')}</bldg:Window></bldg:opening>"
    chimney = f"<bldg:BuildingInstallation gml:id='i'>{shape('bldg', 'lod2Geometry')}</bldg:BuildingInstallation>"
    batch = batch_of(
        tmp_path,
        member(
            f"<bldg:Building gml:id='b'>{boundary('WallSurface', window)}{boundary('RoofSurface')}"
            f"<bldg:outerBuildingInstallation>{chimney}</bldg:outerBuildingInstallation><bldg:consistsOfBuildingPart>"
            f"<bldg:BuildingPart gml:id='p'>{shape('bldg', 'lod1MultiSurface')}</bldg:BuildingPart>"
            "</bldg:consistsOfBuildingPart></bldg:Building>"
        ),
    )
    assert batch.objects.types == ("Building", "BuildingInstallation", "BuildingPart")
    assert batch.objects.parents.tolist() == [-1, 0, 0]
    assert batch.objects.lods == (("2", "3"), ("2",), ("1",))
    assert batch.boundaries.types == ("WallSurface", "Window", "RoofSurface")
    assert batch.boundaries.ids == ("", "w", "")
    kinds = [SurfaceKind(k) for k in batch.faces.kind]
    assert kinds == [SurfaceKind.WALL, SurfaceKind.WINDOW, SurfaceKind.ROOF, SurfaceKind.UNKNOWN, SurfaceKind.UNKNOWN]
    assert not batch.faces.inside.any()


def test_level_0_is_footprint_or_edge_of_the_roof(tmp_path: Path) -> None:
    flat = shape("bldg", "lod0FootPrint") + shape("bldg", "lod0RoofEdge")
    batch = batch_of(tmp_path, member(f"<bldg:Building>{flat}</bldg:Building>"))
    assert batch.faces.kind.tolist() == [SurfaceKind.GROUND, SurfaceKind.ROOF]
    three = member(f"<bldg:Building>{shape('core', 'lod0MultiSurface')}</bldg:Building>")
    assert batch_of(tmp_path, three, "3.0").faces.kind.tolist() == [SurfaceKind.GROUND]


def test_rooms_and_furniture_are_inside(tmp_path: Path) -> None:
    table = f"<bldg:BuildingFurniture>{shape('bldg', 'lod4Geometry')}</bldg:BuildingFurniture>"
    room = (
        f"<bldg:Room>{boundary('CeilingSurface')}{boundary('ClosureSurface')}"
        f"<bldg:interiorFurniture>{table}</bldg:interiorFurniture></bldg:Room>"
    )
    inner = f"<bldg:IntBuildingInstallation>{shape('bldg', 'lod4Geometry')}</bldg:IntBuildingInstallation>"
    batch = batch_of(
        tmp_path,
        member(
            f"<bldg:Building>{shape('bldg')}<bldg:interiorRoom>{room}</bldg:interiorRoom>"
            f"<bldg:interiorBuildingInstallation>{inner}</bldg:interiorBuildingInstallation></bldg:Building>"
        ),
    )
    assert batch.objects.types == ("Building", "Room", "BuildingFurniture", "IntBuildingInstallation")
    assert batch.objects.parents.tolist() == [-1, 0, 1, 0]
    assert batch.faces.inside.tolist() == [False, True, True, True, True]
    assert batch.faces.kind[1] == SurfaceKind.INTERIOR


def test_storeys_units_and_rooms_of_version_3_are_inside(tmp_path: Path) -> None:
    nested = "".join(
        f"<bldg:{prop}><bldg:{name}>{shape('core', 'lod3MultiSurface')}</bldg:{name}></bldg:{prop}>"
        for prop, name in (
            ("buildingSubdivision", "Storey"),
            ("buildingUnit", "BuildingUnit"),
            ("buildingRoom", "BuildingRoom"),
            ("buildingInstallation", "BuildingInstallation"),
            ("buildingConstructiveElement", "BuildingConstructiveElement"),
        )
    )
    batch = batch_of(tmp_path, member(f"<bldg:Building>{nested}</bldg:Building>"), "3.0")
    assert batch.faces.inside.tolist() == [True, True, True, False, False]
    assert batch.objects.parents.tolist() == [-1, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    ("version", "content", "types", "kind"),
    [
        ("2.0", "<wtr:WaterBody>{wtr}</wtr:WaterBody>", ["WaterBody"], SurfaceKind.WATER),
        ("2.0", "<veg:PlantCover>{veg}</veg:PlantCover>", ["PlantCover"], SurfaceKind.GREEN),
        ("2.0", "<luse:LandUse>{luse}</luse:LandUse>", ["LandUse"], SurfaceKind.UNKNOWN),
        ("2.0", "<tran:Railway>{tran}</tran:Railway>", ["Railway"], SurfaceKind.TRAFFIC),
        ("2.0", "<tran:Square>{tran}</tran:Square>", ["Square"], SurfaceKind.TRAFFIC),
        ("2.0", "<tran:Track>{tran}</tran:Track>", ["Track"], SurfaceKind.TRAFFIC),
        ("2.0", "<brid:Bridge>{brid}</brid:Bridge>", ["Bridge"], SurfaceKind.UNKNOWN),
        ("2.0", "<tun:Tunnel>{tun}</tun:Tunnel>", ["Tunnel"], SurfaceKind.UNKNOWN),
        ("2.0", "<frn:CityFurniture>{frn}</frn:CityFurniture>", ["CityFurniture"], SurfaceKind.UNKNOWN),
        ("2.0", "<gen:GenericCityObject>{gen}</gen:GenericCityObject>", ["GenericCityObject"], SurfaceKind.UNKNOWN),
        ("3.0", "<con:OtherConstruction>{core}</con:OtherConstruction>", ["OtherConstruction"], SurfaceKind.UNKNOWN),
        ("3.0", "<gen:GenericLogicalSpace>{core}</gen:GenericLogicalSpace>", ["GenericLogicalSpace"], 0),
        ("3.0", "<tran:Waterway>{core}</tran:Waterway>", ["Waterway"], SurfaceKind.TRAFFIC),
    ],
)
def test_objects_of_each_module(
    tmp_path: Path, version: str, content: str, types: list[str], kind: SurfaceKind
) -> None:
    shapes = {p: shape(p) for p in ("wtr", "veg", "luse", "tran", "brid", "tun", "frn", "gen", "core")}
    batch = batch_of(tmp_path, member(content.format(**shapes)), version)
    assert list(batch.objects.types) == types
    assert batch.faces.kind.tolist() == [kind]
    assert batch.objects.lods == (("2",),)


def test_surfaces_of_water(tmp_path: Path) -> None:
    parts = "".join(
        f"<wtr:boundedBy><wtr:{name}>{shape('wtr', 'lod3Surface')}</wtr:{name}></wtr:boundedBy>"
        for name in ("WaterSurface", "WaterGroundSurface", "WaterClosureSurface")
    )
    batch = batch_of(tmp_path, member(f"<wtr:WaterBody>{parts}</wtr:WaterBody>"))
    assert batch.boundaries.types == ("WaterSurface", "WaterGroundSurface", "WaterClosureSurface")
    assert batch.faces.kind.tolist() == [SurfaceKind.WATER, SurfaceKind.GROUND, SurfaceKind.CLOSURE]


def test_areas_of_traffic_are_objects_and_boundaries(tmp_path: Path) -> None:
    area = f"<tran:TrafficArea gml:id='t'>{shape('tran')}<tran:function>1</tran:function></tran:TrafficArea>"
    green = f"<tran:AuxiliaryTrafficArea>{shape('tran')}</tran:AuxiliaryTrafficArea>"
    batch = batch_of(
        tmp_path,
        member(
            f"<tran:Road><tran:trafficArea>{area}</tran:trafficArea>"
            f"<tran:auxiliaryTrafficArea>{green}</tran:auxiliaryTrafficArea></tran:Road>"
        ),
    )
    assert batch.objects.types == ("Road", "TrafficArea", "AuxiliaryTrafficArea")
    assert batch.objects.parents.tolist() == [-1, 0, 0]
    assert batch.boundaries.types == ("TrafficArea", "AuxiliaryTrafficArea")
    assert batch.boundaries.owners.tolist() == batch.faces.owner.tolist() == [1, 2]
    assert batch.boundaries.attributes[0] == batch.objects.attributes[1] == {"function": "1"}


def test_road_spaces_of_version_3(tmp_path: Path) -> None:
    area = f"<core:boundary><tran:TrafficArea>{shape('core')}</tran:TrafficArea></core:boundary>"
    space = f"<tran:trafficSpace><tran:TrafficSpace>{area}</tran:TrafficSpace></tran:trafficSpace>"
    marking = f"<core:boundary><tran:Marking>{shape('core')}</tran:Marking></core:boundary>"
    hole = f"<tran:hole><tran:Hole>{shape('core')}</tran:Hole></tran:hole>"
    batch = batch_of(
        tmp_path,
        member(
            f"<tran:Road><tran:section><tran:Section>{space}</tran:Section></tran:section><tran:intersection>"
            f"<tran:Intersection>{marking}{hole}</tran:Intersection></tran:intersection></tran:Road>"
        ),
        "3.0",
    )
    assert batch.objects.types == ("Road", "Section", "TrafficSpace", "TrafficArea", "Intersection", "Hole")
    assert batch.objects.parents.tolist() == [-1, 0, 1, 2, 0, 4]
    assert batch.boundaries.types == ("TrafficArea", "Marking")
    assert batch.faces.kind.tolist() == [SurfaceKind.TRAFFIC, SurfaceKind.TRAFFIC, SurfaceKind.UNKNOWN]


def relief(component: str) -> str:
    inner = f"<dem:lod>2</dem:lod><dem:reliefComponent>{component}</dem:reliefComponent>"
    return member(f"<dem:ReliefFeature>{inner}</dem:ReliefFeature>")


def triangle(numbers: str) -> str:
    ring = f"<gml:LinearRing><gml:posList>{numbers}</gml:posList></gml:LinearRing>"
    return f"<gml:Triangle><gml:exterior>{ring}</gml:exterior></gml:Triangle>"


def tin(*content: str) -> str:
    patches = f"<gml:trianglePatches>{''.join(content)}</gml:trianglePatches>"
    surface = f"<gml:TriangulatedSurface>{patches}</gml:TriangulatedSurface>"
    return relief(f"<dem:TINRelief><dem:lod>2</dem:lod><dem:tin>{surface}</dem:tin></dem:TINRelief>")


def test_triangles_of_reliefs(tmp_path: Path) -> None:
    good, other = triangle("0 0 0 9 0 0 0 9 3 0 0 0"), triangle("9 0 0 9 9 0 0 9 3 9 0 0")
    batch = batch_of(tmp_path, tin(good, other))
    assert batch.objects.types == ("ReliefFeature", "TINRelief")
    assert batch.terrain.shape == (2, 3, 3)
    assert batch.terrain[0].tolist() == [[0, 0, 0], [9, 0, 0], [0, 9, 3]]
    assert batch.objects.lods == ((), ("2",))
    by_points = good.replace("posList", "pos").replace("0 0 0 9", "0 0 0</gml:pos><gml:pos>9")
    odd = batch_of(tmp_path, tin(by_points, triangle("1 2 x 4 5 6 7 8 9"), triangle("9 0 0 9 9 0 0 9 3"), other))
    assert odd.terrain.shape == (3, 3, 3)
    assert [r.why.id for r in odd.repaired] == ["city.repaired.triangle"]


def test_points_of_reliefs(tmp_path: Path) -> None:
    control = "<gml:Tin><gml:controlPoint><gml:posList>1 2 3 4 5 6</gml:posList></gml:controlPoint></gml:Tin>"
    mass = "".join(
        f"<gml:pointMember><gml:Point><gml:pos>{i} 0 1</gml:pos></gml:Point></gml:pointMember>" for i in (7, 8)
    )
    edge = "<gml:LineString><gml:posList>0 0 0 5 5 5 6 6 6</gml:posList></gml:LineString>"
    batch = batch_of(
        tmp_path,
        relief(f"<dem:TINRelief><dem:lod>1</dem:lod><dem:tin>{control}</dem:tin></dem:TINRelief>")
        + relief(
            f"<dem:MassPointRelief><dem:reliefPoints><gml:MultiPoint>{mass}</gml:MultiPoint></dem:reliefPoints></dem:MassPointRelief>"
        )
        + relief(
            f"<dem:BreaklineRelief><dem:breaklines><gml:MultiCurve><gml:curveMember>{edge}</gml:curveMember>"
            "</gml:MultiCurve></dem:breaklines></dem:BreaklineRelief>"
        ),
    )
    assert len(batch.terrain) == 0
    assert batch.terrain_points[:, 0].tolist() == [1, 4, 7, 8, 0, 5, 6]
    assert Counter(batch.objects.types)["ReliefFeature"] == 3


def test_a_raster_relief_is_a_link(tmp_path: Path) -> None:
    batch = batch_of(tmp_path, relief("<dem:RasterRelief><dem:grid xlink:href='dgm.tif'/></dem:RasterRelief>"))
    assert batch.objects.attributes[1] == {"grid": "dgm.tif"}
    assert [r.why.id for r in batch.repaired] == ["city.repaired.raster-relief"]


def test_members_of_groups_are_objects_of_their_own_and_counted_once(tmp_path: Path) -> None:
    house = f"<bldg:Building gml:id='in'>{shape('bldg')}</bldg:Building>"
    batch = batch_of(
        tmp_path,
        member(f"<bldg:Building gml:id='out'>{shape('bldg')}</bldg:Building>")
        + member(
            "<grp:CityObjectGroup gml:id='g'><grp:groupMember xlink:href='#out'/>"
            f"<grp:groupMember>{house}</grp:groupMember></grp:CityObjectGroup>"
        ),
    )
    assert batch.objects.ids == ("out", "g", "in")
    assert batch.objects.parents.tolist() == [-1, -1, -1]
    assert len(batch.faces) == 2
    assert batch.unresolved == ()
    role = f"<grp:Role><grp:role>x</grp:role><grp:groupMember>{house}</grp:groupMember></grp:Role>"
    role = f"<grp:groupMember>{role}</grp:groupMember>"
    three = batch_of(
        tmp_path, member(f"<grp:CityObjectGroup>{role}</grp:CityObjectGroup>").replace("bldg:lod2", "core:lod2"), "3.0"
    )
    assert three.objects.types == ("CityObjectGroup", "Building")


def test_what_belongs_to_extensions_is_noted(tmp_path: Path) -> None:
    batch = batch_of(
        tmp_path,
        member("<ade:Kiosk gml:id='k'/>")
        + member(f"<bldg:Building><ade:energy><ade:Meter/></ade:energy>{shape('bldg')}</bldg:Building>")
        + "<ade:modelProperty/>",
    )
    assert batch.objects.types == ("+Kiosk", "Building")
    assert batch.objects.ids[0] == "k"
    assert [(r.id, r.type, r.why.id) for r in batch.repaired] == [("k", "+Kiosk", "city.reason.extension")]
    assert dict(batch.features)["ADE:http://example.org/ade"] == 3


def test_links_to_sensors_and_point_clouds_are_kept(tmp_path: Path) -> None:
    sensor = (
        "<core:dynamizer><dyn:Dynamizer><dyn:attributeRef>a/b</dyn:attributeRef><dyn:sensorConnection>"
        "<dyn:SensorConnection><dyn:baseURL>http://x</dyn:baseURL></dyn:SensorConnection></dyn:sensorConnection>"
        "</dyn:Dynamizer></core:dynamizer>"
    )
    cloud = "<core:pointCloud><pcl:PointCloud><pcl:pointFile>a.laz</pcl:pointFile></pcl:PointCloud></core:pointCloud>"
    batch = batch_of(tmp_path, member(f"<bldg:Building>{sensor}{cloud}</bldg:Building>"), "3.0")
    assert batch.objects.types == ("Building",)
    assert batch.objects.attributes[0] == {
        "dynamizer.attributeRef": "a/b",
        "dynamizer.sensorConnection.baseURL": "http://x",
        "pointCloud.pointFile": "a.laz",
    }
    counted = dict(batch.features)
    assert (counted["Dynamizer"], counted["SensorConnection"], counted["PointCloud"]) == (1, 1, 1)


def test_lines_and_points_of_objects(tmp_path: Path) -> None:
    line = "<gml:LineString><gml:posList>0 0 0 1 1 1 2 2 2</gml:posList></gml:LineString>"
    curve = f"<gml:CompositeCurve><gml:curveMember>{line}</gml:curveMember></gml:CompositeCurve>"
    network = f"<tran:lod0Network>{curve}</tran:lod0Network>"
    point = "<core:lod0Point><gml:Point><gml:pos>5 6 7</gml:pos></gml:Point></core:lod0Point>"
    batch = batch_of(
        tmp_path,
        member(f"<tran:Road>{network}</tran:Road>") + member(f"<frn:CityFurniture>{point}</frn:CityFurniture>"),
    )
    assert batch.lines is not None
    assert batch.lines.owner.tolist() == [0, 1]
    assert batch.lines.starts.tolist() == [0, 3, 4]
    assert batch.lines.points[3].tolist() == [5, 6, 7]
    assert batch.objects.lods == (("0",), ("0",))


def test_terrain_lines_are_counted_only(tmp_path: Path) -> None:
    line = "<gml:LineString><gml:posList>0 0 0 1 1 1</gml:posList></gml:LineString>"
    line = f"<gml:MultiCurve><gml:curveMember>{line}</gml:curveMember></gml:MultiCurve>"
    batch = batch_of(
        tmp_path,
        member(f"<bldg:Building><bldg:lod2TerrainIntersection>{line}</bldg:lod2TerrainIntersection></bldg:Building>"),
    )
    assert batch.lines is None
    assert dict(batch.features) == {"TerrainIntersection": 1}


def ring(content: str, role: str = "exterior") -> str:
    return f"<gml:{role}><gml:LinearRing>{content}</gml:LinearRing></gml:{role}>"


SQUARE = ["0 0 5", "4 0 5", "4 4 5", "0 4 5", "0 0 5"]


@pytest.mark.parametrize(
    "coordinates",
    [
        ring(f"<gml:posList>{' '.join(SQUARE)}</gml:posList>"),
        ring(f"<gml:posList srsDimension='3'>\n  {chr(10).join(SQUARE)}\n</gml:posList>"),
        ring("".join(f"<gml:pos>{p}</gml:pos>" for p in SQUARE)),
        ring(
            "".join(
                f"<gml:pointProperty><gml:Point><gml:pos>{p}</gml:pos></gml:Point></gml:pointProperty>" for p in SQUARE
            )
        ),
        ring(f"<gml:coordinates>{' '.join(p.replace(' ', ',') for p in SQUARE)}</gml:coordinates>"),
        ring(f"<gml:coordinates>{' '.join(p.replace(' ', ',') for p in SQUARE)}</gml:coordinates>", "outerBoundaryIs"),
        "<gml:exterior><gml:Ring><gml:curveMember><gml:LineString><gml:posList>0 0 5 4 0 5 4 4 5</gml:posList>"
        "</gml:LineString></gml:curveMember><gml:curveMember><gml:Curve><gml:segments><gml:LineStringSegment><gml:posList>"
        "4 4 5 0 4 5 0 0 5</gml:posList></gml:LineStringSegment></gml:segments></gml:Curve></gml:curveMember>"
        "</gml:Ring>"
        "</gml:exterior>",
    ],
)
def test_coordinates_in_all_notations(tmp_path: Path, coordinates: str) -> None:
    content = f"<bldg:lod2MultiSurface>{surfaces(f'<gml:Polygon>{coordinates}</gml:Polygon>')}</bldg:lod2MultiSurface>"
    batch = batch_of(tmp_path, member(f"<bldg:Building>{content}</bldg:Building>"))
    expected = [[0, 0, 5], [4, 0, 5], [4, 4, 5], [0, 4, 5], [0, 0, 5]]
    assert batch.polygons.points.tolist() == expected


def test_arcs_are_noted(tmp_path: Path) -> None:
    arc = (
        "<gml:exterior><gml:Ring><gml:curveMember><gml:Curve><gml:segments><gml:Arc>"
        "<gml:posList>0 0 0 1 1 0 2 0 0</gml:posList>"
        "</gml:Arc><gml:LineStringSegment><gml:posList>2 0 0 0 0 0</gml:posList></gml:LineStringSegment></gml:segments>"
        "</gml:Curve></gml:curveMember></gml:Ring></gml:exterior>"
    )
    content = f"<bldg:lod2MultiSurface>{surfaces(f'<gml:Polygon>{arc}</gml:Polygon>')}</bldg:lod2MultiSurface>"
    batch = batch_of(tmp_path, member(f"<bldg:Building gml:id='b'>{content}</bldg:Building>"))
    assert batch.polygons.points.tolist() == [[0, 0, 0], [1, 1, 0], [2, 0, 0], [0, 0, 0]]
    assert [(r.id, r.type, r.why.id) for r in batch.repaired] == [("b", "Building", "city.repaired.arc")]
    assert dict(batch.features)["Arc"] == 1


@pytest.mark.parametrize(
    ("outer", "attribute", "reason"),
    [
        ("0 0 1 0 1 1 0 1 0 0 1 1", "srsDimension='2'", "city.reason.two-dimensional"),
        ("0 0 0 1 0 0 1 1 0 0", "", "city.reason.not-three"),
        ("0 0 0 1 zero 0 1 1 0", "", "city.reason.not-a-number"),
        ("0 0 0 1 true 0 1 1 0", "", "city.reason.not-a-number"),
        ("0 0 0 1 null 0 1 1 0", "", "city.reason.not-a-number"),
        ("0 0 0 1 [1] 0 1 1 0", "", "city.reason.not-a-number"),
        (" ", "", "city.reason.no-coordinates"),
    ],
)
def test_surfaces_that_cannot_be_used_are_remarked(tmp_path: Path, outer: str, attribute: str, reason: str) -> None:
    bad = f"<gml:Polygon gml:id='p' {attribute}>{ring(f'<gml:posList>{outer}</gml:posList>')}</gml:Polygon>"
    content = f"<bldg:lod2MultiSurface>{surfaces(bad, square())}</bldg:lod2MultiSurface>"
    batch = batch_of(tmp_path, member(f"<bldg:Building gml:id='b'>{content}</bldg:Building>"))
    assert len(batch.polygons) == len(batch.faces) == 1
    assert [(r.id, r.why.id) for r in batch.repaired] == [("p", reason)]


def test_a_hole_that_cannot_be_used_is_left_out(tmp_path: Path) -> None:
    hole = ring("<gml:posList>1 1</gml:posList>", "interior")
    bad = square("p", hole=True).replace("</gml:Polygon>", hole + "</gml:Polygon>")
    batch = batch_of(
        tmp_path,
        member(f"<bldg:Building><bldg:lod2MultiSurface>{surfaces(bad)}</bldg:lod2MultiSurface></bldg:Building>"),
    )
    assert len(batch.polygons.ring_starts) - 1 == 2
    assert [(r.id, r.why.id) for r in batch.repaired] == [("p", "city.repaired.hole-dropped")]


def test_odd_numbers_are_numbers(tmp_path: Path) -> None:
    text = "+1 .5 -2.  1e3 NaN\t-inf\n007 1E-2 0"
    bad = f"<gml:Polygon>{ring(f'<gml:posList>{text}</gml:posList>')}</gml:Polygon>"
    batch = batch_of(
        tmp_path,
        member(f"<bldg:Building><bldg:lod2MultiSurface>{surfaces(bad)}</bldg:lod2MultiSurface></bldg:Building>"),
    )
    found = batch.polygons.points.ravel().tolist()
    assert found[:4] == [1, 0.5, -2, 1000]
    assert found[4] != found[4]
    assert found[5:] == [float("-inf"), 7, 0.01, 0]


def test_attributes_addresses_and_references(tmp_path: Path) -> None:
    content = (
        "<gml:description>a\n  b</gml:description><gml:name>First</gml:name><gml:name>Second</gml:name>"
        "<core:creationDate>2020-01-02</core:creationDate><core:externalReference><core:informationSystem>alkis"
        "</core:informationSystem><core:externalObject><core:uri>DE1</core:uri></core:externalObject>"
        "</core:externalReference><core:generalizesTo xlink:href='#other'/>"
        "<gen:measureAttribute name='Breite'><gen:value uom='urn:adv:uom:m'>2.5</gen:value></gen:measureAttribute>"
        "<gen:genericAttributeSet name='Set'><gen:stringAttribute name='x'><gen:value>1</gen:value>"
        "</gen:stringAttribute></gen:genericAttributeSet>"
        "<bldg:function codeSpace='list'>1000</bldg:function><bldg:function>2000</bldg:function>"
        "<bldg:measuredHeight uom='#m'>9.5</bldg:measuredHeight><bldg:address><core:Address><core:xalAddress>"
        "<xAL:AddressDetails><xAL:Locality><xAL:LocalityName>Aue</xAL:LocalityName><xAL:Thoroughfare>"
        "<xAL:ThoroughfareNumber>7a</xAL:ThoroughfareNumber><xAL:ThoroughfareName>Mühlweg</xAL:ThoroughfareName>"
        "</xAL:Thoroughfare><xAL:PostalCode><xAL:PostalCodeNumber>08280</xAL:PostalCodeNumber></xAL:PostalCode>"
        "</xAL:Locality></xAL:AddressDetails></core:xalAddress></core:Address></bldg:address>"
    )
    batch = batch_of(tmp_path, member(f"<bldg:Building>{content}</bldg:Building>"))
    assert batch.objects.names == ("First",)
    assert batch.objects.attributes[0] == {
        "description": "a b",
        "name": "Second",
        "creationDate": "2020-01-02",
        "externalReference": "DE1",
        "externalReference.informationSystem": "alkis",
        "generalizesTo": "#other",
        "Breite": "2.5 m",
        "Set.x": "1",
        "function": "1000",
        "function.codeSpace": "list",
        "function.2": "2000",
        "measuredHeight": "9.5 m",
        "address": "Mühlweg 7a",
        "town": "08280 Aue",
    }


def test_values_of_version_3(tmp_path: Path) -> None:
    content = (
        "<core:genericAttribute><gen:GenericAttributeSet><gen:name>Set</gen:name><gen:genericAttribute>"
        "<gen:CodeAttribute>"
        "<gen:name>c</gen:name><gen:value codeSpace='list'>7</gen:value></gen:CodeAttribute></gen:genericAttribute>"
        "</gen:GenericAttributeSet></core:genericAttribute><core:genericAttribute><gen:StringAttribute><gen:name>s</gen:name>"
        "<gen:value> t </gen:value></gen:StringAttribute></core:genericAttribute><con:height><con:Height>"
        "<con:highReference>top</con:highReference><con:status>measured</con:status><con:value uom='m'>5</con:value>"
        "</con:Height></con:height>"
    )
    batch = batch_of(tmp_path, member(f"<bldg:Building>{content}</bldg:Building>"), "3.0")
    assert batch.objects.attributes[0] == {
        "Set.c": "7",
        "Set.c.codeSpace": "list",
        "s": "t",
        "height.highReference": "top",
        "height.status": "measured",
        "height": "5 m",
    }


def test_crs_names_are_gathered_wherever_they_stand(tmp_path: Path) -> None:
    named = surfaces(square()).replace("<gml:MultiSurface", "<gml:MultiSurface srsName='EPSG:1'")
    envelope = "<gml:boundedBy><gml:Envelope srsName='EPSG:2'/></gml:boundedBy>"
    batch = batch_of(
        tmp_path,
        member(f"<bldg:Building>{envelope}<bldg:lod2MultiSurface>{named}</bldg:lod2MultiSurface></bldg:Building>"),
    )
    assert set(batch.reference_names) == {"EPSG:1", "EPSG:2"}


def test_features_without_members(tmp_path: Path) -> None:
    house = f"<bldg:Building gml:id='a'>{shape('bldg')}</bldg:Building>"
    text = model(
        f"<gml:featureMembers>{house}{house}</gml:featureMembers><gml:featureMember>{house}</gml:featureMember>"
    )
    done = batches(written(tmp_path, text), target=1)
    assert [b.objects.types for b in done] == [("Building",)] * 3


def test_an_object_that_loses_all_its_geometry_says_why(tmp_path: Path) -> None:
    bad = f"<gml:Polygon gml:id='p'>{ring('<gml:posList>1 2</gml:posList>')}</gml:Polygon>"
    content = f"<bldg:lod2MultiSurface>{surfaces(bad)}</bldg:lod2MultiSurface>"
    batch = batch_of(tmp_path, member(f"<bldg:Building gml:id='b'>{content}</bldg:Building>"))
    assert [(r.id, r.type) for r in batch.repaired] == [("p", ""), ("b", "Building")]
    assert {r.why.id for r in batch.repaired} == {"city.reason.not-three"}
    assert batch.objects.lods == ((),)
