"""What pictures are drawn with on this machine."""

from planningtable.domain.text import PlanningError
from scenes.hosts import OffscreenWindow
from scenes.view import SceneView


def name() -> str:
    """The OpenGL renderer as the driver names it; empty where nothing can be drawn."""
    try:
        window = OffscreenWindow(SceneView())
    except PlanningError:
        return ""
    driver = window.driver()
    window.close()
    return driver
