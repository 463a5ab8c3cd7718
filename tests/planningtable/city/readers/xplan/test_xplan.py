"""Plans made for one question each, and hostile ones."""

import gzip
import zipfile
from pathlib import Path

import numpy as np
import pytest

from planningtable.city.job import Job
from planningtable.city.plan import Plan, PlanKind
from planningtable.city.readers.files import Part
from planningtable.city.readers.xplan import document, read_plans
from planningtable.domain.text import CancelledError, PlanningError

EAST, NORTH = 338000.0, 5706000.0


def _at(*pairs: tuple[float, float]) -> str:
    return " ".join(f"{EAST + x} {NORTH + y}" for x, y in pairs)


SQUARE = ((0, 0), (20, 0), (20, 10), (0, 10), (0, 0))


def _ring(*pairs: tuple[float, float]) -> str:
    return f"<gml:LinearRing><gml:posList>{_at(*pairs)}</gml:posList></gml:LinearRing>"


def _polygon(outer: str | None = None, *holes: str) -> str:
    inner = "".join(f"<gml:interior>{hole}</gml:interior>" for hole in holes)
    return f"<gml:Polygon><gml:exterior>{outer or _ring(*SQUARE)}</gml:exterior>{inner}</gml:Polygon>"


def _feature(type: str, geometry: str = "", extra: str = "", id: str = "a") -> str:
    position = f"<xplan:position>{geometry}</xplan:position>" if geometry else ""
    return f'<gml:featureMember><xplan:{type} gml:id="{id}">{extra}{position}</xplan:{type}></gml:featureMember>'


def _file(
    *features: str, version: str = "5/4", prefix: str = "", srs: str = "EPSG:25832", root: str = "XPlanAuszug"
) -> str:
    envelope = f'<gml:boundedBy><gml:Envelope srsName="{srs}"/></gml:boundedBy>' if srs else ""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{prefix}'
        f'<xplan:{root} xmlns:xplan="http://www.xplanung.de/xplangml/{version}" '
        'xmlns:gml="http://www.opengis.net/gml/3.2" xmlns:xlink="http://www.w3.org/1999/xlink">'
        f"{envelope}{''.join(features)}</xplan:{root}>"
    )


def _read(folder: Path, text: str | bytes, **arguments: int | str) -> tuple[Plan, ...]:
    path = folder / "Plan ä.gml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_plans(Part(path), Job(), **arguments)  # type: ignore[arg-type]


def _one(folder: Path, *features: str) -> Plan:
    (plan,) = _read(folder, _file(*features))
    return plan


def _refused(folder: Path, text: str | bytes) -> str:
    with pytest.raises(PlanningError) as caught:
        _read(folder, text)
    return caught.value.text.id


@pytest.mark.parametrize("version", ["5/0", "5/1", "5/2", "5/3", "5/4", "6/0", "6/1"])
def test_versions(tmp_path: Path, version: str) -> None:
    (plan,) = _read(tmp_path, _file(_feature("BP_BaugebietsTeilFlaeche", _polygon()), version=version))
    assert plan.version == version.replace("/", ".")
    assert plan.objects[0].geometry.area == 200


def test_limits_and_heights(tmp_path: Path) -> None:
    extra = (
        "<xplan:GRZ>0,4</xplan:GRZ><xplan:GFZ>0.8</xplan:GFZ><xplan:GF>900</xplan:GF><xplan:BM>3000</xplan:BM>"
        "<xplan:Zmin>2</xplan:Zmin><xplan:Zmax>4</xplan:Zmax><xplan:Zzwingend>3</xplan:Zzwingend>"
        "<xplan:BMZ>viel</xplan:BMZ>"
        "<xplan:hoehenangabe><xplan:XP_Hoehenangabe><xplan:hoehenbezug>2000</xplan:hoehenbezug>"
        "<xplan:bezugspunkt>2000</xplan:bezugspunkt><xplan:hMin>5</xplan:hMin><xplan:hMax uom='m'>9.5</xplan:hMax>"
        "<xplan:hZwingend>7</xplan:hZwingend></xplan:XP_Hoehenangabe></xplan:hoehenangabe>"
        "<xplan:besondereArtDerBaulNutzung>1200</xplan:besondereArtDerBaulNutzung><xplan:text>WA 1</xplan:text>"
    )
    (o,) = _one(tmp_path, _feature("BP_BaugebietsTeilFlaeche", _polygon(), extra)).objects
    limits = o.limits
    assert (limits.grz, limits.gfz, limits.gf, limits.bm, limits.bmz) == (0.4, 0.8, 900, 3000, None)
    assert (limits.storeys_min, limits.storeys, limits.storeys_mandatory) == (2, 4, 3)
    (height,) = limits.heights
    assert (height.reference, height.point) == ("2000", "2000")
    assert (height.minimum, height.maximum, height.mandatory, height.stated) == (5, 9.5, 7, None)
    assert o.use is not None
    assert o.use.id == "plan.use.special.1200"
    assert o.label == "WA 1"
    assert o.values("BMZ") == ("viel",)


def test_holes_multi_surfaces_and_what_is_written_otherwise(tmp_path: Path) -> None:
    hole = _ring((5, 2), (5, 4), (8, 4), (8, 2), (5, 2))
    far = _ring((100, 0), (110, 0), (110, 10), (100, 10), (100, 0))
    multi = (
        "<gml:MultiSurface><gml:surfaceMember>" + _polygon(None, hole) + "</gml:surfaceMember>"
        "<gml:surfaceMember><gml:Surface><gml:patches><gml:PolygonPatch><gml:exterior>" + far + "</gml:exterior>"
        "</gml:PolygonPatch></gml:patches></gml:Surface></gml:surfaceMember></gml:MultiSurface>"
    )
    heights = f'<gml:posList srsDimension="3">{" ".join(f"{EAST + x} {NORTH + y} 27" for x, y in SQUARE)}</gml:posList>'
    places = "".join(f"<gml:pos>{EAST + x} {NORTH + y}</gml:pos>" for x, y in SQUARE)
    tuples = f"<gml:coordinates>{' '.join(f'{EAST + x},{NORTH + y}' for x, y in SQUARE)}</gml:coordinates>"
    plan = _one(
        tmp_path,
        _feature("BP_GruenFlaeche", multi, id="m"),
        *(
            _feature("BP_GruenFlaeche", _polygon(f"<gml:LinearRing>{ring}</gml:LinearRing>"), id=f"r{i}")
            for i, ring in enumerate((heights, places, tuples))
        ),
    )
    assert [o.geometry.area for o in plan.objects] == pytest.approx([200 - 6 + 100, 200, 200, 200])
    assert [o.geometry.geom_type for o in plan.objects] == ["MultiPolygon", "Polygon", "Polygon", "Polygon"]
    assert plan.repaired == ()


def _curve(*segments: str) -> str:
    return f"<gml:Curve><gml:segments>{''.join(segments)}</gml:segments></gml:Curve>"


def test_arcs_in_rings(tmp_path: Path) -> None:
    arc = f"<gml:Arc><gml:posList>{_at((20, 0), (30, 10), (20, 20))}</gml:posList></gml:Arc>"
    line = f"<gml:LineStringSegment><gml:posList>{_at((20, 20), (20, 0))}</gml:posList></gml:LineStringSegment>"
    half = f"<gml:Ring><gml:curveMember>{_curve(arc, line)}</gml:curveMember></gml:Ring>"
    circle = f"<gml:Circle><gml:posList>{_at((10, 0), (0, 10), (-10, 0))}</gml:posList></gml:Circle>"
    whole = f"<gml:Ring><gml:curveMember>{_curve(circle)}</gml:curveMember></gml:Ring>"
    plan = _one(
        tmp_path,
        _feature("BP_GruenFlaeche", _polygon(half), id="h"),
        _feature("BP_GruenFlaeche", _polygon(whole), id="c"),
    )
    assert plan.objects[0].geometry.area == pytest.approx(np.pi * 50, rel=2e-3)
    assert plan.objects[1].geometry.area == pytest.approx(np.pi * 100, rel=2e-3)


def test_arcs_of_a_file_in_degrees_are_arcs_in_metres(tmp_path: Path) -> None:
    points = "51.48 6.66 51.4801 6.66014 51.4802 6.66"
    arc = _curve(f"<gml:Arc><gml:posList>{points}</gml:posList></gml:Arc>")
    (plan,) = _read(tmp_path, _file(_feature("BP_BauLinie", arc), srs="EPSG:4258"), target=25832)
    # 22 m from south to north; the middle lies 9.7 m further east: nearly half a circle.
    assert plan.objects[0].geometry.length == pytest.approx(22.25 / 2 * np.pi, rel=0.1)
    assert plan.crs == "EPSG:25832"


def test_turned_curves_and_references(tmp_path: Path) -> None:
    one = f'<gml:LineString gml:id="l1"><gml:posList>{_at((0, 0), (20, 0), (20, 10))}</gml:posList></gml:LineString>'
    two = f"<gml:LineString><gml:posList>{_at((0, 0), (0, 10), (20, 10))}</gml:posList></gml:LineString>"
    turned = f'<gml:OrientableCurve orientation="-"><gml:baseCurve>{two}</gml:baseCurve></gml:OrientableCurve>'
    ring = f"<gml:Ring><gml:curveMember>{one}</gml:curveMember><gml:curveMember>{turned}</gml:curveMember></gml:Ring>"
    shared = (
        f'<gml:MultiCurve><gml:curveMember>{one}</gml:curveMember><gml:curveMember xlink:href="#l1"/></gml:MultiCurve>'
    )
    plan = _one(tmp_path, _feature("BP_GruenFlaeche", _polygon(ring)), _feature("BP_BauGrenze", shared, id="b"))
    assert plan.objects[0].geometry.area == 200
    assert plan.repaired == ()
    assert plan.objects[1].geometry.length == 60


@pytest.mark.parametrize(
    ("geometry", "id"),
    [
        ("<gml:Polygon/>", "no-ring"),
        (_polygon("<gml:LinearRing/>"), "no-coordinates"),
        (_polygon("<gml:LinearRing><gml:posList>1 2 x</gml:posList></gml:LinearRing>"), "numbers"),
        (_polygon("<gml:LinearRing><gml:posList>1 2 3</gml:posList></gml:LinearRing>"), "numbers"),
        (_polygon("<gml:LinearRing><gml:posList>1 NaN 3 4</gml:posList></gml:LinearRing>"), "numbers"),
        (_polygon("<gml:LinearRing><gml:posList>1e300 1 3 4</gml:posList></gml:LinearRing>"), "numbers"),
        (_polygon(_ring((0, 0), (20, 0))), "degenerate"),
        (_polygon(_ring((0, 0), (20, 0), (0, 0))), "degenerate"),
        ("<gml:Tin/>", "geometry"),
        (_curve("<gml:Bezier/>"), "geometry"),
        (_curve(f"<gml:Arc><gml:posList>{_at((0, 0), (1, 1))}</gml:posList></gml:Arc>"), "arc"),
        ('<gml:MultiCurve><gml:curveMember xlink:href="#away"/></gml:MultiCurve>', "unresolved"),
        (
            '<gml:CompositeCurve gml:id="c"><gml:curveMember xlink:href="#c"/></gml:CompositeCurve>',
            "circle",
        ),
    ],
)
def test_geometry_that_cannot_be_read_is_reported_and_the_rest_drawn(tmp_path: Path, geometry: str, id: str) -> None:
    good = _feature("BP_BaugebietsTeilFlaeche", _polygon(), id="good")
    plan = _one(tmp_path, _feature("BP_BauGrenze", geometry, id="bad"), good)
    assert [(r.id, r.why.id) for r in plan.reported] == [("bad", f"xplan.reported.{id}")]
    assert [o.id for o in plan.objects] == ["good"]


def test_what_is_mended_is_told(tmp_path: Path) -> None:
    open_ring = _ring(*SQUARE[:-1])
    bow = _ring((0, 0), (20, 10), (20, 0), (0, 10), (0, 0))
    flat_hole = _ring((5, 5), (6, 5), (5, 5))
    plan = _one(
        tmp_path,
        _feature("BP_GruenFlaeche", _polygon(open_ring), id="open"),
        _feature("BP_GruenFlaeche", _polygon(bow), id="bow"),
        _feature("BP_GruenFlaeche", _polygon(None, flat_hole), id="hole"),
    )
    assert [(r.id, r.why.id.rpartition(".")[2]) for r in plan.repaired] == [
        ("open", "gap"),
        ("bow", "invalid"),
        ("hole", "hole"),
    ]
    assert [o.geometry.area for o in plan.objects] == pytest.approx([200, 100, 200])
    assert all(o.geometry.is_valid for o in plan.objects)


def test_unknown_classes_are_drawn_and_objects_without_place_reported(tmp_path: Path) -> None:
    plan = _one(tmp_path, _feature("BP_Neuartig", _polygon(), id="n"), _feature("BP_Abstandsmass", id="o"))
    assert plan.objects[0].kind is PlanKind.OTHER
    assert [(r.type, r.why.id) for r in plan.reported] == [("BP_Abstandsmass", "xplan.reported.no-geometry")]
    assert (plan.type, plan.given) == ("", {"BP_Abstandsmass": 1, "BP_Neuartig": 1})


def test_several_plans_share_out_their_objects(tmp_path: Path) -> None:
    def head(id: str, section: str) -> str:
        extra = f'<xplan:name>Plan {id}</xplan:name><xplan:bereich xlink:href="#{section}"/>'
        area = f"<xplan:raeumlicherGeltungsbereich>{_polygon()}</xplan:raeumlicherGeltungsbereich>"
        return _feature("BP_Plan", "", extra + area, id=id)

    features = [
        head("P1", "B1"),
        head("P2", "B2"),
        _feature("BP_Bereich", "", '<xplan:planinhalt xlink:href="#x2"/>', id="B2"),
        _feature("BP_Bereich", "", '<xplan:gehoertZuPlan xlink:href="#P1"/>', id="B1"),
        _feature("BP_GruenFlaeche", _polygon(), '<xplan:gehoertZuBereich xlink:href="#B1"/>', id="x1"),
        _feature("BP_GruenFlaeche", _polygon(), id="x2"),
        _feature("BP_GruenFlaeche", _polygon(), id="x3"),
    ]
    one, two = _read(tmp_path, _file(*features))
    assert (one.name, [o.id for o in one.objects]) == ("Plan P1", ["x1", "x3"])
    assert (two.name, [o.id for o in two.objects]) == ("Plan P2", ["x2"])
    assert sum(one.given.values()) + sum(two.given.values()) == len(features)
    assert one.area.area == 200


def test_ids_that_are_missing_or_there_twice(tmp_path: Path) -> None:
    area = f"<xplan:raeumlicherGeltungsbereich>{_polygon()}</xplan:raeumlicherGeltungsbereich>"
    plans = [_feature("BP_Plan", "", area, id="p"), _feature("BP_Plan", "", area, id="p")]
    nameless = _feature("BP_GruenFlaeche", _polygon()).replace('gml:id="a"', "")
    twice = [_feature("BP_GruenFlaeche", _polygon())] * 2
    found = _read(tmp_path, _file(*plans, nameless, *twice))
    assert [p.id for p in found] == ["p", "p~2"]
    assert [o.id for o in found[0].objects] == ["BP_GruenFlaeche-3", "a", "a~2"]


def test_containers_and_encodings(tmp_path: Path) -> None:
    text = _file(_feature("BP_GruenFlaeche", _polygon(), "<xplan:text>Grün</xplan:text>"))
    utf16 = text.replace("UTF-8", "UTF-16").encode("utf-16")
    latin = text.replace("UTF-8", "ISO-8859-1").encode("latin-1")
    for data in (utf16, latin, b"\xef\xbb\xbf" + text.encode(), gzip.compress(text.encode())):
        assert _read(tmp_path, data)[0].objects[0].label == "Grün"
    archive = tmp_path / "plan.zip"
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("in/plan.gml", text)
    assert read_plans(Part(archive, "in/plan.gml"), Job())[0].objects[0].label == "Grün"


LAUGHS = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">'
    + "".join(f'<!ENTITY {n} "{f"&{p};" * 10}">' for p, n in zip("abcdefgh", "bcdefghi", strict=True))
    + "]>"
)


@pytest.mark.parametrize(
    ("text", "id"),
    [
        (_file(_feature("BP_GruenFlaeche", _polygon()), prefix=LAUGHS), "error.city.doctype"),
        (
            _file(
                _feature("BP_GruenFlaeche", _polygon(), "<xplan:text>&e;</xplan:text>"),
                prefix='<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
            ),
            "error.city.doctype",
        ),
        (_file(_feature("BP_Plan", _polygon()), version="4/1"), "error.xplan.version"),
        (_file(_feature("BP_Plan", _polygon()), version="7/0"), "error.xplan.version"),
        ("<a/>", "error.xplan.not-xplan"),
        ("{}", "error.city.not-xml"),
        ("\0\1\2", "error.city.not-xml"),
        (_file(), "error.xplan.empty"),
        (_file(_feature("BP_GruenFlaeche", "")), "error.xplan.no-geometry"),
        (_file(_feature("BP_GruenFlaeche", "<gml:Polygon/>")), "error.xplan.no-geometry"),
        (_file(_feature("BP_GruenFlaeche", _polygon()), srs=""), "error.city.no-crs"),
        (_file(_feature("BP_GruenFlaeche", _polygon()), srs="MOON"), "error.crs.unknown"),
        (_file(_feature("BP_GruenFlaeche", _polygon()), srs="EPSG:31468"), "error.city.wrong-crs"),
    ],
)
def test_what_the_user_must_put_right(tmp_path: Path, text: str, id: str) -> None:
    assert _refused(tmp_path, text) == id


def test_a_file_that_breaks_off_or_is_nested_too_deeply(tmp_path: Path) -> None:
    lines = "\n".join([_file(_feature("BP_GruenFlaeche", _polygon()))[:-60]] * 1).replace("><", ">\n<")
    assert _refused(tmp_path, lines) == "error.xplan.broken"
    deep = "<xplan:t>" * 5000 + "</xplan:t>" * 5000
    text = _file(_feature("BP_GruenFlaeche", _polygon(), deep)).replace("><", ">\n<")
    assert _refused(tmp_path, text) == "error.xplan.broken"


def test_one_feature_without_end(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(document, "LONGEST_FEATURE", 100_000)
    long = "<xplan:text>x</xplan:text>" * 20_000
    assert _refused(tmp_path, _file(_feature("BP_GruenFlaeche", _polygon(), long))) == "error.city.too-big"
    many = [_feature("BP_GruenFlaeche", _polygon(), id=f"g{i}") for i in range(2000)]
    assert len(_read(tmp_path, _file(*many))[0].objects) == 2000


def test_cancel(tmp_path: Path) -> None:
    path = tmp_path / "plan.gml"
    path.write_text(_file(_feature("BP_GruenFlaeche", _polygon())))
    job = Job()
    job.cancel()
    with pytest.raises(CancelledError):
        read_plans(Part(path), job)


def test_mutated_files_end_with_a_plan_or_a_word(tmp_path: Path) -> None:
    rng = np.random.default_rng(5)
    heights = (
        "<xplan:hoehenangabe><xplan:XP_Hoehenangabe><xplan:h>9</xplan:h></xplan:XP_Hoehenangabe></xplan:hoehenangabe>"
    )
    arc = _curve(f"<gml:Arc><gml:posList>{_at((20, 0), (30, 10), (20, 20))}</gml:posList></gml:Arc>")
    good = _file(_feature("BP_GruenFlaeche", _polygon(), heights), _feature("BP_BauLinie", arc, id="l")).encode()
    for _ in range(300):
        data = bytearray(good)
        for _ in range(int(rng.integers(1, 6))):
            at, length = int(rng.integers(0, len(data))), int(rng.integers(0, 40))
            piece = (
                bytes(rng.integers(0, 256, length, dtype=np.uint8)) if rng.random() < 0.5 else data[at : at + length]
            )
            data[at : at + int(rng.integers(0, 40))] = piece
        try:
            plans = _read(tmp_path, bytes(data) or b"<")
        except PlanningError:
            continue
        for plan in plans:
            assert len(plan.objects) + len(plan.reported) + len(plan.texts) <= sum(plan.given.values())
