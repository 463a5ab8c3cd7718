"""Windows for a view: one of its own for pictures, and one that lives in somebody else's OpenGL context."""

import ctypes
import re
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import vtkmodules.vtkRenderingOpenGL2  # noqa: F401  registers the classes that draw
from PIL import Image
from vtkmodules.util.numpy_support import vtk_to_numpy
from vtkmodules.vtkCommonCore import vtkLogger, vtkUnsignedCharArray
from vtkmodules.vtkRenderingCore import vtkRenderWindow
from vtkmodules.vtkRenderingOpenGL2 import vtkGenericOpenGLRenderWindow

from planningtable.domain.text import PlanningError
from scenes.camera import Size
from scenes.meshes import Bytes
from scenes.mosaic import Piece, only, pieces
from scenes.view import SceneView

LONGEST = 4096
"""Longest side that is drawn in one go [px]: every graphics card has the memory for it."""


class HostedWindow:
    """A view inside an OpenGL context that someone else owns, such as Qt Quick's.

    All methods are called with that context current, in one thread.
    """

    def __init__(self, view: SceneView, samples: int = 4, beside: "HostedWindow | None" = None) -> None:
        """A window for a view; ``beside`` is another one in the same context, which draws much of the same."""
        self.view = view
        self._window: Any = vtkGenericOpenGLRenderWindow()
        if beside is not None:
            # Vertices that both draw are on the graphics card once.
            self._window.GetState().SetVBOCache(beside.vertices)
        self._window.SetMultiSamples(samples)
        self._window.SetReadyForRendering(True)
        self._window.SetMapped(True)
        self._window.SetIsCurrent(True)
        self._window.SetFrameBlitModeToBlitToCurrent()
        self._take(view)
        self._started = False

    def show(self, view: SceneView) -> None:
        """Draw another view from now on; all that the one before alone had on the graphics card is given back."""
        self._window.RemoveRenderer(self.view.renderer)
        self.view = view
        self._take(view)

    def _take(self, view: SceneView) -> None:
        self._window.AddRenderer(view.renderer)
        view.shade_background(gradient=False)
        # The host blends the picture over its own; what is not drawn on must not be transparent.
        view.renderer.SetBackgroundAlpha(1.0)

    @property
    def vertices(self) -> Any:
        """What this window has on the graphics card, for others in the same context."""
        return self._window.GetVBOCache()

    def render(self, size: Size, bind: Callable[[], object], samples: int | None = None) -> None:
        """Draw a frame.

        Args:
            size: of the framebuffer [px].
            bind: binds the framebuffer that the picture goes to; called after VTK has set its own state.
            samples: samples a pixel from now on; 0 draws quickly, with jagged edges.
        """
        if samples is not None:
            self._window.SetMultiSamples(samples)
        if not self._started:
            self._window.OpenGLInitContext()
            self._started = True
        if (size.width, size.height) != tuple(self._window.GetSize()):
            self._window.SetSize(size.width, size.height)
        with self.view.drawing:
            self.view.size = size
            self.view.arrange()
            self._window.OpenGLInitState()
            bind()
            self._window.Render()

    def release(self) -> None:
        """Give VTK's OpenGL resources back; the context is still current."""
        self._window.RemoveRenderer(self.view.renderer)
        self._window.Finalize()


class OffscreenWindow:
    """A view in a window that nobody sees; works without a screen (EGL or OSMesa).

    Raises:
        PlanningError: this machine has no OpenGL at all.
    """

    def __init__(self, view: SceneView, samples: int = 0) -> None:
        self.view = view
        self._window: Any = _window()
        self._window.SetOffScreenRendering(True)
        self._window.SetMultiSamples(samples)
        self._window.SetSize(view.size.width, view.size.height)
        self._window.AddRenderer(view.renderer)

    def render(self) -> None:
        self.view.arrange()
        self._resize(self.view.size)
        self._window.Render()

    def finish(self) -> None:
        """Wait until what was asked for is drawn."""
        self._window.WaitForCompletion()

    def picture(self, longest: int = LONGEST) -> Bytes:
        """Draw and read, sRGB, shape (rows, columns, 3), row 0 at the top; in pieces where a side is too long.

        Args:
            longest: side that is drawn in one go [px].
        """
        return self.reduced(1, longest)

    def reduced(self, finer: int, longest: int = LONGEST) -> Bytes:
        """The picture with each square of ``finer`` × ``finer`` pixels as one, their mean.

        Args:
            finer: side of the squares [px]; the view's sides are multiples of it.
            longest: side that is drawn in one go [px].
        """
        self.view.arrange()
        whole = Size(self.view.size.width // finer, self.view.size.height // finer)
        parts = pieces(whole, max(longest // finer, 1))
        picture = np.empty((whole.height, whole.width, 3), np.uint8)
        for part in parts:
            size = Size(part.size.width * finer, part.size.height * finer)
            if len(parts) == 1:
                drawn = self._drawn(size)
            else:
                with only(self.view.renderer, self.view.size, Piece(part.left * finer, part.top * finer, size)):
                    drawn = self._drawn(size)
            rows = slice(part.top, part.top + part.size.height)
            picture[rows, part.left : part.left + part.size.width] = _means(drawn, finer)
        return picture

    def _drawn(self, size: Size) -> Bytes:
        self._resize(size)
        self._window.Render()
        data = vtkUnsignedCharArray()
        self._window.GetPixelData(0, 0, size.width - 1, size.height - 1, 0, data, 0)
        pixels: Bytes = vtk_to_numpy(data).reshape(size.height, size.width, 3)[::-1]
        return np.ascontiguousarray(pixels)

    def _resize(self, size: Size) -> None:
        if (size.width, size.height) != tuple(self._window.GetSize()):
            self._window.SetSize(size.width, size.height)

    def driver(self) -> str:
        """The OpenGL renderer as the driver names it; empty where it names none."""
        self.render()
        found = re.search(r"OpenGL renderer string:\s*(.+)", str(self._window.ReportCapabilities()))
        return found[1].strip() if found else ""

    def close(self) -> None:
        self._window.RemoveRenderer(self.view.renderer)
        self._window.Finalize()


def _means(picture: Bytes, finer: int) -> Bytes:
    if finer == 1:
        return picture
    rows, columns = picture.shape[0] // finer, picture.shape[1] // finer
    image = Image.fromarray(picture).resize((columns, rows), Image.Resampling.BOX)
    return np.asarray(image, np.uint8)


def _window() -> Any:
    """An off-screen window that draws; on Linux without asking an X server first."""
    told = vtkLogger.GetCurrentVerbosityCutoff()
    # A way that does not work is no news as long as the next one does.
    vtkLogger.SetStderrVerbosity(vtkLogger.VERBOSITY_OFF)
    try:
        for make in _makers():
            window = make()
            window.SetOffScreenRendering(True)
            window.SetSize(16, 16)
            window.Initialize()
            if window.GetInitialized() and window.SupportsOpenGL():
                return window
    finally:
        vtkLogger.SetStderrVerbosity(told)
    raise PlanningError("error.scenes.no-opengl")


def _makers() -> list[Callable[[], Any]]:
    if not sys.platform.startswith("linux"):
        return [vtkRenderWindow]
    from vtkmodules import vtkRenderingOpenGL2 as backend

    # VTK crashes where a library is missing, so that is asked first.
    ways = (("vtkEGLRenderWindow", "libEGL.so.1"), ("vtkOSOpenGLRenderWindow", "libOSMesa.so.8"))
    return [getattr(backend, name) for name, library in ways if hasattr(backend, name) and _loads(library)]


def _loads(library: str) -> bool:
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True
