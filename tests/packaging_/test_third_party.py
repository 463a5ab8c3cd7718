import importlib.util
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_every_locked_package_is_listed_with_its_version() -> None:
    listed = set(re.findall(r"^\| ([\w.-]+) \| (\S+) \|", (ROOT / "THIRD-PARTY.md").read_text("utf-8"), re.MULTILINE))
    for lock in ("requirements.txt", "requirements-test.txt"):
        for name, version in re.findall(r"^([\w.-]+)==(\S+)$", (ROOT / "packaging" / lock).read_text("utf-8"), re.M):
            assert (name, version) in listed, name


def test_every_dependency_of_the_project_is_locked() -> None:
    spec = importlib.util.spec_from_file_location("lock", ROOT / "packaging" / "lock.py")
    assert spec is not None
    assert spec.loader is not None
    lock = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(lock)
    text = (ROOT / "packaging" / "requirements.txt").read_text("utf-8")
    for name in lock.project_table()["dependencies"]:
        bare = re.split(r"[<>=\[ ]", name)[0].lower().replace("_", "-")
        assert f"\n{bare}==" in text, name
