"""Where the screening comes from, as its results name it."""

SOURCES = (
    "Barnes, Callaghan, Wickert (2020, 2021): Computing water flow through complex landscapes, parts 2 and 3. Earth "
    "Surf. Dynam. 8 and 9, doi 10.5194/esurf-8-431-2020, 10.5194/esurf-9-105-2021",
    "Umweltatlas Berlin 02.24: depressions listed from 20 cm, 4 m², 2 m³ and 200 m² of catchment",
)
