"""Documents that are read chunk by chunk: each finds its place, whatever its first chunk holds."""

from pathlib import Path

import pytest
from helpers.citygml import block, building, city

from planningtable.app.importer import ImportRequest, import_site
from planningtable.app.intake import pipeline
from planningtable.city.job import Job


@pytest.fixture(autouse=True)
def _every_document_is_large(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without worker processes, which would take seconds to start."""
    monkeypatch.setattr(pipeline, "WHOLE", 0)
    monkeypatch.setattr(pipeline, "ALONE", 10**12)


def test_every_large_document_is_shown(tmp_path: Path) -> None:
    paths = []
    for number in range(3):
        paths.append(tmp_path / f"tile_{number}.gml")
        paths[-1].write_text(city(block(f"house-{number}", x=40.0 * number)))
    site = import_site(ImportRequest(tuple(paths)), Job()).site
    assert sorted(site.buildings.ids) == ["house-0", "house-1", "house-2"]


def test_a_first_chunk_without_coordinates(tmp_path: Path) -> None:
    """A member that is larger than a chunk leaves the first one empty."""
    path = tmp_path / "town.gml"
    path.write_text(city(block("x" * 9_000_000), block("b", x=40)))
    site = import_site(ImportRequest((path,)), Job()).site
    assert len(site.buildings) == 2
    assert len(site.surfaces) == 12


def by_reference(id: str, other: str) -> str:
    """A building that has no surfaces but those of another one."""
    names = ("ground", "roof", "south", "east", "north", "west")
    return building(id, "".join(f'<bldg:boundedBy xlink:href="#{other}-{name}"/>' for name in names))


def test_a_building_of_another_ones_surfaces_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "town.gml"
    path.write_text(city(by_reference("b", "a"), block("a")))
    done = import_site(ImportRequest((path,)), Job())
    assert sorted(done.site.buildings.ids) == ["a", "b"]
    assert done.site.buildings.height.tolist() == [6.0, 6.0]
    (check,) = done.checkup.files
    assert (check.given, check.shown, check.repaired) == (2, 2, ())
    assert check.surfaces == {"GroundSurface": 1, "RoofSurface": 1, "WallSurface": 4}


def test_surfaces_of_another_chunk_are_named_with_the_object_that_lacks_them(tmp_path: Path) -> None:
    path = tmp_path / "town.gml"
    path.write_text(city(block("a"), block("x" * 9_000_000, x=40), by_reference("b", "a")))
    done = import_site(ImportRequest((path,)), Job())
    assert len(done.site.buildings) == 2
    (check,) = done.checkup.files
    assert [(r.id, r.why.id) for r in check.reported] == [("b", "city.repaired.link-elsewhere")]
    told = [(r.id, dict(r.why.arguments)["target"]) for r in check.repaired if r.why.id.endswith("link-elsewhere")]
    assert sorted(told) == [("b", f"a-{name}") for name in ("east", "ground", "north", "roof", "south", "west")]
