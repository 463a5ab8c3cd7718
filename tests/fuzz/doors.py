"""The doors through which files come in: the check-up, and the import in each role; a sentence is a good answer."""

import json
from pathlib import Path

import numpy as np

from planningtable.app.importer import ImportRequest, check_files, import_site
from planningtable.app.plans import plans_in
from planningtable.app.words import load_words
from planningtable.city.checkup import FileCheck
from planningtable.city.job import Job
from planningtable.city.readers.files import Part
from planningtable.domain.text import LANGUAGES, PlanningError

CRS = "EPSG:25832"
WORDS = tuple(map(load_words, LANGUAGES))


def _said(error: PlanningError) -> None:
    """The sentence can be said, in one line, and written down."""
    for say in WORDS:
        words = say(error.text)
        assert words
        assert "\n" not in words, words[:200]
        assert len(words) < 1500, words[:200]
        words.encode("utf-8")


def check(path: Path) -> None:
    """The check-up; what it shows and what it reports must be all, and all of it can be said."""
    try:
        checkup = check_files((path,), None, Job())
    except PlanningError as error:
        _said(error)
        return
    files: tuple[FileCheck, ...] = checkup.files
    for file in files:
        assert file.given == file.shown + len(file.reported), file.name
        assert min((*file.objects.values(), file.given, file.shown), default=0) >= 0
    for say in WORDS:
        json.dumps(checkup.as_mapping(say), ensure_ascii=False, allow_nan=False).encode("utf-8")


def as_city(path: Path) -> None:
    try:
        site = import_site(ImportRequest((path,), crs=CRS), Job()).site
    except PlanningError as error:
        _said(error)
        return
    assert len(site.buildings) > 0
    assert np.isfinite(site.surfaces.ring_points).all()
    assert np.isfinite(site.terrain.values).all()


def as_plan(path: Path) -> None:
    try:
        plans_in((Part(path),), CRS, Job())
    except PlanningError as error:
        _said(error)


def beside(good: Path, role: str, path: Path) -> None:
    """The file as terrain, trees, streets or land cover of a city that is whole."""
    try:
        site = import_site(ImportRequest((good,), **{role: path}), Job()).site  # type: ignore[arg-type]
    except PlanningError as error:
        _said(error)
        return
    assert len(site.buildings) > 0
    assert np.isfinite(site.terrain.values).all()
