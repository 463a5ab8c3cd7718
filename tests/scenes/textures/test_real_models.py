"""Real textured models, from the file to what is drawn."""

from pathlib import Path

import numpy as np

from planningtable.app.importer import ImportRequest, import_site
from planningtable.city.job import Job
from scenes.site_arrays import prepare_site
from scenes.textures.appearance import Appearance, is_painted, prepare_appearance


def _appearance(file: Path, **more: str) -> Appearance:
    site = import_site(ImportRequest((file,), **more), Job()).site
    assert is_painted(site)
    return prepare_appearance(prepare_site(site))


def test_a_street_with_repeated_images(shared_data: Path) -> None:
    found = _appearance(shared_data / "citygml" / "v2_ingolstadt_lod3_a.zip")
    assert len(found.arrays.site.textures) == 15
    assert sum(skin.repeats for skin in found.skins) >= 10
    drawn = sum(len(skin.mesh.triangles) for skin in found.skins)
    assert drawn > 500
    # Windows have colours and no images.
    assert (found.walls.own >= 0).any()


def test_of_74_images_the_one_that_is_there(shared_data: Path) -> None:
    found = _appearance(shared_data / "cityjson" / "v20_rotterdam_textured.zip", crs="EPSG:7415")
    assert len(found.arrays.site.textures) == 74
    (skin,) = found.skins
    assert not skin.repeats
    assert np.isfinite(skin.mesh.places).all()
    assert len(found.walls.triangles) > 10 * len(skin.mesh.triangles)
