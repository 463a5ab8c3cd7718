"""The demo district: a fictitious German quarter, written as the files that a town would deliver."""

from planningtable.app.demo.district import District, write_district

__all__ = ["District", "write_district"]
