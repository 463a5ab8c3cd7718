"""Reading kinds of measures."""

from pathlib import Path
from typing import Any

import pytest

from planningtable.city.measures.kind import Shape
from planningtable.city.measures.kind_file import measure_kind_of, read_measure_kind
from planningtable.city.measures.parameters import checked_parameters, filled_parameters
from planningtable.domain.text import PlanningError
from planningtable.domain.values import Measure, Parameter

KINDS_FOLDER = Path(__file__).parents[4] / "plugins" / "measures" / "kinds"


def document() -> dict[str, Any]:
    return {
        "id": "pond",
        "name": "n",
        "summary": "s",
        "shape": "area",
        "icon": "swale",
        "sources": ["a norm"],
        "parameters": [
            {"name": "depth", "label": "l", "unit": "m", "default": 0.5, "low": 0.1, "high": 1.0},
            {"name": "storeys", "label": "l", "unit": "", "default": 2, "low": 1, "high": 9},
            {"name": "cover", "label": "l", "unit": "", "default": "WATER", "choices": ["WATER", "SWALE"]},
        ],
        "cost": {"low": 10, "high": 20, "per": "m²", "source": "R"},
        "effects": {"land-cover": {"cover": "$cover"}, "terrain": {"depth": "$depth", "bank": 2.0}},
    }


@pytest.mark.parametrize("path", sorted(KINDS_FOLDER.glob("*.toml")), ids=lambda p: p.stem)
def test_the_kinds_we_ship(path: Path) -> None:
    kind = read_measure_kind(path)
    assert kind.id == path.stem
    assert kind.sources
    assert kind.cost.source
    assert kind.cost.high > kind.cost.low > 0


def test_a_whole_document() -> None:
    kind = measure_kind_of(document(), "pond.toml")
    assert kind.shape is Shape.AREA
    assert [p.name for p in kind.parameters] == ["depth", "storeys", "cover"]
    assert kind.effects["terrain"] == {"depth": "$depth", "bank": 2.0}


def changed(path: str, value: object) -> dict[str, Any]:
    table = document()
    *parents, key = path.split(".")
    inner: Any = table
    for parent in parents:
        inner = inner[int(parent) if parent.isdigit() else parent]
    if value is None:
        del inner[key]
    else:
        inner[key] = value
    return table


@pytest.mark.parametrize(
    ("path", "value", "error"),
    [
        ("colour", "blue", "unknown-key"),
        ("icon", None, "missing-key"),
        ("id", 3, "wrong-value"),
        ("shape", "blob", "not-one-of"),
        ("sources", "a norm", "wrong-value"),
        ("cost.per", "hour", "not-one-of"),
        ("cost.low", 30, "wrong-value"),
        ("cost.vat", 19, "unknown-key"),
        ("parameters.0.default", 4.0, "wrong-value"),
        ("parameters.0.default", "deep", "wrong-value"),
        ("parameters.0.default", True, "wrong-value"),
        ("parameters.0.name", "storeys", "wrong-value"),
        ("parameters.2.default", "LAWN", "not-one-of"),
        ("effects.magic", {"wand": 1}, "unknown-effect"),
        ("effects.terrain", 3, "wrong-value"),
        ("effects.terrain.depht", 3, "unknown-key"),
        ("effects.terrain.bank", None, "missing-key"),
        ("effects.terrain.bank", [1], "wrong-value"),
        ("effects.terrain.depth", "$deep", "not-one-of"),
        ("effects.land-cover.cover", "MOON", "not-one-of"),
    ],
)
def test_a_fault_is_named(path: str, value: object, error: str) -> None:
    with pytest.raises(PlanningError) as caught:
        measure_kind_of(changed(path, value), "pond.toml")
    assert caught.value.text.id == f"error.measures.{error}"
    assert dict(caught.value.text.arguments)["file"] == "pond.toml"


def test_no_toml(tmp_path: Path) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text("id = ", "utf-8")
    with pytest.raises(PlanningError, match="not-toml"):
        read_measure_kind(broken)
    with pytest.raises(PlanningError, match="unreadable"):
        read_measure_kind(tmp_path / "missing.toml")


def test_parameters_are_checked_and_sorted() -> None:
    kind = measure_kind_of(document(), "pond.toml")
    given: dict[str, Parameter] = {"storeys": "3", "depth": "0.25", "cover": "SWALE"}
    assert checked_parameters(kind, given) == (("cover", "SWALE"), ("depth", 0.25), ("storeys", 3))


@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        ("depth", 2.0, "out-of-range"),
        ("depth", "deep", "out-of-range"),
        ("depth", "nan", "out-of-range"),
        ("storeys", 1.5, "out-of-whole-range"),
        ("cover", "LAWN", "no-choice"),
        ("length", 3.0, "unknown-parameter"),
    ],
)
def test_a_wrong_parameter_is_named(name: str, value: Parameter, error: str) -> None:
    kind = measure_kind_of(document(), "pond.toml")
    with pytest.raises(PlanningError, match=error):
        checked_parameters(kind, {name: value})


def test_what_is_not_set_is_the_default() -> None:
    kind = measure_kind_of(document(), "pond.toml")
    filled = filled_parameters(kind, Measure("m", "pond", "", None, (("depth", 0.2), ("old", 1.0))))
    assert filled == {"depth": 0.2, "storeys": 2, "cover": "WATER"}
