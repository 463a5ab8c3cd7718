"""Trackers of both generations, and strangers, at the socket of the running window."""

import os
import random
import socket
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from helpers.sites import SOUTH, WEST, block_site
from helpers.table_process import TableProcess
from pythonosc.osc_bundle_builder import IMMEDIATELY, OscBundleBuilder
from pythonosc.osc_message_builder import OscMessageBuilder

from planningtable.app.hands.acts import frames
from planningtable.app.hands.crowd import crowd
from planningtable.app.hands.perform import play
from planningtable.app.session import Session
from planningtable.app.windows import Ear
from planningtable.city.job import Job

pytestmark = pytest.mark.gui


@pytest.fixture
def table(opened: Callable[[Path], TableProcess], tmp_path: Path) -> TableProcess:
    file = tmp_path / "table.gpkg"
    Session.create(file, block_site(), "Probe").close()
    return opened(file)


def frame(number: int, fingers: dict[int, tuple[float, float]]) -> bytes:
    """A frame of TUIO 2.0."""
    bundle = OscBundleBuilder(IMMEDIATELY)
    told = [("frm", (number, 0, "test"))]
    told += [("ptr", (id, 0, 0, x, y, 0.0, 0.0, 0.0, 0.0)) for id, (x, y) in fingers.items()]
    for name, values in (*told, ("alv", tuple(fingers))):
        message = OscMessageBuilder(f"/tuio2/{name}")
        for value in values:
            message.add_arg(value)  # type: ignore[arg-type]
        bundle.add_content(message.build())
    return bundle.build().dgram


def test_a_tracker_of_the_second_generation_moves_the_map(table: TableProcess, udp_port: int) -> None:
    before = table.ask("place", WEST + 40, SOUTH + 10)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as tracker:
        for step in range(21):
            tracker.sendto(frame(step + 1, {7: (0.4 + 0.01 * step, 0.4)}), ("127.0.0.1", udp_port))
            time.sleep(0.02)
        tracker.sendto(frame(22, {}), ("127.0.0.1", udp_port))
    end = time.monotonic() + 20
    while table.ask("packets")["taken"] < 22:
        assert time.monotonic() < end
    after = table.ask("place", WEST + 40, SOUTH + 10)
    assert after[0] - before[0] == pytest.approx(0.2 * 1920, abs=40)
    assert after[1] == pytest.approx(before[1], abs=5)


def test_strangers_are_counted_and_the_table_goes_on_answering(table: TableProcess, udp_port: int) -> None:
    chance = random.Random(5)
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as stranger:
        endless = b"#bundle\0" + bytes(8) + b"\xff\xff\xff\xfc"
        malice = [endless, os.urandom(1400), b"/tuio/2Dcur\0,s\0\0set\0", bytes(60_000)]
        end, sent = time.monotonic() + 3, 0
        while time.monotonic() < end:
            for _ in range(200):
                stranger.sendto(chance.choice(malice), ("127.0.0.1", udp_port))
                sent += 1
            table.ask("camera")  # which a window that works off the whole flood first would not answer in time
        assert sent > 1_000
    counts = table.ask("packets")
    assert counts["taken"] == 0
    assert counts["malformed"] > 100
    table.hands().hold((960, 800))
    table.until("there", "seat-1.menu.variants")


def test_a_crowd_leaves_nothing_behind(table: TableProcess, udp_port: int) -> None:
    acts = crowd(8, 6.0, seed=11)
    sent = play(frames(acts), Ear(udp_port), Job())
    end = time.monotonic() + 60
    while table.ask("packets")["taken"] < sent:
        assert time.monotonic() < end
    assert len(acts) > 20
    assert table.ask("down") == 0
    assert not table.ask("moving")
    # And the next finger finds the table as it should be.
    table.hands().tap(*table.at("compass"))
    table.until("settled")


def test_it_listens_at_the_address_asked_for_only(table: TableProcess, udp_port: int) -> None:
    del table
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind(("127.0.0.2", udp_port))  # refused where somebody listens at all addresses
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as same, pytest.raises(OSError, match="in use"):
        same.bind(("127.0.0.1", udp_port))
