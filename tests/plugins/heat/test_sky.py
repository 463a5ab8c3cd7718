"""Sky view and shadows against closed forms and against the reference fields of the UMEP tools."""

import io
import zipfile
from pathlib import Path

import numpy as np
import pytest
import rasterio

from planningtable.api import CancelledError, Job
from plugins.heat.sky import Scene, sky_view, sunlight


def scene(solid, cell=1.0, ground=None, top=None, base=None):
    solid = np.asarray(solid, np.float32)
    none = np.full(solid.shape, np.nan, np.float32)
    return Scene(
        solid if ground is None else np.asarray(ground, np.float32),
        solid,
        none if top is None else np.asarray(top, np.float32),
        none if base is None else np.asarray(base, np.float32),
        cell,
    )


def test_flat_ground_sees_all_the_sky():
    sky = sky_view(scene(np.zeros((30, 40))), Job())
    assert np.abs(sky.bare - 1.0).max() <= 0.005
    assert np.array_equal(sky.bare, sky.leafy)


@pytest.mark.parametrize("ratio", [0.5, 1.0, 2.0])
def test_middle_of_a_long_canyon(ratio):
    """Between endless walls: SVF = cos(atan(2 H / W))."""
    width, length = 21, 601
    height = ratio * width
    solid = np.full((length, width + 40), height)
    solid[:, 20 : 20 + width] = 0.0
    view = sky_view(scene(solid), Job(), directions=32).bare[length // 2, 20 + width // 2]
    assert view == pytest.approx(np.cos(np.arctan(2.0 * ratio)), abs=0.02)


@pytest.mark.parametrize("azimuth", [90.0, 180.0, 270.0, 0.0])
@pytest.mark.parametrize("altitude", [30.0, 45.0, 60.0])
def test_length_of_a_shadow(azimuth, altitude):
    height = 12.0
    solid = np.zeros((101, 101))
    solid[50, 50] = height
    light = sunlight(scene(solid), azimuth, altitude, Job())
    shaded = light.bare == 0.0
    assert shaded.sum() == pytest.approx(height / np.tan(np.radians(altitude)), abs=1.0)
    away = {90.0: np.s_[50, :50], 270.0: np.s_[50, 51:], 180.0: np.s_[:50, 50], 0.0: np.s_[51:, 50]}[azimuth]
    assert shaded[away].sum() == shaded.sum()


def test_no_sun_at_night():
    assert sunlight(scene(np.zeros((5, 5))), 0.0, -3.0, Job()).leafy.max() == 0.0


def test_a_crown_dims_the_sun_and_leaves_room_below():
    ground = np.zeros((61, 61))
    top, base = np.full((61, 61), np.nan), np.full((61, 61), np.nan)
    top[24:37, 24:37], base[24:37, 24:37] = 10.0, 4.0
    tree = scene(ground, top=top, base=base)
    light = sunlight(tree, 180.0, 45.0, Job())
    assert light.bare.min() == 1.0
    assert light.leafy[30, 30] == pytest.approx(0.03)
    assert light.leafy[18, 30] == pytest.approx(0.03)  # 6 m north of the crown: the ray meets it
    assert light.leafy[35, 30] == 1.0  # under its southern edge: the sun shines in below the crown
    assert light.leafy[12, 30] == 1.0  # 12 m north of it: over the top
    # Seen from the trunk the crown covers what is steeper than 4 m over 6 m.
    sky = sky_view(tree, Job(), leaf=0.0)
    assert sky.leafy[30, 30] == pytest.approx(1.0 - 1.0 / (1.0 + (4.0 / 6.25) ** 2), abs=0.06)
    assert sky.bare[30, 30] == 1.0


def test_cancel():
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        sky_view(scene(np.zeros((10, 10))), job)


def test_against_reference_fields_of_athens(shared_data: Path):
    """SVF and shadow of UMEP's Python tools, 400 x 400 m at 1 m, sun at 180° and 60°."""
    names = ("dsm", "cdsm_absolute", "tdsm_absolute", "svf_total", "svf_vegetation", "shadow_noon_bldg_sh")
    fields = {}
    with zipfile.ZipFile(shared_data / "heat" / "umep_reference_athens_a.zip") as pack:
        inside = {Path(n).name: n for n in pack.namelist()}
        for name in (*names, "shadow_noon_veg_sh"):
            with rasterio.open(io.BytesIO(pack.read(inside[f"{name}.tif"]))) as source:
                fields[name] = source.read(1).astype(np.float32)
    crown = fields["cdsm_absolute"] > fields["dsm"]
    top = np.where(crown, fields["cdsm_absolute"], np.nan)
    base = np.where(crown, fields["tdsm_absolute"], np.nan)
    whole = scene(fields["dsm"], top=top, base=base)
    sky = sky_view(whole, Job(), directions=16, leaf=0.0)
    assert np.abs((sky.bare - fields["svf_total"]).mean()) <= 0.01
    assert np.sqrt(np.mean((sky.bare - fields["svf_total"]) ** 2)) <= 0.02
    assert np.sqrt(np.mean((sky.leafy - sky.bare + 1.0 - fields["svf_vegetation"]) ** 2)) <= 0.02
    light = sunlight(whole, 180.0, 60.0, Job(), leaf=0.0)
    assert np.mean(light.bare == fields["shadow_noon_bldg_sh"]) >= 0.999
    both = np.minimum(fields["shadow_noon_bldg_sh"], fields["shadow_noon_veg_sh"])
    assert np.mean((light.leafy > 0.5) == (both > 0.5)) >= 0.99
