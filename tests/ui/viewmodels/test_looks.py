"""How the layer lies on the model: chosen at one seat, seen by all, and the legend stays true."""

from dataclasses import replace

import numpy as np
import pytest
from helpers.results import depth_result

from planningtable.domain.text import Text
from planningtable.layers.look import Look
from ui.viewmodels.layers import Patch
from ui.viewmodels.rows import Rows


def rows(model: Rows) -> list:
    return [model[i] for i in range(len(model))]


@pytest.fixture
def pond(world):
    world.workers.run()
    world.board.show_layer("puddles")
    world.workers.run()
    site = world.board.site
    world.board.worked.result = replace(depth_result(site, site.extent.centre, 30.0), layer="puddles")
    world.board.refresh()
    return world.table.seat("seat-1")


def test_without_a_layer_there_is_nothing_to_choose(world):
    looks = world.table.seat("seat-1").looks
    assert not looks.possible
    assert not looks.lines_possible


def test_lines_are_switched_for_everybody_and_explained(world, pond):
    pond.looks.toggle_contours()
    other = world.table.seat("seat-2")
    assert other.looks.contours
    assert "Linien" in other.layers.notes
    other.looks.toggle_contours()
    assert not pond.looks.contours
    assert pond.layers.notes == ""


def test_a_translucent_layer_has_a_translucent_legend(world, pond):
    assert rows(pond.layers.legend)[-1] == Patch("#1b5aa8", rows(pond.layers.legend)[-1].label)
    pond.looks.choose("40")
    assert world.board.look == Look(opacity=0.4)
    assert "40 %" in pond.layers.notes
    assert rows(pond.layers.legend)[-1].tint == "#94aec8"
    assert [(step.name, step.chosen) for step in rows(pond.looks.steps)] == [
        ("100", False),
        ("70", False),
        ("40", True),
    ]
    pond.looks.choose("nonsense")
    assert world.board.look == Look(opacity=0.4)


def test_missing_values_have_a_hatch_in_the_legend(world, pond):
    assert not any(patch.hatched for patch in rows(pond.layers.legend))
    whole = world.oracle.layer

    def holed(*asked):
        result = whole(*asked)
        values = np.zeros(result.grids["depth"].values.shape, np.float32)
        values[:3] = np.nan
        return replace(result, grids={"depth": result.grids["depth"].with_values(values)})

    world.oracle.layer = holed
    world.board.show_layer("puddles", "extreme")
    world.workers.run()
    last = rows(pond.layers.legend)[-1]
    assert (last.hatched, last.label) == (True, "kein Wert berechnet")


def test_what_limits_the_layer_on_this_very_site_is_said_in_the_card(world, pond):
    provenance = replace(world.board.result.provenance, limits=(Text("heavy-rain.limit.terrain-made"),))
    world.board.worked.result = replace(world.board.result, provenance=provenance)
    world.board.refresh()
    assert "Geländemodell" in pond.layers.notes
