"""For pictures: a development plan of the demo's quarter, and a design that stands in it."""

from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np
import rasterio
import shapely
import trimesh
from shapely import LineString, Polygon
from shapely.affinity import translate
from trimesh.visual.material import PBRMaterial

from planningtable.app.demo import plan

Spot = tuple[float, float]
Place = tuple[float, float, float]

BLOCKS: tuple[tuple[str, Sequence[Spot]], ...] = (
    ("1500", ((168, 280), (251, 292), (252, 201), (172, 204))),
    ("1200", ((260, 293), (333, 290), (342, 189), (262, 200))),
    ("1200", ((354, 287), (447, 262), (457, 165), (360, 188))),
    ("1500", ((165, 411), (236, 408), (247, 310), (170, 301))),
    ("1200", ((343, 402), (441, 394), (446, 281), (356, 303))),
)
"""Kind of use (1200 general residential, 1500 mixed) and corners of blocks [local metres]."""

DEEP = 16.0
"""Depth of what may be built along the streets [m]."""

STANDS = (plan.WEST + 72.0, plan.SOUTH + 394.0)
"""Where the design stands: on the playing field of the school, [m] in the CRS."""

TURN = 3.0
"""How far it is turned [°]."""

TIMBER, GLASS, GARDEN, STONE = (176, 128, 84), (120, 160, 178), (126, 166, 92), (222, 214, 200)


def write_plan(file: Path) -> Path:
    """A plan in XPlanGML 5.4 for the blocks in the middle of the quarter."""
    features: list[str] = []
    area = shapely.union_all([Polygon(corners) for _, corners in BLOCKS]).convex_hull.buffer(9, join_style="mitre")
    area = shapely.union_all([area, Polygon(plan.PARK.exterior)])
    for use, corners in BLOCKS:
        zone = Polygon(corners)
        inner = zone.buffer(-DEEP, join_style="mitre")
        kind = f"<xplan:besondereArtDerBaulNutzung>{use}</xplan:besondereArtDerBaulNutzung>"
        features.append(_feature("BP_BaugebietsTeilFlaeche", zone, kind + "<xplan:GRZ>0.6</xplan:GRZ>"))
        features.append(_feature("BP_UeberbaubareGrundstuecksFlaeche", zone.buffer(-2).difference(inner)))
        features.append(_feature("BP_BauGrenze", LineString(inner.exterior.coords)))
        features.append(_feature("BP_BauLinie", LineString(zone.buffer(-2, join_style="mitre").exterior.coords)))
        features.append(_feature("BP_AnpflanzungBindungErhaltung", inner.buffer(-4, join_style="mitre")))
    streets = [street.line.buffer(street.corridor / 2, cap_style="flat") for street in plan.STREETS]
    features += [_feature("BP_StrassenVerkehrsFlaeche", part) for part in _parts(shapely.union_all(streets), area)]
    features += [_feature("BP_GruenFlaeche", part) for part in _parts(Polygon(plan.PARK.exterior), area)]
    features += [_feature("BP_GemeinbedarfsFlaeche", part) for part in _parts(Polygon(plan.SQUARE.exterior), area)]
    where = f"<xplan:raeumlicherGeltungsbereich>{_geometry(area)}</xplan:raeumlicherGeltungsbereich>"
    name = "<xplan:name>Altstadt Süd</xplan:name><xplan:nummer>12</xplan:nummer>"
    head = f'<gml:featureMember><xplan:BP_Plan gml:id="plan">{name}{where}</xplan:BP_Plan></gml:featureMember>'
    body = "".join(feature.replace('"ID"', f'"object-{row}"') for row, feature in enumerate(features))
    file.write_text(
        '<?xml version="1.0" encoding="UTF-8"?>'
        '<xplan:XPlanAuszug xmlns:xplan="http://www.xplanung.de/xplangml/5/4" '
        'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f'<gml:boundedBy><gml:Envelope srsName="EPSG:{plan.CRS_CODE}"/></gml:boundedBy>'
        f"{head}{body}</xplan:XPlanAuszug>",
        "utf-8",
    )
    return file


def stands(terrain: Path) -> str:
    """East, north, height and turn of the design, as `planningtable new --place` takes them."""
    with rasterio.open(terrain) as grid:
        (height,) = next(grid.sample([STANDS]))
    return f"{STANDS[0]:.1f},{STANDS[1]:.1f},{float(height):.2f},{TURN:g}"


def write_design(file: Path) -> Path:
    """A community hall with terraces, as an architect would give it: glTF, y up, with colours."""
    scene = trimesh.Scene()

    def block(name: str, at: Place, size: Place, colour: Sequence[int]) -> None:
        mesh = trimesh.creation.box(size)
        mesh.apply_translation((at[0], at[1], at[2] + size[2] / 2))
        _colour(mesh, colour)
        scene.add_geometry(mesh, node_name=name)

    for storey, (long, deep) in enumerate(((54.0, 20.0), (44.0, 18.0), (32.0, 16.0))):
        low = 3.6 * storey
        block(f"floor {storey}", (storey * -4.0, 0.0, low), (long, deep, 3.2), TIMBER)
        block(f"garden {storey}", (storey * -4.0, 0.0, low + 3.2), (long + 0.8, deep + 0.8, 0.4), GARDEN)
        for row in range(round(long / 6)):
            across = storey * -4.0 - long / 2 + 3.0 + row * 6.0
            block(f"window {storey}.{row}", (across, -deep / 2, low + 0.7), (3.8, 0.3, 2.1), GLASS)
            block(f"window {storey}.{row} north", (across, deep / 2, low + 0.7), (3.8, 0.3, 2.1), GLASS)
    block("forecourt", (0.0, -14.0, 0.0), (60.0, 7.0, 0.25), STONE)
    scene.apply_transform(trimesh.transformations.rotation_matrix(-np.pi / 2, (1, 0, 0)))
    file.write_bytes(scene.export(file_type="glb"))
    return file


def _colour(mesh: trimesh.Trimesh, colour: Sequence[int]) -> None:
    mesh.visual = trimesh.visual.TextureVisuals(material=PBRMaterial(baseColorFactor=[*colour, 255]))


def _parts(shape: shapely.Geometry, area: Polygon) -> Iterable[Polygon]:
    return (part for part in shapely.get_parts(shape.intersection(area)) if isinstance(part, Polygon))


def _feature(type: str, shape: shapely.Geometry, extra: str = "") -> str:
    position = f"<xplan:position>{_geometry(shape)}</xplan:position>"
    return f'<gml:featureMember><xplan:{type} gml:id="ID">{extra}{position}</xplan:{type}></gml:featureMember>'


def _geometry(shape: shapely.Geometry) -> str:
    there = translate(shape, plan.WEST, plan.SOUTH)
    if isinstance(there, LineString):
        return f"<gml:LineString>{_places(there)}</gml:LineString>"
    holes = "".join(f"<gml:interior>{_ring(hole)}</gml:interior>" for hole in there.interiors)
    return f"<gml:Polygon><gml:exterior>{_ring(there.exterior)}</gml:exterior>{holes}</gml:Polygon>"


def _ring(line: LineString) -> str:
    return f"<gml:LinearRing>{_places(line)}</gml:LinearRing>"


def _places(line: LineString) -> str:
    return f"<gml:posList>{' '.join(f'{x:.2f} {y:.2f}' for x, y in line.coords)}</gml:posList>"
