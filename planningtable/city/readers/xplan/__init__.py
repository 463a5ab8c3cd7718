"""Reader of development plans in XPlanGML 5 and 6."""

from planningtable.city.readers.xplan.reader import read_plans

__all__ = ["read_plans"]
