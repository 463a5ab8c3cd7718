"""What a layer puts on the model beside paint: water, lines, arrows. Called in the thread that draws."""

from typing import Any

from scenes.actors import actor_of, line_data, picture_texture, poly_data
from scenes.drape import Drape

CONTOUR = 1.3
"""Width of contour lines, in units of lines."""


class LayerProps:
    """Keeps VTK's props in step with a drape; nothing is built anew until there is another drape."""

    def __init__(self, renderer: Any) -> None:
        self._renderer = renderer
        # What is translucent lies in a known order. VTK's blending without one needs further pictures of the size of
        # the window, which costs half a frame where the processor draws, and mixes arrows with the water below them.
        renderer.SetUseOIT(False)
        self._drape: Drape | None = None
        self._actors: list[Any] = []

    def show(self, drape: Drape | None) -> None:
        """Draw what a drape brings along; None takes everything away."""
        if drape is self._drape:
            return
        self._drape = drape
        for actor in self._actors:
            self._renderer.RemoveActor(actor)
        self._actors = [] if drape is None else _made(drape)
        for actor in self._actors:
            self._renderer.AddActor(actor)

    def aim(self, flat: Any, scale: float) -> None:
        """Follow the camera.

        Args:
            flat: draws what lies on the ground nearer to the eye than it.
            scale: pixels of the picture per unit of lines.
        """
        for actor in self._actors:
            actor.SetUserMatrix(flat)
            actor.GetProperty().SetLineWidth(CONTOUR * scale)


def _made(drape: Drape) -> list[Any]:
    """From below to above: what is translucent is drawn in this order."""
    made = []
    if drape.water is not None:
        made.append(actor_of(poly_data(drape.water.mesh), picture_texture(drape.water.picture)))
    if drape.contours is not None and len(drape.contours.points):
        made.append(actor_of(line_data(drape.contours)))
    signs = None if drape.signs is None else drape.signs.closed
    made += [actor_of(poly_data(mesh)) for mesh in (drape.arrows, signs, drape.ways) if mesh is not None]
    for actor in made:
        actor.ForceTranslucentOn()
    return made
