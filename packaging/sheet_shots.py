"""Which pictures are on the contact sheet: what each asks `planningtable snapshot` for, and of which workshop."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True, slots=True)
class Shot:
    """A picture.

    Attributes:
        name: of its file, without ending.
        caption: below it on the sheet.
        asks: what `planningtable snapshot` is asked for.
        workshop: which one it is of.
    """

    name: str
    caption: str
    asks: str
    workshop: str = "demo"


MIDDLE = "571250,5709560,571730,5709860"
"""So much of the demo that the picture is full of town."""

NORTH_EAST = "571330,5709600,571790,5709860"
MILL = "571580,5709490,571800,5709650"
SQUARE = "571500,5709698,75"
AVENUE = "571555,5709590,340"
UNDERPASS = "571720,5709690,165,14"
HALL = "571212,5709742,571338,5709838"
DESIGN = "hall.glb"

DEMO: tuple[Shot, ...] = (
    Shot("top", "From above, names and contributions", "--view top --variant a --names"),
    Shot("oblique", "From the side", f"--plain --no-pins --variant b --area {MIDDLE}"),
    Shot("child", "Through a child's eyes, 1.1 m", f"--eye {SQUARE},child --plain --no-pins --sun 2026-06-21T16:00"),
    Shot(
        "wheelchair", "From a wheelchair, 1.2 m", f"--eye {AVENUE},wheelchair --plain --no-pins --sun 2026-06-21T12:00"
    ),
    Shot("flight", "Flight, 60 m", "--eye 571300,5709500,60,60 --plain --no-pins --variant b --sun 2026-06-21T18:00"),
    Shot(
        "rain",
        "Heavy rain, 100 mm in an hour",
        f"--layer heavy-rain --scenario extreme --no-pins --area {NORTH_EAST}",
    ),
    Shot(
        "flow",
        "Where and how fast it flows, after 60 minutes",
        f"--layer heavy-rain --scenario extreme --minute 60 --no-pins --area {MILL}",
    ),
    Shot(
        "flood-eye",
        "The underpass, from 14 m",
        f"--eye {UNDERPASS} --layer heavy-rain --scenario extreme --no-pins --variant a",
    ),
    Shot("heat", "Heat on a summer day", f"--layer heat --variant b --no-pins --area {MIDDLE}"),
    Shot("roofs", "Roofs for greening", f"--layer green-roof --variant a --no-pins --area {MIDDLE}"),
    Shot("morning", "Sun, 21 March, 8:00", f"--sun 2026-03-21T08:00 --no-pins --up west --area {MIDDLE}"),
    Shot("night", "Night", f"--sun 2026-06-21T23:30 --plain --no-pins --area {MIDDLE}"),
)

EXTRA: tuple[Shot, ...] = (
    Shot("plan", "A development plan (XPlanGML)", "--plan --view top", "extras"),
    Shot("design", "A design in place (glTF)", f"--textures --plain --sun 2026-06-21T10:00 --area {HALL}", "extras"),
)

REAL: tuple[Shot, ...] = (
    Shot(
        "den-haag",
        "Den Haag, 844 buildings (CityGML 1.0)",
        "--plain --sun 2026-06-21T18:30 --area 78480,457840,78880,458110",
        "denhaag",
    ),
    Shot(
        "den-haag-top",
        "The same, west up, morning",
        "--plain --view top --up west --sun 2026-06-21T09:00 --area 78440,457760,78900,458060",
        "denhaag",
    ),
    Shot(
        "geores",
        "A model with its images (CityGML 1.0)",
        "--plain --textures --up west --area 3499940,5399985,3500000,5400035",
        "town",
    ),
    Shot(
        "delft",
        "Delft, every kind of object (CityJSON 2.0)",
        "--plain --sun 2026-05-21T17:00 --area 84850,447505,85030,447625",
        "delft",
    ),
    Shot("delft-design", "A design in place (glTF)", "--plain --textures --area 84880,447490,84990,447590", "delft"),
    Shot(
        "munich",
        "Bavaria, 752 buildings (CityGML 3.0)",
        "--plain --sun 2026-03-21T16:30 --area 4467000,5331450,4467700,5332000",
        "munich",
    ),
)

WORKSHOPS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "denhaag": ("--city", "citygml/v1_denhaag_01.xml.gz"),
        "town": ("--city", "citygml/v1_geores_town_textured.zip"),
        "delft": (
            "--city",
            "cityjson/v20_delft_all_types.city.json",
            "gltf/house_5.glb",
            "--place",
            "house_5.glb=84940,447540,0,20",
        ),
        "munich": ("--city", "load/v3_dhdn_gk4_752_buildings.gml.gz"),
    }
)
"""Workshops of real data whose licences allow pictures to be published, by the arguments of `planningtable new`."""

CREDIT = (
    "Real data: Den Haag: Gemeente Den Haag (CC0 1.0); images: geoRES (CC0 1.0); Delft: cityjson/cjio (MIT), "
    "its house: CesiumGS (Apache 2.0); Bavaria: examples of OGC CityGML 3.0 (MIT)"
)
