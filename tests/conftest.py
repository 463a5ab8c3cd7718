"""What every test may ask for."""

import os
from pathlib import Path

import pytest

DATA = Path(os.environ.get("PLANNINGTABLE_DATA", Path(__file__).parents[2] / "shared" / "data"))


@pytest.fixture(scope="session")
def shared_data() -> Path:
    """The real files beside the checkout; they are never part of it."""
    if not DATA.is_dir():
        pytest.skip(f"the real data are not here: {DATA.name} beside the checkout is missing")
    return DATA


@pytest.fixture(scope="session")
def shared_data_or_none() -> Path | None:
    """The real files where they are here, for tests that also work without them."""
    return DATA if DATA.is_dir() else None
