"""What one newspaper article says, held with the model: 16 contradictions and 13 modelling problems.

The article (German, December 2025) is the project's touchstone: 89 claims, of which only seven are
dateable events, and figures that disagree with each other. Each test is named after the item of the
list it settles (C1 … C16 contradictions, P1 … P13 problems) and expresses it on a small timeline.
"""

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
from pydantic import ValidationError

from timeline import (
    Actor,
    Appointment,
    Arrest,
    Claim,
    Destination,
    Entry,
    Freed,
    Interval,
    Meeting,
    Negotiation,
    Part,
    PartialDate,
    Period,
    PersonStatus,
    PrisonerCount,
    Quantity,
    Quote,
    Register,
    Release,
    SanctionsChange,
    Source,
    Statement,
    Timeline,
    Truth,
    total,
)
from timeline.errors import InputError
from timeline.facts import KINDS

ARTICLE = Source(publisher="chnnn", published="2025-12", language="de", kind="media")
INFOBOX = Source(publisher="chnnn", title="Infobox", published="2025-12", language="de", kind="digest")


def actor(key: str, kind: str, *names: str, ties: dict[str, str] | None = None, **more: object) -> Actor:
    return Actor.model_validate(
        {
            "id": key,
            "type": kind,
            "names": [{"text": name, "lang": "de", "script": "Latn"} for name in names or (key,)],
            "relations": [{"kind": tie, "to": to} for tie, to in (ties or {}).items()],
            **more,
        }
    )


REGISTER = Register([
    actor("united_states", "state"),
    actor("bis", "organisation", ties={"part_of": "united_states"}),
    actor("ofac", "organisation", ties={"part_of": "united_states"}),
    actor("belarus", "state"),
    actor("lithuania", "state", ties={"member_of": "european_union"}),
    actor("european_union", "organisation"),
    actor("belavia", "company"),
    actor("us_president", "office", ties={"of": "united_states", "filled_by": "united_states"}),
    actor("us_envoy", "office", ties={"of": "united_states", "for": "belarus", "filled_by": "us_president"}),
    actor("donald_trump", "person"),
    actor("lukashenko", "person", "Alexander Lukaschenko", "Machthaber Lukaschenko"),
    actor("john_coale", "person"),
    actor(
        "keith_kellogg", "person",
        roles=[{"text": {"de": "Sicherheitsberater"}, "until": "../2025", "basis": "the article: former"}],
    ),
    actor("sannikau", "person", "Andrej Sannikau", "Sannikov", "Sannikow"),
    actor("viasna", "organisation", "Wjasna", "Vjasna", "Viasna"),
    actor("tsikhanouskaya", "person", "Swetlana Zichanouskaja", "Tsikhanouskaya"),
    actor("tsikhanouski", "person", "Zichanouski", "Sergej Tichanowski", ties={"husband_of": "tsikhanouskaya"}),
    actor("statkevich", "person", "Mikalaj Statkewitsch", "Statkewitsch", "Statkevich"),
    actor("episkopos", "person", "Mark Episkopos"),
])  # fmt: skip


def said(source: Source = ARTICLE, **given: object) -> Claim:
    return Claim.model_validate({"source": source, **given})


@pytest.fixture
def timeline() -> Iterator[Timeline]:
    with Timeline.in_memory(register=REGISTER, clock=lambda: datetime(2025, 12, 6, tzinfo=UTC)) as opened:
        yield opened


def refs(entries: object) -> list[str]:
    assert hasattr(entries, "__iter__")
    return [entry.ref for entry in entries]


FOURTEEN = Release(when="2025-06", people=14)
FIFTY_TWO = Release(when="2025-09", people=52)
THIRTY_ONE = Release(
    when="2025-11",
    people=31,
    populations=[Part(population="foreign_national", people=31)],
    nationalities={"UA": 31},
)
TALKS = Negotiation(
    when="2025-12-06~",
    parties=["united_states", "belarus"],
    sought=["release of political prisoners"],
    offered=["sanctions relief"],
    people=Quantity(value=100, qualifier="at_least"),
    status="open",
)


def held(when: str, count: Quantity | int, counted_by: str | None) -> PrisonerCount:
    return PrisonerCount.model_validate({
        "when": when, "count": count, "counted_by": counted_by, "measure": "held", "basis": "stock",
    })  # fmt: skip


MORE_THAN_1000 = Quantity(value=1000, qualifier="more_than")


def releases(timeline: Timeline) -> list[Release]:
    return [entry.fact for entry in timeline.entries(kinds=["release"], limit=None) if isinstance(entry.fact, Release)]


# ------------------------------------------------------------------ contradictions


def test_c1_three_counters_stand_side_by_side_and_are_never_averaged(timeline: Timeline) -> None:
    timeline.record(held("2025-12-05", 1218, None), ref="count-infobox", claims=[said(INFOBOX)])
    timeline.record(held("2025-12", MORE_THAN_1000, "viasna"), ref="count-viasna", claims=[said()])
    timeline.record(held("2025-12", Quantity(qualifier="unknown"), None), ref="count-others", claims=[said()])
    counts = [
        entry.fact for entry in timeline.entries(kinds=["prisoner_count"]) if isinstance(entry.fact, PrisonerCount)
    ]
    assert [(str(fact.when), fact.counted_by, str(fact.count)) for fact in counts] == [
        ("2025-12-05", None, "1,218"), ("2025-12", None, "an unknown number"), ("2025-12", "viasna", "more than 1,000"),
    ]  # fmt: skip
    assert counts[0].count.interval.overlaps(counts[2].count.interval)  # no contradiction as bounds
    with pytest.raises(ValidationError):
        PrisonerCount.model_validate({**counts[0].model_dump(), "mean": 1109})


def test_c2_a_stock_turned_into_a_running_total_is_marked_and_enters_no_sum(timeline: Timeline) -> None:
    stock = timeline.record(held("2025-12", MORE_THAN_1000, "viasna"), ref="count-now", claims=[said()])
    cases = PrisonerCount(
        when="2020/..",
        count=Quantity(qualifier="thousands"),
        counted_by="viasna",
        measure="prosecuted",
        basis="cumulative",
    )
    timeline.record(cases, ref="cases-since-2020", claims=[said()])
    flagged = timeline.dispute(stock, said(INFOBOX, scope="basis", value="cumulative"))
    assert flagged.status == "disputed"
    assert isinstance(flagged.fact, PrisonerCount)
    assert flagged.fact.basis == "stock"
    running = [
        entry.fact.count
        for entry in timeline.entries(kinds=["prisoner_count"])
        if isinstance(entry.fact, PrisonerCount) and entry.fact.basis == "cumulative"
    ]
    assert total(running) == Interval(2000, None)  # "over 1,000 since 2020" is not in it
    with pytest.raises(ValidationError):
        PrisonerCount.model_validate({**stock.fact.model_dump(), "basis": "stock or cumulative"})


def test_c3_one_negotiation_keeps_two_lower_bounds_each_with_its_own_operator(timeline: Timeline) -> None:
    more = said(scope="people", value={"value": 100, "qualifier": "more_than"})
    least = said(scope="people", value={"value": 100, "qualifier": "at_least"}, asserted_by=None)
    timeline.record(TALKS, ref="talks-2025", claims=[more])
    entry = timeline.record(TALKS, ref="talks-2025", claims=[least])
    assert refs(timeline.entries(kinds=["negotiation"])) == ["talks-2025"]
    assert [Quantity.model_validate(claim.value).lower for claim in entry.claims] == [101, 100]


def test_c4_the_enumerated_sum_and_the_stated_total_stand_side_by_side(timeline: Timeline) -> None:
    for ref, fact in (("release-june", FOURTEEN), ("release-september", FIFTY_TWO), ("release-november", THIRTY_ONE)):
        timeline.record(fact, ref=ref, claims=[said()])
    stated = PrisonerCount(
        when="../2025-12", count=Quantity(value=100, qualifier="about"), measure="left_custody", basis="cumulative"
    )
    timeline.record(stated, ref="count-freed", claims=[said()])
    enumerated = total(fact.people for fact in releases(timeline))
    assert enumerated == Interval(97, 97)
    assert enumerated.overlaps(stated.count.interval)
    assert enumerated.overlaps(Quantity(qualifier="dozens").interval)
    assert stated.count.interval.unbounded == ("about 100",)  # and so it never becomes 100 in a sum


def test_c5_announced_licensed_and_delisted_are_three_acts_and_the_stale_claim_is_kept(timeline: Timeline) -> None:
    for ref, when, authority, action in (
        ("belavia-announced", "2025-09-11", "united_states", "announced"),
        ("belavia-licensed", "2025-09-12", "bis", "licensed"),
        ("belavia-delisted", "2025-11-04", "ofac", "delisted"),
    ):
        act = SanctionsChange.model_validate(
            {"when": when, "authority": authority, "targets": ["belavia"], "action": action}
        )
        timeline.record(act, ref=ref, claims=[said(INFOBOX)])
    timeline.link("belavia-licensed", "follows", "belavia-announced", claims=[said()])
    examining = said(scope="action", value="proposed", modality="planned")
    entry = timeline.dispute("belavia-announced", examining)
    acts = list(timeline.entries(actors=["united_states", "belavia"], kinds=["sanctions_change"]))
    assert [act.fact.action for act in acts if isinstance(act.fact, SanctionsChange)] == [
        "delisted",
        "licensed",
        "announced",
    ]
    assert [(claim.stance, claim.value) for claim in entry.claims] == [("supports", None), ("disputes", "proposed")]
    with pytest.raises(InputError):
        timeline.dispute("belavia-delisted", said(scope="action", value="is examining"))


def test_c6_the_union_and_a_member_state_are_two_jurisdictions(timeline: Timeline) -> None:
    act = {"when": "2025", "targets": ["belarus"], "action": "tightened"}
    with pytest.raises(ValidationError, match="authority"):
        SanctionsChange.model_validate(act)
    for authority in ("european_union", "lithuania"):
        fact = SanctionsChange.model_validate({**act, "authority": authority})
        timeline.record(fact, ref=f"tightened-{authority.replace('_', '-')}", claims=[said()])
    assert refs(timeline.entries(actors=["european_union"])) == ["tightened-european-union"]
    assert refs(timeline.entries(actors=["lithuania"])) == ["tightened-lithuania"]


def test_c7_nobody_is_recorded_as_envoy_on_1_october_though_coale_met_people_before(timeline: Timeline) -> None:
    met = Meeting(when="2025-09-11", participants=["john_coale", "lukashenko"])
    announced = Appointment(
        when="2025-11", person="john_coale", office="us_envoy", change="announced", announced_by="donald_trump"
    )
    timeline.record(met, ref="meeting-september", claims=[said()])
    timeline.record(announced, ref="coale-envoy", claims=[said(INFOBOX)])
    assert refs(timeline.entries(kinds=["appointment"], until="2025-10-01")) == []
    assert refs(timeline.entries(kinds=["appointment"], until="2025-11-30")) == ["coale-envoy"]
    assert refs(timeline.entries(actors=["john_coale"], until="2025-10-01")) == ["meeting-september"]
    assert refs(timeline.entries(actors=["us_envoy"])) == [
        "coale-envoy"
    ]  # the meeting was the person's, not the office's


def test_c8_a_former_role_is_no_office_held_now(timeline: Timeline) -> None:
    timeline.record(
        Meeting(when="2025", participants=["keith_kellogg", "lukashenko"]), ref="kellogg-travels", claims=[said()]
    )
    (role,) = timeline.actor("keith_kellogg").roles
    assert role.until is not None
    assert role.until.before(date(2026, 1, 1)) is Truth.YES
    assert role.since is None
    assert refs(timeline.entries(kinds=["appointment"], actors=["keith_kellogg"])) == []


def test_c9_a_doubtful_duration_stays_attributed_and_is_marked_disputed(timeline: Timeline) -> None:
    status = PersonStatus(when="2020-05-29/2025-06-21", person="tsikhanouski", status="imprisoned")
    claimed = said(
        scope="when", value="2020-06/2025-06", quote={"language": "de", "text": "nach fast fünf Jahren Einzelhaft"}
    )
    entry = timeline.record(status, ref="tsikhanouski-held", claims=[claimed])
    entry = timeline.dispute(entry, said(Source(publisher="Viasna"), scope="when"))
    assert (entry.status, entry.confidence) == ("disputed", "low")
    assert [claim.source.publisher for claim in entry.claims] == ["chnnn", "Viasna"]
    earliest, latest = entry.fact.when.earliest, entry.fact.when.latest
    assert earliest is not None
    assert latest is not None
    assert latest > earliest.replace(year=earliest.year + 5)  # just over five years, not "nearly five"
    assert "solitary" not in entry.fact.model_dump_json()


def test_c10_ukrainians_are_counted_apart_from_political_prisoners(timeline: Timeline) -> None:
    political = [Part(population="political_prisoner", people=14)]
    timeline.record(FOURTEEN.model_copy(update={"populations": tuple(political)}), ref="release-june", claims=[said()])
    timeline.record(THIRTY_ONE, ref="release-november", claims=[said()])

    def freed(population: str) -> Interval:
        parts = (part for fact in releases(timeline) for part in fact.populations)
        return total(part.people for part in parts if part.population == population)

    assert freed("political_prisoner") == Interval(14, 14)
    assert freed("foreign_national") == Interval(31, 31)
    assert total(fact.people for fact in releases(timeline)) == Interval(45, 45)
    page = timeline.entries(nationality="UA")
    assert dict(zip(refs(page), page.matches, strict=True)) == {
        "release-november": "certain",
        "release-june": "possible",
    }


@pytest.mark.parametrize("field", ["largest", "biggest", "superlative", "rank", "record"])
def test_c11_no_kind_has_a_field_for_a_superlative(field: str) -> None:
    for cls in KINDS.values():
        assert field not in cls.model_fields
    with pytest.raises(ValidationError, match="extra_forbidden"):
        Release.model_validate({**FIFTY_TWO.model_dump(), field: True})


def test_c11_the_largest_release_is_computed_from_what_is_known(timeline: Timeline) -> None:
    def largest(known_at: int | None = None) -> str:
        return max(
            timeline.entries(kinds=["release"], known_at=known_at),
            key=lambda entry: entry.fact.people.lower or 0 if isinstance(entry.fact, Release) else 0,
        ).ref

    timeline.record(FOURTEEN, ref="release-june", claims=[said()])
    then = timeline.record(FIFTY_TWO, ref="release-september", claims=[said()]).position
    timeline.record(Release(when="2025-12-13", people=123), ref="release-december", claims=[said()])
    assert largest() == "release-december"
    assert largest(known_at=then) == "release-september"


def test_c12_the_one_who_refused_is_among_the_52_and_not_among_those_who_crossed(timeline: Timeline) -> None:
    release = Release(
        when="2025-09-11",
        people=52,
        named=[Freed(person="statkevich", outcome="refused_to_leave")],
        destinations=[Destination(place="lithuania", people=51)],
    )
    timeline.record(release, ref="release-52", claims=[said()])
    for ref, when, status in (
        ("refused", "2025-09-11", "refused_to_leave"),
        ("lost", "2025-09-12", "whereabouts_unknown"),
    ):
        then = PersonStatus.model_validate({"when": when, "person": "statkevich", "status": status})
        timeline.record(then, ref=f"statkevich-{ref}", claims=[said(asserted_by="tsikhanouskaya")])
    (fact,) = releases(timeline)
    assert total([fact.people]) == Interval(52, 52)
    assert total(part.people for part in fact.destinations) == Interval(51, 51)
    assert refs(timeline.entries(actors=["Statkewitsch"], kinds=["person_status"])) == [
        "statkevich-lost",
        "statkevich-refused",
    ]


def test_c13_arrests_and_releases_without_a_common_period_have_no_balance(timeline: Timeline) -> None:
    arrests = Arrest(when="2024/..", people=Quantity(qualifier="hundreds"))
    freed = PrisonerCount(
        when="../2025-12", count=Quantity(value=100, qualifier="about"), measure="left_custody", basis="cumulative"
    )
    comparison = Statement(when="2025~", speaker="sannikau", topics=["more people are arrested than freed"])
    timeline.record(arrests, ref="arrests-since-2024", claims=[said(asserted_by="sannikau")])
    timeline.record(freed, ref="count-freed", claims=[said()])
    timeline.record(comparison, ref="sannikau-balance", claims=[said()])
    balance = arrests.people.interval - freed.count.interval
    assert balance == Interval(None, None, ("about 100",))  # not even its sign is known
    assert -1 in balance
    assert 1 in balance
    period = Period(start=date(2024, 1, 1), end=date(2025, 12, 31))
    assert freed.when.within(period) is Truth.MAYBE
    assert refs(timeline.entries(text="arrested than freed")) == [
        "sannikau-balance"
    ]  # what can be answered: who says so


@pytest.mark.parametrize(
    ("spellings", "key"),
    [
        (["Andrej Sannikau", "Sannikov", "SANNIKOW"], "sannikau"),
        (["Wjasna", "Vjasna", "Viasna"], "viasna"),
        (["Swetlana Zichanouskaja", "Tsikhanouskaya"], "tsikhanouskaya"),
        (["Zichanouski", "Sergej Tichanowski"], "tsikhanouski"),
        (["Mikalaj Statkewitsch", "Statkewitsch", "Statkevich"], "statkevich"),
    ],
)
def test_c14_two_spellings_are_one_actor(timeline: Timeline, spellings: list[str], key: str) -> None:
    timeline.record(Statement(when="2025", speaker=key), ref="said-1", claims=[said()])
    for spelling in spellings:
        assert timeline.actor(spelling).id == key
        assert refs(timeline.entries(actors=[spelling])) == ["said-1"]


def test_c15_sources_belong_to_claims_not_to_the_document(timeline: Timeline) -> None:
    infobox = [Source(publisher=name) for name in ("Reuters", "Vjasna", "Meduza", "Chatham House")]
    timeline.record(held("2025-12-05", 1218, None), ref="count-1", claims=[said(source) for source in infobox])
    opinion = Statement(when="2025-12~", speaker="episkopos", topics=["security architecture"])
    timeline.record(opinion, ref="episkopos-1", claims=[said(Source(publisher="Responsible Statecraft"))])
    publishers = {entry.ref: {claim.source.publisher for claim in entry.claims} for entry in timeline.entries()}
    assert publishers == {
        "count-1": {"Reuters", "Vjasna", "Meduza", "Chatham House"},
        "episkopos-1": {"Responsible Statecraft"},
    }
    with pytest.raises(InputError, match="no source"):
        timeline.record(FOURTEEN, ref="release-june", claims=[])


def test_c16_a_quote_keeps_its_language_and_says_that_it_is_translated(timeline: Timeline) -> None:
    statement = Statement(
        when="2025-08-15",
        speaker="donald_trump",
        about=["lukashenko"],
        quote=Quote(language="en", text="a wonderful talk"),
    )
    german = said(scope="quote", quote={"language": "de", "text": "wunderbare", "translated": True}, value={
        "language": "de", "text": "stellte eine wunderbare Gesprächsatmosphäre in Aussicht", "translated": True,
    })  # fmt: skip
    entry = timeline.record(statement, ref="trump-wonderful", claims=[said(Source(publisher="Truth Social"))])
    entry = timeline.dispute(entry, german)
    assert isinstance(entry.fact, Statement)
    assert entry.fact.quote == Quote(language="en", text="a wonderful talk", translated=False)
    last = entry.claims[-1].quote
    assert last is not None
    assert (last.language, last.translated) == ("de", True)
    with pytest.raises(ValidationError):
        Quote.model_validate({"text": "a quote without its language"})


# ------------------------------------------------------------------ what needs modelling


def test_p1_after_15_september_the_52_are_possible_not_certain(timeline: Timeline) -> None:
    timeline.record(FIFTY_TWO, ref="release-september", claims=[said()])
    timeline.record(FOURTEEN, ref="release-june", claims=[said()])
    page = timeline.entries(since="2025-09-16")
    assert dict(zip(refs(page), page.matches, strict=True)) == {"release-september": "possible"}
    assert FIFTY_TWO.when.after(date(2025, 9, 15)) is Truth.MAYBE


def test_p1_early_november_and_before_alaska_are_bounds_not_days() -> None:
    early = PartialDate("2025-11-01/2025-11-10")
    assert early.within(Period(start=date(2025, 11, 1), end=date(2025, 11, 10))) is Truth.YES
    assert early.after(date(2025, 11, 5)) is Truth.MAYBE
    before_alaska = PartialDate("../2025-08-15")
    assert before_alaska.earliest is None
    assert before_alaska.before(date(2025, 8, 16)) is Truth.YES
    with pytest.raises(ValidationError, match="no single day"):
        Appointment(
            when="2025-11-01",
            when_verbatim="Anfang November",
            person="john_coale",
            office="us_envoy",
            change="announced",
        )


@pytest.mark.parametrize(
    ("words", "quantity", "bounds"),
    [
        ("1.218", Quantity(value=1218), (1218, 1218)),
        ("mindestens 100", Quantity(value=100, qualifier="at_least"), (100, None)),
        ("mehr als 100", Quantity(value=100, qualifier="more_than"), (101, None)),
        ("über 1.000", MORE_THAN_1000, (1001, None)),
        ("rund 100", Quantity(value=100, qualifier="about"), (0, None)),
        ("Dutzende", Quantity(qualifier="dozens"), (24, None)),
        ("hunderte", Quantity(qualifier="hundreds"), (200, None)),
        ("Tausende", Quantity(qualifier="thousands"), (2000, None)),
        ("mehrere", Quantity(qualifier="unknown"), (0, None)),
        ("noch deutlich mehr", Quantity(qualifier="unknown"), (0, None)),
    ],
)
def test_p2_every_way_to_say_how_many_has_its_operator(
    words: str, quantity: Quantity, bounds: tuple[int, int | None]
) -> None:
    worded = Quantity.model_validate({**quantity.model_dump(), "verbatim": words})
    assert worded.interval[:2] == bounds
    assert worded.verbatim == words


def test_p3_stock_flow_and_running_total_are_told_apart(timeline: Timeline) -> None:
    count = {"when": "2025-12-05", "count": 1218, "measure": "held"}
    with pytest.raises(ValidationError, match="basis"):
        PrisonerCount.model_validate(count)
    for basis in ("stock", "flow", "cumulative"):
        timeline.record(PrisonerCount.model_validate({**count, "basis": basis}), ref=f"count-{basis}", claims=[said()])
    stocks = [
        entry.ref
        for entry in timeline.entries(kinds=["prisoner_count"])
        if isinstance(entry.fact, PrisonerCount) and entry.fact.basis == "stock"
    ]
    assert stocks == ["count-stock"]
    timeline.record(FIFTY_TWO, ref="release-52", claims=[said()])
    with pytest.raises(InputError, match="link them instead"):
        timeline.merge("count-cumulative", into="release-52", reason="both say how many were freed")


def test_p4_the_same_52_three_times_in_one_article_is_one_entry(timeline: Timeline) -> None:
    for sentence in range(3):
        claims = [said(INFOBOX if sentence else ARTICLE)]
        timeline.record(FIFTY_TWO, ref="release-september", claims=claims)
    assert total(fact.people for fact in releases(timeline)) == Interval(52, 52)
    entry = timeline.entry("release-september")
    assert [claim.source for claim in entry.claims] == [ARTICLE, INFOBOX]
    assert entry.version == 2  # recorded once, corroborated once; the third sentence adds nothing


def test_p5_a_negotiation_is_never_found_among_releases(timeline: Timeline) -> None:
    timeline.record(TALKS, ref="talks-2025", claims=[said(modality="negotiated")])
    assert refs(timeline.entries(kinds=["release"])) == []
    assert total(fact.people for fact in releases(timeline)) == Interval(0, 0)
    timeline.record(Release(when="2025-12-13", people=123), ref="release-december", claims=[said()])
    timeline.link("release-december", "follows", "talks-2025", claims=[said()])
    agreed = timeline.correct("talks-2025", status="agreed", reason="123 were freed", version=1)
    assert agreed.kind == "negotiation"
    assert refs(timeline.entries(kinds=["release"])) == ["release-december"]
    with pytest.raises(InputError):
        timeline.correct(agreed, kind="release", reason="it became one")


def test_p6_a_quote_has_a_speaker_a_venue_and_a_language(timeline: Timeline) -> None:
    quote = {"language": "de", "text": "die Tür zum Feilschen wieder geöffnet", "translated": True}
    with pytest.raises(ValidationError, match="speaker"):
        Statement.model_validate({"when": "2025~", "venue": "The Naked Pravda", "quote": quote})
    statement = Statement.model_validate(
        {"when": "2025~", "speaker": "sannikau", "venue": "The Naked Pravda (Meduza podcast)", "quote": quote}
    )
    timeline.record(statement, ref="sannikau-haggling", claims=[said()])
    assert refs(timeline.entries(text="naked pravda")) == ["sannikau-haggling"]
    assert all(entry.kind == "statement" for entry in timeline.entries(actors=["sannikau"]))


def test_p7_who_said_it_who_reported_it_and_who_repeated_it_are_all_kept(timeline: Timeline) -> None:
    lost = PersonStatus(when="2025-09/..", person="statkevich", status="whereabouts_unknown")
    echo = Source(publisher="chnnn", derives_from="Kyiv Independent", kind="media")
    original = Source(publisher="Kyiv Independent", kind="media")
    entry = timeline.record(lost, ref="statkevich-lost", claims=[said(echo, asserted_by="tsikhanouskaya")])
    (claim,) = entry.claims
    assert (claim.asserted_by, claim.source.derives_from, claim.source.publisher) == (
        "tsikhanouskaya", "Kyiv Independent", "chnnn",
    )  # fmt: skip
    assert entry.confidence == "low"
    entry = timeline.corroborate(entry, said(original, asserted_by="tsikhanouskaya"))
    assert entry.confidence == "medium"  # the echo is no second source


def test_p8_a_release_says_what_became_of_each_whether_with_papers_and_where(timeline: Timeline) -> None:
    fates = [
        Freed(person="tsikhanouski", outcome="deported", documents="withheld", destination="lithuania"),
        Freed(person="statkevich", outcome="refused_to_leave"),
        Freed(person="sannikau"),
    ]
    timeline.record(Release(when="2025", people=52, named=fates), ref="release-52", claims=[said()])
    (fact,) = releases(timeline)
    assert {freed.person: (freed.outcome, freed.documents) for freed in fact.named} == {
        "tsikhanouski": ("deported", "withheld"),
        "statkevich": ("refused_to_leave", "unknown"),
        "sannikau": ("unknown", "unknown"),
    }
    assert refs(timeline.entries(place="lithuania")) == ["release-52"]
    assert not fact.named_complete


def test_p9_the_history_of_a_person_changes_without_touching_the_release(timeline: Timeline) -> None:
    release = Release(when="2025-09-11", people=52, named=[Freed(person="statkevich", outcome="refused_to_leave")])
    before = timeline.record(release, ref="release-52", claims=[said()])
    status = PersonStatus(when="2025-09-11", person="statkevich", status="refused_to_leave")
    timeline.record(status, ref="statkevich-1", claims=[said()])
    timeline.retract("statkevich-1", reason="withdrawn", version=1)
    timeline.record(status.model_copy(update={"status": "imprisoned"}), ref="statkevich-2", claims=[said()])
    assert timeline.entry("release-52") == before
    assert refs(timeline.entries(actors=["statkevich"], kinds=["person_status"])) == ["statkevich-2"]


def test_p10_an_office_has_holders_with_open_ends_and_a_title_by_itself_is_none(timeline: Timeline) -> None:
    took = Appointment(
        when="2025-11", person="john_coale", office="us_envoy", change="announced", announced_by="donald_trump"
    )
    timeline.record(took, ref="coale-envoy", claims=[said()])
    assert took.effective is None  # since when is not known, and how long even less
    assert refs(timeline.entries(kinds=["appointment"], actors=["tsikhanouskaya"])) == []
    for impossible in ({"office": None}, {"change": "is"}, {"until": "2026"}):
        with pytest.raises(ValidationError):
            Appointment.model_validate({**took.model_dump(), **impossible})
    with pytest.raises(ValidationError):  # an office says who fills it, else nobody could ever hold it
        actor("leader_of_the_opposition", "office")


def test_p11_loaded_words_stay_inside_the_quote_and_the_fact_is_neutral(timeline: Timeline) -> None:
    worded = said(quote={"language": "de", "text": "Machthaber Lukaschenko", "translated": False})
    entry = timeline.record(
        Meeting(when="2025", participants=["john_coale", "lukashenko"]), ref="meeting-1", claims=[worded]
    )
    assert "Machthaber" not in entry.fact.model_dump_json()
    assert entry.claims[0].quote is not None
    assert "Machthaber" in entry.claims[0].quote.text
    assert timeline.actor("Machthaber Lukaschenko").name("de") == "Alexander Lukaschenko"
    president = Statement(when="2025", speaker="lukashenko", capacity="president, as BelTA calls him")
    assert president.capacity != timeline.actor("lukashenko").name("de")


def test_p12_what_is_only_hypothetical_is_somebodys_statement_or_nothing(timeline: Timeline) -> None:
    with pytest.raises(ValidationError, match="speaker"):
        Statement.model_validate({"when": "2025-12", "topics": ["a binding promise not to allow attacks"]})
    for modality in ("hypothetical", "conditional", "demanded"):
        with pytest.raises(ValidationError):
            said(modality=modality)
    with pytest.raises(ValidationError):
        SanctionsChange.model_validate(
            {"when": "2025", "authority": "european_union", "targets": ["belarus"], "action": "may ease"}
        )
    demand = Statement(when="2025-12", speaker="episkopos", topics=["a binding promise not to allow attacks"])
    timeline.record(demand, ref="episkopos-promise", claims=[said()])
    assert {entry.kind for entry in timeline.entries(text="binding promise")} == {"statement"}


def test_p13_an_infobox_line_weighs_less_and_overrides_nothing_in_silence(timeline: Timeline) -> None:
    alone = timeline.record(FOURTEEN, ref="release-june", claims=[said(INFOBOX)])
    assert alone.confidence == "low"
    body: Entry = timeline.record(TALKS, ref="talks-2025", claims=[said()])
    line = said(INFOBOX, scope="people", value={"value": 100, "qualifier": "more_than"})
    after = timeline.corroborate(body, line)
    assert after.fact == body.fact
    assert after.claims[-1].value == {"value": 100, "qualifier": "more_than"}
    assert (body.confidence, after.confidence) == ("medium", "medium")


# ------------------------------------------------------------------ the list itself


def test_every_item_of_the_list_has_its_test() -> None:
    settled = {found[1] for name in globals() if (found := re.match(r"test_([cp][0-9]+)_", name))}
    assert settled == {*(f"c{number}" for number in range(1, 17)), *(f"p{number}" for number in range(1, 14))}
