"""Arrays → VTK's props. Everything is drawn unlit: the light is in the colours."""

from collections.abc import Callable
from typing import Any, TypeVar

import numpy as np
from vtkmodules.util.numpy_support import numpy_to_vtk
from vtkmodules.vtkCommonCore import vtkPoints
from vtkmodules.vtkCommonDataModel import vtkCellArray, vtkImageData, vtkPolyData
from vtkmodules.vtkCommonMath import vtkMatrix4x4
from vtkmodules.vtkRenderingCore import vtkActor, vtkPolyDataMapper, vtkTexture

from scenes.camera import Camera, axes, eye
from scenes.meshes import Array, Bytes, Floats, Lines, Mesh, Rows

Shape = TypeVar("Shape", Mesh, Lines)

PULL = 0.0025
"""Share of the distance by which lines are drawn nearer than the faces they lie on."""


def poly_data(mesh: Mesh) -> Any:
    """The mesh for an actor; its vertices are the same objects in every view, which a graphics card takes once."""
    return _own(mesh, _poly_data)


def line_data(lines: Lines) -> Any:
    """Lines for an actor, shared as a mesh is."""
    return _own(lines, _line_data)


def _own(shape: Shape, make: Callable[[Shape], Any]) -> Any:
    if "data" not in shape.kept:
        shape.kept["data"] = make(shape)
    # Colours and triangles of the copy can be replaced without changing those of others.
    data = vtkPolyData()
    data.ShallowCopy(shape.kept["data"])
    return data


def _poly_data(mesh: Mesh) -> Any:
    data = vtkPolyData()
    data.SetPoints(_points(mesh.points))
    data.SetPolys(_cells(mesh.triangles))
    data.GetPointData().SetScalars(_colours(mesh.colours))
    if mesh.places is not None:
        data.GetPointData().SetTCoords(numpy_to_vtk(np.ascontiguousarray(mesh.places), deep=True))
    return data


def _line_data(lines: Lines) -> Any:
    data = vtkPolyData()
    data.SetPoints(_points(lines.points))
    data.SetLines(_cells(np.arange(len(lines.points), dtype=np.int32).reshape(-1, 2)))
    data.GetPointData().SetScalars(_colours(lines.colours))
    return data


def _points(points: Array) -> Any:
    held = vtkPoints()
    held.SetData(numpy_to_vtk(np.ascontiguousarray(points, np.float32), deep=True))
    return held


def _colours(colours: Bytes) -> Any:
    return numpy_to_vtk(np.ascontiguousarray(colours), deep=True)


def _cells(rows: Array) -> Any:
    # Indices of 32 bits take half the memory of VTK's own, and a city has millions of them.
    cells = vtkCellArray()
    width = rows.shape[1]
    offsets = numpy_to_vtk(np.arange(0, len(rows) * width + 1, width, dtype=np.int32), deep=True)
    cells.SetData(offsets, numpy_to_vtk(np.ascontiguousarray(rows, np.int32).reshape(-1), deep=True))
    return cells


def actor_of(data: Any, texture: Any = None) -> Any:
    mapper = vtkPolyDataMapper()
    mapper.SetInputData(data)
    mapper.SetColorModeToDirectScalars()
    mapper.ScalarVisibilityOn()
    mapper.StaticOn()
    actor = vtkActor()
    actor.SetMapper(mapper)
    actor.GetProperty().LightingOff()
    actor.GetProperty().SetInterpolationToFlat()
    actor.PickableOff()
    if texture is not None:
        actor.SetTexture(texture)
    return actor


def picture_texture(picture: Bytes) -> Any:
    """A texture of an sRGB picture, shape (rows, columns, 3), row 0 north."""
    texture = vtkTexture()
    texture.InterpolateOn()
    texture.MipmapOn()
    # Finer filtering along the line of sight costs as much as half the frame where the processor draws.
    texture.SetMaximumAnisotropicFiltering(1.0)
    texture.RepeatOff()
    texture.EdgeClampOn()
    texture.SetColorModeToDirectScalars()
    repaint(texture, picture)
    return texture


def image_texture(picture: Bytes, *, repeats: bool) -> Any:
    """A texture of a model's image, which may go on beyond its edges and have holes, see `picture_texture`."""
    texture = picture_texture(picture)
    texture.SetRepeat(repeats)
    texture.SetEdgeClamp(not repeats)
    return texture


def repaint(texture: Any, picture: Bytes) -> None:
    """Put another picture on a texture."""
    rows, columns, bands = picture.shape
    image = vtkImageData()
    image.SetDimensions(columns, rows, 1)
    # A copy already, which VTK keeps alive: it may be as large as a photo, and the thread that draws waits for it.
    upward = picture[::-1].reshape(-1, bands)
    image.GetPointData().SetScalars(numpy_to_vtk(upward))
    texture.SetInputData(image)


def set_colours(actor: Any, colours: Bytes) -> None:
    """Other colours for the vertices of an actor."""
    data = actor.GetMapper().GetInput()
    data.GetPointData().SetScalars(_colours(colours))
    data.Modified()


def set_triangles(actor: Any, triangles: Rows) -> None:
    """Other triangles over the vertices of an actor."""
    data = actor.GetMapper().GetInput()
    data.SetPolys(_cells(triangles))
    data.Modified()


def dot_data(points: Floats, colours: Bytes) -> Any:
    """Points without dots yet, shape (n, 3), and a colour for each."""
    data = vtkPolyData()
    data.SetPoints(_points(points))
    data.GetPointData().SetScalars(_colours(colours))
    return data


def set_dots(actor: Any, rows: Rows) -> None:
    """The points of an actor that are drawn as dots."""
    data = actor.GetMapper().GetInput()
    data.SetVerts(_cells(rows.reshape(-1, 1)))
    data.Modified()


def pull(camera: Camera, origin: tuple[float, float], by: float = PULL) -> Any:
    """A matrix that draws things nearer to the eye without moving them in the picture."""
    matrix = vtkMatrix4x4()
    if camera.parallel:
        shift = -axes(camera)[2] * camera.distance * by
        scale = 1.0
    else:
        local = eye(camera) - np.array([origin[0], origin[1], 0.0])
        shift, scale = local * by, 1.0 - by
    for i in range(3):
        matrix.SetElement(i, i, scale)
        matrix.SetElement(i, 3, float(shift[i]))
    return matrix
