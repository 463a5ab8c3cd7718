"""A finger of the benchmark is one that the table's own ears understand."""

import socket
import threading

from benchmarks.finger import RATE, pan, place


def test_no_place_is_told_twice_and_all_lie_within_the_window() -> None:
    places = [place(i / RATE) for i in range(round(60 * RATE))]
    assert len(set(places)) == len(places)
    assert all(0.2 < x < 0.8 and 0.2 < y < 0.8 for x, y in places)


def test_a_pan_is_told_as_tuio(monkeypatch) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ear:
        ear.bind(("127.0.0.1", 0))
        ear.settimeout(5.0)
        heard: list[bytes] = []

        def hear() -> None:
            while not heard or b"set" in heard[-1]:
                heard.append(ear.recv(4096))

        listening = threading.Thread(target=hear)
        listening.start()
        moves = pan(ear.getsockname()[1], 0.2)
        listening.join(5.0)
    assert len(heard) == len(moves) + 1 == 13
    assert all(bundle.startswith(b"#bundle\0") and len(bundle) % 4 == 0 for bundle in heard)
    assert b"set" not in heard[-1]
    assert moves == sorted(moves, key=lambda move: move.at)
