"""The one module that plugins may import. What is named here is kept stable within an API version."""

from planningtable.city.catalogue import surface_values
from planningtable.city.compiled import compiled
from planningtable.city.geometry.roofs import DEDUCTION, RoofClass, plane_area, roof_suitability
from planningtable.city.grid import Array, Extent, Grid, frame
from planningtable.city.job import Job
from planningtable.city.land_cover import LandCover, SurfaceValues
from planningtable.city.measures.kind import Cost, KindParameter, MeasureKind, Shape
from planningtable.city.measures.works import Trench, Wall, trenches_of, walls_of
from planningtable.city.site import Buildings, Site, Source, Streets, SurfaceKind, Surfaces, Trees
from planningtable.city.sun import SunPosition, place_of, sun_angles, sun_position
from planningtable.domain.text import CancelledError, PlanningError, Text
from planningtable.domain.values import Direction, Measure
from planningtable.indicators.indicator import Dimension, Indicator, IndicatorInfo, Inputs, Value
from planningtable.layers.access import Access
from planningtable.layers.case import Case, CaseGrid, CaseLayer, CaseResult, CaseTable
from planningtable.layers.free import FreeValue
from planningtable.layers.layer import (
    Column,
    Flow,
    Frame,
    Layer,
    LayerInfo,
    LayerResult,
    Provenance,
    Quality,
    Quantity,
    Scenario,
)
from planningtable.layers.legend import Legend, LegendClass
from planningtable.layers.listing import Listing
from planningtable.layers.palette import Palette
from planningtable.layers.tiers import tiers

API_VERSION = 1

__all__ = [
    "API_VERSION",
    "DEDUCTION",
    "Access",
    "Array",
    "Buildings",
    "CancelledError",
    "Case",
    "CaseGrid",
    "CaseLayer",
    "CaseResult",
    "CaseTable",
    "Column",
    "Cost",
    "Dimension",
    "Direction",
    "Extent",
    "Flow",
    "Frame",
    "FreeValue",
    "Grid",
    "Indicator",
    "IndicatorInfo",
    "Inputs",
    "Job",
    "KindParameter",
    "LandCover",
    "Layer",
    "LayerInfo",
    "LayerResult",
    "Legend",
    "LegendClass",
    "Listing",
    "Measure",
    "MeasureKind",
    "Palette",
    "PlanningError",
    "Provenance",
    "Quality",
    "Quantity",
    "RoofClass",
    "Scenario",
    "Shape",
    "Site",
    "Source",
    "Streets",
    "SunPosition",
    "SurfaceKind",
    "SurfaceValues",
    "Surfaces",
    "Text",
    "Trees",
    "Trench",
    "Value",
    "Wall",
    "compiled",
    "frame",
    "place_of",
    "plane_area",
    "roof_suitability",
    "sun_angles",
    "sun_position",
    "surface_values",
    "tiers",
    "trenches_of",
    "walls_of",
]
