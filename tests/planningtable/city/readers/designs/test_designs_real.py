"""Real designs: counts told by other means (grep over IFC, the JSON of GLB), sizes, colours."""

import json
import re
import struct
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

from planningtable.city.job import Job
from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.designs.format import GLTF, IFC
from planningtable.city.readers.files import Part
from planningtable.city.readers.formats import CityFormat, Heading
from planningtable.city.site import SurfaceKind


def read(file: Path, format: CityFormat) -> tuple[Heading, CityBatch]:
    heading = format.head(Part(file), Job())
    (chunk,) = format.chunks(Part(file), heading, Job())
    return heading, format.read(heading, chunk)


@pytest.mark.parametrize("name", ["house_5.glb", "tree_lime.glb"])
def test_glb(shared_data: Path, name: str) -> None:
    data = (shared_data / "gltf" / name).read_bytes()
    (size,) = struct.unpack_from("<I", data, 12)
    tree = json.loads(data[20 : 20 + size])
    primitives = [p for m in tree["meshes"] for p in m["primitives"]]
    triangles = sum(tree["accessors"][p["indices"]]["count"] // 3 for p in primitives)
    _, batch = read(shared_data / "gltf" / name, GLTF)
    assert len(batch.polygons) == len(batch.faces) == triangles
    assert batch.objects.parents.tolist() == [-1] + [0] * len(primitives)
    assert batch.objects.types == ("GenericCityObject",) * (1 + len(primitives))
    low, high = batch.polygons.points.min(axis=0), batch.polygons.points.max(axis=0)
    assert low[2] == pytest.approx(0, abs=1e-6)  # it stands on the ground
    assert high[2] == pytest.approx({"house_5.glb": 9.0, "tree_lime.glb": 5.0}[name], abs=1e-5)
    assert not batch.repaired
    again = read(shared_data / "gltf" / name, GLTF)[1]
    assert again.objects.ids == batch.objects.ids
    assert (again.polygons.points == batch.polygons.points).all()


def test_the_colours_of_an_image_come_through(shared_data: Path) -> None:
    _, batch = read(shared_data / "gltf" / "tree_lime.glb", GLTF)
    red, green, _ = np.median(batch.polygons.colour, axis=0)
    assert green > red  # leaves


def elements(file: Path) -> Counter[str]:
    """Instances of element classes in the text of an IFC file."""
    found = Counter(re.findall(rb"=\s*IFC(WALL|WALLSTANDARDCASE|SLAB|ROOF|WINDOW|DOOR|SPACE)\(", file.read_bytes()))
    return Counter({name.decode().lower(): count for name, count in found.items()})


def test_proposed_house(shared_data: Path) -> None:
    file = shared_data / "site_duisburg_baerl/proposed_house.ifc"
    heading, batch = read(file, IFC)
    assert (heading.format, heading.version, heading.title) == ("IFC", "4X3_ADD2", "Project Number")
    assert heading.reference_names == batch.reference_names == ()
    assert heading.context.local
    assert heading.context.latitude == pytest.approx(42.35872, abs=1e-5)
    assert heading.context.longitude == pytest.approx(-71.05676, abs=1e-5)
    told = {
        k.removeprefix("Ifc").lower(): v
        for k, v in batch.features
        if k in ("IfcWall", "IfcSlab", "IfcRoof", "IfcSpace")
    }
    assert told == elements(file)
    assert batch.objects.types.count("Building") == 1
    assert batch.objects.parents.tolist() == [-1, 0, 0]
    assert Counter(batch.boundaries.types)["WallSurface"] == 8
    assert len(batch.polygons) == 14 * 6  # eight walls and six slabs, each a box
    assert {int(k) for k in batch.faces.kind} == {SurfaceKind.UNKNOWN, SurfaceKind.WALL, SurfaceKind.ROOF}


@pytest.mark.slow
def test_fzk_house(shared_data: Path) -> None:
    file = shared_data / "ifc/fzk_haus.ifc"
    heading, batch = read(file, IFC)
    assert (heading.version, heading.title) == ("4", "Projekt-FZK-Haus")
    assert heading.context.latitude == pytest.approx(49.100435, abs=1e-6)
    assert heading.context.elevation == 110
    assert heading.context.north == pytest.approx((0.766044, 0.642788), abs=1e-6)
    grep = elements(file)
    assert grep == {"wallstandardcase": 13, "slab": 4, "window": 11, "door": 5, "space": 7}
    told = {k.removeprefix("Ifc").lower(): v for k, v in batch.features}
    assert all(told[k] == count for k, count in grep.items())
    surfaces = Counter(batch.boundaries.types)
    assert (surfaces["WallSurface"], surfaces["Window"], surfaces["Door"]) == (13, 11, 5)
    assert batch.objects.names[0] == "FZK-Haus"
    assert batch.objects.attributes[0]["storeys"] == "Erdgeschoss, Dachgeschoss"
    size = batch.polygons.points.max(axis=0) - batch.polygons.points.min(axis=0)
    assert size == pytest.approx((13.0, 11.0, 6.52), abs=0.01)  # 12 m by 10 m and half a metre of eaves all round
    assert [r.why.id for r in batch.repaired] == ["city.repaired.design-ground"]
