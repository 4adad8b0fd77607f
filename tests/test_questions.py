"""The questions say what the contracts say, of people and entries that the timeline holds."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, get_args

import pytest

from tests.shipped_pack import every_entry, imported
from timeline.dates import Truth
from timeline.events import ActorRecorded
from timeline.facts import Appointment, SanctionsChange
from timeline.query import Outcome, Query
from timeline.shipped import shipped_register

if TYPE_CHECKING:
    from timeline import Entry

FOLDER = Path(__file__).resolve().parent.parent / "fixtures" / "questions"
LANGUAGES = ("be", "de", "en", "lt", "pl", "ru", "uk")
WRITTEN = tuple(sorted(path.stem for path in FOLDER.glob("??.jsonl")))
FIELDS = {"id", "language", "text", "today", "expect", "answer", "tags"}
UNLIKE_AN_ANSWER = ("unclear", "out_of_scope")
ALWAYS_BELARUS = {"release", "arrest", "prisoner_count"}


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def seen(language: str) -> list[dict[str, Any]]:
    return read(FOLDER / f"{language}.jsonl")


def unseen(language: str) -> list[dict[str, Any]]:
    return read(FOLDER / "unseen" / f"{language}.jsonl")


def given() -> list[dict[str, Any]]:
    return read(FOLDER / "given.jsonl")


def new() -> list[dict[str, Any]]:
    return [line for language in WRITTEN for line in (*seen(language), *unseen(language))]


def query(line: dict[str, Any]) -> Query:
    """The expected query; `outcome` and `only` are about the answer."""
    return Query.model_validate({key: part for key, part in line["expect"].items() if key not in {"outcome", "only"}})


def named(line: dict[str, Any]) -> str:
    return str(line["id"])


def folded(text: str) -> str:
    return " ".join("".join(letter if letter.isalnum() else " " for letter in text.casefold()).split())


@cache
def shipped() -> dict[str, Entry]:
    with imported() as timeline:
        return every_entry(timeline)


@cache
def ties() -> dict[str, frozenset[str]]:
    """Every actor, and all it leads to by any tie: more than an answer would follow."""
    actors = [event.actor for envelope in shipped_register() if isinstance(event := envelope.event, ActorRecorded)]
    near = {str(actor.id): {str(tie.to) for tie in actor.relations} for actor in actors}
    reached = {}
    for start in near:
        found, todo = {start}, [start]
        while todo:
            more = near[todo.pop()] - found
            found |= more
            todo += more
        reached[start] = frozenset(found)
    return reached


ALIKE = {
    "lifted": {"lifted", "delisted", "licensed", "eased", "suspended"},
    "appointed": {"appointed", "took_office", "announced"},
    "dismissed": {"dismissed", "left"},
}
"""What a question may call by one word."""


def acts(entry: Entry, action: str | None) -> bool:
    """Whether the entry is an act of the kind asked for."""
    match entry.fact:
        case _ if action is None:
            return True
        case SanctionsChange() as change:
            return change.action in ALIKE.get(action, {action})
        case Appointment() as change:
            return change.change in ALIKE.get(action, {action})
        case _:
            return False


def belongs(entry: Entry, asked: Query, today: date, *, widely: bool) -> bool:
    """Whether an entry belongs to the answer: if in doubt yes where it is read widely, else no."""
    fact, told = entry.fact, {actor for _, actor in entry.fact.mentions()}
    begun = asked.aggregate == "next" or fact.when.earliest is None or fact.when.earliest <= today
    person = asked.kinds == ("person_status",) or (asked.kinds == ("release",) and asked.aggregate == "state")
    kinds = {"release", "arrest", "person_status"} if person else set(asked.kinds)
    if widely:
        told = set().union(*(ties()[actor] for actor in told)) if told else told
    return (
        entry.status in ("standing", "disputed")
        and begun
        and (not kinds or fact.kind in kinds)
        and {*asked.actors, *filter(None, [asked.filters.place, asked.filters.mediator])} <= told
        and acts(entry, asked.filters.action)
        and (asked.period is None or fact.when.within(asked.period) is not Truth.NO)
        and asked.filters.entry in (None, entry.ref)
    )


def answering(line: dict[str, Any], *, widely: bool) -> list[str]:
    asked, today = query(line), date.fromisoformat(line["today"])
    return [ref for ref, entry in shipped().items() if belongs(entry, asked, today, widely=widely)]


def with_outcome(outcome: str) -> list[dict[str, Any]]:
    return [line for line in new() if line["expect"]["outcome"] == outcome]


def test_every_language_that_is_here_is_one_of_the_seven() -> None:
    assert {"be", "ru", "uk"} <= set(WRITTEN) <= set(LANGUAGES)
    assert {path.stem for path in (FOLDER / "unseen").glob("*.jsonl")} == set(WRITTEN)


def test_the_sixty_given_questions_are_here() -> None:
    assert len(given()) == 60
    assert all(line["id"].startswith("Q") for line in given())


def test_no_id_is_used_twice() -> None:
    ids = [line["id"] for line in (*given(), *new())]
    assert len(ids) == len(set(ids))


def test_no_question_stands_in_two_files() -> None:
    asked = [(folded(line["text"]), line["today"]) for line in (*given(), *new())]
    assert sorted(pair for pair in set(asked) if asked.count(pair) > 1) == []


@pytest.mark.parametrize("language", WRITTEN)
def test_there_are_forty_new_questions_and_a_third_of_them_is_unseen(language: str) -> None:
    apart = len(unseen(language))
    whole = len(seen(language)) + apart
    assert whole >= 40
    assert 3 * apart >= whole


@pytest.mark.parametrize("language", WRITTEN)
def test_ids_tell_the_language(language: str) -> None:
    for line in (*seen(language), *unseen(language)):
        assert line["language"] == language
        assert line["id"].startswith(f"{language}-")


@pytest.mark.parametrize("language", WRITTEN)
def test_most_are_answered_and_every_other_outcome_is_there(language: str) -> None:
    outcomes = [line["expect"]["outcome"] for line in (*seen(language), *unseen(language))]
    assert set(outcomes) == set(get_args(Outcome))
    assert 0.55 <= outcomes.count("answered") / len(outcomes) <= 0.85


@pytest.mark.parametrize("line", new(), ids=named)
def test_a_line_has_the_shape_of_the_given_ones(line: dict[str, Any]) -> None:
    assert set(line) == FIELDS
    assert line["text"].strip() == line["text"] != ""
    assert len(line["text"]) <= 300
    assert line["expect"]["outcome"] in get_args(Outcome)
    assert line["expect"].get("only", "outcome") == "outcome"
    assert set(query(line).to_json()) <= set(line["expect"])


@pytest.mark.parametrize("line", given(), ids=named)
def test_a_given_line_says_a_query_too(line: dict[str, Any]) -> None:
    line["expect"]["filters"].pop("entry", None)  # in words there, not by ref
    assert query(line).aggregate == line["expect"]["aggregate"]


@pytest.mark.parametrize("line", new(), ids=named)
def test_everybody_and_everything_expected_is_in_the_shipped_timeline(line: dict[str, Any]) -> None:
    asked = query(line)
    told = asked.filters
    actors = [*asked.actors, told.place, told.mediator, told.counted_by, told.by, told.about]
    assert {actor for actor in actors if actor is not None} <= set(ties())
    assert told.entry is None or told.entry in shipped()


@pytest.mark.parametrize("line", new(), ids=named)
def test_the_expectation_agrees_with_its_outcome(line: dict[str, Any]) -> None:
    asked = query(line)
    if line["expect"]["outcome"] in UNLIKE_AN_ANSWER:
        assert asked == Query(aggregate="none")
    else:
        assert asked.aggregate != "none"
        assert asked.kinds or asked.actors or asked.period or "only" in line["expect"]


@pytest.mark.parametrize("line", new(), ids=named)
def test_the_expectation_keeps_the_rules_about_days(line: dict[str, Any]) -> None:
    asked, today = query(line), date.fromisoformat(line["today"])
    stock = asked.aggregate == "count" and asked.kinds == ("prisoner_count",)
    assert asked.as_of is None or asked.period is None
    assert asked.as_of is None or asked.aggregate in ("who", "state") or stock
    assert asked.aggregate != "state" or asked.as_of is not None or asked.period is not None
    assert not stock or asked.as_of is not None or asked.period is not None
    assert all(day is None or day <= today for day in (asked.as_of, asked.known_at))
    assert asked.period is None or asked.period.start is None or asked.period.start <= today


@pytest.mark.parametrize("line", new(), ids=named)
def test_the_expectation_keeps_the_rules_about_filters(line: dict[str, Any]) -> None:
    asked = query(line)
    about_belarus = not asked.kinds or set(asked.kinds) <= ALWAYS_BELARUS
    assert not (about_belarus and "belarus" in asked.actors)
    assert asked.filters.population is None or set(asked.kinds) <= {"release", "arrest"}
    assert asked.filters.outcome is None or asked.kinds == ("release",)
    assert asked.aggregate not in ("latest", "largest") or asked.filters.rank in (None, "first")


@pytest.mark.parametrize("line", with_outcome("answered"), ids=named)
def test_what_is_said_to_be_answered_has_an_entry_to_answer_it(line: dict[str, Any]) -> None:
    assert answering(line, widely=True)


@pytest.mark.parametrize("line", with_outcome("nothing_recorded"), ids=named)
def test_where_nothing_is_said_to_be_recorded_no_entry_fits_the_query(line: dict[str, Any]) -> None:
    assert "only" in line["expect"] or answering(line, widely=False) == []


@pytest.mark.parametrize("line", [line for line in new() if line["expect"].get("known_at")], ids=named)
def test_what_is_asked_as_known_on_a_day_was_recorded_by_then(line: dict[str, Any]) -> None:
    with imported() as timeline:
        known = {entry.ref for entry in timeline.entries(known_at=query(line).known_at, limit=None)}
    assert known & set(answering(line, widely=True))
