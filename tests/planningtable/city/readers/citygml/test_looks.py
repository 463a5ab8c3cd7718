"""Appearances: of the object, of the whole model, of version 1.0; images, colours, themes."""

from pathlib import Path

import numpy as np
import pytest
from helpers.citygml_chunks import batch_of, batches, member, model, square, surfaces, written

from planningtable.city.model.batch import CityBatch
from planningtable.city.readers.citygml.looks import colour_of

COORDINATES = "0 0 1 0 1 1 0 1 0 0"


def house(id: str, more: str = "") -> str:
    shape = f"<bldg:lod2MultiSurface>{surfaces(square(id), id=f'{id}-all')}</bldg:lod2MultiSurface>"
    return member(f"<bldg:Building>{more}{shape}</bldg:Building>")


def texture(image: str, target: str, ring: str = "", coordinates: str = COORDINATES) -> str:
    found = f'<app:textureCoordinates ring="#{ring or target + "-ring"}">{coordinates}</app:textureCoordinates>'
    return (
        f"<app:surfaceDataMember><app:ParameterizedTexture><app:imageURI>{image}</app:imageURI>"
        f'<app:target uri="#{target}"><app:TexCoordList>{found}</app:TexCoordList></app:target>'
        "</app:ParameterizedTexture></app:surfaceDataMember>"
    )


def material(colour: str, *targets: str, front: str = "") -> str:
    aimed = "".join(f"<app:target>#{target}</app:target>" for target in targets)
    return (
        f"<app:surfaceDataMember><app:X3DMaterial>{front}<app:diffuseColor>{colour}</app:diffuseColor>{aimed}"
        "</app:X3DMaterial></app:surfaceDataMember>"
    )


def appearance(content: str, theme: str = "") -> str:
    return f"<app:Appearance>{f'<app:theme>{theme}</app:theme>' if theme else ''}{content}</app:Appearance>"


def image_of(batch: CityBatch, polygon: int = 0) -> str:
    row = batch.polygons.texture[polygon]
    return batch.textures[row] if row >= 0 else ""


@pytest.mark.parametrize("where", ["object", "model before", "model behind"])
@pytest.mark.parametrize("target", [1, 2**21])
def test_a_texture_lies_on_its_polygon(tmp_path: Path, where: str, target: int) -> None:
    look = appearance(texture("a/b.jpg", "p"), "summer")
    of_model = f"<app:appearanceMember>{look}</app:appearanceMember>"
    content = {
        "object": house("p", f"<app:appearance>{look}</app:appearance>"),
        "model before": of_model + house("p"),
        "model behind": house("p") + of_model,
    }[where] + house("q")
    done = [b for b in batches(written(tmp_path, model(content)), target) if len(b.polygons)]
    first = done[0]
    assert image_of(first) == "a/b.jpg"
    assert first.polygons.uv is not None
    assert first.polygons.uv[:5].ravel().tolist() == [float(n) for n in COORDINATES.split()]
    assert image_of(done[-1], -1) == ""
    if len(done) > 1:
        assert done[1].textures == ()
    assert sum(dict(b.features).get("theme:summer", 0) for b in batches(written(tmp_path, model(content)), target)) == 1


def test_the_first_theme_with_an_image_counts(tmp_path: Path) -> None:
    looks = (
        appearance(material("1 0 0", "p"), "plain")
        + appearance(texture("summer.jpg", "p"), "summer")
        + appearance(texture("winter.jpg", "p", coordinates="5 5 5 5 5 5 5 5 5 5"), "winter")
    )
    batch = batch_of(tmp_path, house("p", f"<app:appearance>{looks}</app:appearance>"))
    assert batch.textures == ("summer.jpg",)
    assert batch.polygons.colour.tolist() == [[255, 0, 0]]
    assert batch.polygons.uv is not None
    assert batch.polygons.uv[0].tolist() == [0, 0]
    assert {n for n, _ in batch.features if n.startswith("theme:")} == {"theme:plain", "theme:summer", "theme:winter"}


def test_a_colour_of_all_gives_way_to_that_of_one(tmp_path: Path) -> None:
    looks = appearance(material("0 0 1", "m") + material("0 1 0", "p"))
    shape = f"<bldg:lod2MultiSurface>{surfaces(square('p'), square('q'), id='m')}</bldg:lod2MultiSurface>"
    content = member(f"<bldg:Building><app:appearance>{looks}</app:appearance>{shape}</bldg:Building>")
    batch = batch_of(tmp_path, content)
    assert batch.polygons.colour.tolist() == [[0, 255, 0], [0, 0, 255]]


def test_back_sides_are_not_painted(tmp_path: Path) -> None:
    looks = appearance(material("0 0 1", "p", front="<app:isFront>false</app:isFront>"))
    batch = batch_of(tmp_path, house("p", f"<app:appearance>{looks}</app:appearance>"))
    assert batch.polygons.colour.tolist() == [[-1, -1, -1]]


def test_textures_that_cannot_be_placed_are_noted(tmp_path: Path) -> None:
    generated = (
        "<app:surfaceDataMember><app:ParameterizedTexture><app:imageURI>x.png</app:imageURI>"
        "<app:target uri='#p'><app:TexCoordGen><app:worldToTexture>1 0 0 0 0 1 0 0 0 0 0 1</app:worldToTexture>"
        "</app:TexCoordGen></app:target>"
        "</app:ParameterizedTexture></app:surfaceDataMember><app:surfaceDataMember><app:GeoreferencedTexture/>"
        "</app:surfaceDataMember>"
    )
    batch = batch_of(tmp_path, house("p", f"<app:appearance>{appearance(generated)}</app:appearance>"))
    counted = dict(batch.features)
    assert (counted["TexCoordGen"], counted["GeoreferencedTexture"]) == (1, 1)
    assert batch.textures == ()


@pytest.mark.parametrize("coordinates", ["0 0 1 0 1 1", "0 0 1 0 x 1 0 1 0 0", ""])
def test_coordinates_that_do_not_fit_are_left_out(tmp_path: Path, coordinates: str) -> None:
    looks = appearance(texture("a.jpg", "p", coordinates=coordinates))
    batch = batch_of(tmp_path, house("p", f"<app:appearance>{looks}</app:appearance>"))
    assert batch.polygons.uv is None


def test_coordinates_without_the_closing_point_are_closed(tmp_path: Path) -> None:
    looks = appearance(texture("a.jpg", "p", coordinates="0 0 1 0 1 1 0 1"))
    batch = batch_of(tmp_path, house("p", f"<app:appearance>{looks}</app:appearance>"))
    assert batch.polygons.uv is not None
    assert batch.polygons.uv[4].tolist() == [0, 0]


def test_version_3_names_rings_beside_the_coordinates(tmp_path: Path) -> None:
    data = (
        "<app:surfaceData><app:ParameterizedTexture><app:imageURI>a.jpg</app:imageURI><app:textureParameterization>"
        "<app:TextureAssociation><app:target>#p</app:target><app:textureParameterization><app:TexCoordList>"
        f"<app:textureCoordinates>{COORDINATES}</app:textureCoordinates><app:ring>#p-ring</app:ring></app:TexCoordList>"
        "</app:textureParameterization></app:TextureAssociation></app:textureParameterization>"
        "</app:ParameterizedTexture></app:surfaceData>"
    )
    content = house("p", f"<core:appearance>{appearance(data)}</core:appearance>").replace("bldg:lod2", "core:lod2")
    batch = batch_of(tmp_path, content, "3.0")
    assert image_of(batch) == "a.jpg"
    assert batch.polygons.uv is not None
    assert not np.isnan(batch.polygons.uv).any()


def test_textures_within_surfaces_of_version_1(tmp_path: Path) -> None:
    simple = (
        f"<tex:SimpleTexture><tex:textureMap>old.jpg</tex:textureMap><tex:textureCoordinates>{COORDINATES}"
        "</tex:textureCoordinates></tex:SimpleTexture>"
    )
    plain = "<tex:Material><tex:diffuseColor>0 1 1</tex:diffuseColor></tex:Material>"
    both = "".join(
        f"<gml:surfaceMember><tex:TexturedSurface orientation='+'><gml:baseSurface>{square(id)}</gml:baseSurface>"
        f"<tex:appearance>{look}</tex:appearance></tex:TexturedSurface></gml:surfaceMember>"
        for id, look in (("p", simple), ("q", plain))
    )
    shape = f"<bldg:lod2MultiSurface><gml:MultiSurface>{both}</gml:MultiSurface></bldg:lod2MultiSurface>"
    batch = batch_of(tmp_path, member(f"<bldg:Building>{shape}</bldg:Building>"), "1.0")
    assert (image_of(batch, 0), image_of(batch, 1)) == ("old.jpg", "")
    assert batch.polygons.colour.tolist() == [[-1, -1, -1], [0, 255, 255]]
    assert batch.polygons.uv is not None
    assert batch.polygons.uv[1].tolist() == [1, 0]
    assert dict(batch.features)["SimpleTexture"] == 1


@pytest.mark.parametrize(
    ("text", "colour"),
    [("0 0.5 1", (0, 128, 255)), ("1 1", None), ("2 0 0", None), ("red", None), ("nan 0 0", None), ("", None)],
)
def test_colours(text: str, colour: tuple[int, int, int] | None) -> None:
    assert colour_of(text) == colour


def test_looks_within_templates_of_version_3(tmp_path: Path) -> None:
    look = appearance(f"<app:surfaceData>{material('1 1 0', 'p').removeprefix('<app:surfaceDataMember>')}")
    look = look.replace("</app:surfaceDataMember>", "</app:surfaceData>")
    content = (
        "<frn:CityFurniture><core:lod2ImplicitRepresentation><core:ImplicitGeometry>"
        "<core:transformationMatrix>1 0 0 0 0 1 0 0 0 0 1 0 0 0 0 1</core:transformationMatrix><core:referencePoint>"
        "<gml:Point><gml:pos>1 2 3</gml:pos></gml:Point></core:referencePoint>"
        f"<core:relativeGeometry>{surfaces(square('p'))}</core:relativeGeometry>"
        f"<core:appearance>{look}</core:appearance></core:ImplicitGeometry></core:lod2ImplicitRepresentation>"
        "</frn:CityFurniture>"
    )
    batch = batch_of(tmp_path, member(content), "3.0")
    assert batch.templates[0].polygons.colour.tolist() == [[255, 255, 0]]
