"""Every real file against counts that were made without our readers; the counts are in shared_files.toml."""

import tomllib
from collections import Counter
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from planningtable.app.importer import ImportRequest, check_files, import_site
from planningtable.city.checkup import Checkup, FileCheck
from planningtable.city.job import Job
from planningtable.city.site import Site, Surfaces
from planningtable.domain.text import PlanningError, Text

TABLE: Mapping[str, Any] = tomllib.loads(Path(__file__).with_name("shared_files.toml").read_text("utf-8"))
FILES: Mapping[str, Mapping[str, Any]] = TABLE["files"]
IMPORTED = [name for name, row in FILES.items() if row.get("import")]
# A town that a document names is known to about this [°].
NEAR = 0.05
# How far areas and volumes may be from what another computation says, as a share.
SHARE = 1e-3
COUNTS = ("buildings", "building_parts", "polygons", "holes", "solids", "terrain_triangles", "given", "shown")
KINDS = ("objects", "surfaces", "lods")
NAMES = ("format", "version", "crs")

Check = Callable[[str], Checkup]


def _marked(name: str) -> Any:
    return pytest.param(name, marks=pytest.mark.slow) if FILES[name].get("slow") else name


@pytest.fixture(scope="module")
def checked(shared_data: Path) -> Check:
    """The check-up of a file by its name in the table; each file is read once."""

    @cache
    def check(name: str) -> Checkup:
        return check_files([shared_data / name], None, Job())

    return check


def _reasons(remarks: Any) -> dict[str, int]:
    return dict(sorted(Counter(remark.why.id for remark in remarks).items()))


def _differences(want: Mapping[str, Any], got: FileCheck) -> list[str]:
    """What a document has otherwise than the table says."""
    seen: dict[str, Any] = {name: getattr(got, name) for name in (*NAMES, *COUNTS)}
    seen |= {name: dict(getattr(got, name)) for name in KINDS}
    seen["problem"] = got.problem.id if got.problem is not None else ""
    seen["reported"] = _reasons(got.reported)
    seen["reported_ids"] = [remark.id for remark in got.reported]
    seen["repaired"] = _reasons(got.repaired)
    seen["faults"] = sorted(code.partition(" ")[0] for code in got.faults)
    seen["notes"] = [note.id for note in got.notes]
    exact = {name: want[name] for name in seen if name in want}
    exact.setdefault("problem", "")
    told = [f"{name}: {seen[name]!r}, not {value!r}" for name, value in exact.items() if seen[name] != value]
    told += [
        f"{n}: {got.features.get(n, 0)}, not {v}"
        for n, v in want.get("features", {}).items()
        if got.features.get(n) != v
    ]
    for name, value in want.get("measured", {}).items():
        found = getattr(got.measured, name)
        if found != pytest.approx(value, rel=SHARE, abs=1e-6):
            told.append(f"{name}: {found}, not {value}")
    return told + _misplaced(want, got)


def _misplaced(want: Mapping[str, Any], got: FileCheck) -> list[str]:
    if "near" not in want:
        return []
    east, north = want["near"]
    half = want.get("within", NEAR)
    if not got.extent_wgs84:
        return ["the document has no place on Earth"]
    west, south, right, top = got.extent_wgs84
    inside = east - half <= west <= right <= east + half and north - half <= south <= top <= north + half
    return [] if inside else [f"it lies at {got.extent_wgs84}, not within {half}° of {east}, {north}"]


def test_each_file_of_the_folder_is_in_the_table(shared_data: Path) -> None:
    there = {p.relative_to(shared_data).as_posix() for p in shared_data.rglob("*") if p.is_file()}
    unknown = sorted(there - FILES.keys() - set(TABLE["excepted"]))
    gone = sorted(FILES.keys() - there)
    assert not unknown, f"please count what is in these files and add them to shared_files.toml: {unknown}"
    assert not gone, f"shared_files.toml names files that are no longer there: {gone}"


@pytest.mark.parametrize("name", [_marked(name) for name in FILES])
def test_a_file_holds_what_was_counted_in_it(name: str, checked: Check) -> None:
    row = FILES[name]
    if "error" in row:
        with pytest.raises(PlanningError) as raised:
            checked(name)
        assert raised.value.text.id == row["error"]
        return
    found = {file.name: file for file in checked(name).files}
    want = {document["name"]: document for document in row["documents"]}
    assert found.keys() == want.keys()
    told = {one: _differences(want[one], found[one]) for one in want}
    assert not {one: some for one, some in told.items() if some}
    for file in found.values():
        assert file.given == file.shown + len(file.reported)
        assert file.shown == sum(file.shown_types.values())


@pytest.mark.parametrize("name", [name for name, row in FILES.items() if "suggested" in row])
def test_a_file_without_a_crs_is_told_which_one_would_fit(name: str, checked: Check) -> None:
    for file in checked(name).files:
        assert file.problem is not None
        assert str(FILES[name]["suggested"]) in _flat(file.problem)


def _flat(text: Text) -> str:
    """A text with the texts in it, unrendered."""
    return " ".join(_flat(value) if isinstance(value, Text) else str(value) for _, value in text.arguments)


@pytest.mark.parametrize("names", [tuple(pair) for pair in TABLE["twins"]], ids=" = ".join)
def test_twins_in_other_formats_agree(names: tuple[str, ...], checked: Check) -> None:
    first, *others = [_document(checked, name) for name in names]
    assert first.buildings or first.solids
    for other in others:
        for count in ("buildings", "building_parts", "polygons", "holes", "solids"):
            assert getattr(other, count) == getattr(first, count), count
        if other.given == first.given:
            assert other.lods == first.lods
        for sum_ in ("roof_area", "ground_area", "wall_area", "volume"):
            value = getattr(first.measured, sum_)
            assert getattr(other.measured, sum_) == pytest.approx(value, rel=SHARE, abs=1e-6), sum_


def _document(checked: Check, name: str) -> FileCheck:
    """``folder/file`` or ``folder/archive.zip:member``."""
    file, _, member = name.partition(":")
    return next(f for f in checked(file).files if f.name.partition(":")[2] == member)


@pytest.mark.parametrize("name", [_marked(name) for name in IMPORTED])
def test_everything_shown_can_be_drawn(name: str, shared_data: Path) -> None:
    row = FILES[name]
    done = import_site(ImportRequest((shared_data / name,), crs=row.get("import_crs")), Job())
    site = done.site
    assert site.crs == row["site_crs"]
    shown: Counter[str] = Counter()
    for file in done.checkup.files:
        if file.problem is None:
            shown.update(file.shown_types)
    reliefs = sum(shown.pop(type, 0) for type in ("ReliefFeature", "TINRelief"))
    if reliefs and site.terrain_made:
        assert "city.note.tin-elsewhere" in {note.id for note in done.checkup.notes}
    assert len(site.buildings) == row["site_buildings"]
    assert len(site.buildings) + len(site.objects) + len(site.trees) == shown.total()
    _assert_drawable(site.surfaces, len(site.buildings))
    _assert_drawable(site.objects.surfaces, len(site.objects))
    _assert_together(site)


def _assert_drawable(surfaces: Surfaces, owners: int) -> None:
    assert np.isfinite(surfaces.vertices).all()
    assert np.isfinite(surfaces.area).all()
    assert np.allclose(np.linalg.norm(surfaces.normal, axis=1), 1, atol=1e-6)
    if not len(surfaces):
        return
    assert surfaces.building.min() >= 0
    assert surfaces.building.max() < owners
    a, b, c = (surfaces.vertices[surfaces.triangles[:, i]].astype(np.float64) for i in range(3))
    covered = np.bincount(
        surfaces.triangle_surface,
        np.linalg.norm(np.cross(b - a, c - a), axis=1) / 2,
        minlength=len(surfaces),
    )
    assert covered.min() > 0
    assert covered.sum() == pytest.approx(surfaces.area.sum(), rel=SHARE)


def _assert_together(site: Site) -> None:
    """No building lies far from the others, and each stands in the extent."""
    bounds = np.array([shape.bounds for shape in site.buildings.footprints])
    middle = (bounds[:, :2] + bounds[:, 2:]) / 2
    far = np.abs(middle - np.median(middle, axis=0)).max()
    assert far < 12_000
    for surfaces in (site.surfaces, site.objects.surfaces):
        assert np.abs(surfaces.vertices).max(initial=0) < 12_000
    extent = site.extent
    assert (bounds[:, 0] >= extent.west - 1).all()
    assert (bounds[:, 1] >= extent.south - 1).all()
    assert (bounds[:, 2] <= extent.east + 1).all()
    assert (bounds[:, 3] <= extent.north + 1).all()
    assert np.isfinite(site.terrain.values).all()
