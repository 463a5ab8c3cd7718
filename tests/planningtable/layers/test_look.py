"""Legends of translucent layers."""

from helpers.results import DEPTH

from planningtable.layers.look import GROUND, PLAIN, Look, laid


def test_an_opaque_layer_has_its_own_colours() -> None:
    assert laid(DEPTH, PLAIN) is DEPTH
    assert laid(DEPTH, Look(contours=True)) is DEPTH


def test_a_translucent_one_has_them_mixed_with_light_ground() -> None:
    half = laid(DEPTH, Look(opacity=0.5)).classes[0].colour
    expected = [round((band + ground) / 2) for band, ground in zip((0xCF, 0xE8, 0xFB), GROUND, strict=True)]
    assert [int(half[i : i + 2], 16) for i in (1, 3, 5)] == expected
    assert laid(DEPTH, Look(opacity=0.5)).classes[0].label == DEPTH.classes[0].label
