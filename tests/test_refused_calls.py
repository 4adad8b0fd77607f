"""Calls from Python that cannot be taken: the error says why, and nothing is stored."""
# ruff: noqa: E501, ISC004  (a table: a call, its error, what is said)

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import ValidationError

from timeline import Actor, Call, Claim, Name, PartialDate, Quantity, Register, Relation, Release, Source, Timeline
from timeline.errors import (
    InputError,
    RefTakenError,
    StatusError,
    TimelineError,
    UnknownRefError,
    VersionError,
)
from timeline.exchange.event_lines import export_lines

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

NAMES = ("donald_trump", "lukashenko", "john_coale")
PEOPLE = Register(Actor(id=name, type="person", names=(Name(text=name, lang="en", script="Latn"),)) for name in NAMES)
CLAIM = Claim(source=Source(publisher="Reuters"))
BY_NOBODY = Claim(source=Source(publisher="BBC"), asserted_by="bbc_news")
ABOUT_NOTHING = Claim(source=Source(publisher="BBC"), scope="people")
OTHER_TYPE = Claim(source=Source(publisher="BBC"), scope="when", value="2025-09-31")


def call(when: str = "2025-08-15", other: str = "donald_trump") -> Call:
    return Call(when=PartialDate(when), participants=(other, "lukashenko"))


@pytest.fixture
def opened() -> Iterator[Timeline]:
    """Entries of each status, and one of another kind."""
    with Timeline.in_memory(register=PEOPLE, clock=lambda: datetime(2025, 9, 12, tzinfo=UTC)) as fresh:
        for ref in ("stands", "corrected", "disputed", "retracted", "merged"):
            fresh.record(call(), ref=ref, claims=[CLAIM])
        fresh.record(Release(when=PartialDate("2025-09-11"), people=Quantity(value=52)), ref="release", claims=[CLAIM])
        fresh.correct("corrected", when="2025-08-16", reason="a day later", version=1)
        fresh.dispute("disputed", CLAIM)
        fresh.retract("retracted", reason="never was", version=1)
        fresh.merge("merged", into="stands", reason="the same call")
        yield fresh


REFUSED: dict[str, tuple[Callable[[Timeline], object], type[TimelineError], str]] = {
    "record without a claim": (
        lambda t: t.record(call(), ref="call-new", claims=[]), InputError, "claims: has no source; give at least one"),
    "record under no ref": (
        lambda t: t.record(call(), ref="Call New", claims=[CLAIM]), InputError, "ref: 'Call New' is no ref; write 3 to 60"),
    "record under a look-alike": (
        lambda t: t.record(call(), ref="с-all", claims=[CLAIM]), InputError, r"ref: '\u0441-all' is no ref; write"),
    "record under half a character": (
        lambda t: t.record(call(), ref="call-\ud800", claims=[CLAIM]), InputError, r"ref: 'call-\ud800' is no ref; write"),
    "record an unknown actor": (
        lambda t: t.record(call(other="donald_trum"), ref="call-new", claims=[CLAIM]), InputError,
        "fact.participants.0: the register knows no actor 'donald_trum'; did you mean donald_trump?"),
    "record on nobody's word": (
        lambda t: t.record(call(), ref="call-new", claims=[BY_NOBODY]), InputError, "claims.0.asserted_by: the register knows"),
    "record a claim about no field": (
        lambda t: t.record(call(), ref="call-new", claims=[ABOUT_NOTHING]), InputError, "claims.0.scope: a call has no field"),
    "record a claim with an impossible value": (
        lambda t: t.record(call(), ref="call-new", claims=[OTHER_TYPE]), InputError, "claims.0.value: '2025-09-31' has no such"),
    "record another fact": (
        lambda t: t.record(call("2025-08-16"), ref="stands", claims=[CLAIM]), RefTakenError,
        """'stands' already stands for another fact; choose another ref, or correct the entry"""
        """ (recorded: {"when":"2025-08-15"} given: {"when":"2025-08-16"})"""),
    "record another fact once corrected": (
        lambda t: t.record(call("2025-08-16"), ref="corrected", claims=[CLAIM]), RefTakenError, "choose another ref, or"),
    "record many with a bad one": (
        lambda t: t.record_many([(call(), "call-new", [CLAIM]), (call(), "x", [CLAIM])]), InputError, "'x' is no ref"),
    "record one ref for two facts": (
        lambda t: t.record_many([(call(), "call-new", [CLAIM]), (call("2025-08-16"), "call-new", [CLAIM])]), RefTakenError,
        "already stands for another fact"),
    "correct nothing": (
        lambda t: t.correct(t.entry("stands"), reason="r"), InputError, "set: nothing is to be changed; give at least"),
    "correct to the same": (
        lambda t: t.correct(t.entry("stands"), when="2025-08-15", reason="r"), InputError, "already stands like this; nothing"),
    "correct a field that is none": (
        lambda t: t.correct(t.entry("stands"), people=3, reason="r"), InputError,
        "people: a call has no field 'people' to correct; it has when, when_verbatim, title"),
    "correct a field with an escape sequence": (
        lambda t: t.correct(t.entry("stands"), {"\x1b[31mwhen": 1}, reason="r"), InputError, r"\x1b[31mwhen: a call has no"),
    "correct the kind": (
        lambda t: t.correct(t.entry("stands"), kind="meeting", reason="r"), InputError, "kind: a call has no field 'kind'"),
    "correct to an impossible day": (
        lambda t: t.correct(t.entry("stands"), when="2025-02-30", reason="r"), InputError, "when: '2025-02-30' has no such day"),
    "correct to an unknown actor": (
        lambda t: t.correct(t.entry("stands"), initiator="john_cole", reason="r"), InputError, "did you mean john_coale?"),
    "correct a required field away": (
        lambda t: t.correct(t.entry("release"), people=None, reason="r"), InputError, "people: is missing; add it"),
    "correct to true": (
        lambda t: t.correct(t.entry("release"), people=True, reason="r"), InputError, "people: true is no number of people"),
    "correct to NaN": (
        lambda t: t.correct(t.entry("release"), people=float("nan"), reason="r"), InputError, "people: nan is no number of"),
    "correct to 10 ** 5000": (
        lambda t: t.correct(t.entry("release"), people=10**5000, reason="r"), InputError, "people.value: this int is more than"),
    "correct without a reason": (
        lambda t: t.correct(t.entry("stands"), when="2025-08-16", reason=""), InputError, "reason: is empty; write something"),
    "correct by bare ref": (
        lambda t: t.correct("stands", when="2025-08-16", reason="r"), VersionError,
        "'stands' is at version 1, but no version was given; look at it again and give version 1"),
    "correct what moved": (
        lambda t: t.correct("disputed", when="2025-08-16", reason="r", version=1), VersionError, "is at version 2, but version 1"),
    "correct what is retracted": (
        lambda t: t.correct(t.entry("retracted"), when="2025-08-16", reason="r"), StatusError, "is retracted; reinstate it"),
    "correct what is merged": (
        lambda t: t.correct(t.entry("merged"), when="2025-08-16", reason="r"), StatusError, "is merged into 'stands'; use that"),
    "correct what is not there": (
        lambda t: t.correct("nowhere", when="2025-08-16", reason="r", version=1), UnknownRefError, "no entry has the ref 'nowhere'"),
    "correct an actor's stream": (
        lambda t: t.correct("actor:lukashenko", when="2025-08-16", reason="r", version=1), UnknownRefError, "no entry has the"),
    "retract by bare ref": (lambda t: t.retract("stands", reason="r"), VersionError, "no version was given"),
    "retract twice": (lambda t: t.retract(t.entry("retracted"), reason="r"), StatusError, "is retracted; reinstate it first"),
    "retract without a reason": (lambda t: t.retract(t.entry("stands"), reason=" \n"), InputError, "reason: is blank; write"),
    "retract with half a character": (
        lambda t: t.retract(t.entry("stands"), reason="\ud800"), InputError, "reason: holds half a character"),
    "retract with a NUL": (lambda t: t.retract(t.entry("stands"), reason="a\0b"), InputError, r"reason: 'a\x00b' holds control"),
    "retract on nobody's word": (
        lambda t: t.retract(t.entry("stands"), reason="r", claims=[BY_NOBODY]), InputError, "asserted_by: the register knows no"),
    "reinstate what stands": (lambda t: t.reinstate("stands", reason="r", version=1), StatusError, "stands already; there is"),
    "reinstate without a reason": (lambda t: t.reinstate("retracted", reason=""), InputError, "reason: is empty; write something"),
    "corroborate with nothing": (lambda t: t.corroborate("stands"), InputError, "claims: has no source; give at least one"),
    "corroborate what is merged": (lambda t: t.corroborate("merged", CLAIM), StatusError, "is merged into 'stands'; use that one"),
    "corroborate a field that is none": (lambda t: t.corroborate("stands", ABOUT_NOTHING), InputError, "has no field 'people'"),
    "dispute with nothing": (lambda t: t.dispute("stands"), InputError, "claims: a dispute needs a source too; give at least"),
    "dispute what is merged": (lambda t: t.dispute("merged", CLAIM), StatusError, "is merged into 'stands'; use that one, or"),
    "dispute what is retracted": (lambda t: t.dispute("retracted", CLAIM), StatusError, "is retracted; reinstate it first"),
    "link to nothing": (
        lambda t: t.link("stands", "follows", "nowhere", claims=[CLAIM]), UnknownRefError, "no entry has the ref 'nowhere'; "),
    "link to itself": (
        lambda t: t.link("stands", "follows", "stands", claims=[CLAIM]), InputError, "to: an entry cannot be tied to itself; "),
    "link without a source": (
        lambda t: t.link("stands", "follows", "release", claims=[]), InputError, "claims: a tie needs a source too; give at"),
    "link to what is merged": (
        lambda t: t.link("stands", "follows", "merged", claims=[CLAIM]), StatusError, "is merged into 'stands'; use that one"),
    "link of no kind": (
        lambda t: t.link("stands", "likes", "release", claims=[CLAIM]),  # type: ignore[arg-type]
        InputError, "kind: 'likes' is not one of the words it may be; write 'in_exchange_for'"),
    "merge into itself": (
        lambda t: t.merge("stands", into="stands", reason="r"), InputError, "into: an entry cannot be merged into itself; "),
    "merge two kinds": (
        lambda t: t.merge("stands", into="release", reason="r"), InputError, "into: a call and a release are not the same"),
    "merge into nothing": (lambda t: t.merge("stands", into="nowhere", reason="r"), UnknownRefError, "no entry has the ref"),
    "merge what is merged": (lambda t: t.merge("merged", into="stands", reason="r"), StatusError, "is merged into 'stands'; use"),
    "merge into what is retracted": (lambda t: t.merge("stands", into="retracted", reason="r"), StatusError, "is retracted; "),
    "add nobody": (lambda t: t.add(), InputError, "actor: no actor is given; give at least one"),
    "add a changed actor": (
        lambda t: t.add(PEOPLE["lukashenko"].model_copy(update={"gender": "male"})), VersionError, "give version 1"),
    "add one actor twice": (
        lambda t: t.add(person("Jane"), person("Janet")), InputError, "actor: 'jane_roe' is given twice; give each actor once"),
    "add a tie to nobody": (
        lambda t: t.add(person("Jane", Relation(kind="of", to="nowhere"))), InputError, "relations.0.to: the register knows no"),
    "read a ref of a megabyte": (lambda t: t.entry("x" * 10**6), UnknownRefError, "no entry has the ref 'xxx"),
    "read a ref that is SQL": (lambda t: t.entry("' OR ''='"), UnknownRefError, "no entry has the ref"),
    "find a name of a megabyte": (lambda t: t.actor("x" * 10**6), TimelineError, "the register knows no actor 'xxx"),
    "list a kind that is none": (lambda t: t.entries(kinds=["calls"]), InputError, "kinds: 'calls' is no kind of fact; give"),
    "list a period that ends before it starts": (
        lambda t: t.entries(since="2025-09", until="2025-06"), InputError, "ends (2025-06-30) before it starts (2025-09-01); "),
    "list no entries": (lambda t: t.entries(limit=0), InputError, "limit: 0 entries are no page; give 1 or more"),
    "list after no cursor": (lambda t: t.entries(after="'; DROP"), InputError, "after: \"'; DROP\" is no cursor; give the"),
    "read at no moment": (
        lambda t: t.entry("stands", known_at=datetime(2025, 9, 12)), InputError, "is no moment; give a date, a datetime"),  # noqa: DTZ001
}  # fmt: skip


def person(name: str, *ties: Relation) -> Actor:
    return Actor(id="jane_roe", type="person", names=(Name(text=name, lang="en", script="Latn"),), relations=ties)


@pytest.mark.parametrize("name", REFUSED)
def test_a_call_that_cannot_be_taken_says_why_and_stores_nothing(name: str, opened: Timeline) -> None:
    attempt, error, said = REFUSED[name]
    before = list(export_lines(opened))
    with pytest.raises(error) as refused:
        attempt(opened)
    message = str(refused.value)
    assert said in message
    assert "; " in message
    assert message.isprintable()
    assert len(message) <= 400
    assert list(export_lines(opened)) == before


def bare(**fields: Any) -> Claim:
    return Claim.model_construct(None, **fields)


OF_NO_KNOWN_MODALITY = bare(source=CLAIM.source, modality="lies")
FROM_AN_ESCAPE = bare(source=Source.model_construct(publisher="\x1b"))
WITHOUT_A_SOURCE = bare()
IN_ITSELF: list[object] = []
IN_ITSELF.append(IN_ITSELF)

WRITERS: dict[str, Callable[[Timeline, Claim], object]] = {
    "record": lambda t, claim: t.record(call(), ref="call-new", claims=[claim]),
    "record again": lambda t, claim: t.record(call(), ref="stands", claims=[claim]),
    "correct": lambda t, claim: t.correct(t.entry("stands"), when="2025-08-16", reason="r", claims=[claim]),
    "retract": lambda t, claim: t.retract(t.entry("stands"), reason="r", claims=[claim]),
    "reinstate": lambda t, claim: t.reinstate("retracted", reason="r", claims=[claim]),
    "corroborate": lambda t, claim: t.corroborate("stands", claim),
    "dispute": lambda t, claim: t.dispute("stands", claim),
    "link": lambda t, claim: t.link("stands", "follows", "release", claims=[claim]),
}


@pytest.mark.parametrize("writer", WRITERS)
def test_a_claim_that_was_never_checked_is_refused_by_every_writer(writer: str, opened: Timeline) -> None:
    before = list(export_lines(opened))
    for claim, said in (
        (OF_NO_KNOWN_MODALITY, "claims.0.modality: 'lies' is not one of the words it may be; "),
        (FROM_AN_ESCAPE, r"claims.0.source.publisher: '\x1b' holds control characters or markup; "),
        (WITHOUT_A_SOURCE, "claims.0.source: is missing; "),
        (bare(source=CLAIM.source, value=IN_ITSELF), "claims.0.value"),
    ):
        with pytest.raises(InputError) as refused:
            WRITERS[writer](opened, claim)
        assert said in str(refused.value)
        assert str(refused.value).isprintable()
    assert list(export_lines(opened)) == before


def many(t: Timeline, claim: Claim) -> object:
    return t.record_many([(call(), "call-new", [claim])])


@pytest.mark.parametrize("writer", [*WRITERS, "record many"])
def test_a_copied_claim_that_cannot_be_is_none_before_a_writer_sees_it(writer: str, opened: Timeline) -> None:
    write = {**WRITERS, "record many": many}[writer]
    before = list(export_lines(opened))
    updates: list[dict[str, object]] = [{"modality": "lies"}, {"source": {"publisher": "\x1b"}}, {"sources": []}]
    for update in updates:
        with pytest.raises(ValidationError):
            write(opened, CLAIM.model_copy(update=update))
    assert list(export_lines(opened)) == before
    write(opened, CLAIM.model_copy(update={"source": {"publisher": "BBC"}, "modality": "announced"}))
    assert len(list(export_lines(opened))) == len(before) + 1
    assert opened.unreadable() == ()


def test_a_fact_that_was_never_checked_is_refused(opened: Timeline) -> None:
    alone = Call.model_construct(when=PartialDate("2025-08-15"), participants=("lukashenko",))
    before = list(export_lines(opened))
    with pytest.raises(InputError, match=r"fact.participants: has 1, and needs at least 2"):
        opened.record(alone, ref="call-new", claims=[CLAIM])
    with pytest.raises(InputError, match=r"fact.kind: "):
        opened.record(Call.model_construct(**{**dict(call()), "kind": "chat"}), ref="call-new", claims=[CLAIM])
    with pytest.raises(InputError, match=r"people\.unit: .* is no unit"):
        opened.correct(
            opened.entry("release"), people=Quantity.model_construct(value=51, lower=51, upper=51, unit="?"), reason="r"
        )
    for writer in (opened.record, lambda fact, ref, claims: opened.record_many([(fact, ref, claims)])):
        with pytest.raises(ValidationError, match="participants"):
            writer(call().model_copy(update={"participants": ("lukashenko",)}), ref="call-new", claims=[CLAIM])
    assert list(export_lines(opened)) == before


def test_an_actor_that_was_never_checked_is_refused(opened: Timeline) -> None:
    before = list(export_lines(opened))
    with pytest.raises(InputError, match=r"actor.type: 'ghost' is not one of the words"):
        opened.add(Actor.model_construct(id="jane_roe", type="ghost", names=person("Jane").names))  # type: ignore[arg-type]
    with pytest.raises(InputError, match="actor: is no actor, but of type dict"):
        opened.add({"id": "jane_roe"})  # type: ignore[arg-type]
    assert list(export_lines(opened)) == before


NO_LISTS: dict[str, tuple[Callable[[Timeline, Any], object], str]] = {
    "a claim alone": (lambda t, _: t.record(call(), ref="call-new", claims=CLAIM), "claims: is no list of claims, but of type Claim; "),  # type: ignore[arg-type]
    "a claim alone, corrected": (
        lambda t, _: t.correct(t.entry("stands"), when="2025", reason="r", claims=CLAIM),  # type: ignore[arg-type]
        "claims: is no list of claims, but of type Claim; give a list"),
    "a claim alone among many": (
        lambda t, any_: t.record_many(any_([(call(), "call-new", CLAIM)])), "items.0.claims: is no list of claims, but of type"),
    "a dict as a claim": (
        lambda t, any_: t.record(call(), ref="call-new", claims=any_([{"source": 1}])), "claims.0: is no claim, but of type dict; "),
    "a dict as a claim among many": (
        lambda t, any_: t.record_many(any_([(call(), "call-new", [CLAIM]), (call(), "call-two", [CLAIM, {}])])),
        "items.1.claims.1: is no claim, but of type dict; give a Claim"),
    "a list of claims as a claim": (
        lambda t, any_: t.corroborate("stands", any_([CLAIM])), "claims.0: is no claim, but of type list; give a Claim"),
    "None as claims": (lambda t, any_: t.retract(t.entry("stands"), reason="r", claims=any_(None)), "claims: is no list of claims"),
    "a dict as a fact": (
        lambda t, any_: t.record(any_({"kind": "call"}), ref="call-new", claims=[CLAIM]), "fact: is no fact, but of type dict; give"),
    "a claim as a fact among many": (
        lambda t, any_: t.record_many(any_([(CLAIM, "call-new", [CLAIM])])), "items.0.fact: is no fact, but of type Claim; give"),
    "an item without claims": (
        lambda t, any_: t.record_many(any_([(call(), "call-new")])), "items.0: is no recording; give (fact, ref, claims)"),
    "an item that is a fact": (
        lambda t, any_: t.record_many(any_([call()])), "items.0: is no recording; give (fact, ref, claims)"),
    "no text as a ref": (lambda t, any_: t.record(call(), ref=any_(None), claims=[CLAIM]), "ref: null is no ref; write"),
    "true as a version": (
        lambda t, _: t.retract("stands", reason="r", version=True), "version: true is no version; give a whole number"),
    "true as a moment": (lambda t, _: t.entry("stands", known_at=True), "known_at: true is no moment; give a date"),
    "true as a moment of a list": (lambda t, _: t.entries(known_at=True), "known_at: true is no moment; give a date"),
}  # fmt: skip


@pytest.mark.parametrize("name", NO_LISTS)
def test_what_is_of_another_type_is_refused_in_one_line(name: str, opened: Timeline) -> None:
    attempt, said = NO_LISTS[name]
    before = list(export_lines(opened))
    with pytest.raises(InputError) as refused:
        attempt(opened, lambda given: given)
    assert said in str(refused.value)
    assert list(export_lines(opened)) == before


def test_one_kind_and_one_actor_may_be_given_as_a_text(opened: Timeline) -> None:
    assert opened.entries(kinds="release") == opened.entries(kinds=["release"])
    assert [entry.ref for entry in opened.entries(kinds="release").entries] == ["release"]
    assert opened.entries(actors="lukashenko") == opened.entries(actors=["lukashenko"])
    assert {entry.kind for entry in opened.entries(actors="lukashenko").entries} == {"call"}
