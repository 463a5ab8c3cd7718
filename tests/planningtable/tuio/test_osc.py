"""Packets as libraries build them, and packets as strangers do."""

import random
import struct

import pytest
from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder
from pythonosc.osc_message_builder import OscMessageBuilder

from planningtable.tuio.osc import MalformedError, Message, messages

EMPTY = b"#bundle\0" + bytes(8)


def built(address: str, *values: object) -> OscMessageBuilder:
    builder = OscMessageBuilder(address)
    for value in values:
        builder.add_arg(value)  # type: ignore[arg-type]
    return builder


def bundle(*parts: bytes) -> bytes:
    return EMPTY + b"".join(struct.pack(">i", len(part)) + part for part in parts)


def test_a_message_of_another_library_is_read() -> None:
    packet = built("/tuio/2Dcur", "set", 7, 0.25, True, None, b"blob").build().dgram
    assert messages(packet) == (Message("/tuio/2Dcur", ("set", 7, 0.25, True, None)),)


def test_bundles_are_read_in_order_however_deep() -> None:
    inner = OscBundleBuilder(IMMEDIATELY)
    inner.add_content(built("/b", 1).build())
    outer = OscBundleBuilder(IMMEDIATELY)
    outer.add_content(built("/a").build())
    outer.add_content(inner.build())
    outer.add_content(built("/c", "x").build())
    assert [m.address for m in messages(outer.build().dgram)] == ["/a", "/b", "/c"]


@pytest.mark.parametrize(
    "packet",
    [
        b"",
        b"x",
        b"GET / HTTP/1.1\r\n\r\n",
        b"/no-zero",
        b"/a\0\0no tags\0",
        b"/\xff\xff\0,\0\0\0",
        b"/a\0\0,i\0\0\0",
        b"/a\0\0,?\0\0",
        b"/a\0\0,b\0\0" + struct.pack(">i", -8),
        b"/a\0\0,b\0\0" + struct.pack(">i", 2**31 - 1),
        b"/a\0\0,f\0\0" + struct.pack(">f", float("nan")),
        b"/a\0\0,d\0\0" + struct.pack(">d", float("inf")),
        b"#bundle\0",
        EMPTY + struct.pack(">i", -4),
        EMPTY + struct.pack(">i", 0),
        EMPTY + struct.pack(">i", 2**31 - 1) + b"/a\0\0",
        bundle(bundle(bundle(bundle(bundle(b"/a\0\0"))))),
    ],
    ids=str,
)
def test_what_is_no_packet_is_refused(packet: bytes) -> None:
    with pytest.raises(MalformedError):
        messages(packet)


def test_no_mutation_of_a_packet_does_more_than_being_refused() -> None:
    chance = random.Random(20261126)
    whole = bundle(
        built("/tuio/2Dcur", "alive", *range(5)).build().dgram,
        built("/tuio/2Dcur", "set", 1, 0.5, 0.5, 0.0, 0.0, 0.0).build().dgram,
        built("/tuio/2Dcur", "fseq", 9).build().dgram,
    )
    refused = 0
    for _ in range(5_000):
        packet = bytearray(whole[: chance.randint(1, len(whole))])
        for _ in range(chance.randint(0, 4)):
            packet[chance.randrange(len(packet))] = chance.choice((0, 1, 4, 44, 127, 255, chance.randrange(256)))
        try:
            messages(bytes(packet))
        except MalformedError:
            refused += 1
    assert 3_000 < refused < 5_000
