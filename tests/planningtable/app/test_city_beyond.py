"""Buildings of the city around the site."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

import numpy as np
import pytest
import shapely
from helpers.citygml import EAST, NORTH, block, city

from planningtable.app.city_beyond import building_beyond
from planningtable.app.importer import ImportRequest, make_workshop
from planningtable.app.session import Session
from planningtable.app.words import load_words
from planningtable.city.columns import taken
from planningtable.city.grid import Extent
from planningtable.city.job import Job
from planningtable.city.model.piece import CityPiece
from planningtable.store.city_tiles import CityTiles, TileRow


@pytest.fixture(scope="module")
def session(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Session]:
    folder = tmp_path_factory.mktemp("beyond")
    file = folder / "town.gml"
    file.write_text(city(*(block(f"b{i}", x=200.0 * i) for i in range(5))))
    area = Extent(EAST - 50, NORTH - 50, EAST + 150, NORTH + 50)
    make_workshop(folder / "town.gpkg", ImportRequest((file,), crs="EPSG:25832", area=area), Job())
    with Session.open(folder / "town.gpkg") as opened:
        yield opened


def test_a_building_outside_the_site_says_what_it_is_and_where_it_comes_from(session: Session) -> None:
    found = building_beyond(session, EAST + 401.0, NORTH + 1.0)
    assert found is not None
    assert found.id == "b2"
    assert found.id not in session.site.buildings.ids
    assert found.source == "town.gml"
    assert found.height > 0
    for code in ("de", "en"):
        sentence = load_words(code)(found.text)
        assert "b2" in sentence
        assert f"LoD {found.lod}" in sentence
        assert "town.gml" in sentence


def test_where_nothing_stands_there_is_nothing_to_say(session: Session) -> None:
    assert building_beyond(session, EAST + 300.0, NORTH + 1.0) is None


def test_a_workshop_without_a_file_has_no_city_around(session: Session) -> None:
    assert building_beyond(Session.in_memory(session.site), EAST + 401.0, NORTH + 1.0) is None


def test_a_building_without_an_outline_keeps_no_other_from_being_found(
    session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = CityTiles.pieces

    def pieces(tiles: CityTiles, rows: Sequence[TileRow]) -> Iterator[CityPiece]:
        for piece in whole(tiles, rows):
            lines = np.append(piece.buildings.footprints, shapely.Polygon())[::-1]
            twice = taken(piece.buildings, np.append(np.arange(len(piece.buildings)), 0)[::-1])
            yield replace(piece, buildings=replace(twice, footprints=lines))

    monkeypatch.setattr(CityTiles, "pieces", pieces)
    found = building_beyond(session, EAST + 401.0, NORTH + 1.0)
    assert found is not None
    assert found.id == "b2"
