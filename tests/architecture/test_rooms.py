"""What the import contract cannot say about the rooms."""

import ast
import dataclasses
import importlib
import pkgutil
import re
from pathlib import Path

import pytest

import planningtable.domain

ROOT = Path(__file__).parents[2]
CORE = sorted((ROOT / "planningtable").rglob("*.py"))
ROOMS = (
    "planningtable/domain",
    "planningtable/city",
    "planningtable/layers",
    "planningtable/indicators",
    "planningtable/store",
    "planningtable/report",
    "planningtable/app",
    "planningtable/cli",
    "scenes",
    "ui",
    "plugins",
)


@pytest.mark.parametrize("room", ROOMS)
def test_every_room_says_what_goes_in_and_what_it_may_import(room: str) -> None:
    text = (ROOT / room / "README.md").read_text("utf-8")
    assert text.count("\n") <= 12
    assert "May import:" in text


def _domain_classes() -> list[type]:
    found = []
    for module in pkgutil.iter_modules(planningtable.domain.__path__):
        loaded = importlib.import_module(f"planningtable.domain.{module.name}")
        found += [
            value
            for value in vars(loaded).values()
            if isinstance(value, type) and value.__module__ == loaded.__name__ and dataclasses.is_dataclass(value)
        ]
    return found


@pytest.mark.parametrize("cls", _domain_classes(), ids=lambda c: c.__name__)
def test_domain_values_are_frozen_and_hold_no_lists(cls: type) -> None:
    assert cls.__dataclass_params__.frozen  # type: ignore[attr-defined]  # set by the decorator
    for field in dataclasses.fields(cls):
        assert not re.search(r"\b(list|dict|set)\b", str(field.type).lower()), field.name


def test_nobody_asks_a_global_for_an_instance() -> None:
    offenders = []
    for package in ("planningtable", "scenes", "ui", "plugins"):
        for file in (ROOT / package).rglob("*.py"):
            if re.search(r"\bget_?[iI]nstance\(|^\s*global ", file.read_text("utf-8"), re.M):
                offenders.append(str(file.relative_to(ROOT)))
    assert offenders == []


def test_the_core_is_free_of_qt_and_vtk() -> None:
    for file in CORE:
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            names = [a.name for a in node.names] if isinstance(node, ast.Import) else []
            if isinstance(node, ast.ImportFrom):
                names = [node.module or ""]
            for name in names:
                assert name.partition(".")[0] not in {"PySide6", "shiboken6", "vtk", "vtkmodules", "pyvista"}, file


def test_no_context_properties() -> None:
    for file in (ROOT / "ui").rglob("*.py"):
        assert "setContextProperty" not in file.read_text("utf-8"), file.name


def test_nothing_names_a_machine_or_a_registry() -> None:
    for file in (ROOT / "packaging").glob("requirements*.txt"):
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links|@ file", file.read_text("utf-8")), file.name
