"""Smooth ways from one view to another."""

from dataclasses import replace

import numpy as np

from scenes.camera import STEEPEST, Camera, Vector, axes

RISE = 0.6
"""A way between far places rises by this share of how far they are apart: the eye sees where it goes."""


def travelled(start: Camera, end: Camera, share: float) -> Camera:
    """A camera between two others.

    Args:
        start: where the way begins.
        end: where it ends.
        share: of the way that is done [0..1].
    """
    if share >= 1.0:
        return end
    if share <= 0.0:
        return start
    if max(start.tilt, end.tilt) <= STEEPEST:
        return _over(start, end, share)
    # Down to eye level one comes down last of all, from there one goes up first.
    return _down(end, start, 1.0 - share) if start.tilt > end.tilt else _down(start, end, share)


def between(one: Camera, other: Camera, share: float) -> Camera:
    """Straight on between two cameras that are close to each other."""
    focus = one.focus + (other.focus - one.focus) * share
    azimuth = _turning(one.azimuth, other.azimuth, share)
    return replace(one.aimed(focus), azimuth=azimuth, tilt=_mixed(one.tilt, other.tilt, share))


def _eased(share: float) -> float:
    return share * share * (3.0 - 2.0 * share)


def _mixed(one: float, other: float, share: float) -> float:
    return one + (other - one) * share


def _turning(one: float, other: float, share: float) -> float:
    """The shorter way round between two azimuths [°]."""
    return (one + ((other - one + 180.0) % 360.0 - 180.0) * share) % 360.0


def _over(start: Camera, end: Camera, share: float) -> Camera:
    s = _eased(share)
    apart = float(np.linalg.norm(end.focus[:2] - start.focus[:2]))
    near = np.exp(_mixed(np.log(start.distance), np.log(end.distance), s))
    rise = 4.0 * s * (1.0 - s) * RISE * max(apart - near, 0.0)
    focus = start.focus + (end.focus - start.focus) * s
    return replace(
        start.aimed(focus),
        distance=float(near + rise),
        azimuth=_turning(start.azimuth, end.azimuth, s),
        tilt=_mixed(start.tilt, end.tilt, s),
        parallel=start.parallel and end.parallel,
        opening=_mixed(start.opening, end.opening, s),
    )


def _down(high: Camera, low: Camera, share: float) -> Camera:
    """From above down to eye level."""
    s = _eased(share)
    above, below = _seen_from(high), _seen_from(low)
    place = above + (below - above) * s
    place[2] = below[2] + (above[2] - below[2]) * (1.0 - s) ** 2
    camera = replace(
        low,
        distance=float(np.exp(_mixed(np.log(high.distance), np.log(low.distance), s))),
        azimuth=_turning(high.azimuth, low.azimuth, s),
        tilt=_mixed(high.tilt, low.tilt, s),
        opening=_mixed(high.opening, low.opening, s),
        parallel=False,
    )
    return camera.aimed(place + axes(camera)[2] * camera.distance)


def _seen_from(camera: Camera) -> Vector:
    """The eye of the perspective view that looks like this one."""
    return np.asarray(camera.focus - axes(camera)[2] * camera.distance)
