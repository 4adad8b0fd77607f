"""A citation gives the same answer again, later and elsewhere, or says that it cannot."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from datetime import date
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

from tests.shipped_pack import lines
from tests.writers import claim
from timeline import CitationError, Filters, InputError, Period, Query, Release, Timeline
from timeline.answers.citation import Citation
from timeline.cli import cli
from timeline.exchange.event_lines import import_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

TODAY = date(2025, 12, 6)
FREED = Query(
    kinds=("release",),
    period=Period(start=date(2025, 9, 1), end=TODAY),
    aggregate="count",
    filters=Filters(population="political_prisoner"),
)


@pytest.fixture
def store(store_url: str) -> Iterator[Timeline]:
    """The shipped timeline, on SQLite and on PostgreSQL."""
    with Timeline.open(store_url, register=None) as timeline:
        import_lines(timeline, lines())
        yield timeline


def unpacked(token: str) -> dict[str, object]:
    packed = token.split("@")[2]
    told: dict[str, object] = json.loads(
        zlib.decompress(base64.urlsafe_b64decode(packed + "=" * (-len(packed) % 4)), -15)
    )
    return told


def test_it_is_position_hash_and_query_as_the_contracts_say(store: Timeline) -> None:
    answer = store.answer(FREED, today=TODAY, language="be")
    assert answer.citation
    position, proof, _ = answer.citation.split("@")
    assert int(position) == store.position()
    stored = sorted(row for ref in answer.entries for row in store.log.recorder.of([ref]))
    assert proof == hashlib.sha256(b"".join(row[4] for row in stored)).hexdigest()[:16]
    assert unpacked(answer.citation) == FREED.to_json() | {"today": "2025-12-06", "language": "be"}


def test_it_gives_the_same_sentence_and_sources_after_the_number_has_changed(store: Timeline) -> None:
    before = store.answer(FREED, today=TODAY, language="uk")
    fact = Release.model_validate({"when": "2025-10-01", "people": 7})
    store.record(fact, ref="release-2025-10-01-late", claims=[claim()])
    store.retract(store.entry("release-2025-09-16-pardon-25"), reason="It was another day", claims=[claim()])
    assert before.citation
    again = store.cite(before.citation)
    assert again == before
    now = store.answer(FREED, today=TODAY, language="uk")
    assert now.value != before.value
    assert now.citation != before.citation


def test_it_is_the_same_from_a_copy_of_the_store(store: Timeline, tmp_path: Path) -> None:
    answer = store.answer(FREED, today=TODAY)
    assert answer.citation
    with Timeline.open(f"sqlite:///{tmp_path / 'copy.db'}", register=None) as copy:
        import_lines(copy, lines())
        assert copy.cite(answer.citation) == answer


def test_a_store_that_holds_something_else_is_no_witness(sqlite_url: str, store: Timeline) -> None:
    answer = store.answer(FREED, today=TODAY)
    assert answer.citation
    with Timeline.open(sqlite_url) as other, pytest.raises(CitationError, match="it is another"):
        other.cite(answer.citation)
    position, _, packed = answer.citation.split("@")
    with pytest.raises(CitationError, match="was changed"):
        store.cite(f"{position}@{'0' * 16}@{packed}")
    with pytest.raises(CitationError, match=f"and this store has {position}"):
        store.cite(answer.citation.replace(position, str(int(position) + 1), 1))


@pytest.mark.parametrize("known_at", [date(2025, 12, 13), 700])
def test_what_was_known_is_part_of_it(store: Timeline, known_at: date | int) -> None:
    december = Query(
        kinds=("release",), period=Period(start=date(2025, 12, 1), end=date(2025, 12, 31)), aggregate="count"
    )
    then = store.answer(december, today=date(2026, 1, 1), known_at=known_at)
    assert then.citation
    assert store.cite(then.citation) == then
    assert then.value != store.answer(december, today=date(2026, 1, 1)).value


@pytest.mark.parametrize(
    "spoil",
    [
        lambda token: "",
        lambda token: "901",
        lambda token: token.replace("@", "!"),
        lambda token: token[:-3],
        lambda token: token + "A" * 5_000,
        lambda token: "x" + token,
        lambda token: token.split("@")[0] + "@zz@" + token.split("@")[2],
        lambda token: f"{token.rsplit('@', 1)[0]}@{packed(b'[1]')}",
        lambda token: f"{token.rsplit('@', 1)[0]}@{packed(b'{}')}",
        lambda token: f"{token.rsplit('@', 1)[0]}@{packed(b'[' * 3_000)}",
        lambda token: f"{token.rsplit('@', 1)[0]}@{packed(b' ' * 10_000_000)}",
    ],
)
def test_what_is_none_is_refused_in_one_line(store: Timeline, spoil: Callable[[str], str]) -> None:
    token = store.answer(FREED, today=TODAY).citation
    assert token
    with pytest.raises(InputError, match="is no citation"):
        store.cite(spoil(token))


def packed(data: bytes) -> str:
    made = zlib.compressobj(9, zlib.DEFLATED, -15)
    return base64.urlsafe_b64encode(made.compress(data) + made.flush()).rstrip(b"=").decode()


@given(st.text(max_size=80) | st.from_regex(r"[0-9]{1,3}@[0-9a-f]{16}@[A-Za-z0-9_-]{1,60}", fullmatch=True))
def test_nothing_else_than_a_refusal_comes_of_any_text(text: str) -> None:
    try:
        found = Citation.read(text)
    except InputError:
        return
    assert Citation.read(str(found)) == found


def test_the_command_gives_the_numbers_again_that_were_cited(sqlite_url: str) -> None:
    with Timeline.open(sqlite_url, register=None) as timeline:
        import_lines(timeline, lines())
    run = CliRunner()
    asked = ["--store", sqlite_url, "--json", "prisoners", "--since", "2025-09", "--until", "2025-11"]
    first = json.loads(run.invoke(cli, asked).output)
    again = run.invoke(cli, ["--store", sqlite_url, "--json", "cite", first["citation"]])
    assert again.exit_code == 0
    told = json.loads(again.output)
    assert told["value"]["freed"] == first["freed"]
    assert told["citation"] == first["citation"]
    shown = run.invoke(cli, ["--store", sqlite_url, "cite", first["citation"]])
    assert "Released: 109–110" in shown.output
    assert "https://" in shown.output
    refused = run.invoke(cli, ["--store", sqlite_url, "cite", "1@2@3"])
    assert (refused.exit_code, refused.output.count("\n")) == (2, 1)
