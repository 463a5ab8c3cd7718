"""The page holds every number with its limit and every curve; the one in the docs has every case."""

from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest

from plugins.heavy_rain.verification import __main__ as command
from plugins.heavy_rain.verification.cases import CHECKS
from plugins.heavy_rain.verification.drawing import svg
from plugins.heavy_rain.verification.finding import Chart, Finding, Line, Measured
from plugins.heavy_rain.verification.page import Outcome, write

DOCS = Path(__file__).parents[4] / "docs"
X = np.linspace(0.0, 100.0, 11)


def test_numbers_and_curves_are_on_the_page(tmp_path: Path):
    chart = Chart("distance [m]", "depth <m>", (Line("exact", X, X**2, reference=True), Line("computed", X, X)))
    finding = Finding((Measured("a", 0.1, 0.2, "m"), Measured("b", 3.0, 2.0)), (chart, chart))
    text = write(tmp_path, [Outcome(CHECKS[0], finding, 1.0)]).read_text("utf-8")
    assert "| a | 0.1 m | 0.2 m | kept |" in text
    assert "| b | 3 | 2 | **missed** |" in text
    assert "1 of 2" in text
    assert len(list((tmp_path / "pictures" / "verification").glob("*.svg"))) == 2


def test_a_chart_is_xml_with_a_curve_and_a_name_for_each_line():
    dots = Line("seen & known", X, np.where(X > 50, np.nan, X), dots=True)
    drawn = svg(Chart("x", "y", (Line("exact", X, X, reference=True), Line("ours", X, X), dots)))
    root = ElementTree.fromstring(drawn)
    texts = [t.text for t in root.iter("{http://www.w3.org/2000/svg}text")]
    assert {"exact", "ours", "seen & known", "x", "y", "0", "100"} <= set(texts)
    assert "nan" not in drawn


def test_the_command_writes_the_page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture):
    monkeypatch.setattr("sys.argv", ["verification", str(tmp_path), "T11-turned", "--data", str(tmp_path / "none")])
    assert command.main() == 0
    assert "T11-turned: all limits kept" in capsys.readouterr().out
    assert "## T11-turned" in (tmp_path / "verification.md").read_text("utf-8")


def test_the_page_in_the_docs_has_every_case_and_every_limit_kept():
    text = (DOCS / "verification.md").read_text("utf-8")
    assert [c.id for c in CHECKS if f"## {c.id}\n" not in text] == []
    assert "**missed**" not in text
