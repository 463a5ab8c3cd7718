"""Files as accident and malice make them: bytes of real files changed here and there, the same for the same seed."""

import random
import re
from collections.abc import Callable

NUMBER = re.compile(rb"-?\d+\.?\d*(?:[eE][-+]?\d+)?")
TAG = re.compile(rb"</?[\w:.-]+")
WORDS = (
    *(b"NaN", b"inf", b"-1e309", b"1e308", b"-0", b"99999999999999999999", b"0x7f", b"1,5", b"null", b"true", b'""'),
    *(b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"\xc3\x28", "Straße".encode("latin-1"), b"&amp;", b"&bomb;", b"]]>"),
    *(
        b"<!--",
        b"-->",
        b"<![CDATA[",
        b"<!DOCTYPE a [<!ENTITY b 'c'>]>",
        b"<?php ?>",
        b"../../etc/passwd",
        b"[[[[",
        b"{{",
    ),
    *(b'xlink:href="#', b'gml:id="', b"EPSG:0", b"urn:adv:crs:", b"%s%n", b"\r\n\r\n", b" " * 5000, b"9" * 400),
)
LONGEST = 400_000


def _span(text: bytes, random: random.Random, most: int) -> tuple[int, int]:
    start = random.randrange(len(text) + 1)
    return start, min(start + random.randrange(1, most), len(text))


def flipped(text: bytes, random: random.Random) -> bytes:
    changed = bytearray(text)
    for _ in range(random.randrange(1, 12)):
        if changed:
            changed[random.randrange(len(changed))] = random.randrange(256)
    return bytes(changed)


def cut(text: bytes, random: random.Random) -> bytes:
    start, end = _span(text, random, 4000)
    return text[:start] + text[end:]


def ended(text: bytes, random: random.Random) -> bytes:
    return text[: random.randrange(len(text) + 1)]


def repeated(text: bytes, random: random.Random) -> bytes:
    start, end = _span(text, random, 4000)
    return text[:end] + text[start:end] * random.randrange(1, 6) + text[end:]


def moved(text: bytes, random: random.Random) -> bytes:
    start, end = _span(text, random, 4000)
    rest = text[:start] + text[end:]
    at = random.randrange(len(rest) + 1)
    return rest[:at] + text[start:end] + rest[at:]


def worded(text: bytes, random: random.Random) -> bytes:
    for _ in range(random.randrange(1, 5)):
        at = random.randrange(len(text) + 1)
        text = text[:at] + random.choice(WORDS) + text[at:]
    return text


def renumbered(text: bytes, random: random.Random) -> bytes:
    found = list(NUMBER.finditer(text))
    for match in sorted(random.sample(found, min(len(found), random.randrange(1, 8))), key=lambda m: -m.start()):
        value = random.choice((*WORDS[:11], str(random.uniform(-1e7, 1e7)).encode(), b"0", b"-1"))
        text = text[: match.start()] + value + text[match.end() :]
    return text


def retagged(text: bytes, random: random.Random) -> bytes:
    found = list(TAG.finditer(text))
    if len(found) < 2:
        return worded(text, random)
    for _ in range(random.randrange(1, 4)):
        match, other = random.choice(found), random.choice(found)
        text = text[: match.start()] + other[0] + text[match.end() :]
    return text


KINDS: tuple[Callable[[bytes, random.Random], bytes], ...] = (
    *(flipped, cut, ended, repeated, moved, worded, renumbered, renumbered, retagged),
)


def mutated(text: bytes, seed: int, *, whole: bool = False) -> bytes:
    """A file with one to three changes.

    Args:
        text: the file.
        seed: the same one makes the same changes.
        whole: leave what is there as it is and only cut the end off.
    """
    source = random.Random(seed)
    if whole:
        return ended(text, source)
    for _ in range(source.choice((1, 1, 2, 3))):
        text = source.choice(KINDS)(text, source)
    return text[:LONGEST]
