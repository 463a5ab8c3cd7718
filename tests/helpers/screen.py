"""A virtual screen and a free port, for whoever opens a window without a screen."""

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager

SIZE = (1920, 1080)


def can_be_virtual() -> bool:
    return shutil.which("Xvfb") is not None


@contextmanager
def virtual_screen(size: tuple[int, int] = SIZE) -> Iterator[str]:
    """An X display of its own, as many pixels wide and high; its name."""
    reader, writer = os.pipe()
    with subprocess.Popen(
        # What is plugged in stays when the last program that looks has ended.
        ["Xvfb", "-displayfd", str(writer), "-screen", "0", f"{size[0]}x{size[1]}x24", "-nolisten", "tcp", "-noreset"],
        pass_fds=(writer,),
        stderr=subprocess.DEVNULL,
    ) as process:
        os.close(writer)
        with os.fdopen(reader) as told:
            number = told.readline().strip()
        try:
            yield f":{number}"
        finally:
            process.terminate()


def free_udp_port() -> int:
    """A port that nobody uses."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind(("", 0))
        return int(probe.getsockname()[1])
