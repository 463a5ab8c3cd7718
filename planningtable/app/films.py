"""Films: a layer over its times, the sun over a day, a way along a path. What is to be seen when; others draw it."""

import math
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from planningtable.app.snapshots import SnapshotRequest
from planningtable.app.sun_text import clock, moment_text, position_text
from planningtable.city.clock import local
from planningtable.city.sun import J2000, place_of, sun_angles, sun_position
from planningtable.domain.text import PlanningError, Text
from planningtable.layers.layer import Frame, LayerResult

KINDS = (".webp",)
"""Endings of the films that this installation writes."""

LONGEST = 1200
"""Most pictures of a film: more are no short film any more, and the file is put together in memory."""

DAWN = -4.0
"""A day is shown from when the sun comes up to this elevation until it has gone down to it [°]."""

STEPS_OF_DAY = 288


def check_kind(file: Path) -> None:
    """Refuse names of films that nobody here can write.

    Raises:
        PlanningError: of another ending than `KINDS`.
    """
    if file.suffix.lower() == ".mp4":
        raise PlanningError("error.film.mp4", file=str(file.with_suffix(".webp")))
    if file.suffix.lower() not in KINDS:
        raise PlanningError("error.film.kind", file=file.name)


def picture_count(seconds: float, rate: float) -> int:
    """How many pictures a film has.

    Raises:
        PlanningError: too few or too many.
    """
    exact = seconds * rate
    if not (math.isfinite(exact) and 1 <= rate <= 60 and 2 <= round(exact) <= LONGEST):
        raise PlanningError("error.film.length", most=LONGEST)
    return round(exact)


def over_time(still: SnapshotRequest, result: LayerResult, count: int) -> Callable[[int], SnapshotRequest]:
    """Pictures of a layer over its times; between those that were computed its values are interpolated.

    Raises:
        PlanningError: the layer has no times.
    """
    if len(result.frames) < 2:
        raise PlanningError("error.film.no-times", layer=result.layer)
    frames = (*_dry(result), *result.frames)
    first, last = frames[0].seconds, frames[-1].seconds

    def shot(number: int) -> SnapshotRequest:
        share = number / (count - 1)
        seconds = first + (last - first) * share
        shown = replace(result, frames=(frame_at(frames, seconds),))
        told = still.words(Text.of("film.after", minutes=round(seconds / 60)))
        return replace(still, layer_result=shown, frame=0, clock=told, elapsed=share)

    return shot


def _dry(result: LayerResult) -> tuple[Frame, ...]:
    """What water begins with, where the first of its times is later: none is there before it rains."""
    first = result.frames[0]
    if not result.water or first.seconds <= 0.0:
        return ()
    values = np.where(np.isnan(first.grid.values), first.grid.values, np.float32(0.0))
    return (Frame(0.0, first.grid.with_values(values)),)


def frame_at(frames: Sequence[Frame], seconds: float) -> Frame:
    """The grid at a time, interpolated between the frames before and after it [s]."""
    times = [frame.seconds for frame in frames]
    after = min(max(int(np.searchsorted(times, seconds)), 1), len(frames) - 1)
    one, other = frames[after - 1], frames[after]
    share = min(max((seconds - one.seconds) / max(other.seconds - one.seconds, 1e-9), 0.0), 1.0)
    between = one.grid.values * np.float32(1 - share) + other.grid.values * np.float32(share)
    return Frame(seconds, one.grid.with_values(between))


def over_day(still: SnapshotRequest, day: date, count: int) -> Callable[[int], SnapshotRequest]:
    """Pictures of a day from dawn to dusk by the clocks of the site; of all of it where the sun stays up or down.

    Raises:
        PlanningError: the CRS does not say where on earth the site lies.
    """
    latitude, longitude = place_of(still.site.crs, still.site.extent)
    first, last = _daylight(latitude, longitude, day)

    def shot(number: int) -> SnapshotRequest:
        share = number / (count - 1)
        minutes = round(first + (last - first) * share)
        when = local(latitude, longitude, datetime(day.year, day.month, day.day) + timedelta(minutes=minutes))
        texts = moment_text(when), position_text(sun_position(latitude, longitude, when))
        told = "\n".join(still.words(text) for text in texts)
        return replace(still, sun=when, subtitle=told, clock=still.words(clock(when)), elapsed=share)

    return shot


def _daylight(latitude: float, longitude: float, day: date) -> tuple[float, float]:
    """Minutes of the day between which the sun is up, or nearly."""
    minutes = np.arange(STEPS_OF_DAY) * (24 * 60 / STEPS_OF_DAY)
    midnight = local(latitude, longitude, datetime(day.year, day.month, day.day))
    days = np.asarray((midnight - J2000) / timedelta(days=1) + minutes / 1440.0, np.float64)
    up = minutes[sun_angles(latitude, longitude, days)[1] > DAWN]
    return (float(up[0]), float(up[-1])) if len(up) else (0.0, float(minutes[-1]))
