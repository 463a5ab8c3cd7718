"""Images that surfaces are covered with, from beside the documents into the intake."""

from collections.abc import Sequence

from planningtable.app.intake.values import Document
from planningtable.store.city_intake import CityIntake

# Images of other kinds are not drawn.
DRAWN = (b"\x89PNG", b"\xff\xd8\xff")
# Larger images are plans or photographs of whole districts [bytes].
MOST = 32 * 2**20


def keep_textures(documents: Sequence[Document], intake: CityIntake) -> None:
    """Take in each image that surfaces use and that lies beside its document; the others stay away and leave white.

    Raises:
        PlanningError: the disk is full.
    """
    sources = {source: name for name, (source, *_) in intake.sources().items()}
    documents_by_key = {document.key: document for document in documents}
    for name in intake.texture_names():
        source, _, image = name.partition(":")
        document = documents_by_key.get(sources.get(int(source), ""))
        data = document.part.sibling(image, MOST) if document is not None else None
        if data is not None and data.startswith(DRAWN):
            intake.keep_texture(name, data)
