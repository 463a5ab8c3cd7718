"""Footprints with heights → buildings: which column means what, and the reader."""
