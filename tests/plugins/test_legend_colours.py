"""Classes of every legend that ships are told apart by people who lack one kind of cone."""

import importlib
import pkgutil
from itertools import combinations

import numpy as np
import pytest
from helpers.colour_vision import EYES, difference, linear, seen

import plugins
from planningtable.layers.legend import Legend

LEAST = 10.0
"""CIEDE2000 between any two classes, also those that never lie side by side: some ten times what is just noticed."""


def shipped() -> dict[str, Legend]:
    """Every legend in a module of a plugin, by module and name."""
    found = {}
    for module in pkgutil.walk_packages(plugins.__path__, "plugins."):
        for name, value in vars(importlib.import_module(module.name)).items():
            if isinstance(value, Legend):
                found.setdefault(value.title.id, (f"{module.name}.{name}", value))
    return dict(found.values())


LEGENDS = shipped()


def test_all_legends_are_looked_at() -> None:
    assert {"heavy-rain.legend.depth.title", "heat.legend.tmrt.title", "green-roof.legend"} <= {
        legend.title.id for legend in LEGENDS.values()
    }
    assert len(LEGENDS) == 11


@pytest.mark.parametrize("place", LEGENDS)
@pytest.mark.parametrize("eye", EYES)
def test_any_two_classes_are_told_apart(place: str, eye: str) -> None:
    colours = {a_class.colour: seen(a_class.colour, eye) for a_class in LEGENDS[place].classes}
    assert len(colours) == len(LEGENDS[place].classes)
    near = {
        (one, other): round(difference(colours[one], colours[other]), 1)
        for one, other in combinations(colours, 2)
        if difference(colours[one], colours[other]) < LEAST
    }
    assert near == {}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, -1.0, 2.0), (50.0, 0.0, 0.0), 2.3669),
        ((50.0, 2.5, 0.0), (73.0, 25.0, -18.0), 27.1492),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
        ((2.0776, 0.0795, -1.1350), (0.9033, -0.0636, -0.5514), 0.9082),
    ],
)
def test_the_difference_is_that_of_the_published_pairs(one, other, expected) -> None:
    assert difference(np.array(one), np.array(other)) == pytest.approx(expected, abs=5e-5)


def test_the_simulated_eyes_see_greys_as_they_are_and_mix_up_what_they_should() -> None:
    grey = linear("#808080")
    assert all(eye @ grey == pytest.approx(grey, abs=1e-5) for eye in EYES.values())
    green, orange = "#63b34a", "#f39a1e"
    assert difference(seen(green, "all cones"), seen(orange, "all cones")) > 40
    assert difference(seen(green, "protanopia"), seen(orange, "protanopia")) < 5
