"""Where plugins lie: installed ones by entry point, others in a folder that the user names."""

import importlib.util
from collections.abc import Iterator
from importlib import metadata
from importlib.resources.abc import Traversable
from pathlib import Path

GROUP = "planningtable.plugins"


def installed_places() -> Iterator[Traversable]:
    """The folder of every installed plugin, found without running its code, in the order of their names."""
    for entry in sorted(metadata.entry_points(group=GROUP), key=lambda e: e.name):
        yield from package_place(entry.value)


def package_place(package: str) -> Iterator[Traversable]:
    """The folder of a package; nothing if the package is not there."""
    try:
        spec = importlib.util.find_spec(package)
    except ModuleNotFoundError:
        return
    for location in (spec.submodule_search_locations or ()) if spec else ():
        yield Path(location)


def places_under(folder: Path) -> Iterator[Traversable]:
    """The plugin folders directly under a folder: those with a ``plugin.toml``."""
    for place in sorted(folder.iterdir()):
        if (place / "plugin.toml").is_file():
            yield place
