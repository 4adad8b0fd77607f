"""What is public, and which way imports point. Held on the syntax tree: nothing is imported to find out."""

import ast
import inspect
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

import timeline
import timeline.cli

ROOT = Path(__file__).resolve().parent.parent

# Architecture.md §3, "Imports point one way": a module imports only from lower floors, or from its own
# package. Beyond the drawing there are, each on the floor it needs:
#   texts      the kinds of text that everything above is made of
#   refusals   what was refused, as one line; knows errors alone
#   decisions  what may be done to an entry; beside the log, which it does not know
#   titles     a fact's title from its fields
#   phrases    names and numbers as titles write them
#   wording    sentences, dates and numbers in seven languages; below the titles that are said with it
#   shipped    the shipped timeline, read as event lines; above the log
#   query      a typed question: what asking makes and answers take
#   arguments  what callers write when they read; below the front door
#   recording  what writes: read, decide, append, again where another was faster; below the front door
# vault is drawn but belongs to a later issue; its floor is kept for it.
FLOORS = [
    {"errors", "texts", "mappings", "frozen"},
    {"refusals"},
    {"dates", "quantities"},
    {"claims", "register"},
    {"facts", "wording"},
    {"given", "query"},
    {"events"},
    {"entry", "phrases"},
    {"log", "vault", "decisions", "titles"},
    {"projections", "shipped", "asking"},
    {"answers", "recording", "arguments"},
    {"timeline"},
    {"exchange"},
    {"cli"},
]
FLOOR = {module: number for number, modules in enumerate(FLOORS) for module in modules}


def sources(package: str) -> list[Path]:
    return sorted((ROOT / package).rglob("*.py"))


def imports(path: Path) -> Iterator[tuple[str, str | None]]:
    """Every module a file imports, with the name taken from it; imports inside functions and checks included."""
    for node in ast.walk(ast.parse(path.read_bytes())):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, None
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{path}: imports are absolute here"
            for alias in node.names:
                yield node.module or "", alias.name


def part(path: Path) -> str:
    """The first part of a file's place in the library: `log` for timeline/log/sqlite.py."""
    return path.relative_to(ROOT / "timeline").parts[0].removesuffix(".py")


def imported_parts(path: Path) -> Iterator[str]:
    """The parts of the library that a file imports."""
    for module, name in imports(path):
        if module == "timeline" and name is not None:
            yield name if name in FLOOR else "__init__"
        elif module == "timeline" or module.startswith("timeline."):
            yield module.split(".")[1] if "." in module else "__init__"


def test_all_is_sorted_and_holds_no_name_twice() -> None:
    assert timeline.__all__ == sorted(set(timeline.__all__))


def test_all_is_what_is_public() -> None:
    public = {
        name for name, value in vars(timeline).items() if not name.startswith("_") and not isinstance(value, ModuleType)
    }
    # What is loaded when it is asked for stands in a list of its own; what loads it is no name of ours.
    assert (public | set(timeline._WHEN_ASKED)) - {"TYPE_CHECKING", "import_module"} == set(timeline.__all__)


def test_what_is_loaded_when_asked_for_is_the_thing_itself() -> None:
    from timeline.projections.offices import Offices  # noqa: PLC0415  (after the lazy name was used)

    assert timeline.Offices is Offices
    with pytest.raises(AttributeError, match="no attribute 'Nothing'"):
        timeline.Nothing  # noqa: B018


def test_every_public_name_says_what_it_is() -> None:
    for name in timeline.__all__:
        thing = getattr(timeline, name)
        if inspect.isclass(thing) or inspect.isfunction(thing):
            assert thing.__doc__, name
            assert thing.__module__.startswith("timeline."), name


def test_every_part_of_the_library_has_its_floor() -> None:
    there = {part(path) for path in sources("timeline")} - {"__init__", "__main__"}
    assert there <= set(FLOOR), "a new part: say on which floor it stands"


@pytest.mark.parametrize("path", sources("timeline"), ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_point_one_way(path: Path) -> None:
    here = part(path)
    if here in ("__init__", "__main__"):
        return  # these gather; that nobody imports them from inside is held below
    for there in imported_parts(path):
        assert there != "__init__", f"{path.name} imports the package that gathers everything"
        assert there == here or FLOOR[there] < FLOOR[here], f"{here} imports {there}, which stands no lower"


def test_nobody_but_the_log_imports_eventsourcing() -> None:
    importing = {
        str(path.relative_to(ROOT).parent)
        for path in [*sources("timeline"), *sources("bots")]
        for module, _ in imports(path)
        if module.split(".")[0] == "eventsourcing"
    }
    assert importing == {"timeline/log"}


def test_the_library_imports_nothing_of_the_bots() -> None:
    for path in sources("timeline"):
        for module, _ in imports(path):
            assert module.split(".")[0] not in ("bots", "telegram", "nio"), path


def test_bots_import_the_librarys_public_names_only() -> None:
    # `chat` is a command of the command line (entry-point group `timeline.commands`), so that what
    # commands are made of is public too: the names in `timeline.cli.__all__`, and no other module.
    public = {"timeline": timeline.__all__, "timeline.cli": timeline.cli.__all__}
    for path in sources("bots"):
        for module, name in imports(path):
            if module.split(".")[0] == "timeline":
                assert name in public.get(module, ()), f"{path.name} imports {name} from {module}, which is not public"


@pytest.mark.parametrize(("package", "other"), [("telegram", "matrix"), ("matrix", "telegram")])
def test_the_two_platforms_never_see_each_other(package: str, other: str) -> None:
    for path in sources(f"bots/{package}"):
        assert not any(module.startswith(f"bots.{other}") for module, _ in imports(path))
    libraries = {"telegram": "telegram", "matrix": "nio"}
    for path in sources("bots"):
        if path.parent.name != package:
            assert not any(module.split(".")[0] == libraries[package] for module, _ in imports(path))


def test_the_test_sees_an_import_that_points_up(tmp_path: Path) -> None:
    """The net itself: an import hidden in a function, in a check for types, or under another name is seen."""
    wrong = tmp_path / "wrong.py"
    wrong.write_text(
        "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from timeline.cli import main\n"
        "def later():\n    import timeline.exchange.csv_table as table\n    from timeline import errors, Timeline\n"
    )
    assert set(imported_parts(wrong)) == {"cli", "exchange", "errors", "__init__"}
