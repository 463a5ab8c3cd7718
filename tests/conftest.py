"""What every test may ask for."""

import os
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real files beside the checkout; they are never part of it."""
    folder = Path(os.environ.get("PLANNINGTABLE_DATA", Path(__file__).parents[2] / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip(f"the real data are not here: {folder.name} beside the checkout is missing")
    return folder
