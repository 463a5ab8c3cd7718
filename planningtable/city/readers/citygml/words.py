"""Words and numbers of a CityGML object: simple properties, generic attributes, addresses, references."""

from collections.abc import Iterator, MutableMapping

from lxml.etree import _Element

from planningtable.city.readers.citygml.names import HREF, MAIN_PARTS, Classes, children

DEEPEST = 12
# Stands for what lies deeper than that.
MORE = "…"


def text_of(element: _Element) -> str:
    """Text of an element without surplus white space."""
    text = element.text
    if not text:
        return ""
    text = text.strip()
    return " ".join(text.split()) if "\n" in text or "  " in text else text


def with_unit(element: _Element) -> str:
    """Text of an element, its unit of measure behind it."""
    text = text_of(element)
    unit = element.get("uom")
    if unit:
        text = f"{text} {unit.replace('#', ':').rpartition(':')[2]}".strip()
    return text


def put(into: MutableMapping[str, str], key: str, value: str) -> None:
    """Keep a value; further ones under the same key get a number behind it."""
    if key not in into:
        into[key] = value
        return
    # By doubling and halving, since a list may have a hundred thousand of them; an object's limits come afterwards.
    free = 2
    while f"{key}.{free}" in into:
        free *= 2
    taken = max(free // 2, 1)
    while free - taken > 1:
        middle = (taken + free) // 2
        if f"{key}.{middle}" in into:
            taken = middle
        else:
            free = middle
    into[f"{key}.{free}"] = value


def generic_attribute(element: _Element, classes: Classes, into: MutableMapping[str, str]) -> None:
    """A generic attribute or a set of them, of CityGML 1.0, 2.0 or 3.0; sets become ``set.name``."""
    for holder in children(element) if classes[element.tag] == "genericAttribute" else (element,):
        *names, value = children(holder) or (holder,)
        # Nearly all of them: a name, before version 3.0 as an attribute, and a value, nothing else.
        if len(names) < 2 and classes[value.tag] == "value" and not value.keys():
            label = (names[0].text if names else holder.get("name")) or ""
            if label and (not names or classes[names[0].tag] == "name"):
                put(into, label.strip(), (value.text or "").strip())
                continue
        _generic(holder, classes, into, "", 0)


def _generic(element: _Element, classes: Classes, into: MutableMapping[str, str], prefix: str, depth: int) -> None:
    label = element.get("name") or ""
    value: _Element | None = None
    deeper: list[_Element] = []
    for child in element:
        name = classes[child.tag]
        if name == "name":
            label = label or text_of(child)
        elif name == "value":
            value = child
        elif name == "genericAttribute":
            deeper.extend(child)
        else:
            deeper.append(child)
    if value is not None and label:
        put(into, prefix + label, with_unit(value))
        space = value.get("codeSpace")
        if space:
            put(into, f"{prefix}{label}.codeSpace", space)
    if depth >= DEEPEST and deeper:
        put(into, prefix + (label or MORE), MORE)
        return
    for child in deeper:
        _generic(child, classes, into, f"{prefix}{label}.", depth + 1)


def leaves(element: _Element, classes: Classes, key: str, into: MutableMapping[str, str], depth: int = 0) -> None:
    """The texts of a property that holds more than a text: ``height/Height/status`` becomes ``height.status``."""
    if not len(element):
        value = with_unit(element) or element.get(HREF) or ""
        if value:
            put(into, key, value)
        return
    if depth >= DEEPEST:
        put(into, key, MORE)
        return
    for child in element:
        name = classes[child.tag].lstrip("+")
        if name[:1].isupper() or name in MAIN_PARTS:
            leaves(child, classes, key, into, depth + 1)
        else:
            leaves(child, classes, f"{key}.{name}", into, depth + 1)


def external_reference(element: _Element, into: MutableMapping[str, str]) -> None:
    """An external reference: the object it leads to, and the information system that it is kept in."""
    system = next(_texts(element, "informationSystem"), "")
    target = next(_texts(element, "targetResource", "uri", "name"), "")
    if target or system:
        put(into, "externalReference", target)
    if system:
        put(into, "externalReference.informationSystem", system)


def address(element: _Element, into: MutableMapping[str, str]) -> None:
    """An address: street with number, and the town with its postal code, of an xAL address (2.0 or 3.0)."""
    street, town = address_of(element)
    if street:
        put(into, "address", street)
    if town and town not in into.values():
        put(into, "town", town)


def _texts(element: _Element, *names: str) -> Iterator[str]:
    for found in element.iter(*(f"{{*}}{name}" for name in names)):
        text = text_of(found)
        if text:
            yield text


def address_of(element: _Element) -> tuple[str, str]:
    """Street with number, and the town with its postal code; empty where they are not given."""
    street = number = code = town = ""
    for found in element.iter("{*}Thoroughfare", "{*}Locality", "{*}PostalCode", "{*}PostCode"):
        name = found.tag.rpartition("}")[2]
        if name == "Thoroughfare":
            street = street or next(_texts(found, "ThoroughfareName", "NameElement"), "")
            number = number or next(_texts(found, "ThoroughfareNumber", "Number"), "")
        elif name == "Locality":
            town = town or next(_texts(found, "LocalityName"), "") or _direct_text(found, "NameElement")
        else:
            code = code or next(_texts(found, "PostalCodeNumber", "Identifier"), "")
    return (f"{street} {number}".strip() if street else ""), f"{code} {town}".strip()


def _direct_text(element: _Element, name: str) -> str:
    return next((text_of(child) for child in element.iterchildren(f"{{*}}{name}")), "")
