"""What both versions share: heads, parts within their owner, and parts that have no place there."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from lxml.etree import _Element

from planningtable.city.writers.citygml.classes import Class, class_name, keeps_type, nested_classes
from planningtable.city.writers.citygml.looks import write_appearance
from planningtable.city.writers.citygml.pen import Pen
from planningtable.city.writers.citygml.properties import (
    Property,
    Sorted,
    core_properties,
    told_apart,
    write_head,
)
from planningtable.city.writers.features import Feature
from planningtable.city.writers.properties import ORIGINAL_TYPE
from planningtable.city.writers.texts import plain, xml_id

PARENT = "parent"


@dataclass(frozen=True, slots=True, eq=False)
class Written:
    """A feature's element, begun.

    Attributes:
        root: the element.
        id: its gml:id.
        kind: its class.
        feature: what is written.
        told: its attributes.
        place: where an appearance belongs.
    """

    root: _Element
    id: str
    kind: Class
    feature: Feature
    told: Sorted
    place: int


@dataclass(slots=True, eq=False)
class FeatureWriter:
    """Writes features of one version, with all that is within them.

    Attributes:
        pen: of the table.
        classes: of the version.
        aliases: names of classes in other versions.
        body: writes own properties and geometry of a feature, and calls for its children.
        orphans: nested objects that the version has no place for; written after their owner.
    """

    pen: Pen
    classes: Mapping[str, Class]
    aliases: Mapping[str, str]
    body: Callable[["FeatureWriter", Written], None]
    orphans: list[Feature] = field(default_factory=list)

    def features(self, feature: Feature) -> list[_Element]:
        """The feature, then what had no place in it."""
        found = [self._top(feature)]
        while self.orphans:
            found.append(self._top(self.orphans.pop(0)))
        return found

    def _top(self, feature: Feature) -> _Element:
        name = class_name(feature, self.classes, self.aliases)
        if name in nested_classes(self.classes):
            name = "GenericCityObject"
        written = self._begun(feature, name)
        self.body(self, written)
        write_appearance(self.pen, written.root, written.place, written.id)
        return written.root

    def _begun(self, feature: Feature, name: str) -> Written:
        kind = self.classes[name]
        attributes = feature.attributes
        if not keeps_type(feature, name):
            attributes = {ORIGINAL_TYPE: plain(feature.type), **attributes}
        id = self.pen.ids.take(xml_id(feature.id) if feature.id else "object")
        root = self.pen.element(kind.name, id)
        extra = ADDRESS if kind.address else ()
        more = HEIGHT if kind.shape == "built" and self.pen.names.version == "3.0" else ()
        told = told_apart(attributes, (*core_properties(self.pen.names.version), *kind.own, *extra, *more))
        place = write_head(self.pen, root, feature.name, told, feature.id)
        return Written(root, id, kind, feature, told, place)

    def children(self, owner: Written, properties: Mapping[str, str]) -> None:
        """Nested objects for which there is a property, in the order of the properties."""
        for wanted in properties:
            for child in owner.feature.children:
                if class_name(child, self.classes, self.aliases) == wanted:
                    written = self._begun(child, wanted)
                    self.pen.sub(owner.root, properties[wanted]).append(written.root)
                    self.body(self, written)

    def leave(self, owner: Written) -> None:
        """Remember nested objects that have no place here."""
        places = {*owner.kind.before, *owner.kind.after}
        for child in owner.feature.children:
            if class_name(child, self.classes, self.aliases) not in places:
                attributes = {PARENT: owner.feature.id, **child.attributes}
                self.orphans.append(replace(child, attributes=attributes))


ADDRESS: tuple[Property, ...] = (Property("core:address", "code"), Property("core:town", "code"))
HEIGHT: tuple[Property, ...] = (
    Property("con:measuredHeight", "measure"),
    Property("con:dateOfConstruction", "date"),
    Property("con:dateOfDemolition", "date"),
)
