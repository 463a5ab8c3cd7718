"""qmllint finds nothing: neither a misspelt property, nor a slot that is not there, nor a global name."""

import inspect as python_inspect
import subprocess
import sys
from pathlib import Path

import pytest
from helpers.qmltypes import qmltypes
from PySide6.QtCore import QObject

import ui.compare.cell_item
import ui.compare.part_item
import ui.icon_item
import ui.scene_item
import ui.scene_source
import ui.surveyor
import ui.viewmodels.table
from ui.viewmodels import (
    appearance,
    audience,
    bins,
    cameras,
    checkup,
    checkup_file,
    choices,
    comment,
    compare,
    contribution,
    desk,
    exporting,
    free,
    importing,
    indicators,
    keyboard,
    kiosk,
    layers,
    legends,
    lenses,
    looks,
    lying,
    measures,
    measuring,
    pieces,
    reading,
    rest,
    ring,
    rows,
    seat,
    sharing,
    split,
    stage,
    status,
    sun,
    table,
    times,
    variants,
    words,
)

QML = Path(__file__).parents[2] / "ui" / "qml"
MODULES = (
    appearance,
    audience,
    bins,
    cameras,
    checkup,
    checkup_file,
    choices,
    comment,
    compare,
    contribution,
    desk,
    exporting,
    free,
    importing,
    indicators,
    keyboard,
    kiosk,
    layers,
    legends,
    lenses,
    looks,
    lying,
    measures,
    measuring,
    pieces,
    reading,
    rest,
    ring,
    rows,
    seat,
    sharing,
    split,
    stage,
    status,
    sun,
    table,
    times,
    variants,
    words,
)


def our_types() -> list[type[QObject]]:
    modules = (
        *MODULES,
        ui.compare.cell_item,
        ui.compare.part_item,
        ui.icon_item,
        ui.scene_item,
        ui.scene_source,
        ui.surveyor,
    )
    named = [
        kind
        for module in modules
        for _, kind in python_inspect.getmembers(module, python_inspect.isclass)
        if issubclass(kind, QObject) and kind.__module__ == module.__name__
    ]
    bases = {base for kind in named for base in kind.__mro__ if base.__module__.startswith("ui.")}
    return sorted(bases, key=lambda kind: kind.__name__)


@pytest.fixture(scope="module")
def lint(tmp_path_factory):
    folder = tmp_path_factory.mktemp("modules")
    home = folder / "PlanningTable"
    home.mkdir()
    (home / "planningtable.qmltypes").write_text(qmltypes("PlanningTable", our_types()), "utf-8")
    (home / "qmldir").write_text("module PlanningTable\ntypeinfo planningtable.qmltypes\nimport QtQuick\n", "utf-8")

    def run(*files: Path | str) -> subprocess.CompletedProcess[str]:
        program = Path(sys.executable).parent / "pyside6-qmllint"
        command = [str(program), "-I", str(folder), "--max-warnings", "0", *map(str, files)]
        return subprocess.run(command, capture_output=True, text=True, check=False, cwd=QML)

    return run


def test_no_warning(lint):
    files = sorted(QML.glob("*.qml"))
    singletons = [file for file in files if file.name in {"Theme.qml", "Units.qml"}]
    # Looked at alone, a singleton is said not to be one, although its qmldir says so.
    for done in (lint(*(set(files) - set(singletons))), lint("--import", "disable", *singletons)):
        assert done.stdout + done.stderr == ""
        assert done.returncode == 0


@pytest.mark.parametrize(
    ("right", "wrong"),
    [("seat.undo()", "seat.undoo()"), ("tab.seat.tint", "tab.seat.tynt"), ("Theme.onTint", "someGlobal.onTint")],
)
def test_a_slip_is_found(lint, tmp_path, right, wrong):
    for file in QML.iterdir():
        if file.is_file():
            (tmp_path / file.name).write_bytes(file.read_bytes())
    tab = tmp_path / "SeatTab.qml"
    text = tab.read_text("utf-8")
    assert right in text
    tab.write_text(text.replace(right, wrong), "utf-8")
    assert lint(tab).returncode != 0
