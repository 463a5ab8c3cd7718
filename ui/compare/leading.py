"""An item beside the map that looks where another one does."""

from collections.abc import Callable

from ui.scene_item import SceneItem


def led(item: SceneItem, before: SceneItem | None, lead: SceneItem | None, follow: Callable[[], None]) -> None:
    """Leave the item that was followed, and follow another one; None for none.

    Args:
        item: that follows.
        before: what it followed until now.
        lead: what it follows from now on.
        follow: is called when the camera of the lead has moved.
    """
    if before is not None:
        before.parts.remove(item)
        before.cameraChanged.disconnect(follow)
    if lead is not None:
        lead.parts.append(item)
        lead.cameraChanged.connect(follow)
