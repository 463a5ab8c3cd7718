"""The core of the planning table: no Qt, no VTK."""

__version__ = "0.1.0"
