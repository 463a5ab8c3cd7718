"""Names for new things."""

import secrets


def fresh_id(kind: str) -> str:
    """An id that no other seat makes at the same time, e.g. ``measure-3f9a1c0b``."""
    return f"{kind}-{secrets.token_hex(4)}"
