"""Designs with coordinates of their own: put where the user says, to the centimetre; or said to have no place."""

from pathlib import Path

import numpy as np
import pytest
import trimesh
from helpers.citygml import EAST, NORTH, UP, block, city

from planningtable.app.importer import ImportRequest, import_site
from planningtable.app.intake.values import Spot
from planningtable.city.job import Job


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    model, design = tmp_path / "stadt.gml", tmp_path / "entwurf.ply"
    model.write_text(city(block("a")), "utf-8")
    trimesh.creation.box((4.0, 2.0, 6.0)).export(design)
    return model, design


def test_a_design_stands_where_the_user_puts_it(files: tuple[Path, Path]) -> None:
    spot = Spot(EAST + 50.0, NORTH + 20.0, UP + 3.0, 90.0)
    done = import_site(ImportRequest(files, spots=(("entwurf.ply", spot),)), Job())
    surfaces = done.site.objects.surfaces
    points = surfaces.ring_points + np.array([*done.site.origin, 0.0])
    assert points.min(axis=0) == pytest.approx([EAST + 49.0, NORTH + 18.0, UP], abs=0.01)
    assert points.max(axis=0) == pytest.approx([EAST + 51.0, NORTH + 22.0, UP + 6.0], abs=0.01)


def test_a_design_without_a_place_is_said_to_have_none(files: tuple[Path, Path]) -> None:
    done = import_site(ImportRequest(files), Job())
    assert len(done.site.objects) == 0
    problem = done.checkup.files[1].problem
    assert problem is not None
    assert problem.id == "city.problem.design"
