"""What the store brings along when it is imported."""

import subprocess
import sys


def test_the_store_is_imported_without_pandas_which_can_be_had_afterwards() -> None:
    code = "import sys, planningtable.store.connection; print('pandas' in sys.modules); import pandas; print(pandas)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert found.startswith("False\n<module 'pandas'")


def test_the_importer_brings_nothing_that_only_some_files_need() -> None:
    code = "import sys, planningtable.app.importer; print(*sys.modules)"
    names = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "sqlite_utils" in names
    assert not {"pandas", "pyogrio", "scipy", "geopandas", "numba"} & set(names)
