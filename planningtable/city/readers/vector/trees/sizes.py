"""Height and crown of trees: as the register says, else from the trunk or the age, else guide values."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from planningtable.city.grid import Array
from planningtable.city.readers.vector.numbers import number, text

HEIGHT = (
    *(
        "hoehe_m",
        "höhe_m",
        "hoehe",
        "höhe",
        "baumhoehe",
        "baumhöhe",
        "baumhoehe_m",
        "baumhoehe_akt",
        "height",
        "height_m",
    ),
    *("hoehe_akt", "baumhoehea", "hoehe_in_m", "tree_height", "hoeheaktuell", "bhoehe", "baum_h", "h"),
)
CROWN = (
    *(
        "kronendurchmesser_m",
        "kronendurchmesser",
        "krone_m",
        "krone",
        "kronedurch",
        "kronenbreite",
        "kronendm",
        "krone_dm",
    ),
    *(
        "crown",
        "crown_m",
        "crown_diameter",
        "diameter_crown",
        "kronenbrei",
        "krone_durch",
        "kronendurc",
        "kronendurchm",
    ),
)
CIRCUMFERENCE_KEYS = ("stammumfang", "stammumfang_cm", "stammumfa", "umfang", "stu", "circumference", "stamm_umfang")
DIAMETER_KEYS = ("stammdurchmesser", "stammdurch", "stammdurchmesser_cm", "bhd", "dbh", "diameter", "trunk_diameter")
PLANTED = ("pflanzjahr", "pflanzja", "standalter_jahr", "plant_year", "planted", "start_date", "pflanzdatum", "jahr")
AGE = ("standalter", "alter", "baumalter", "age")
# Guide values for a grown street tree where the register gives no size; shown to people as such [m].
USUAL_HEIGHT = 12.0
USUAL_CROWN = 7.0
# Crown diameter as a share of the height, where only one of the two is known; guide value.
CROWN_SHARE = 0.6
# A young tree is planted 4 m high and grows 0.3 m a year up to the usual height; guide values, shown as such.
PLANTED_HEIGHT = 4.0
GROWTH = 0.3
# Height from the circumference of the trunk: 4 m and 7 cm a centimetre; guide values.
TRUNK_START = 4.0
TRUNK_SLOPE = 0.07
TALLEST = 45.0
# Age is counted from the newest year of the register, at least from this one.
NEWEST = 2025


@dataclass(frozen=True, slots=True, eq=False)
class Sizes:
    """Sizes of trees; columns of the same length.

    Attributes:
        height: [m].
        crown: diameter [m].
        usual: whether height or crown is a guide value.
        by_trunk: whether the height was told from the trunk.
        by_age: whether the height was told from the age.
        implausible: whether a size in the register cannot be.
    """

    height: Array
    crown: Array
    usual: Array
    by_trunk: Array
    by_age: Array
    implausible: Array


def sizes(fields: Mapping[str, Array], count: int) -> Sizes:
    """Height and crown of each row of a register."""
    stated_height, stated_crown = _column(fields, HEIGHT, count), _column(fields, CROWN, count)
    height = np.where((stated_height > 0.5) & (stated_height < 80), stated_height, np.nan)
    crown = np.where((stated_crown > 0.2) & (stated_crown < 50), stated_crown, np.nan)
    implausible = (np.isfinite(stated_height) & (stated_height != 0) & np.isnan(height)) | (
        np.isfinite(stated_crown) & (stated_crown != 0) & np.isnan(crown)
    )
    usual = np.isnan(height) | np.isnan(crown)
    from_crown = np.isnan(height) & np.isfinite(crown)
    height = np.where(from_crown, np.clip(crown / CROWN_SHARE, 2.0, TALLEST), height)
    girth = _circumference(fields, count)
    by_trunk = np.isnan(height) & (girth > 5) & (girth < 1500)
    height = np.where(by_trunk, np.minimum(TRUNK_START + TRUNK_SLOPE * np.minimum(girth, 600.0), TALLEST), height)
    age = _age(fields, count)
    by_age = np.isnan(height) & (age >= 0) & (age < 400)
    height = np.where(by_age, np.minimum(PLANTED_HEIGHT + GROWTH * age, USUAL_HEIGHT), height)
    height = np.where(np.isnan(height), USUAL_HEIGHT, height)
    crown = np.where(np.isnan(crown), np.minimum(height * CROWN_SHARE, USUAL_CROWN), crown)
    return Sizes(height, crown, usual, by_trunk, by_age, implausible)


def _column(fields: Mapping[str, Array], names: tuple[str, ...], count: int) -> Array:
    """In each row the first of the columns with a number."""
    found = np.full(count, np.nan)
    for name in names:
        if name in fields and np.isnan(found).any():
            found = np.where(np.isnan(found), [_middle(v) for v in fields[name]], found)
    return np.asarray(found, np.float64)


def _middle(value: object) -> float:
    """A number, or the middle of a class like ``10-15 m`` or ``5 bis 10``."""
    word = text(value).replace("–", "-").replace(" bis ", "-")
    low, dash, high = word.partition("-")
    if dash and low.strip():
        ends = number(low), number(high)
        return float(np.mean(ends)) if np.isfinite(ends).all() else float("nan")
    return number(value)


def _circumference(fields: Mapping[str, Array], count: int) -> Array:
    """Of the trunk [cm]; registers that write metres have no value over 15."""
    found = _column(fields, CIRCUMFERENCE_KEYS, count)
    found = np.where(np.isnan(found), _column(fields, DIAMETER_KEYS, count) * np.pi, found)
    known = found[np.isfinite(found) & (found > 0)]
    return np.where(len(known) > 0 and known.max(initial=0) <= 15, found * 100, found)


def _age(fields: Mapping[str, Array], count: int) -> Array:
    year = np.full(count, np.nan)
    for name in PLANTED:
        if name in fields:
            words = [text(v) for v in fields[name]]
            found = [number(next((p for p in re.split(r"[^0-9]", w) if len(p) == 4), "")) for w in words]
            year = np.where(np.isnan(year), found, year)
    year = np.where((year > 1600) & (year < 2100), year, np.nan)
    age = max(NEWEST, float(np.nanmax(year, initial=NEWEST))) - year
    return np.where(np.isnan(age), _column(fields, AGE, count), age)
