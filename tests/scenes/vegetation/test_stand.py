"""Trees stand where the register says, as tall and wide as it says, in the form of their species."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.sites import block_site

from planningtable.city.site import Site
from scenes.vegetation.forms import Form, forms_of, tones_of
from scenes.vegetation.stand import fine_mesh, stand_of


def _forest(count: int) -> Site:
    rng = np.random.default_rng(4)
    return block_site(trees=tuple(map(tuple, rng.uniform(5, 115, (count, 2)).tolist())))


@pytest.mark.parametrize("level", ["fine", "coarse"])
def test_trees_stand_on_the_ground_with_their_size(level: str) -> None:
    stand = stand_of(block_site(trees=((40, 50),), boxes=((90, 90, 95, 95, 5.0),)))
    mesh = (fine_mesh(stand, np.array([0])) if level == "fine" else stand.coarse).mesh
    foot = 20.0 - 0.01 * 40
    assert mesh.points[:, 2].min() == pytest.approx(foot - 0.5, abs=0.02)
    assert mesh.points[:, 2].max() == pytest.approx(foot + 10.0, abs=0.9)
    assert np.abs(mesh.points[:, :2].mean(axis=0) - [40, 50]).max() < 1.0
    assert np.ptp(mesh.points[:, 0]) == pytest.approx(6.0, abs=1.5)
    assert mesh.triangles.max() == len(mesh.points) - 1


def test_planned_trees_are_fresher() -> None:
    site = block_site(trees=((40, 50),))
    planned = replace(site, trees=replace(site.trees, planned=np.array([True])))
    old, new = stand_of(site).tone, stand_of(planned).tone

    def freshness(colours: np.ndarray) -> float:
        return float((colours[:, 1] - colours[:, [0, 2]].mean(axis=1)).mean())

    assert freshness(new) > freshness(old) + 10


def test_every_tree_is_in_one_square_whose_box_holds_it() -> None:
    site = _forest(700)
    stand = stand_of(site)
    assert stand.starts[0] == 0
    assert stand.starts[-1] == len(stand) == 700
    assert (np.diff(stand.starts) > 0).all()
    assert len(stand.boxes) == len(stand.starts) - 1 > 3
    square = np.repeat(np.arange(len(stand.boxes)), np.diff(stand.starts))
    points = stand.coarse.mesh.points.reshape(700, -1, 3)
    assert (points[:, :, :2].min(axis=1) >= stand.boxes[square, :2] - 0.6).all()
    assert (points.max(axis=1) <= stand.boxes[square, 3:] + 0.6).all()
    found = np.sort(stand.feet[:, 0] * 1000 + stand.feet[:, 1])
    west, south = site.origin
    wanted = np.sort((site.trees.east - west) * 1000 + site.trees.north - south)
    assert found == pytest.approx(wanted)


def test_no_trees_are_no_mesh() -> None:
    stand = stand_of(block_site(trees=()))
    assert len(stand) == len(stand.boxes) == len(stand.coarse.mesh.points) == 0


def test_species_and_size_make_the_form() -> None:
    names = (
        "Picea abies",
        "Rot-Fichte",
        "Tilia cordata",
        "Carpinus betulus 'Fastigiata'",
        "Quercus robur",
        "",
        "Platane",
    )
    site = block_site(trees=[(10.0 * i, 50.0) for i in range(1, 8)])
    trees = replace(site.trees, species=names)
    forms = [Form.CONE, Form.CONE, Form.OVAL, Form.COLUMN, Form.ROUND, Form.ROUND, Form.ROUND]
    assert forms_of(trees).tolist() == forms
    small = replace(trees, height=np.full(7, 2.0))
    assert set(forms_of(small).tolist()) == {Form.CONE, Form.SHRUB}
    slender = replace(trees, height=np.full(7, 20.0), crown=np.full(7, 3.0))
    assert set(forms_of(slender).tolist()) == {Form.CONE, Form.COLUMN}
    assert len({tuple(tone) for tone in tones_of(trees).tolist()}) >= 4


def test_a_tree_looks_the_same_whoever_stands_beside_it() -> None:
    site = _forest(400)
    some = replace(site.trees, **{f: getattr(site.trees, f)[:300] for f in ("ids", "species", "east", "north")})
    some = replace(some, **{f: getattr(site.trees, f)[:300] for f in ("height", "crown", "planned")})
    many, few = stand_of(site), stand_of(replace(site, trees=some))
    place = {tuple(foot): row for row, foot in enumerate(many.feet[:, :2].round(3).tolist())}
    rows = [place[tuple(foot)] for foot in few.feet[:, :2].round(3).tolist()]
    assert many.turn[rows] == pytest.approx(few.turn)
    assert many.tone[rows] == pytest.approx(few.tone)
