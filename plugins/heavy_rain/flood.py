"""What the solver answers."""

from dataclasses import dataclass

from plugins.heavy_rain.arrays import B8, F32, F64


@dataclass(frozen=True, slots=True)
class Balance:
    """Where the water went [m³].

    Attributes:
        start: standing at the start.
        rain: fallen on cells, before the initial loss.
        fed: let onto cells by the feeds.
        initial_loss: held by wetting and small hollows.
        infiltrated: into the ground.
        drained: into the sewers.
        out: over the edges, net.
        stored: standing at the end.
    """

    start: float
    rain: float
    fed: float
    initial_loss: float
    infiltrated: float
    drained: float
    out: float
    stored: float

    @property
    def error(self) -> float:
        """What is missing, as a share of what came in [-]."""
        came = self.start + self.rain + self.fed + max(-self.out, 0.0)
        gone = self.initial_loss + self.infiltrated + self.drained + max(self.out, 0.0) + self.stored
        return (came - gone) / came if came > 0.0 else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class Picture:
    """The water at a time: depth and velocity at the cell centres, shape (rows, columns).

    Attributes:
        seconds: since the start [s].
        depth: of the water [m].
        speed: velocity where the water is 2 cm deep or deeper, 0 elsewhere [m/s].
        discharge: unit discharge eastwards and southwards [m²/s].
    """

    seconds: float
    depth: F32
    speed: F32
    discharge: tuple[F32, F32]


@dataclass(frozen=True, slots=True, eq=False)
class Flood:
    """What the water did; grids of shape (rows, columns), 0 in blocked cells.

    Attributes:
        peak: highest depth [m].
        fastest: highest velocity where the water was deeper than 2 cm [m/s].
        strongest: highest depth times velocity [m²/s].
        arrival: when the depth first reached the mark [s]; NaN where it never did.
        lasting: how long the depth was above the mark [s].
        final: depth at the end [m].
        discharge: unit discharge eastwards and southwards at the end, at the cell centres [m²/s].
        pictures: depth and velocity over time.
        probes: rows of (time [s], depth [m] of each probe, velocity [m/s] of each probe).
        balance: where the water went.
        steps: time steps made.
        swift: where water 5 cm deep or deeper was faster than its waves.
    """

    peak: F32
    fastest: F32
    strongest: F32
    arrival: F32
    lasting: F32
    final: F32
    discharge: tuple[F32, F32]
    pictures: tuple[Picture, ...]
    probes: F64
    balance: Balance
    steps: int
    swift: B8

    @property
    def swift_share(self) -> float:
        """Share of the cells once 5 cm deep or deeper in which the water was faster than its waves [-]."""
        return float(self.swift.sum()) / max(float((self.peak >= 0.05).sum()), 1.0)
