from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.folded import History, arrest, claim, count, explained, known, period, release
from timeline import Call, Explanation, PartialDate, Release, Timeline
from timeline.cli import cli
from timeline.entry import fold
from timeline.errors import InputError
from timeline.projections.chronology import Cutoff
from timeline.projections.prisoners import totals

if TYPE_CHECKING:
    from pathlib import Path

    from timeline import Period
    from timeline.projections.explain import Explained
    from timeline.projections.prisoners import Totals

YEAR = period("2030-01-01", "2030-12-31")


def between(history: History, first: str, second: str, during: Period = YEAR) -> Explanation:
    return explained(history.envelopes, during, (known(first), known(second)), (first, second))


def only(told: Explanation) -> Explained:
    assert len(told.changes) == 1
    return told.changes[0]


def freed(change: Explained) -> tuple[object, object]:
    moved = change.effect.freed
    assert moved is not None
    assert moved.before is not None
    assert moved.after is not None
    return tuple(moved.before.model_dump().values()), tuple(moved.after.model_dump().values())


def test_a_correction_of_a_number_is_told_with_before_after_and_reason() -> None:
    history = History().record("one", release("2030-05-01", 10), "2030-05-01")
    history.correct("one", "2030-05-03", "18 were freed", people=18)
    told = between(history, "2030-05-01", "2030-05-03")
    change = only(told)
    assert (change.event, change.ref, change.position, change.cause) == ("corrected", "one", 2, "correction")
    assert "18 were freed" in change.why
    assert freed(change) == ((10, 10), (18, 18))
    assert (told.before.freed.lower, told.after.freed.lower) == (10, 18)
    assert change.effect.number_changed


def test_a_correction_of_the_names_alone_is_told_as_leaving_the_number() -> None:
    named = [{"person": "aa"}, {"person": "bb"}]
    history = History().record("one", release("2030-05-01", 10, named=named), "2030-05-01")
    history.correct("one", "2030-05-03", named=[{"person": "aa", "outcome": "deported"}, {"person": "cc"}])
    change = only(between(history, "2030-05-01", "2030-05-03"))
    assert freed(change) == ((10, 10), (10, 10))
    assert not change.effect.number_changed
    names = change.effect.names
    assert (names.added, names.removed, names.changed) == (("cc",), ("bb",), ("aa",))


def test_a_release_that_was_there_before_is_a_late_report_and_one_since_is_a_report() -> None:
    history = (
        History()
        .record("old", release("2030-04-20", 4), "2030-05-09")
        .record("new", release("2030-05-08", 2), "2030-05-09")
    )
    told = between(history, "2030-05-01", "2030-05-10")
    assert [(change.ref, change.cause) for change in told.changes] == [("old", "late_report"), ("new", "report")]
    assert "2030-04-20" in told.changes[0].why
    assert [freed(change) for change in told.changes] == [((0, 0), (4, 4)), ((4, 4), (6, 6))]


def test_a_retraction_and_a_reinstatement_are_told() -> None:
    named = [{"person": "aa"}]
    history = History().record("one", release("2030-05-01", 10, named=named), "2030-05-01")
    history.retract("one", "2030-05-02").reinstate("one", "2030-05-03")
    told = between(history, "2030-05-01", "2030-05-03")
    assert [(change.cause, freed(change)[1]) for change in told.changes] == [
        ("retraction", (0, 0)),
        ("reinstatement", (10, 10)),
    ]
    assert [(change.effect.names.removed, change.effect.names.added) for change in told.changes] == [
        (("aa",), ()),
        ((), ("aa",)),
    ]
    assert told.before == told.after


def test_a_dispute_is_told_though_what_is_disputed_still_counts() -> None:
    history = History().record("one", release("2030-05-01", 10), "2030-05-01").dispute("one", "2030-05-02")
    change = only(between(history, "2030-05-01", "2030-05-02"))
    assert (change.cause, freed(change)) == ("dispute", ((10, 10), (10, 10)))
    assert "BelTA" in change.why


def test_a_tie_that_makes_a_part_is_told_and_others_are_not() -> None:
    history = History().record("one", release("2030-05-01", 10), "2030-05-01").record("two", release("2030-05-01", 4))
    history.link("two", "one", "follows", "2030-05-02").link("two", "one", "part_of")
    change = only(between(history, "2030-05-01", "2030-05-02"))
    assert (change.cause, freed(change)) == ("tie", ((14, 14), (10, 10)))
    assert "part of one" in change.why


def test_a_merge_is_told() -> None:
    history = History().record("one", release("2030-05-01", 10), "2030-05-01").record("two", release("2030-05-01", 10))
    change = only(between(history.merge("two", "one", "2030-05-02"), "2030-05-01", "2030-05-02"))
    assert (change.cause, freed(change)) == ("merge", ((20, 20), (10, 10)))


def test_a_further_source_is_told_only_where_it_turns_an_announcement_into_an_event() -> None:
    history = History().record("one", release("2030-05-01", 10), "2030-04-30", "announced")
    history.corroborate("one", "2030-05-01", "announced").corroborate("one", "2030-05-02")
    change = only(between(history, "2030-04-30", "2030-05-02"))
    assert (change.position, change.cause, freed(change)) == (3, "corroboration", ((0, 10), (10, 10)))


def test_a_population_that_becomes_known_is_told() -> None:
    history = History().record("one", release("2030-05-01", 52), "2030-05-01")
    parts = [
        {"population": "political_prisoner", "people": {"qualifier": "at_least", "value": 40}},
        {"population": "foreign_national", "people": 14},
    ]
    change = only(
        between(history.correct("one", "2030-05-02", populations=parts), "2030-05-01", "2030-05-02")
    ).effect.populations
    assert {population: moved.model_dump() for population, moved in change.items()} == {
        "political_prisoner": {"before": {"lower": 0, "upper": 52}, "after": {"lower": 40, "upper": 52}},
        "foreign_national": {"before": {"lower": 0, "upper": 52}, "after": {"lower": 14, "upper": 14}},
    }


def test_arrests_and_net_are_told_too() -> None:
    history = History().record("first", count("2030-02-01", 100), "2030-02-01")
    history.record("arrest", arrest("2030-05-01", 3, "aa"), "2030-05-01")
    history.record("second", count("2030-05-20", 110), "2030-05-20")
    arrested, net = between(history, "2030-02-01", "2030-05-20").changes
    assert arrested.effect.arrested is not None
    assert arrested.effect.arrested.model_dump()["after"] == {"lower": 3, "upper": 3}
    assert (arrested.effect.freed, arrested.effect.names.added) == (None, ("aa",))
    assert net.effect.net is not None
    assert net.effect.net.model_dump() == {"before": None, "after": {"lower": 10, "upper": 10}}


def test_what_lies_outside_the_period_or_counts_nothing_is_not_told() -> None:
    history = History().record("one", release("2030-05-01", 10), "2030-05-01")
    history.record("other", release("2029-05-01", 10, named=[{"person": "aa"}]), "2030-05-02")
    history.record("call", Call(when=PartialDate("2030-05-01"), participants=("aa", "bb")))
    history.correct("other", named=[]).dispute("other")
    told = between(history, "2030-05-01", "2030-05-02")
    assert told.changes == ()
    assert told.before == told.after


def test_a_change_of_date_that_moves_a_release_out_of_the_period_is_told() -> None:
    history = History().record("one", release("2030-12-31", 10), "2031-01-01")
    history.correct("one", "2031-01-02", when="2031-01-01")
    assert freed(only(between(history, "2031-01-01", "2031-01-02"))) == ((10, 10), (0, 0))


def test_moments_may_be_positions() -> None:
    history = History().record("one", release("2030-05-01", 10)).record("two", release("2030-05-01", 4))
    told = explained(history.envelopes, YEAR, (Cutoff(position=1), Cutoff(position=2)), ("@1", "@2"))
    assert [(change.ref, change.cause) for change in told.changes] == [("two", "report")]


# ------------------------------------------------------- the front door and the command line


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    url = f"sqlite:///{tmp_path / 'timeline.db'}"
    monkeypatch.setenv("TIMELINE_STORE", url)
    with Timeline.open(url) as timeline:
        named = [{"person": "maria_kalesnikava"}, {"person": "maksim_znak"}]
        timeline.record(release("2025-12-13", 123, named=named), ref="release-a", claims=[claim()])
        named = [{"person": "maria_kalesnikava"}]
        timeline.correct("release-a", named=named, reason="he was still in prison", version=1)
        timeline.correct("release-a", people=124, reason="one more", version=2)
    return url


def test_the_front_door_explains_between_any_two_moments(store: str) -> None:
    with Timeline.open(store) as timeline:
        end = timeline.position()
        told = timeline.explain("prisoners", since="2025-12", until="2025-12", between=(end - 2, None))
        assert told.between == (f"@{end - 2}", f"@{end}")
        assert [change.effect.number_changed for change in told.changes] == [False, True]
        # As known before the last correction, it is not there.
        earlier = timeline.explain(between=(end - 2, None), known_at=end - 1)
        assert [change.position for change in earlier.changes] == [end - 1]
        with pytest.raises(InputError, match="write prisoners"):
            timeline.explain("weather", between=(1, 2))


def run(*args: str) -> tuple[int, str]:
    result = CliRunner().invoke(cli, list(args), catch_exceptions=False)
    return result.exit_code, result.stdout


def test_the_json_has_the_fields_of_the_contract(store: str) -> None:
    with Timeline.open(store) as timeline:
        end = timeline.position()
    code, out = run("--json", "explain", "prisoners", "--between", f"@{end - 2}", f"@{end}")
    told = json.loads(out)
    assert code == 0
    assert told["between"] == [f"@{end - 2}", f"@{end}"]
    assert (told["before"]["freed"]["lower"], told["after"]["freed"]["lower"]) == (123, 124)
    first = told["changes"][0]
    assert {"event", "position", "ref", "effect", "why"} <= first.keys()
    assert first["effect"]["names"]["removed"] == ["maksim_znak"]
    assert first["effect"]["freed"] == {"before": {"lower": 123, "upper": 123}, "after": {"lower": 123, "upper": 123}}


def test_people_read_what_changed_and_why(store: str) -> None:
    with Timeline.open(store) as timeline:
        end = timeline.position()
    out = run("explain", "--between", f"@{end - 2}", f"@{end}")[1]
    assert "123 (not changed)" in out
    assert "named no more: Maksim Znak" in out
    assert "123 → 124" in out
    assert "A correction: one more" in out


def test_no_change_is_said_with_a_code_and_two_moments_are_needed(store: str) -> None:
    assert run("explain", "--between", "1999", "2000")[0] == 1
    assert run("explain")[0] == 2
    assert run("explain", "weather", "--between", "1999", "2000")[0] == 2
    with Timeline.open(store) as timeline:
        end = timeline.position()
    assert run("explain", "--between", f"@{end}", "@1")[0] == 2


# ----------------------------------------------------------------- properties

STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("record"), st.sampled_from(["2030-05-01", "2030-05", "2029", "2030-05~"]), st.integers(1, 9)),
        st.tuples(st.just("arrest"), st.sampled_from(["2030-05-01", "2030-05"]), st.integers(1, 9)),
        st.tuples(st.just("count"), st.sampled_from(["2030-02-01", "2030-05-01", "2030-06-01"]), st.integers(1, 9)),
        st.tuples(
            st.sampled_from(["retract", "reinstate", "dispute", "corroborate"]), st.integers(0, 5), st.integers(0, 5)
        ),
        st.tuples(st.sampled_from(["link", "merge", "people", "when"]), st.integers(0, 5), st.integers(0, 5)),
    ),
    max_size=12,
)


def play(steps: list[Any]) -> History:
    """A history as the front door would let it come about: nothing is changed that does not stand."""
    history = History()
    refs: list[str] = []
    for step in steps:
        match step:
            case ("record", when, people):
                refs.append(f"entry-{len(refs)}")
                history.record(refs[-1], release(when, people, named=[{"person": f"p{people}"}]))
            case ("arrest", when, people):
                refs.append(f"entry-{len(refs)}")
                history.record(refs[-1], arrest(when, people))
            case ("count", when, people):
                refs.append(f"entry-{len(refs)}")
                history.record(refs[-1], count(when, people))
            case (what, one, other):
                change(history, refs, what, one, other)
    return history


def change(history: History, refs: list[str], what: str, one: int, other: int) -> None:
    if one >= len(refs):
        return
    ref, entry = refs[one], history.entry(refs[one])
    stands = entry.status in ("standing", "disputed")
    match what:
        case "retract" | "dispute" if stands:
            getattr(history, what)(ref)
        case "reinstate" if not stands:
            history.reinstate(ref)
        case "corroborate":
            history.corroborate(ref)
        case "people" if stands and isinstance(entry.fact, Release) and entry.fact.people.value != other + 1:
            history.correct(ref, people=other + 1)
        case "when" if stands and isinstance(entry.fact, Release):
            days = [day for day in ("2030-05-02", "2029-05", "2030") if day != entry.fact.when.text]
            history.correct(ref, when=days[other % len(days)])
        case "link" | "merge" if stands and other < len(refs) and other != one:
            target = history.entry(refs[other])
            if target.kind == entry.kind and target.status in ("standing", "disputed"):
                getattr(history, what)(ref, refs[other])
        case _:
            pass


@settings(max_examples=200, deadline=None)
@given(STEPS, st.integers(0, 12), st.integers(0, 12))
def test_event_by_event_comes_to_the_same_as_all_at_once(steps: list[Any], one: int, other: int) -> None:
    history = play(steps)
    first, second = sorted((one, other))
    told = explained(
        history.envelopes, YEAR, (Cutoff(position=first), Cutoff(position=second)), (f"@{first}", f"@{second}")
    )
    assert told.before == naive(history, first)
    assert told.after == naive(history, second)
    chained(told.changes, told.before, told.after)


def naive(history: History, position: int) -> Totals:
    """The totals, from streams folded anew."""
    streams: dict[str, list[Any]] = {}
    for envelope in history.envelopes[:position]:
        streams.setdefault(envelope.stream, []).append(envelope)
    return totals([entry for stream in streams.values() if (entry := fold(stream))], YEAR)


def chained(changes: tuple[Explained, ...], before: Totals, after: Totals) -> None:
    """Each change takes up where the one before left off; together they lead from the one to the other."""
    for name in ("freed", "arrested"):
        now = (getattr(before, name).lower, getattr(before, name).upper)
        for change in changes:
            moved = getattr(change.effect, name)
            if moved is not None:
                assert (moved.before.lower, moved.before.upper) == now
                now = (moved.after.lower, moved.after.upper)
        assert now == (getattr(after, name).lower, getattr(after, name).upper)


def test_a_moment_after_what_is_known_is_refused_and_now_is_what_is_known(tmp_path: Path) -> None:
    with Timeline.open(f"sqlite:///{tmp_path / 'explained.db'}", register=None) as timeline:
        timeline.log.append(History().record("one", release("2030-05-01", 10)).correct("one", people=12).envelopes)
        with pytest.raises(InputError, match="@2 lies after @1, up to which is known"):
            timeline.explain(between=(1, 2), known_at=1)
        assert timeline.explain(between=(1, None), known_at=2).between == ("@1", "@2")
