from dataclasses import fields, replace

import numpy as np
import pytest

from planningtable.city.grid import Grid
from planningtable.domain.text import Text
from planningtable.layers.access import Access
from planningtable.layers.codec import decode, encode
from planningtable.layers.layer import Column, Flow, Frame, LayerResult, Provenance, Quality, Quantity
from planningtable.layers.legend import Legend, LegendClass
from planningtable.layers.listing import Listing


def result() -> LayerResult:
    depth = Grid(np.array([[0.1, np.nan], [0.3, 0.0]], np.float32), 565000.0, 5934000.0, 2.0)
    return LayerResult(
        layer="heavy-rain",
        scenario="rare",
        resolution=2.0,
        quality=Quality.FULL,
        main="max_depth",
        grids={"max_depth": depth},
        columns={"touched": Column("buildings", np.array([True, False]), "", Text.of("a.b", n=1))},
        totals={"rain": Quantity(36.5, "m³", Text("t"), 30.0, None)},
        legends={
            "max_depth": Legend(Text("l"), "cm", 100.0, (LegendClass(5, 10, "#cfe8fb", Text("c")),), "house"),
        },
        provenance=Provenance(Text("m"), "1", ("Bates 2010",), (Text("x"),), (("dx", "2 m"),), ("dem.tif",)),
        frames=(Frame(60.0, depth, Flow(np.array([[1.0, 2.0]]), np.array([[0.5, -0.25]]))), Frame(120.0, depth)),
        seconds=1.5,
        water=True,
        listings={
            "streets": Listing(
                Text("n"), "line", ("name", "depth_m"), ((Text.of("s", n=Text.of("t", m="M")), 0.4), ("B", 0.2))
            ),
        },
        access=Access(
            at=np.array([[0.0, 1.0], [2.0, 3.0]]),
            closed=np.array([[0, 1]]),
            shut=np.array([True]),
            before=np.array([-1, 0]),
            doors=np.array([1, -1]),
            cut_off=np.array([False, True]),
            longer=np.array([12.5, np.nan]),
        ),
    )


def test_a_result_survives_the_round_trip() -> None:
    before = result()
    after = decode(encode(before))
    assert after is not None
    assert np.array_equal(after.grids["max_depth"].values, before.grids["max_depth"].values, equal_nan=True)
    assert after.columns["touched"].values.tolist() == [True, False]
    assert [frame.seconds for frame in after.frames] == [60.0, 120.0]
    flow = after.frames[0].flow
    assert flow is not None
    assert (flow.at.tolist(), flow.velocity.tolist()) == ([[1.0, 2.0]], [[0.5, -0.25]])
    assert after.frames[1].flow is None
    assert after.water
    assert before.access is not None
    assert after.access is not None
    for part in fields(Access):
        mine, other = getattr(before.access, part.name), getattr(after.access, part.name)
        assert np.array_equal(mine, other, equal_nan=part.name == "longer"), part.name
    bare = decode(encode(replace(before, access=None)))
    assert bare is not None
    assert bare.access is None
    empty = {"grids": {}, "columns": {}, "frames": ()}
    left, right = replace(before, **empty), replace(after, **empty)
    same = ("layer", "scenario", "quality", "main", "totals", "legends", "provenance", "seconds", "listings")
    for name in same:
        assert getattr(left, name) == getattr(right, name), name


@pytest.mark.parametrize("damage", [b"", b"PK\x03\x04", b"not a zip"])
def test_damaged_bytes_are_computed_anew(damage: bytes) -> None:
    assert decode(damage) is None
    whole = encode(result())
    assert decode(whole[: len(whole) // 2]) is None
