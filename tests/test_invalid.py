"""Bad input is refused whole, in one line that says where, what and what to do.

`fixtures/invalid` is the specification (its README says how to read it); here every case is held
against the library and against the command line.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from click.testing import CliRunner

import timeline.errors
from timeline import Register, Timeline
from timeline.cli import cli
from timeline.errors import InputError, TimelineError
from timeline.exchange.entry_lines import record_lines
from timeline.exchange.event_lines import export_lines, import_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "invalid"
INPUT, RECIPE, BEFORE, EXPECTED = ".jsonl", ".recipe.json", ".before.jsonl", ".expected.json"
READERS: dict[str, Callable[[Timeline, Iterable[bytes]], object]] = {"record": record_lines, "import": import_lines}
LONGEST = 400


class Expected(NamedTuple):
    """What must be said of a case."""

    command: str
    line: int
    field: str
    problem: str
    error: str
    exit: int


def named(suffix: str) -> set[str]:
    found = {path.name.removesuffix(suffix) for path in FOLDER.glob(f"*{suffix}")}
    return {name for name in found if not f"{name}{suffix}".endswith(BEFORE)} if suffix == INPUT else found


NAMES = sorted(named(INPUT) | named(RECIPE))


def expected(name: str) -> Expected:
    return Expected(**json.loads((FOLDER / f"{name}{EXPECTED}").read_text(encoding="utf-8")))


def given(name: str) -> bytes:
    """The bytes of a case's file."""
    recipe = FOLDER / f"{name}{RECIPE}"
    if not recipe.exists():
        return (FOLDER / f"{name}{INPUT}").read_bytes()
    parts = json.loads(recipe.read_text(encoding="utf-8"))["parts"]
    return "".join(part if isinstance(part, str) else part["repeat"] * part["times"] for part in parts).encode()


def lines(content: bytes) -> list[bytes]:
    return content.split(b"\n")


@pytest.fixture(scope="module")
def shipped() -> Register:
    """The shipped register, read once."""
    with Timeline.in_memory() as fresh:
        return fresh.register()


def prepared(name: str, wanted: Expected, store: Path, register: Register) -> str:
    """The address of a store that holds what the case says it holds beforehand: mostly nothing, not even a file."""
    url = f"sqlite:///{store}"
    before = FOLDER / f"{name}{BEFORE}"
    if before.exists():
        with Timeline.open(url, register=register) as there:
            READERS[wanted.command](there, lines(before.read_bytes()))
    return url


def held(url: str, store: Path) -> list[bytes] | None:
    """All that a store holds; None where there is none."""
    if not store.exists():
        return None
    with Timeline.open(url) as there:
        return list(export_lines(there))


def is_fit_to_be_shown(message: str) -> bool:
    """One line, short, and nothing in it that a terminal would obey."""
    return message.isprintable() and len(message) <= LONGEST


def test_there_are_cases_and_each_input_has_its_expectation() -> None:
    assert len(NAMES) >= 80
    assert named(EXPECTED) == set(NAMES)
    assert named(INPUT).isdisjoint(named(RECIPE))
    assert named(BEFORE) <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_expectation_names_line_field_and_remedy(name: str) -> None:
    wanted = expected(name)
    place = f"line {wanted.line}, {wanted.field}: " if wanted.field else f"line {wanted.line}: "
    what, semicolon, remedy = wanted.problem.removeprefix(place).partition("; ")
    assert wanted.problem.startswith(place)
    assert what
    assert semicolon
    assert remedy
    assert is_fit_to_be_shown(wanted.problem)
    assert wanted.exit == (3 if wanted.error == "NewerError" else 1)


@pytest.mark.parametrize("name", NAMES)
def test_the_library_refuses_the_whole_file(name: str, tmp_path: Path, shipped: Register) -> None:
    wanted, store = expected(name), tmp_path / "timeline.db"
    url = prepared(name, wanted, store, shipped)
    before = held(url, store)
    with (
        Timeline.open(url, register=shipped) as opened,
        pytest.raises(TimelineError) as refused,
    ):
        READERS[wanted.command](opened, lines(given(name)))
    assert str(refused.value) == wanted.problem
    assert type(refused.value) is getattr(timeline.errors, wanted.error)
    if isinstance(refused.value, InputError):
        assert (refused.value.where, refused.value.field) == (f"line {wanted.line}", wanted.field)
    assert held(url, store) == before


@pytest.mark.parametrize("name", NAMES)
def test_the_command_line_says_so_in_one_line(name: str, tmp_path: Path, shipped: Register) -> None:
    wanted, store, file = expected(name), tmp_path / "timeline.db", tmp_path / "given.jsonl"
    url = prepared(name, wanted, store, shipped)
    before = held(url, store)
    file.write_bytes(given(name))
    done = CliRunner().invoke(cli, ["--store", url, wanted.command, str(file)])
    assert done.stderr == f"timeline: {wanted.problem}\n"
    assert (done.stdout, done.exit_code) == ("", wanted.exit)
    assert held(url, store) == before


@pytest.mark.parametrize(
    "name", ["json-nested-100000-deep-lists", "line-over-a-mebibyte", "bytes-windows-1251", "event-newer-version"]
)
def test_a_process_of_its_own_says_the_same(name: str, tmp_path: Path) -> None:
    wanted, store = expected(name), tmp_path / "timeline.db"
    done = subprocess.run(
        [
            sys.executable,
            "-c",
            "from timeline.cli import main; main()",
            wanted.command,
            "-",
            "--store",
            f"sqlite:///{store}",
        ],
        input=given(name),
        capture_output=True,
        check=False,
    )
    assert done.stderr.decode() == f"timeline: {wanted.problem}\n"
    assert (done.stdout, done.returncode) == (b"", wanted.exit)
    assert not store.exists()


@pytest.mark.parametrize("name", ["url-with-password", "url-with-user"])
def test_a_refused_address_is_not_repeated_for_it_may_hold_a_password(name: str) -> None:
    assert b"reader" in given(name)
    assert not any(secret in expected(name).problem for secret in ("reader", "hunter2"))


def test_the_good_lines_of_a_case_are_good(tmp_path: Path) -> None:
    content = lines(given("field-unknown"))
    with Timeline.open(f"sqlite:///{tmp_path / 'timeline.db'}") as opened:
        assert [written.result for written in record_lines(opened, [content[0], content[2]])] == ["recorded"] * 2
    content = lines(given("event-unknown-field"))
    with Timeline.open(f"sqlite:///{tmp_path / 'copy.db'}") as opened:
        assert import_lines(opened, [*content[:3], content[4]]).added == 4
