"""The workshop file.

sqlite-utils imports pandas wherever it is installed, for the sake of a kind of number that is never stored here, and
that would take half a second of each start; it is imported here, before anything else of the folder, without.
"""

import sys

if "pandas" not in sys.modules and "sqlite_utils" not in sys.modules:
    sys.modules["pandas"] = None  # type: ignore[assignment]  # Python's way to say that there is none
    try:
        import sqlite_utils  # noqa: F401
    finally:
        del sys.modules["pandas"]
