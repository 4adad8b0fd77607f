"""Event lines: the log out and in again, byte for byte, on every store."""

from __future__ import annotations

import random
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from tests.writers import PEOPLE, call, claim, envelope
from timeline import Actor, Claim, Register, Release, Source, Timeline, TimelineError
from timeline.errors import ImportError_, InputError, NewerError
from timeline.events import Corroborated, Disputed, Linked, Merged, Reinstated, Retracted
from timeline.exchange.entry_lines import record_lines
from timeline.exchange.event_lines import Imported, export_lines, import_lines
from timeline.log import open_log
from timeline.log.lines import MAX_LINE
from timeline.shipped import shipped_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from timeline.events import Event
    from timeline.log.mapper import Row

DEEDS = (
    "call", "corroborate", "narrow", "correct", "dispute", "retract", "reinstate", "link", "part", "add", "release",
    "merge",
)  # fmt: skip
REFS = ("first-entry", "second-entry", "third-entry")
ENTRY_LINE = b'{"ref":"abc","fact":{"kind":"call","when":"2025","participants":["a1","b1"]},"claims":[]}'


def opened(url: str, **more: Any) -> Timeline:
    return Timeline.open(url, register=None, **more)


def rows(timeline: Timeline) -> list[Row]:
    return [row for page in timeline.log.pages() for row in page]


def exported(timeline: Timeline) -> list[bytes]:
    return list(export_lines(timeline))


# ---------------------------------------------------------------- logs of every sort


words = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z"), exclude_characters="<"), max_size=30).map(
    lambda text: f"x{text}"
)
values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**12), 10**12)
    | st.floats(-1e12, 1e12)
    | st.sampled_from([1.5e-7, -0.0, 1e-300])
    | words,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(words, inner, max_size=3),
    max_leaves=6,
)
claims = st.builds(
    lambda publisher, title, published, value: (publisher, title, published, value),
    words,
    st.none() | words,
    st.sampled_from([None, "2025", "2025-09", "2025-09-11", "2025-09-11~"]),
    values,
)
steps = st.lists(
    st.tuples(
        st.sampled_from(DEEDS),
        st.sampled_from(REFS),
        st.sampled_from(REFS),
        claims,
        words,
        st.integers(-3_600_000_000, 3_600_000_000),
    ),
    min_size=5,
    max_size=25,
)  # fmt: skip


class Clock:
    """A clock that jumps, back too."""

    def __init__(self) -> None:
        self.now = datetime(2026, 1, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now


def deeds(timeline: Timeline, ref: str, other: str, given: Claim, text: str) -> dict[str, Callable[[], object]]:
    """Everything that can be done to a timeline, each not done yet."""
    head = timeline.log.recorder.heads(["actor:somebody"]).get("actor:somebody", (None, 0))[0]
    people = {"qualifier": "at_least", "value": len(text), "verbatim": text}
    release = {"when": "2025-09", "people": people, "summary": {"be": text}, "nationalities": {"BY": 1}}
    actor = {"id": "somebody", "type": "person", "names": [{"text": text, "lang": "be", "script": "Cyrl"}]}
    changes = {"when": "2025-09-12", "title": {"en": text}}
    return {
        "call": lambda: timeline.record(call(text), ref=ref, claims=[given]),
        "release": lambda: timeline.record(Release.model_validate(release), ref=ref, claims=[given]),
        "corroborate": lambda: timeline.corroborate(ref, given),
        "narrow": lambda: timeline.corroborate(ref, given.model_copy(update={"scope": "when", "value": "2025-09"})),
        "correct": lambda: timeline.correct(timeline.entry(ref), changes, reason=text, claims=[given]),
        "dispute": lambda: timeline.dispute(ref, given),
        "retract": lambda: timeline.retract(timeline.entry(ref), reason=text),
        "reinstate": lambda: timeline.reinstate(ref, reason=text, claims=[given]),
        "link": lambda: timeline.link(ref, "follows", other, claims=[given]),
        "part": lambda: timeline.link(ref, "part_of", other, claims=[given]),
        "merge": lambda: timeline.merge(ref, into=other, reason=text),
        "add": lambda: timeline.add(Actor.model_validate(actor), version=head),
    }


def perform(timeline: Timeline, clock: Clock, made: Sequence[Any]) -> None:
    """Do what the steps say; what the timeline refuses stays undone."""
    for what, ref, other, (publisher, title, published, value), text, jump in made:
        clock.now += timedelta(microseconds=jump)
        source = Source(publisher=publisher, title=title, published=published)
        with suppress(TimelineError, ValidationError):
            deeds(timeline, ref, other, Claim(source=source, value=value), text)[what]()


def recorded(url: str, made: Sequence[Any]) -> Timeline:
    """A timeline with what came of the steps."""
    clock = Clock()
    timeline = Timeline.open(
        url, register=PEOPLE, clock=clock, entropy=random.Random(1).randbytes, recorded_by="curator-1"
    )
    begun = [("call", ref, ref, ("Reuters", None, "2025", None), f"тэма {ref}", 1) for ref in REFS]
    perform(timeline, clock, [*begun, *made])
    return timeline


# ---------------------------------------------------------------- out and in


@given(steps)
@settings(max_examples=150, deadline=None)
def test_what_is_exported_and_imported_is_the_same_log_byte_for_byte(made: Sequence[Any]) -> None:
    with recorded("sqlite://", made) as source, opened("sqlite://") as target:
        lines = exported(source)
        assert import_lines(target, lines) == Imported(len(lines), 0, source.position())
        assert rows(target) == rows(source)
        assert exported(target) == lines
        for ref in REFS:
            assert target.log.streams(ref) == [] or target.entry(ref) == source.entry(ref)


@given(steps, st.randoms(use_true_random=False))
@settings(max_examples=50, deadline=None)
def test_a_beginning_of_a_log_is_continued_by_the_whole(made: Sequence[Any], rng: random.Random) -> None:
    with recorded("sqlite://", made) as source, opened("sqlite://") as target:
        lines = exported(source)
        cut = rng.randint(0, len(lines))
        import_lines(target, lines[:cut])
        assert import_lines(target, lines) == Imported(len(lines) - cut, cut, source.position())
        assert rows(target) == rows(source)


MUCH = [
    (deed, ref, other, (f"publisher {deed} {value}", "назва — “title”", "2025-09", value), f"тэкст {deed}", 7)
    for value in (None, 1.5e-7, {"BY": [1, None, "ў"], "a": -0.0}, 10**12, "𝒳")
    for other, ref in pairwise(("third-entry", *REFS))
    for deed in DEEDS[:-1]
] + [("merge", "first-entry", "second-entry", ("p", None, None, None), "both are one", 7)]
"""Every deed, several times, with values that are hard to write the same way twice."""


@pytest.mark.parametrize("source", ["sqlite", "postgres"])
@pytest.mark.parametrize("target", ["sqlite", "postgres"])
def test_a_log_moves_from_store_to_store_and_back(source: str, target: str, new_url: Callable[[str], str]) -> None:
    with recorded(new_url(source), MUCH) as first, opened(new_url(target)) as second, opened(new_url(source)) as third:
        lines = exported(first)
        assert len(lines) > 80
        import_lines(second, lines)
        import_lines(third, exported(second))
        assert rows(first) == rows(second) == rows(third)
        assert exported(third) == lines


def test_the_shipped_timeline_goes_in_and_comes_out_as_it_is(store_url: str) -> None:
    lines = [line for file in shipped_files() for line in file.read_bytes().splitlines()]
    with opened(store_url) as timeline:
        assert import_lines(timeline, lines) == Imported(len(lines), 0, len(lines))
        assert exported(timeline) == lines


@pytest.fixture
def lines() -> list[bytes]:
    """A log of some dozen events."""
    with recorded("sqlite://", MUCH) as timeline:
        return exported(timeline)


@pytest.fixture
def timeline(store_url: str) -> Iterator[Timeline]:
    """A store that is not written yet, on SQLite and on PostgreSQL."""
    with opened(store_url) as timeline:
        yield timeline


def test_importing_again_changes_nothing(timeline: Timeline, lines: list[bytes]) -> None:
    import_lines(timeline, lines)
    before = rows(timeline)
    assert import_lines(timeline, lines) == Imported(0, len(lines), timeline.position())
    assert import_lines(timeline, lines[:5]) == Imported(0, 5, timeline.position())
    assert rows(timeline) == before


def test_a_store_that_holds_something_else_is_refused_and_left_alone(timeline: Timeline, lines: list[bytes]) -> None:
    import_lines(timeline, lines[:5])
    timeline.record(call("of our own"), ref="our-own", claims=[claim()])
    before = rows(timeline)
    with pytest.raises(ImportError_, match=r"line 6: the store already holds another event at position 6 \(our-own\)"):
        import_lines(timeline, lines)
    assert rows(timeline) == before


@pytest.mark.parametrize(
    "change", [(b'"recorded":"20', b'"recorded":"19'), (b"Reuters", b"Routers"), (b'"v":1', b'"v":2')]
)
def test_a_log_that_differs_in_anything_is_another_log(
    timeline: Timeline, lines: list[bytes], change: tuple[bytes, bytes]
) -> None:
    import_lines(timeline, lines)
    before = rows(timeline)
    altered = [line.replace(*change) for line in lines]
    if altered != lines:
        with pytest.raises((ImportError_, NewerError)):
            import_lines(timeline, altered)
    assert rows(timeline) == before


def test_positions_with_gaps_are_kept_and_recording_goes_on_behind_them(timeline: Timeline) -> None:
    with Timeline.open("sqlite://", register=None) as source:
        source.log.append([envelope("abc", at=5), envelope("xyz", at=70)], at_positions=True)
        lines = [line.replace(b'["donald_trump","lukashenko"]', b'["a1","b1"]') for line in exported(source)]
    actors = [
        b'{"id":"01900000-0000-7000-8000-00000000000%d","position":%d,"recorded":"2020-01-01T00:00:00.000000Z",'
        b'"type":"actor_recorded","v":1,"ref":"actor:%s","data":{"actor":{"id":"%s","type":"person","names":'
        b'[{"text":"N","lang":"en","script":"Latn","kind":"main"}]}}}' % (number, number, name, name)
        for number, name in ((1, b"a1"), (3, b"b1"))
    ]
    import_lines(timeline, [*actors, *lines])
    assert [row[0] for row in rows(timeline)] == [1, 3, 5, 70]
    assert timeline.corroborate("abc", claim("BelTA")).position == 71


def test_only_what_comes_behind_a_position_is_exported_when_asked(timeline: Timeline, lines: list[bytes]) -> None:
    import_lines(timeline, lines)
    assert list(export_lines(timeline, after=10)) == lines[10:]


def test_progress_is_told_and_comes_to_the_whole(timeline: Timeline) -> None:
    lines = long_log(2_300)
    told: list[int] = []
    import_lines(timeline, lines, progress=told.append)
    assert told == [1_000, 2_000, 2_302]


def long_log(count: int) -> list[bytes]:
    with Timeline.open("sqlite://", register=PEOPLE, clock=lambda: datetime(2026, 1, 1, tzinfo=UTC)) as source:
        source.record_many([(call(), f"entry-{number}", [claim()]) for number in range(count)])
        return exported(source)


def test_somebody_who_writes_during_an_import_is_not_overrun(timeline: Timeline, store_url: str) -> None:
    lines = long_log(1_500)

    def meddle(_: int) -> None:
        with opened(store_url) as other:
            other.record(call("in between"), ref="in-between", claims=[claim()])

    with pytest.raises(ImportError_, match="somebody else wrote to the store meanwhile, behind position 1000"):
        import_lines(timeline, lines, progress=meddle)
    assert [row[1] for row in rows(timeline)][-1] == "in-between"
    assert len(rows(timeline)) == 1_001


# ---------------------------------------------------------------- as strict as the writers


def appended(event: Event, ref: str, at: Timeline) -> None:
    """An event written past every check, as the next of its stream."""
    version, recorded_us = at.log.recorder.heads([ref])[ref]
    at.log.append([envelope(ref, version + 1, event, us=recorded_us)])


@given(steps, st.sampled_from(REFS), st.sampled_from(REFS), st.sampled_from(DEEDS))
@settings(max_examples=300, deadline=None)
def test_an_import_refuses_what_the_writers_refuse_and_takes_what_they_take(
    made: Sequence[Any], ref: str, other: str, deed: str
) -> None:
    given, reason = claim("Somebody else"), "because"
    events: dict[str, Event] = {
        "corroborate": Corroborated(claims=(given,)),
        "dispute": Disputed(claims=(given.model_copy(update={"stance": "disputes"}),)),
        "retract": Retracted(reason=reason),
        "reinstate": Reinstated(reason=reason, claims=(given,)),
        "part": Linked(kind="part_of", to=other, claims=(given,)),
        "merge": Merged(into=other, reason=reason),
    }
    event = events.get(deed)
    with recorded("sqlite://", made) as source, opened("sqlite://") as target, opened("sqlite://") as forced:
        lines = exported(source)
        # A tie to what is merged is taken: whoever wrote it may not have seen the merge.
        if event is None or (deed == "part" and source.entry(other).status == "merged"):
            return
        import_lines(forced, lines)
        appended(event, ref, forced)
        refused = False
        try:
            deeds(source, ref, other, given, reason)[deed]()
        except TimelineError:
            refused = True
        if refused:
            with pytest.raises(InputError, match=f"line {len(lines) + 1}, "):
                import_lines(target, exported(forced))
            assert rows(target) == []
        else:
            assert import_lines(target, exported(forced)).added == len(lines) + 1


# ---------------------------------------------------------------- files as people have them


def test_byte_order_mark_line_ends_of_windows_and_blank_lines_are_taken(timeline: Timeline, lines: list[bytes]) -> None:
    import_lines(
        timeline, [b"\xef\xbb\xbf" + lines[0] + b"\r\n", b"\r\n", b"  \n", *(line + b"\r\n" for line in lines[1:])]
    )
    assert exported(timeline) == lines


def test_places_are_counted_with_the_blank_lines(timeline: Timeline, lines: list[bytes]) -> None:
    with pytest.raises(InputError, match=r"^line 4: "):
        import_lines(timeline, [lines[0], b"\n", lines[1], b"{broken\n"])
    assert not timeline.log.exists()


@pytest.mark.parametrize("bad", [b"{", b"[]", b"null", b'{"id":1}', b"\xff\xfe{\x00}\x00", ENTRY_LINE, b"{}" * 3])
def test_nothing_of_a_file_with_a_bad_line_is_stored(timeline: Timeline, bad: bytes) -> None:
    good = long_log(1_200)
    with pytest.raises(InputError, match=r"^line 1203"):
        import_lines(timeline, [*good, bad])
    assert not timeline.log.exists()


@pytest.mark.parametrize(
    "shape", [ENTRY_LINE, ENTRY_LINE.replace(b":", b" : "), b'{"actor":{"id":"a1"}}', b'{ "actor": {}}']
)
def test_entry_lines_are_sent_to_record(timeline: Timeline, shape: bytes) -> None:
    with pytest.raises(InputError, match="line 1: this is an entry line, not an event line; use `timeline record`"):
        import_lines(timeline, [shape])


def test_event_lines_are_sent_to_import(timeline: Timeline, lines: list[bytes]) -> None:
    with pytest.raises(InputError, match="line 1: this is an event line, not an entry line; use `timeline import`"):
        record_lines(timeline, lines)
    assert not timeline.log.exists()


def test_a_line_of_a_mebibyte_is_taken_and_a_longer_one_refused(timeline: Timeline, lines: list[bytes]) -> None:
    longest = lines[0].replace(b'"data":', b'"data":' + b" " * (MAX_LINE - len(lines[0])))
    with pytest.raises(InputError, match="line 1: has more than 1,048,576 bytes"):
        import_lines(timeline, [longest.replace(b'"data":', b'"data": '), *lines[1:]])
    assert not timeline.log.exists()
    import_lines(timeline, [longest, *lines[1:]])
    assert exported(timeline) == lines, "blanks are no part of an event"


def test_events_of_a_newer_library_are_exported_and_their_import_says_who_can(
    store_url: str, new_url: Callable[[str], str]
) -> None:
    log = open_log(store_url)
    newer = envelope("abc")
    newer.topic = "recorded.call.2"
    log.append([newer])
    with Timeline(log, register=None) as timeline:
        (line,) = exported(timeline)
    assert b'"type":"recorded","v":2,' in line
    with opened(new_url("sqlite")) as other, pytest.raises(NewerError, match=r"line 1.*install that version"):
        import_lines(other, [line])


@pytest.mark.parametrize(
    ("field", "given", "said"),
    [
        ("position", b'"position":1', b'"position":7'),
        ("position", b'"position":1', b'"position":%d' % (1 << 53)),
        ("id", b'"id":"', b'"id":"urn:uuid:'),
        ("ref", b'"ref":"actor:donald_trump"', b'"ref":"Actor:donald_trump"'),
        ("v", b'"v":1', b'"v":0'),
    ],
)
def test_a_refusal_names_line_and_field(
    timeline: Timeline, lines: list[bytes], field: str, given: bytes, said: bytes
) -> None:
    with pytest.raises(InputError) as refused:
        import_lines(timeline, [lines[0].replace(given, said), *lines[1:]])
    assert (refused.value.where, refused.value.field) in ((f"line {number}", field) for number in (1, 2))
    assert not timeline.log.exists()


def test_every_shipped_register_can_begin_a_store_of_ones_own(store_url: str) -> None:
    with Timeline.open(store_url, register=Register(PEOPLE)) as timeline:
        timeline.record(call(), ref="abc", claims=[claim()])
        lines = exported(timeline)
    with opened("sqlite://") as other:
        import_lines(other, lines)
        assert {actor.id for actor in other.register()} == {"donald_trump", "lukashenko"}


def test_a_log_in_two_files_is_imported_as_one_and_the_second_alone_says_so(store_url: str) -> None:
    register, events = (file.read_bytes().splitlines() for file in shipped_files())
    with opened(store_url) as timeline:
        import_lines(timeline, register)
        with pytest.raises(ImportError_, match=r"line 1: begins at position \d+, and what comes before is missing"):
            import_lines(timeline, events)
        assert timeline.position() == len(register)
        assert import_lines(timeline, [*register, *events]).present == len(register)
