"""The main grid or one of its times."""

from dataclasses import replace

import numpy as np
from helpers.results import depth_result
from helpers.sites import SOUTH, WEST, block_site

from planningtable.domain.text import Text
from planningtable.layers.layer import Flow, Frame
from planningtable.layers.look import Look
from planningtable.layers.times import MAIN, nearest_frame, shown_flow, shown_grid, shown_notes, shown_title, within


def test_a_time_has_its_own_grid_flow_and_title() -> None:
    result = depth_result(block_site(), (WEST, SOUTH), 5.0)
    grid, flow = result.grids["depth"], Flow(np.zeros((0, 2)), np.zeros((0, 2)))
    played = replace(result, frames=(Frame(300.0, grid.with_values(grid.values * 2), flow),))
    assert shown_grid(played) is grid
    assert shown_grid(played, 0) is played.frames[0].grid
    assert (shown_flow(played), shown_flow(played, 0)) == (None, flow)
    assert shown_title(played) == result.legends["depth"].title
    assert shown_title(played, 0) == Text.of("layer-time.title", title=Text("heavy-rain.frame"), minutes=5)
    assert shown_title(replace(result, legends={})) == Text("heavy-rain")
    assert [within(played, frame) for frame in (0, 1, MAIN)] == [0, MAIN, MAIN]
    assert within(None, 0) == MAIN


def test_arrows_are_explained_where_there_are_any() -> None:
    result = depth_result(block_site(), (WEST, SOUTH), 5.0)
    grid = result.grids["depth"]
    flows = Flow(np.ones((1, 2)), np.ones((1, 2))), Flow(np.zeros((0, 2)), np.zeros((0, 2))), None
    played = replace(result, frames=tuple(Frame(60.0 * i, grid, flow) for i, flow in enumerate(flows)))
    assert shown_notes(played, 0) == (Text("layer-time.arrows"),)
    assert shown_notes(played, 1) == shown_notes(played, 2) == shown_notes(played) == ()


def test_lines_and_opacity_are_explained_and_a_minute_finds_its_frame() -> None:
    result = depth_result(block_site(), (WEST, SOUTH), 5.0)
    grid = result.grids["depth"]
    played = replace(result, frames=tuple(Frame(60.0 * i, grid) for i in (5, 10, 15)))
    told = shown_notes(played, MAIN, Look(contours=True, opacity=0.7))
    assert told == (Text("layer-look.contours-note"), Text.of("layer-look.opacity-note", percent=70))
    assert shown_notes(replace(played, grids={}), MAIN, Look(contours=True)) == ()
    assert [nearest_frame(played, 60.0 * minute) for minute in (0, 7, 8, 99)] == [0, 0, 1, 2]
    assert nearest_frame(result, 60.0) == MAIN
