"""Documents that are read chunk by chunk: each finds its place, whatever its first chunk holds."""

from pathlib import Path

import pytest
from helpers.citygml import block, city

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
