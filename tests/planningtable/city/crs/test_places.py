import pickle
import re
from pathlib import Path

import numpy as np
import pytest

from planningtable.city.crs.heights import Fit, meeting
from planningtable.city.crs.places import Place, Sighting, places
from planningtable.city.grid import Grid
from planningtable.domain.text import PlanningError

DUISBURG = np.array([[338150.0, 5706220.0, 27.0], [338180.0, 5706260.0, 36.0]])
BERLIN = np.array([[390586.0, 5819350.0, 35.0], [390700.0, 5819400.0, 60.0]])
# The same place in Gauss-Krüger zone 2, to about 10 m.
DUISBURG_GK2 = np.array([[2546510.0, 5705700.0, 27.0], [2546540.0, 5705740.0, 36.0]])


def _step(tiles: int) -> np.ndarray:
    return np.array([1000.0 * tiles, 0.0, 0.0])


def _ids(place: Place) -> list[str]:
    return [note.id for note in place.notes]


def test_the_first_document_with_buildings_decides() -> None:
    terrain = Sighting("dgm.gml", ("EPSG:31466",), DUISBURG_GK2, has_buildings=False)
    city = Sighting("lod2.gml", ("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH",), DUISBURG)
    found = places([terrain, city])
    ways = [p.placement for p in found]
    assert all(w is not None and w.target == 25832 for w in ways)
    assert "crs.note.accuracy" in _ids(found[0])
    assert found[0].placement is not None
    assert found[0].placement.project(DUISBURG_GK2) == pytest.approx(DUISBURG, abs=20)
    assert found[1].notes == ()
    assert found[1].reference is not None
    assert found[1].reference.vertical == "DE_DHHN2016_NH"
    pickle.loads(pickle.dumps(ways))


def test_a_settled_target_is_kept() -> None:
    (found,) = places([Sighting("a", ("EPSG:25833",), BERLIN)], target=25832)
    assert found.placement is not None
    assert found.placement.target == 25832


def test_no_name_asks_with_a_suggestion() -> None:
    karlsruhe = np.array([[3451432.0, 5429335.0, 115.0]])
    (found,) = places([Sighting("a.gml", (), karlsruhe)])
    assert found.placement is None
    assert found.problem is not None
    assert found.problem.id == "error.city.no-crs"
    assert str(dict(found.problem.arguments)["suggestion"]).startswith("EPSG:31467 (49°00′N 8°20′E)")


def test_no_name_and_local_coordinates_ask_too() -> None:
    house = np.array([[0.0, 0, 0], [12, 8, 9]])
    (found,) = places([Sighting("a.gml", (), house)])
    assert found.problem is not None
    assert found.problem.id == "error.crs.none"
    (chosen,) = places([Sighting("a.gml", ("#local-CRS-1",), house)], chosen="EPSG:25832")
    assert chosen.problem is None
    assert chosen.placement is not None
    assert chosen.placement.local
    assert _ids(chosen) == ["crs.note.chosen", "crs.note.local"]


def test_a_local_name_is_told_as_such() -> None:
    (found,) = places([Sighting("a.gml", ("#local-CRS-1",), np.array([[0.0, 0, 0], [12, 8, 9]]))])
    assert found.problem is not None
    assert found.problem.id == "error.crs.local"


def test_an_unknown_name_comes_with_what_would_fit() -> None:
    (found,) = places([Sighting("a.gml", ("GAUSS",), BERLIN)])
    assert found.problem is not None
    assert found.problem.id == "error.crs.unknown"
    assert "EPSG:25833" in str(dict(found.problem.arguments)["suggestion"])


def test_a_name_that_lies_is_refused_and_the_chosen_one_taken() -> None:
    utm = np.array([[458868.0, 5438343.0, 115.0]])
    (found,) = places([Sighting("a.xml", ("CH1903",), utm)])
    assert found.reference is not None
    assert found.problem is not None
    assert found.problem.id == "error.city.wrong-crs"
    assert str(dict(found.problem.arguments)["suggestion"]).startswith("EPSG:25832")
    (chosen,) = places([Sighting("a.xml", ("CH1903",), utm)], chosen="EPSG:25832")
    assert chosen.problem is None
    assert _ids(chosen) == ["crs.note.chosen"]


def test_the_chosen_crs_does_not_drag_along_documents_that_lie_elsewhere_by_their_own() -> None:
    gk = Sighting("gk.gml", (), np.array(DUISBURG_GK2))
    utm = Sighting("utm.gml", ("EPSG:25832",), DUISBURG)
    found = places([gk, utm], chosen="EPSG:31466")
    assert [p.reference.epsg for p in found if p.reference] == [31466, 25832]
    assert _ids(found[1])[0] == "crs.note.own"
    assert found[0].far_off == found[1].far_off == 0


def test_an_unknown_choice_is_refused_at_once() -> None:
    with pytest.raises(PlanningError):
        places([], chosen="MOON")


def test_names_of_different_crs_in_one_document_are_a_problem() -> None:
    (found,) = places([Sighting("a.gml", ("EPSG:25832", "EPSG:31466"), DUISBURG)])
    assert found.problem is not None
    assert found.problem.id == "error.city.mixed-crs"
    (same,) = places([Sighting("a.gml", ("EPSG:25832", "urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH"), DUISBURG)])
    assert same.problem is None
    (beside,) = places([Sighting("a.gml", ("EPSG:25832", "#local"), DUISBURG)])
    assert _ids(beside) == ["crs.note.also-named"]


def test_a_flood_of_names_is_not_looked_up() -> None:
    names = tuple(f"CRS {i}" for i in range(100_000))
    (found,) = places([Sighting("a.gml", names, DUISBURG)])
    assert found.problem is not None
    assert found.problem.id == "error.city.mixed-crs"
    assert len(str(dict(found.problem.arguments)["names"])) < 200


def test_what_lies_far_off_is_told() -> None:
    near = [Sighting(f"tile{i}.gml", ("EPSG:25832",), DUISBURG + _step(i)) for i in range(3)]
    away = Sighting("berlin.gml", ("EPSG:25833",), BERLIN)
    found = places([away, *near])
    # The other three agree, so it is the first that is far off: about 460 km.
    assert found[0].far_off == pytest.approx(460, abs=15)
    assert "crs.note.far-off" in _ids(found[0])
    assert [p.far_off for p in found[1:]] == [0, 0, 0]


def test_other_vertical_datums_are_told() -> None:
    found = places(
        [
            Sighting("lod2.gml", ("urn:adv:crs:ETRS89_UTM32*DE_DHHN2016_NH",), DUISBURG),
            Sighting("old.gml", ("urn:adv:crs:ETRS89_UTM32*DE_DHHN92_NH",), DUISBURG),
        ]
    )
    assert found[0].notes == ()
    assert _ids(found[1]) == ["crs.vertical.differs"]


def test_documents_of_one_crs_share_one_transformation() -> None:
    tiles = [Sighting(f"{i}", ("EPSG:31466",), DUISBURG_GK2 + _step(i), has_buildings=False) for i in range(4)]
    found = places([*tiles, Sighting("city", ("EPSG:25832",), DUISBURG)])
    assert len({p.placement.at for p in found[:4] if p.placement}) == 1


def test_without_coordinates_there_is_no_problem() -> None:
    assert places([Sighting("a", ("EPSG:25832",))])[0].problem is None
    assert places([Sighting("a", ())])[0].problem is None
    (nan,) = places([Sighting("a", ("EPSG:25832",), np.full((2, 3), np.nan))])
    assert nan.placement is None
    assert nan.problem is None


def test_a_local_sample_beside_a_real_town_is_far_off() -> None:
    sample = Sighting("sample.gml", ("EPSG:25832",), np.array([[0.0, 0, 0], [12, 8, 9]]), has_buildings=False)
    found = places([Sighting("lod2.gml", ("EPSG:25832",), DUISBURG), sample])
    assert found[1].far_off > 50


def test_the_terrain_of_a_real_site_lies_on_its_buildings(shared_data: Path) -> None:
    rasterio = pytest.importorskip("rasterio")
    with rasterio.open(shared_data / "site_duisburg_baerl/dgm1_site.tif") as raster:
        values = raster.read(1).astype(float)
        west, north = raster.bounds.left, raster.bounds.top
        grid = Grid(values, west, north, raster.res[0])
    text = (shared_data / "site_duisburg_baerl/lod2_existing_338_5706.gml").read_text("utf-8")
    numbers = [np.array(p.split(), float).reshape(-1, 3) for p in _ground_rings(text)]
    low = np.vstack([ring.mean(axis=0) for ring in numbers])
    found = meeting(grid, low[:, 0], low[:, 1], low[:, 2])
    assert found.fit is Fit.MEET
    raised = meeting(grid, low[:, 0], low[:, 1], low[:, 2] + 45.2)
    assert raised.fit is Fit.OFFSET
    assert raised.offset == pytest.approx(found.offset + 45.2)
    assert raised.finding is not None
    assert raised.finding.id == "crs.heights.above-geoid"


def _ground_rings(text: str) -> list[str]:
    surfaces = re.findall(r"<bldg:GroundSurface.*?</bldg:GroundSurface>", text, re.DOTALL)
    return [ring for s in surfaces for ring in re.findall(r"<gml:posList[^>]*>([^<]*)<", s)]
