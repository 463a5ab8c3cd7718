"""Land cover classes and their physical values, read from the catalogue."""

from dataclasses import dataclass
from enum import IntEnum


class LandCover(IntEnum):
    """Codes in land-cover grids (uint8). Names are keys of ``assets/catalogues/land-cover.toml``."""

    UNKNOWN = 0
    ASPHALT = 1
    PAVING = 2
    PERMEABLE_PAVING = 3
    GRAVEL = 4
    BARE_SOIL = 5
    LAWN = 6
    MEADOW = 7
    SHRUBS = 8
    WOODLAND = 9
    WATER = 10
    BUILDING = 11
    SWALE = 12
    FIELD = 13


@dataclass(frozen=True, slots=True)
class SurfaceValues:
    """Physical values of one land cover class; each source is given in the catalogue.

    Attributes:
        cover: the class.
        sealed: share of the area through which no water gets [0..1].
        runoff_peak: peak runoff coefficient C_s [-].
        runoff_mean: mean runoff coefficient C_m [-].
        initial_loss: wetting and depression loss [mm].
        infiltration_initial: Horton f_0 [mm/h].
        infiltration_final: Horton f_c [mm/h].
        infiltration_decay: Horton k [1/h].
        manning: roughness n [s/m^(1/3)].
        albedo: shortwave reflectance [-].
        emissivity: longwave emissivity [-].
        heating_slope: SOLWEIG surface heating k [K/°].
        heating_start: SOLWEIG T_start [K].
        heating_peak: hour of the highest surface temperature t_max [h].
        biotope: Biotopflächenfaktor 2021 [-].
        green: whether it counts as green space.
        colour: muted ground colour in pictures, ``#rrggbb``.
    """

    cover: LandCover
    sealed: float
    runoff_peak: float
    runoff_mean: float
    initial_loss: float
    infiltration_initial: float
    infiltration_final: float
    infiltration_decay: float
    manning: float
    albedo: float
    emissivity: float
    heating_slope: float
    heating_start: float
    heating_peak: float
    biotope: float
    green: bool
    colour: str
