"""What the margin of a picture says of what is drawn, or of several pictures side by side."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from planningtable.city.photo import Photo
from planningtable.city.site import Site
from planningtable.domain.text import Text, Words
from planningtable.layers.layer import LayerResult, Quality
from planningtable.layers.legend import Legend
from planningtable.layers.look import laid
from planningtable.layers.times import MAIN, common_title, shown_access, shown_notes
from scenes.camera import Camera, Size, metres_per_pixel
from scenes.requests import Request
from scenes.sheet import LayerText, SheetText


@dataclass(frozen=True, slots=True, eq=False)
class Laid:
    """A picture, and whether parts of its layer are hatched."""

    request: Request
    hatched: bool

    @property
    def legend(self) -> Legend | None:
        result = self.request.layer_result
        return None if result is None else result.legends.get(result.main)


def margin_text(whole: Request, parts: Sequence[Laid], size: Size, camera: Camera, signs: Legend | None) -> SheetText:
    """What is written beside pictures.

    Args:
        whole: says title, subtitle, date and language.
        parts: what is drawn, one or several side by side.
        size: of each of them [px].
        camera: of each of them.
        signs: of development plans; None where there are none.
    """
    first = parts[0].request
    photos = tuple(dict.fromkeys(photo for part in parts for photo in part.request.photos))
    return SheetText(
        title=whole.title,
        subtitle=whole.subtitle,
        layers=layer_texts(parts, whole.words),
        numbered=any(part.request.contributions for part in parts),
        date=whole.date,
        sources=_sources(first.site, photos, whole.words),
        metres_per_pixel=metres_per_pixel(camera, size) if camera.parallel else None,
        azimuth=camera.azimuth,
        signs=signs,
    )


def layer_texts(parts: Sequence[Laid], words: Words) -> tuple[LayerText, ...]:
    """A legend for each layer that differs from the others, in the order in which they come."""
    groups: list[list[Laid]] = []
    for part in parts:
        if part.legend is None:
            continue
        fitting = (group for group in groups if _title([*group, part], words) is not None)
        group = next(fitting, None)
        if group is None:
            groups.append([part])
        else:
            group.append(part)
    texts = [_layer_text(group, words) for group in groups]
    # What is said of several layers is said once, below the last of them.
    later = [{note for text in texts[number + 1 :] for note in text.notes} for number in range(len(texts))]
    return tuple(
        replace(text, notes=tuple(note for note in text.notes if note not in known))
        for text, known in zip(texts, later, strict=True)
    )


def _title(group: Sequence[Laid], words: Words) -> Text | None:
    """What is drawn by all of them; None where that is not the same."""
    shown = [
        (part.request.layer_result, _frame(part, words)) for part in group if part.request.layer_result is not None
    ]
    return common_title(shown)


def _frame(part: Laid, words: Words) -> int:
    """The time that is drawn; `MAIN` where the layer has no word for one of its times."""
    result = part.request.layer_result
    return part.request.frame if result is not None and words.knows(f"{result.layer}.frame") else MAIN


def _layer_text(group: Sequence[Laid], words: Words) -> LayerText:
    title, legend = _title(group, words), group[0].legend
    assert title is not None
    assert legend is not None
    results = [(part.request, part.request.layer_result) for part in group]
    notes = [note for request, result in results if result is not None for note in _notes(request, result)]
    return LayerText(
        legend=laid(replace(legend, title=title), group[0].request.look),
        preview=any(result is not None and result.quality is Quality.PREVIEW for _, result in results),
        notes=tuple(dict.fromkeys(notes)),
        gaps=any(part.hatched for part in group),
        signs=tuple(dict.fromkeys(sign for request, result in results for sign in _signs(request, result))),
    )


def _signs(request: Request, result: LayerResult | None) -> tuple[str, ...]:
    access = None if result is None else shown_access(result, request.frame)
    return () if access is None else access.signs


def _notes(request: Request, result: LayerResult) -> tuple[Text, ...]:
    below = {"photo": bool(request.photos), "textures": request.textures}
    return shown_notes(result, request.frame, request.look, **below)


def _sources(site: Site, photos: tuple[Photo, ...], words: Words) -> str:
    named: Sequence[str] = [
        f"{source.name} ({source.licence})" if source.licence else source.name for source in site.sources
    ]
    made = [words("scenes.terrain-made")] if site.terrain_made else []
    return ", ".join([*dict.fromkeys(named), *made, *(photo.credit for photo in photos)])
