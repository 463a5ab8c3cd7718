import pytest

from planningtable.app.doctor import Verdict, by_processor, examine
from planningtable.app.words import load_words


def test_every_check_is_named_and_every_remedy_is_written() -> None:
    words = load_words("de")
    for check in examine():
        assert words.knows(f"doctor.name.{check.id}")
        assert (check.remedy is None) == (check.verdict is Verdict.GOOD)
        if check.remedy is not None:
            assert words.knows(check.remedy.id)


@pytest.mark.parametrize(
    ("driver", "found"),
    [
        ("llvmpipe (LLVM 19.1.7, 256 bits)", True),
        ("softpipe", True),
        ("Software Rasterizer (swrast)", True),
        ("NVIDIA GeForce RTX 4070/PCIe/SSE2", False),
        ("AMD Radeon 780M (radeonsi, phoenix, LLVM 19.1.7, DRM 3.61)", False),
        ("", False),
    ],
)
def test_a_renderer_is_the_processor_by_its_name(driver: str, found: bool) -> None:
    assert by_processor(driver) == found
