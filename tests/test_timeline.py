"""The front door, on a store in memory and on a file: record, read back, correct.

Longer than other files because the front door has every method of the contracts, and each is tested here.
"""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from timeline import (
    Actor,
    Call,
    Claim,
    Destination,
    Entry,
    Fact,
    Freed,
    Incident,
    Meeting,
    Name,
    PartialDate,
    PrisonerCount,
    Quantity,
    Recorded,
    Register,
    Release,
    Statement,
    Timeline,
)
from timeline.errors import (
    AmbiguousNameError,
    DateError,
    InputError,
    RefTakenError,
    StatusError,
    TimelineError,
    UnknownActorError,
    UnknownRefError,
    VersionError,
)


def actor(key: str, kind: str, *names: tuple[str, str], ties: dict[str, str] | None = None) -> Actor:
    return Actor.model_validate(
        {
            "id": key,
            "type": kind,
            "names": [
                {"text": text, "lang": lang, "script": "Cyrl" if lang in ("be", "ru", "uk") else "Latn"}
                for lang, text in names or (("en", key.replace("_", " ")),)
            ],
            "relations": [{"kind": tie, "to": to} for tie, to in (ties or {}).items()],
        }
    )


REGISTER = Register([
    actor("united_states", "state", ("en", "United States"), ("en", "US")),
    actor("us_treasury", "organisation", ties={"part_of": "united_states"}),
    actor("ofac", "organisation", ("en", "OFAC"), ties={"part_of": "us_treasury"}),
    actor("belarus", "state", ("be", "Беларусь"), ("en", "Belarus")),
    actor("minsk", "place", ("be", "Мінск"), ("en", "Minsk"), ("lt", "Minskas"), ties={"located_in": "belarus"}),
    actor("lithuania", "state", ("lt", "Lietuva"), ("pl", "Litwa")),
    actor("vilnius", "place", ("lt", "Vilnius"), ties={"located_in": "lithuania"}),
    actor("donald_trump", "person", ("en", "Donald Trump")),
    actor(
        "lukashenko", "person", ("be", "Аляксандр Лукашэнка"), ("be", "Лукашэнкі"), ("ru", "Александр Лукашенко"),
        ("pl", "Łukaszenka"), ("de", "Lukaschenko"), ("lt", "Lukašenka"), ("uk", "Олександр Лукашенко"),
    ),
    actor("john_coale", "person", ("en", "John Coale")),
    actor("viasna", "organisation", ("be", "Вясна"), ("en", "Viasna")),
    actor("belta", "organisation", ("en", "BelTA")),
    actor("rumas_a", "person", ("en", "Rumas")),
    actor("rumas_b", "person", ("en", "Rumas")),
])  # fmt: skip


def claim(publisher: str = "Reuters", **given: object) -> Claim:
    return Claim.model_validate({"source": {"publisher": publisher}, **given})


class Clock:
    """Goes on by a minute each time it is asked, from where it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        self.now += timedelta(minutes=1)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock(datetime(2025, 9, 12, 8, tzinfo=UTC))


@pytest.fixture(params=["memory", "file"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    return "sqlite://" if request.param == "memory" else f"sqlite:///{tmp_path / 'timeline.db'}"


@pytest.fixture
def timeline(url: str, clock: Clock) -> Iterator[Timeline]:
    with Timeline.open(url, register=REGISTER, clock=clock) as opened:
        yield opened


CALL = Call(when="2025-08-15", participants=["donald_trump", "lukashenko"], topics=["release of prisoners"])
FIFTY_TWO = Release(
    when="2025-09-11",
    people=52,
    by=["lukashenko"],
    nationalities={"LT": 6, "PL": Quantity(qualifier="between", lower=2, upper=3)},
    destinations=[Destination(place="vilnius", people=51)],
    named=[Freed(person="rumas_a", outcome="deported", destination="lithuania")],
    mediators=["john_coale"],
)
FOURTEEN = Release(when="2025-06-21", people=14)
MEETING = Meeting(when="2025-09", participants=["john_coale", "lukashenko"], place="minsk")
COUNT = PrisonerCount(when="2025-12-05", count=1218, counted_by="viasna", measure="held", basis="stock")
SANCTION = Incident(when="2025-11-04", what="a licence", actors=["ofac"])
SAID = Statement(when="2025-11", speaker="donald_trump", summary={"be": "Сказаў пра «Белавія» ў Мінску"})

FACTS: dict[str, Fact] = {
    "call-1": CALL, "release-52": FIFTY_TWO, "release-14": FOURTEEN, "meeting-1": MEETING, "count-1": COUNT,
    "licence-1": SANCTION, "said-1": SAID,
}  # fmt: skip


@pytest.fixture
def full(timeline: Timeline) -> Timeline:
    timeline.record_many((fact, ref, [claim()]) for ref, fact in FACTS.items())
    return timeline


def refs(entries: object) -> list[str]:
    assert hasattr(entries, "__iter__")
    return [entry.ref for entry in entries]


# ------------------------------------------------------------------ record


def test_opening_and_reading_write_nothing(tmp_path: Path, clock: Clock) -> None:
    path = tmp_path / "timeline.db"
    with Timeline.open(f"sqlite:///{path}", register=REGISTER, clock=clock) as timeline:
        assert timeline.position() == 0
        assert timeline.actor("Лукашэнкі").id == "lukashenko"
        assert len(timeline.entries()) == 0
        with pytest.raises(UnknownRefError):
            timeline.entry("call-1")
    assert not path.exists()


def test_the_first_recording_writes_the_register_first(timeline: Timeline) -> None:
    entry = timeline.record(CALL, ref="call-1", claims=[claim()])
    assert entry.number == len(REGISTER) + 1
    assert timeline.position() == entry.position == entry.number
    assert [found.number for found in timeline.register()] == list(range(1, len(REGISTER) + 1))


def test_a_refused_first_recording_leaves_no_store_behind(timeline: Timeline) -> None:
    with pytest.raises(InputError):
        timeline.record(CALL, ref="call-1", claims=[])
    assert timeline.position() == 0


def test_what_was_recorded_is_read_back(timeline: Timeline, clock: Clock) -> None:
    entry = timeline.record(FIFTY_TWO, ref="release-52", claims=[claim(), claim("BelTA", asserted_by="belta")])
    assert (entry.ref, entry.version, entry.status, entry.fact) == ("release-52", 1, "standing", FIFTY_TWO)
    assert entry.recorded == entry.changed == clock.now
    assert timeline.entry("release-52") == entry
    assert refs(timeline.entries()) == ["release-52"]


def test_a_reopened_file_holds_what_was_recorded(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'timeline.db'}"
    with Timeline.open(url, register=REGISTER) as timeline:
        entry = timeline.record(CALL, ref="call-1", claims=[claim()])
    with Timeline.open(url, register=None) as again:
        assert again.entry("call-1") == entry
        assert again.actor("OFAC").id == "ofac"  # the store's register, whatever it is opened with


def test_recording_the_same_again_is_a_no_op_also_after_corrections(timeline: Timeline) -> None:
    first = timeline.record(CALL, ref="call-1", claims=[claim()])
    assert timeline.record(CALL, ref="call-1", claims=[claim()]) == first
    corrected = timeline.correct(first, when="2025-08-14", reason="another time zone")
    assert timeline.record(CALL, ref="call-1", claims=[claim()]) == corrected
    retracted = timeline.retract(corrected, reason="never happened")
    assert timeline.record(CALL, ref="call-1", claims=[claim()]) == retracted


def test_recording_the_same_with_an_unseen_claim_corroborates(timeline: Timeline) -> None:
    timeline.record(CALL, ref="call-1", claims=[claim()])
    written = timeline.record_many([(CALL, "call-1", [claim(), claim("AP")]), (CALL, "call-1", [claim("AP")])])
    assert [done.result for done in written] == ["corroborated", "unchanged"]
    assert [one.source.publisher for one in timeline.entry("call-1").claims] == ["Reuters", "AP"]


def test_another_fact_under_the_same_ref_is_refused(timeline: Timeline) -> None:
    timeline.record(CALL, ref="call-1", claims=[claim()])
    for other in (CALL.model_copy(update={"medium": "video"}), MEETING):
        with pytest.raises(RefTakenError):
            timeline.record(other, ref="call-1", claims=[claim()])
    assert timeline.entry("call-1").version == 1


def test_a_batch_says_what_became_of_each(timeline: Timeline) -> None:
    items: list[tuple[Fact, str, list[Claim]]] = [
        (CALL, "call-1", [claim()]),
        (CALL, "call-1", [claim("AP")]),
        (FOURTEEN, "release-14", [claim()]),
    ]
    written = timeline.record_many([*items, items[0]])
    assert [(one.ref, one.version, one.result) for one in written] == [
        ("call-1", 1, "recorded"),
        ("call-1", 2, "corroborated"),
        ("release-14", 1, "recorded"),
        ("call-1", 2, "unchanged"),
    ]
    assert written[-1].position == timeline.entry("call-1").position
    assert timeline.record_many(items)[2].result == "unchanged"


def test_nothing_of_a_refused_batch_is_stored(timeline: Timeline) -> None:
    with pytest.raises(InputError, match="nobody"):
        timeline.record_many(
            [
                (CALL, "call-1", [claim()]),
                (Call(when="2025", participants=["donald_trump", "nobody"]), "call-2", [claim()]),
            ]
        )
    assert timeline.position() == 0


def test_progress_is_told_after_each_batch(timeline: Timeline) -> None:
    told: list[int] = []
    timeline.record_many(((CALL, f"call-{number}", [claim()]) for number in range(2_100)), progress=told.append)
    assert told == [1_000, 2_000, 2_100]
    assert len(timeline.entries(limit=None)) == 2_100


BAD_RECORDINGS: dict[str, Callable[[Timeline], object]] = {
    "no claim": lambda timeline: timeline.record(CALL, ref="call-1", claims=[]),
    "no ref": lambda timeline: timeline.record(CALL, ref="", claims=[claim()]),
    "a ref with capitals": lambda timeline: timeline.record(CALL, ref="Call-1", claims=[claim()]),
    "a ref that is a stream of the register": lambda timeline: timeline.record(
        CALL, ref="actor:belta", claims=[claim()]
    ),
    "a ref with a lone surrogate": lambda timeline: timeline.record(CALL, ref="call-\ud800", claims=[claim()]),
    "an unknown asserter": lambda timeline: timeline.record(CALL, ref="call-1", claims=[claim(asserted_by="nobody")]),
    "a claim about no field": lambda timeline: timeline.record(CALL, ref="call-1", claims=[claim(scope="people")]),
    "a value no field can have": lambda timeline: timeline.record(
        FOURTEEN, ref="release-14", claims=[claim(scope="people", value="many")]
    ),
    "201 claims": lambda timeline: timeline.record(CALL, ref="call-1", claims=[claim(f"P{n}") for n in range(201)]),
}


@pytest.mark.parametrize("act", BAD_RECORDINGS.values(), ids=BAD_RECORDINGS)
def test_a_bad_recording_gets_one_line_and_changes_nothing(
    timeline: Timeline, act: Callable[[Timeline], object]
) -> None:
    with pytest.raises(InputError) as caught:
        act(timeline)
    assert str(caught.value).isprintable()
    assert timeline.position() == 0


def test_events_carry_the_curators_opaque_id(url: str) -> None:
    with Timeline.open(url, register=REGISTER, recorded_by="k7Xq") as timeline:
        timeline.record(CALL, ref="call-1", claims=[claim()])
        timeline.retract("call-1", version=1, reason="r")
        assert [envelope.event.recorded_by for envelope in timeline.history("call-1")] == ["k7Xq", "k7Xq"]


@pytest.mark.parametrize("name", ["Jane Doe", "", "a@b.org", "x" * 41, "Яна"])
def test_a_curators_name_is_refused_before_anything_carries_it(url: str, name: str) -> None:
    with pytest.raises(InputError) as caught:
        Timeline.open(url, register=REGISTER, recorded_by=name)
    assert caught.value.field == "recorded_by"


# ------------------------------------------------------------------ correct, retract, reinstate


def test_an_entry_is_corrected_from_what_the_caller_saw(full: Timeline) -> None:
    seen = full.entry("release-52")
    corrected = full.correct(seen, people=51, reason="recounted", claims=[claim("AP")])
    assert (corrected.version, corrected.fact.model_dump()["people"]["value"]) == (2, 51)
    assert corrected.first == FIFTY_TWO
    with pytest.raises(VersionError) as caught:
        full.correct(seen, people=50, reason="late")
    assert caught.value.current == 2
    assert full.correct(corrected, people=53, reason="again").version == 3


@pytest.mark.parametrize("act", ["correct", "retract"])
def test_by_bare_ref_the_version_must_be_given_and_current(full: Timeline, act: str) -> None:
    def change(version: int | None) -> Entry:
        if act == "correct":
            return full.correct("call-1", when="2025-08-14", reason="r", version=version)
        return full.retract("call-1", reason="r", version=version)

    for version in (None, 0, 2):
        with pytest.raises(VersionError) as caught:
            change(version)
        assert caught.value.current == 1
        assert "version 1" in str(caught.value)
    assert full.entry("call-1").version == 1
    assert change(1).version == 2


def test_fields_whose_names_are_taken_by_arguments_go_into_changes(full: Timeline) -> None:
    assert full.correct("count-1", {"count": 1220}, reason="r", version=1).fact.model_dump()["count"]["value"] == 1220


def test_a_correction_to_an_unknown_actor_is_refused(full: Timeline) -> None:
    with pytest.raises(InputError, match="nobody"):
        full.correct("call-1", initiator="nobody", reason="r", version=1)
    assert full.entry("call-1").version == 1


def test_a_retracted_release_leaves_every_list(full: Timeline) -> None:
    full.retract("release-52", reason="never happened", version=1)
    assert "release-52" not in refs(full.entries(limit=None))
    assert full.entries(kinds=["release"], nationality="LT").entries[0].ref == "release-14"
    assert "release-52" in refs(full.entries(all=True, limit=None))
    assert full.entry("release-52").status == "retracted"


def test_a_retracted_entry_is_not_changed_until_it_is_reinstated(full: Timeline) -> None:
    retracted = full.retract("call-1", reason="r", version=1)
    with pytest.raises(StatusError):
        full.correct(retracted, when="2025-08-14", reason="r")
    with pytest.raises(StatusError):
        full.retract(retracted, reason="r")
    standing = full.reinstate(retracted, reason="it did happen")
    assert standing.status == "standing"
    assert "call-1" in refs(full.entries(limit=None))


def test_what_stands_is_not_reinstated(full: Timeline) -> None:
    with pytest.raises(StatusError):
        full.reinstate("call-1", reason="r")


# ------------------------------------------------------------------ corroborate, dispute, link, merge


def test_support_is_added_once_whatever_version_the_caller_saw(full: Timeline) -> None:
    seen = full.entry("call-1")
    full.corroborate(seen, claim("AP"))
    again = full.corroborate(seen, claim("AP"), claim("Viasna"))
    assert [one.source.publisher for one in again.claims] == ["Reuters", "AP", "Viasna"]
    assert full.corroborate(seen, claim("AP")).version == again.version == 3


def test_a_disputed_entry_stays_and_says_so(full: Timeline) -> None:
    entry = full.dispute("release-52", claim("BelTA", asserted_by="belta", scope="people", value=51))
    assert (entry.status, entry.confidence) == ("disputed", "low")
    assert entry.claims[-1].stance == "disputes"
    assert "release-52" in refs(full.entries(limit=None))
    assert full.dispute(entry, claim("BelTA", asserted_by="belta", scope="people", value=51)).version == 2


def test_a_dispute_can_be_settled_and_taken_up_again(full: Timeline) -> None:
    full.dispute("call-1", claim("BelTA"))
    assert full.reinstate("call-1", reason="settled").status == "standing"
    again = full.dispute("call-1", claim("BelTA"))
    assert (again.status, again.version, len(again.claims)) == ("disputed", 4, 2)


def test_a_dispute_under_a_retraction_comes_up_again(full: Timeline) -> None:
    full.dispute("call-1", claim("BelTA"))
    full.retract("call-1", reason="r", version=2)
    assert full.reinstate("call-1", reason="r").status == "disputed"


@pytest.mark.parametrize("act", ["corroborate", "dispute"])
def test_no_claim_is_no_support_and_no_dispute(full: Timeline, act: str) -> None:
    with pytest.raises(InputError, match="source"):
        getattr(full, act)("call-1")
    assert full.entry("call-1").version == 1


def test_two_entries_are_tied_with_a_source(full: Timeline) -> None:
    tied = full.link("release-14", "part_of", "release-52", claims=[claim("AP")])
    assert [(tie.kind, tie.to) for tie in tied.links] == [("part_of", "release-52")]
    assert full.link(tied, "part_of", full.entry("release-52"), claims=[claim("AP")]).version == 2
    assert full.entry("release-52").version == 1
    with pytest.raises(UnknownRefError):
        full.link("release-14", "part_of", "release-99", claims=[claim()])
    with pytest.raises(InputError):
        full.link("release-14", "part_of", "release-52", claims=[])


def test_merging_hands_the_claims_over_and_hides_the_one_merged_away(full: Timeline) -> None:
    full.corroborate("release-14", claim("AP"))
    kept = full.merge("release-14", into="release-52", reason="the same release")
    assert kept.ref == "release-52"
    assert [one.source.publisher for one in kept.claims] == ["Reuters", "AP"]
    assert refs(full.entries(kinds=["release"])) == ["release-52"]
    gone = full.entry("release-14")
    assert (gone.status, gone.merged_into) == ("merged", "release-52")
    with pytest.raises(StatusError, match="release-52"):
        full.corroborate("release-14", claim("Viasna"))
    assert full.reinstate("release-14", reason="two after all").status == "standing"


def test_only_entries_of_one_kind_are_merged(full: Timeline) -> None:
    with pytest.raises(InputError):
        full.merge("call-1", into="release-52", reason="r")
    assert full.entry("call-1").version == full.entry("release-52").version == 1


# ------------------------------------------------------------------ add


NEW = actor("hrodna", "place", ("be", "Гродна"), ties={"located_in": "belarus"})


def test_an_added_actor_can_be_named_at_once(timeline: Timeline) -> None:
    added = timeline.add(NEW)
    assert added.number == timeline.position() == len(REGISTER) + 1
    assert timeline.actor("гродна") == added
    assert timeline.record(
        Meeting(when="2025", participants=["john_coale", "lukashenko"], place="hrodna"),
        ref="meeting-2",
        claims=[claim()],
    )


def test_the_same_actor_again_is_a_no_op_and_a_changed_one_needs_its_version(timeline: Timeline) -> None:
    timeline.add(NEW)
    position = timeline.position()
    timeline.add(NEW)
    timeline.add(timeline.actor("hrodna"))
    timeline.add(NEW, NEW)
    assert timeline.position() == position
    changed = NEW.model_copy(update={"names": (*NEW.names, Name(text="Grodno", lang="en", script="Latn"))})
    for version in (None, 2):
        with pytest.raises(VersionError):
            timeline.add(changed, version=version)
    assert timeline.add(changed, version=1).number == position
    assert timeline.actor("Grodno").id == "hrodna"
    with pytest.raises(VersionError):
        timeline.add(NEW, version=1)


def test_an_actor_is_not_added_in_two_forms_at_once(timeline: Timeline) -> None:
    with pytest.raises(InputError, match="twice"):
        timeline.add(NEW, NEW.model_copy(update={"gender": "other"}))
    assert timeline.position() == 0


def test_an_actor_tied_to_nobody_is_refused(timeline: Timeline) -> None:
    with pytest.raises(InputError, match="atlantis"):
        timeline.add(actor("hrodna", "place", ties={"located_in": "atlantis"}))
    with pytest.raises(InputError, match="no actor"):
        timeline.add()
    timeline.add(actor("one", "place", ties={"located_in": "two"}), actor("two", "place"))
    assert timeline.register().belongs("one", "two")


def test_a_name_of_two_people_is_not_guessed(timeline: Timeline) -> None:
    with pytest.raises(AmbiguousNameError):
        timeline.actor("Rumas")
    with pytest.raises(UnknownActorError):
        timeline.actor("Rumas the third")


# ------------------------------------------------------------------ known_at


def test_a_past_state_is_read_by_date_moment_and_position(timeline: Timeline, clock: Clock) -> None:
    first = timeline.record(FIFTY_TWO, ref="release-52", claims=[claim()])
    clock.now = datetime(2025, 10, 1, 9, tzinfo=UTC)
    second = timeline.correct(first, people=51, reason="recounted")
    clock.now = datetime(2025, 11, 1, 9, tzinfo=UTC)
    timeline.retract(second, reason="withdrawn")
    known_at: date | int | None
    for known_at in (
        date(2025, 9, 12),
        date(2025, 9, 30),
        first.recorded,
        datetime(2025, 10, 1, tzinfo=UTC),
        first.position,
    ):
        assert timeline.entry("release-52", known_at=known_at) == first
        assert timeline.entries(known_at=known_at).entries == (first,)
        assert len(timeline.history("release-52", known_at=known_at)) == 1
    for known_at in (date(2025, 10, 1), date(2025, 10, 31), second.changed, second.position):
        assert timeline.entry("release-52", known_at=known_at) == second
        assert timeline.entries(known_at=known_at).entries == (second,)
    for known_at in (date(2025, 11, 1), date.max, None, 10**9):
        assert timeline.entry("release-52", known_at=known_at).status == "retracted"
        assert len(timeline.entries(known_at=known_at)) == 0
    for known_at in (date(2025, 9, 11), first.recorded - timedelta(microseconds=1), first.number - 1, 0, -1, date.min):
        assert len(timeline.entries(known_at=known_at, all=True)) == 0
        with pytest.raises(UnknownRefError):
            timeline.entry("release-52", known_at=known_at)


def test_a_day_goes_to_its_end_in_utc(url: str) -> None:
    moment = datetime(2025, 9, 12, 23, 59, 59, 999_999, tzinfo=UTC)
    with Timeline.open(url, register=REGISTER, clock=lambda: moment) as timeline:
        timeline.record(CALL, ref="call-1", claims=[claim()])
        assert timeline.entry("call-1", known_at=date(2025, 9, 12))
    moment_after = moment + timedelta(microseconds=1)
    with Timeline.in_memory(register=REGISTER, clock=lambda: moment_after) as timeline:
        timeline.record(CALL, ref="call-1", claims=[claim()])
        assert len(timeline.entries(known_at=date(2025, 9, 12))) == 0
        assert len(timeline.entries(known_at=date(2025, 9, 13))) == 1


def test_the_register_is_known_at_every_time(timeline: Timeline) -> None:
    timeline.record(CALL, ref="call-1", claims=[claim()])
    assert len(timeline.entries(actors=["Лукашэнкі"], known_at=date(2000, 1, 1))) == 0
    timeline.add(NEW)
    assert len(timeline.entries(place="Гродна", known_at=date(2000, 1, 1))) == 0


def test_within_a_stream_recorded_never_goes_back(timeline: Timeline, clock: Clock) -> None:
    first = timeline.record(CALL, ref="call-1", claims=[claim()])
    clock.now = datetime(2020, 1, 1, tzinfo=UTC)
    second = timeline.correct(first, when="2025-08-14", reason="the clock was set back")
    assert second.changed == first.changed


@pytest.mark.parametrize("known_at", ["2025-09-11", datetime(2025, 9, 11), 1.5, PartialDate("2025")], ids=repr)  # noqa: DTZ001
def test_what_is_no_moment_is_refused(full: Timeline, known_at: object) -> None:
    for read in (
        full.entries,
        lambda **given: full.entry("call-1", **given),
        lambda **given: full.history("call-1", **given),
    ):
        with pytest.raises(InputError) as caught:
            read(known_at=known_at)  # type: ignore[arg-type]
        assert caught.value.field == "known_at"


# ------------------------------------------------------------------ entries


def test_entries_come_newest_first(full: Timeline) -> None:
    assert refs(full.entries()) == ["count-1", "licence-1", "said-1", "release-52", "meeting-1", "call-1", "release-14"]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"kinds": ["call"]}, {"call-1"}),
        ({"kinds": ["call", "release"]}, {"call-1", "release-52", "release-14"}),
        ({"actors": ["lukashenko"]}, {"call-1", "release-52", "meeting-1"}),
        ({"actors": ["Лукашэнкі"]}, {"call-1", "release-52", "meeting-1"}),
        ({"actors": ["łukaszenka", "John Coale"]}, {"release-52", "meeting-1"}),
        ({"actors": ["US"]}, {"licence-1"}),
        ({"actors": ["united_states", "lukashenko"]}, set()),
        ({"actors": ["lithuania"]}, {"release-52"}),
        ({"place": "Minskas"}, {"meeting-1"}),
        ({"place": "belarus"}, {"meeting-1"}),
        ({"place": "lithuania"}, {"release-52"}),
        ({"place": "Vilnius"}, {"release-52"}),
        ({"text": "PRISONERS release"}, {"call-1"}),
        ({"text": "белавія"}, {"said-1"}),
        ({"text": "Олександр"}, {"call-1", "release-52", "meeting-1"}),
        ({"text": "lukaschenko john"}, {"release-52", "meeting-1"}),
        ({"text": "lukašenka"}, {"call-1", "release-52", "meeting-1"}),
        ({"text": "%"}, set()),
        ({"text": "' OR 1=1 --"}, set()),
        ({"since": "2025-11"}, {"count-1", "licence-1", "said-1"}),
        ({"until": "2025-08"}, {"call-1", "release-14"}),
        ({"since": "2025-06-21", "until": "2025-06-21"}, {"release-14"}),
        ({"since": date(2025, 8, 15), "until": PartialDate("2025-08")}, {"call-1"}),
        ({"since": "2025-06/2025-08", "until": "2025-06/2025-08"}, {"call-1", "release-14"}),
        ({"since": "2026-01-01"}, set()),
        ({"kinds": ["release"], "actors": ["lukashenko"], "since": "2025-09", "place": "vilnius"}, {"release-52"}),
    ],
    ids=str,
)
def test_each_filter_keeps_what_fits_and_several_keep_what_fits_all(
    full: Timeline, filters: dict[str, object], expected: set[str]
) -> None:
    assert set(refs(full.entries(**filters))) == expected  # type: ignore[arg-type]


def test_a_month_may_lie_in_a_window_of_days(full: Timeline) -> None:
    page = full.entries(since="2025-09-10", until="2025-09-20")
    assert dict(zip(refs(page), page.matches, strict=True)) == {"release-52": "certain", "meeting-1": "possible"}
    whole = full.entries(since="2025-09", until="2025-09")
    assert dict(zip(refs(whole), whole.matches, strict=True)) == {"release-52": "certain", "meeting-1": "certain"}


def test_a_release_without_a_breakdown_possibly_holds_a_nationality(full: Timeline) -> None:
    page = full.entries(nationality="PL")
    assert dict(zip(refs(page), page.matches, strict=True)) == {"release-52": "certain", "release-14": "possible"}


@pytest.mark.parametrize(
    ("filters", "error"),
    [
        ({"kinds": ["relase"]}, InputError),
        ({"kinds": "relase"}, InputError),
        ({"actors": ["nobody"]}, UnknownActorError),
        ({"actors": ["Rumas"]}, AmbiguousNameError),
        ({"place": "nowhere"}, UnknownActorError),
        ({"since": "2025-13"}, DateError),
        ({"since": "yesterday"}, DateError),
        ({"until": "2025-02-30"}, DateError),
        ({"since": 2025}, DateError),
        ({"since": datetime(2025, 9, 11, tzinfo=UTC)}, DateError),
        ({"since": "2025-12", "until": "2025-01"}, DateError),
        ({"limit": 0}, InputError),
        ({"limit": -1}, InputError),
        ({"after": ""}, InputError),
        ({"after": "1"}, InputError),
        ({"after": "1.x"}, InputError),
        ({"after": "١.٢"}, InputError),
        ({"after": "9" * 5_000 + ".1"}, InputError),
        ({"after": "-1.1"}, InputError),
    ],
    ids=lambda part: str(part)[:40],
)  # fmt: skip
def test_a_filter_that_makes_no_sense_is_refused_not_answered_with_nothing(
    full: Timeline, filters: dict[str, object], error: type[TimelineError]
) -> None:
    with pytest.raises(error) as caught:
        full.entries(**filters)  # type: ignore[arg-type]
    assert str(caught.value).isprintable()
    assert len(str(caught.value)) < 400


@pytest.mark.parametrize("limit", [1, 2, 3, 7, 20])
def test_pages_hold_every_entry_once_and_in_order(full: Timeline, limit: int) -> None:
    seen: list[str] = []
    after: str | None = None
    while True:
        page = full.entries(limit=limit, after=after)
        assert len(page) <= limit
        assert len(page) == len(page.matches)
        seen += refs(page)
        after = page.next
        if after is None:
            break
    assert seen == refs(full.entries(limit=None))


def test_a_page_goes_on_where_it_ended_whatever_comes_in_between(full: Timeline) -> None:
    page = full.entries(limit=3)
    full.record(Call(when="2025-12-31", participants=["donald_trump", "lukashenko"]), ref="call-9", claims=[claim()])
    full.retract(page.entries[0], reason="r")
    assert refs(full.entries(limit=None, after=page.next)) == ["release-52", "meeting-1", "call-1", "release-14"]


def test_a_page_that_ends_with_the_last_entry_has_no_next(full: Timeline) -> None:
    assert full.entries(limit=7).next is None
    assert full.entries(limit=6).next is not None
    assert full.entries(kinds=["call"], limit=1).next is None


def test_twenty_entries_are_a_page_unless_said_otherwise(timeline: Timeline) -> None:
    timeline.record_many((CALL, f"call-{number}", [claim()]) for number in range(21))
    assert len(timeline.entries()) == 20
    assert len(timeline.entries(limit=None)) == 21


# ------------------------------------------------------------------ history, keys, threads


def test_a_history_is_every_event_in_order(full: Timeline) -> None:
    full.correct("call-1", when="2025-08-14", reason="r", version=1)
    full.retract("call-1", reason="r", version=2)
    history = full.history("call-1")
    assert [envelope.topic for envelope in history] == ["recorded.call.1", "corrected.call.1", "retracted.1"]
    assert [envelope.version for envelope in history] == [1, 2, 3]
    assert isinstance(history[0].event, Recorded)
    assert full.entry("call-1").number == history[0].position


@pytest.mark.parametrize(
    "ref",
    ["", "nothing", "actor:belta", "' OR 1=1 --", "a\x00b", "\ud800", "x" * 10_000],
    ids=lambda ref: ascii(ref)[:20],
)
def test_an_unknown_ref_is_refused_whatever_it_is(full: Timeline, ref: str) -> None:
    for act in (
        lambda: full.entry(ref),
        lambda: full.history(ref),
        lambda: full.corroborate(ref, claim()),
        lambda: full.retract(ref, reason="r", version=1),
        lambda: full.merge(ref, into="call-1", reason="r"),
        lambda: full.merge("call-1", into=ref, reason="r"),
        lambda: full.link("call-1", "follows", ref, claims=[claim()]),
    ):
        with pytest.raises(UnknownRefError) as caught:
            act()
        assert str(caught.value).isprintable()


def test_two_timelines_on_one_file_see_each_others_events(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'timeline.db'}"
    with Timeline.open(url, register=REGISTER) as one, Timeline.open(url, register=REGISTER) as other:
        entry = one.record(CALL, ref="call-1", claims=[claim()])
        assert other.entry("call-1") == entry
        assert refs(other.entries()) == ["call-1"]
        other.correct("call-1", when="2025-08-14", reason="r", version=1)
        with pytest.raises(VersionError):
            one.correct(entry, when="2025-08-13", reason="r")
        one.add(NEW)
        assert other.actor("Гродна").id == "hrodna"


def test_several_threads_record_correct_and_read_without_losing_anything(timeline: Timeline) -> None:
    timeline.record(CALL, ref="call-0", claims=[claim()])
    stop = threading.Event()

    def read() -> int:
        least = 0
        while not stop.is_set():
            seen = len(timeline.entries(limit=None, kinds=["call"]))
            assert seen >= least  # nothing that was seen is lost again
            least = seen
            assert timeline.actor("OFAC").id == "ofac"
        return least

    def write(thread: int) -> None:
        for number in range(12):
            timeline.record(CALL, ref=f"call-{thread}-{number}", claims=[claim()])
            timeline.corroborate("call-0", claim(f"Publisher {thread}-{number}"))

    with ThreadPoolExecutor(6) as pool:
        readers = [pool.submit(read) for _ in range(2)]
        for writing in [pool.submit(write, thread) for thread in range(4)]:
            writing.result()
        stop.set()
        for reading in readers:
            reading.result()
    assert len(timeline.entries(limit=None)) == 1 + 4 * 12
    shared = timeline.entry("call-0")
    assert shared.version == 1 + 4 * 12
    assert len({one.source.publisher for one in shared.claims}) == 1 + 4 * 12


def test_of_several_threads_that_correct_the_same_version_one_wins(full: Timeline) -> None:
    seen = full.entry("release-14")
    start = threading.Barrier(4)

    def correct(people: int) -> bool:
        start.wait()
        try:
            full.correct(seen, people=people, reason="recounted")
        except VersionError:
            return False
        return True

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(correct, [11, 12, 13, 15])) == [False, False, False, True]
    assert full.entry("release-14").version == 2
