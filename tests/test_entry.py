"""An entry is the fold of its stream: at once, in pieces, or continued."""

import copy
import pickle
from collections.abc import Sequence
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from timeline import Call, Claim, Entry, Envelope, Event, Link, Recorded, Redacted, Release, Retracted, Source
from timeline import decisions as decide
from timeline.entry import fold
from timeline.errors import TimelineError, UnreadableError
from timeline.events import SHAPES, Corrected, Corroborated, Disputed, Linked, Merged, Reinstated

FACT = Release(when="2025-09-11", people=52)


def claim(publisher: str, kind: str | None = "media", echo_of: str | None = None, **given: object) -> Claim:
    source = Source.model_validate({"publisher": publisher, "kind": kind, "derives_from": echo_of})
    return Claim.model_validate({"source": source, **given})


def stream(*events: Event, ref: str = "release-1") -> list[Envelope]:
    """The events as they stand in a log, with the gaps that other streams leave."""
    return [
        Envelope(version * 3, ref, version, SHAPES.topic(event), bytes(16), version * 1_000_000, event)
        for version, event in enumerate(events, 1)
    ]


def folded(*events: Event, ref: str = "release-1") -> Entry:
    entry = fold(stream(*events, ref=ref))
    assert entry is not None
    return entry


RECORDED = Recorded(fact=FACT, claims=[claim("Reuters")])

# ------------------------------------------------------------------ generated streams

publishers = st.sampled_from(["Reuters", "BelTA", "Viasna", "AP"])
claims = st.lists(st.builds(claim, publishers), max_size=2)
ACTS = st.one_of(
    st.tuples(st.just("corroborate"), claims),
    st.tuples(st.just("correct"), st.integers(0, 60)),
    st.tuples(st.just("dispute"), claims),
    st.tuples(st.just("retract"), claims),
    st.tuples(st.just("reinstate"), claims),
    st.tuples(st.just("link"), claims),
    st.tuples(st.just("merge"), st.none()),
    st.tuples(st.just("redact"), st.none()),
)
OTHER = folded(RECORDED, ref="release-2")


def decided(entry: Entry, act: str, given: object) -> Event | None:  # noqa: PLR0911  (one line an act)
    match act, given:
        case "corroborate", list():
            return decide.corroborate(entry, given)
        case "correct", int():
            return decide.correct(entry, {"people": given}, "recounted", [])
        case "dispute", list():
            return decide.dispute(entry, given)
        case "retract", list():
            return decide.retract(entry, "never happened", given)
        case "reinstate", list():
            return decide.reinstate(entry, "it did", given)
        case "link", list():
            return decide.link(entry, "part_of", OTHER, given)
        case "merge", _:
            return decide.merge(entry, OTHER, "the same")[0]
        case _:
            return Redacted(person="person_0001", reason="asked for")


@st.composite
def histories(draw: st.DrawFn) -> list[Envelope]:
    """A stream as real decisions leave it: whatever they refuse does not happen."""
    events: list[Event] = [RECORDED]
    for act, given_ in draw(st.lists(ACTS, max_size=12)):
        entry = fold(stream(*events))
        assert entry is not None
        try:
            event = decided(entry, act, given_)
        except TimelineError:
            continue
        if event is not None:
            events.append(event)
    return stream(*events)


@settings(deadline=None)
@given(histories(), st.data())
def test_folding_in_pieces_is_folding_at_once(envelopes: list[Envelope], data: st.DataObject) -> None:
    at_once = fold(envelopes)
    cuts = sorted(data.draw(st.lists(st.integers(0, len(envelopes)), max_size=4)))
    entry: Entry | None = None
    for start, end in zip([0, *cuts], [*cuts, len(envelopes)], strict=True):
        entry = fold(envelopes[start:end], entry)
    assert entry == at_once
    assert fold(envelopes) == at_once  # and twice is the same as once
    assert fold(iter(envelopes)) == at_once


@settings(deadline=None)
@given(histories())
def test_a_fold_survives_being_stored_between_the_pieces(envelopes: list[Envelope]) -> None:
    entry: Entry | None = None
    for envelope in envelopes:
        event = SHAPES.read(envelope.topic, SHAPES.write(envelope.event))
        again = Envelope(
            envelope.position, envelope.stream, envelope.version, envelope.topic, bytes(16), envelope.recorded_us, event
        )
        entry = fold([again], Entry.model_validate_json(entry.model_dump_json()) if entry else None)
    assert entry == fold(envelopes)


@settings(deadline=None)
@given(histories())
def test_an_entry_says_of_its_stream_what_is_there(envelopes: list[Envelope]) -> None:
    entry = fold(envelopes)
    assert entry is not None
    assert entry.version == len(envelopes)
    assert (entry.number, entry.position) == (envelopes[0].position, envelopes[-1].position)
    assert (entry.recorded, entry.changed) == (envelopes[0].recorded, envelopes[-1].recorded)
    assert entry.first == FACT
    facts = [envelope.event.fact for envelope in envelopes if isinstance(envelope.event, Recorded | Corrected)]
    assert entry.fact == facts[-1]
    for envelope in envelopes:
        if isinstance(envelope.event, Linked):
            (tie,) = [tie for tie in entry.links if (tie.kind, tie.to) == (envelope.event.kind, envelope.event.to)]
            assert set(envelope.event.claims) <= set(tie.claims)
        else:
            assert set(getattr(envelope.event, "claims", ())) <= set(entry.claims)


@settings(deadline=None)
@given(histories())
def test_no_claim_stands_twice_in_an_entry_or_in_one_of_its_links(envelopes: list[Envelope]) -> None:
    entry = fold(envelopes)
    assert entry is not None
    for listed in (entry.claims, *(tie.claims for tie in entry.links)):
        assert len(set(listed)) == len(listed)


def test_a_tie_that_is_there_takes_over_new_claims_and_stays_one_tie() -> None:
    reuters, ap = claim("Reuters"), claim("AP")
    ties = [
        Linked(kind="part_of", to="release-2", claims=[reuters]),
        Linked(kind="follows", to="release-2", claims=[reuters]),
        Linked(kind="part_of", to="release-2", claims=[reuters, ap]),
    ]
    assert folded(RECORDED, *ties).links == (
        Link(kind="part_of", to="release-2", claims=(reuters, ap)),
        Link(kind="follows", to="release-2", claims=(reuters,)),
    )


@settings(deadline=None)
@given(histories())
def test_the_status_is_what_reading_the_history_aloud_gives(envelopes: list[Envelope]) -> None:
    status, disputed, into = "standing", False, None
    for envelope in envelopes:
        match envelope.event:
            case Disputed():
                status, disputed = "disputed", True
            case Retracted():
                status = "retracted"
            case Merged():
                status, into = "merged", envelope.event.into
            case Reinstated():
                # A dispute that stood alone is settled; one that lay under a retraction comes up again.
                disputed = disputed and status != "disputed"
                status, into = ("disputed" if disputed else "standing"), None
            case _:
                pass
    entry = fold(envelopes)
    assert entry is not None
    assert (entry.status, entry.disputed, entry.merged_into) == (status, disputed, into)


@settings(deadline=None)
@given(histories())
def test_an_entry_comes_back_from_json_pickle_and_copies_as_itself(envelopes: list[Envelope]) -> None:
    entry = fold(envelopes)
    assert entry is not None
    for again in (
        Entry.model_validate_json(entry.model_dump_json()),
        pickle.loads(pickle.dumps(entry)),
        copy.deepcopy(entry),
    ):
        assert again == entry
        assert (again.kind, again.confidence) == (entry.kind, entry.confidence)


# ------------------------------------------------------------------ by hand


def test_no_events_are_no_entry() -> None:
    assert fold([]) is None


def test_no_event_leaves_an_entry_as_it_is() -> None:
    entry = folded(RECORDED)
    assert fold([], entry) is entry


def test_a_correction_changes_the_fact_and_keeps_the_first() -> None:
    entry = folded(RECORDED, Corrected(fact=Release(when="2025-09-11", people=51), reason="r", claims=[claim("AP")]))
    assert entry.fact == Release(when="2025-09-11", people=51)
    assert entry.first == FACT
    assert [one.source.publisher for one in entry.claims] == ["Reuters", "AP"]


def test_a_correction_does_not_settle_a_dispute() -> None:
    corrected = Corrected(fact=Release(when="2025-09-11", people=51), reason="r")
    assert folded(RECORDED, Disputed(claims=[claim("BelTA")]), corrected).status == "disputed"


def test_a_dispute_taken_up_again_does_not_double_its_claims() -> None:
    disputed = Disputed(claims=[claim("BelTA", stance="disputes")])
    entry = folded(RECORDED, disputed, Reinstated(reason="settled"), disputed)
    assert entry.status == "disputed"
    assert len(entry.claims) == 2


def test_a_retraction_keeps_what_it_takes_back() -> None:
    entry = folded(RECORDED, Retracted(reason="r", claims=[claim("AP", modality="denied")]))
    assert entry.status == "retracted"
    assert entry.fact == FACT
    assert len(entry.claims) == 2


def test_a_redaction_changes_nothing_that_can_be_seen() -> None:
    before, after = folded(RECORDED), folded(RECORDED, Redacted(person="person_0001", reason="asked for"))
    unchanged = set(Entry.model_fields) - {"version", "position", "changed"}
    assert before.model_dump(include=unchanged) == after.model_dump(include=unchanged)


BROKEN: dict[str, Sequence[Envelope]] = {
    "it begins with something else": stream(Retracted(reason="r")),
    "it begins at its second event": stream(RECORDED, RECORDED)[1:],
    "it begins twice": stream(RECORDED, RECORDED),
    "an event is missing": [stream(RECORDED)[0], stream(RECORDED, RECORDED, Retracted(reason="r"))[2]],
    "an event stands twice": [*stream(RECORDED, Retracted(reason="r")), stream(RECORDED, Retracted(reason="r"))[1]],
}


@pytest.mark.parametrize("envelopes", BROKEN.values(), ids=BROKEN)
def test_a_stream_that_this_library_cannot_have_written_is_refused(envelopes: Sequence[Envelope]) -> None:
    with pytest.raises(UnreadableError, match="its stream") as caught:
        fold(envelopes)
    assert caught.value.ref == "release-1"
    assert caught.value.position in [envelope.position for envelope in envelopes]


def test_an_entry_does_not_change_and_takes_nothing_unknown() -> None:
    entry = folded(RECORDED)
    for name in (*Entry.model_fields, "largest"):
        with pytest.raises(ValidationError):
            setattr(entry, name, None)
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Entry.model_validate({**entry.model_dump(), "largest": True})


@pytest.mark.parametrize(
    ("sources", "confidence"),
    [
        ([claim("Reuters"), claim("Viasna", "organisation")], "high"),
        ([claim("Reuters"), claim("Reuters", modality="announced")], "medium"),
        ([claim("Reuters"), claim("Nasha Niva", echo_of="Reuters")], "medium"),
        ([claim("Reuters"), claim("Some channel", "social")], "medium"),
        ([claim("Reuters"), claim("An unsigned page", "unknown")], "medium"),
        ([claim("Reuters")], "medium"),
        ([claim("Some channel", "social"), claim("A digest", "digest")], "low"),
        ([claim("Somebody", None)], "low"),
        ([claim("Nasha Niva", echo_of="Reuters")], "low"),
        ([claim("Reuters", scope="people"), claim("AP", scope="when")], "low"),
        ([claim("Reuters"), claim("AP", stance="disputes")], "medium"),
    ],
)
def test_confidence_comes_from_independent_sources_alone(sources: list[Claim], confidence: str) -> None:
    assert folded(Recorded(fact=FACT, claims=sources)).confidence == confidence


def test_a_disputed_entry_is_of_low_confidence_whoever_supports_it() -> None:
    supported = Recorded(fact=FACT, claims=[claim("Reuters"), claim("AP")])
    assert folded(supported, Disputed(claims=[claim("BelTA", stance="disputes")])).confidence == "low"
    assert folded(supported, Corroborated(claims=[claim("Viasna")])).confidence == "high"


def test_the_times_of_an_entry_are_aware() -> None:
    entry = folded(RECORDED, Retracted(reason="r"))
    assert entry.recorded == datetime(1970, 1, 1, 0, 0, 1, tzinfo=UTC)
    assert entry.changed == datetime(1970, 1, 1, 0, 0, 2, tzinfo=UTC)


def test_a_call_is_an_entry_of_its_kind() -> None:
    call = Call(when="2025-08-15", participants=["aa", "bb"])
    assert folded(Recorded(fact=call, claims=[claim("Reuters")])).kind == "call"
