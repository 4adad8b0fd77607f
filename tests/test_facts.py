"""The eleven kinds of fact: their fields, what comes back from JSON, and what no fact can be."""

import copy
import math
import pickle
from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import BaseModel, TypeAdapter, ValidationError

from timeline import (
    Accused,
    Appointment,
    Arrest,
    Call,
    Clock,
    Destination,
    Effective,
    Fact,
    Freed,
    Incident,
    Listing,
    Negotiation,
    Part,
    PartialDate,
    PersonStatus,
    PrisonerCount,
    Quantity,
    Quote,
    Release,
    SanctionsChange,
    Sentence,
    Statement,
)
from timeline.facts import KINDS

FACT: TypeAdapter[Fact] = TypeAdapter(Fact)

# The fields that contracts.md §2 names; more may be there, none of these may be missing.
CONTRACT = {
    "call": "participants initiator medium topics",
    "meeting": "participants initiator medium topics",
    "release": "by people populations nationalities named named_complete mode destinations mediators",
    "arrest": "by people named charge measure sentence",
    "person_status": "person status since",
    "prisoner_count": "count counted_by measure definition basis",
    "appointment": "person office change acting effective announced_by",
    "sanctions_change": "authority programme targets measure action legal_act effective",
    "negotiation": "parties sought offered people status",
    "statement": "speaker capacity about venue quote",
    "incident": "what actors",
}
EVERY = "kind when when_verbatim title summary place"


def test_the_kinds_and_their_fields_are_those_of_the_contracts() -> None:
    assert set(KINDS) == set(CONTRACT)
    for kind, fields in CONTRACT.items():
        assert set(f"{EVERY} {fields}".split()) <= set(KINDS[kind].model_fields), kind
        assert KINDS[kind].model_config["frozen"]
        assert KINDS[kind].model_config["extra"] == "forbid"


# ------------------------------------------------------------------ any fact at all

# Ids begin with `id_` and nothing else does, so that every id in a fact can be found in its JSON.
ids = st.integers(0, 999).map(lambda number: f"id_{number}")
several = st.lists(ids, max_size=3, unique=True)
letters = st.characters(categories=["L", "N", "P", "Zs"], exclude_characters="<_\u115f\u1160\u3164", codec="utf-8")
texts = st.text(letters, min_size=1, max_size=12).filter(lambda text: not text.isspace() and "\ufeff" not in text)
whens = st.sampled_from(
    ["2025", "2025-09", "2025-09-11", "2025-09~", "2025-06/2025-09", "2025-06-21/..", "2024-02-29%"]
)
quantities = st.one_of(
    st.integers(50, 10**12).map(lambda number: Quantity(value=number)),
    st.builds(Quantity, value=st.integers(1, 99), qualifier=st.sampled_from(["about", "at_least", "more_than"])),
    st.builds(Quantity, qualifier=st.sampled_from(["dozens", "hundreds", "thousands"]), verbatim=st.none() | texts),
    st.just(Quantity(qualifier="unknown")),
)
small = st.integers(0, 3).map(lambda number: Quantity(value=number))
quotes = st.builds(Quote, language=st.just("be"), text=texts, translated=st.booleans())
sentences = st.builds(Sentence, years=st.integers(0, 100), months=st.integers(0, 11), in_absentia=st.booleans())
listings = st.builds(
    Listing, people=st.none() | quantities, entities=st.none() | quantities, assets=st.none() | quantities
)


def words(kind: str, field: str) -> st.SearchStrategy[object]:
    """The closed words of a field, as its schema lists them."""
    schema = KINDS[kind].model_json_schema()["properties"][field]
    return st.sampled_from(schema["enum"])


def maybe(strategy: st.SearchStrategy[object]) -> st.SearchStrategy[object]:
    return st.none() | strategy


COMMON = {
    "when": whens,
    "when_verbatim": maybe(texts),
    "title": st.dictionaries(st.sampled_from(["be", "be-Latn", "en"]), texts, max_size=2),
    "summary": st.dictionaries(st.sampled_from(["lt", "de"]), texts, max_size=2),
    "place": maybe(ids),
}
TALK = {
    "participants": st.lists(ids, min_size=2, max_size=4, unique=True),
    "initiator": maybe(ids),
    "medium": maybe(texts),
    "topics": st.lists(texts, max_size=2),
}
OWN: dict[str, dict[str, st.SearchStrategy[object]]] = {
    "call": {**TALK, "at": maybe(st.just(Clock(time="16:40", zone="Europe/Minsk")))},
    "meeting": TALK,
    "release": {
        "by": several,
        "people": quantities.filter(lambda people: people.upper is None or people.upper > 20),
        "populations": st.lists(st.builds(Part, population=st.just("unspecified"), people=small), max_size=2),
        "nationalities": st.dictionaries(st.sampled_from(["BY", "PL", "LT"]), small),
        "named": st.lists(
            st.builds(
                Freed,
                person=ids,
                outcome=st.sampled_from(["freed", "deported", "refused_to_leave", "returned_to_custody", "unknown"]),
                documents=st.sampled_from(["issued", "withheld", "unknown"]),
                destination=maybe(ids),
            ),
            max_size=3,
            unique_by=lambda freed: freed.person,
        ),
        "named_complete": st.booleans(),
        "mode": words("release", "mode"),
        "destinations": st.lists(st.builds(Destination, place=ids, people=small), max_size=2),
        "mediators": several,
        "women": maybe(small),
        "men": maybe(small),
        "under_extremism_articles": maybe(small),
    },
    "arrest": {
        "by": several,
        "people": quantities,
        "named": st.lists(
            st.builds(Accused, person=ids, sentence=maybe(sentences)), max_size=3, unique_by=lambda one: one.person
        ),
        "charge": maybe(texts),
        "measure": words("arrest", "measure"),
        "sentence": maybe(sentences),
    },
    "person_status": {"person": ids, "status": words("person_status", "status"), "since": maybe(whens)},
    "prisoner_count": {
        "count": quantities,
        "counted_by": maybe(ids),
        "measure": words("prisoner_count", "measure"),
        "definition": maybe(texts),
        "basis": words("prisoner_count", "basis"),
        "women": maybe(quantities),
        "men": maybe(quantities),
    },
    "appointment": {
        "person": ids,
        "office": ids,
        "change": words("appointment", "change"),
        "acting": st.booleans(),
        "effective": maybe(whens),
        "announced_by": maybe(ids),
    },
    "sanctions_change": {
        "authority": ids,
        "programme": maybe(ids),
        "targets": st.lists(ids, min_size=1, max_size=3, unique=True),
        "measure": maybe(texts),
        "action": words("sanctions_change", "action"),
        "legal_act": maybe(texts),
        "effective": maybe(st.builds(Effective, start=maybe(st.just("2025-01")), end=maybe(st.just("2026-02-28")))),
        "listed": maybe(listings),
        "total": maybe(listings),
    },
    "negotiation": {
        "parties": st.lists(ids, min_size=2, max_size=4, unique=True),
        "sought": st.lists(texts, max_size=2),
        "offered": st.lists(texts, max_size=2),
        "people": maybe(quantities),
        "status": words("negotiation", "status"),
    },
    "statement": {
        "speaker": ids,
        "capacity": maybe(texts),
        "about": several,
        "topics": st.lists(texts, max_size=2),
        "venue": maybe(texts),
        "people": maybe(quantities),
        "quote": maybe(quotes),
    },
    "incident": {
        "what": texts,
        "category": maybe(st.sampled_from(["airspace", "border", "visa", "other"])),
        "actors": st.lists(ids, min_size=1, max_size=3, unique=True),
        "until": maybe(whens),
    },
}


def a(kind: str) -> st.SearchStrategy[Fact]:
    """Any fact of one kind, every field filled or not."""
    given_fields = {**COMMON, **OWN[kind]}
    assert {*given_fields, "kind"} == set(KINDS[kind].model_fields)  # a new field must be generated too
    return st.fixed_dictionaries(given_fields).map(lambda fields: FACT.validate_python({"kind": kind, **fields}))


BY_KIND = {kind: a(kind) for kind in sorted(KINDS)}
facts = st.one_of(*BY_KIND.values())


@pytest.mark.parametrize("kind", BY_KIND)
def test_a_fact_of_this_kind_comes_back_from_json_as_itself(kind: str) -> None:
    @settings(deadline=None)
    @given(BY_KIND[kind])
    def comes_back(fact: Fact) -> None:
        for again in (
            FACT.validate_json(fact.model_dump_json()),
            FACT.validate_json(fact.model_dump_json(exclude_none=True)),
            FACT.validate_python(fact.model_dump()),
            FACT.validate_python(fact.model_dump(mode="json")),
        ):
            assert type(again) is KINDS[kind]
            assert again == fact
            assert again.model_dump_json() == fact.model_dump_json()

    comes_back()


@settings(deadline=None)
@given(facts)
def test_a_fact_comes_back_from_pickle_and_copies_as_itself(fact: Fact) -> None:
    for again in (pickle.loads(pickle.dumps(fact)), copy.copy(fact), copy.deepcopy(fact), fact.model_copy()):
        assert again == fact


def ids_in(value: object) -> Iterator[str]:
    match value:
        case str() if value.startswith("id_"):
            yield value
        case dict():
            for part in value.values():
                yield from ids_in(part)
        case list():
            for part in value:
                yield from ids_in(part)


def at_path(fact: BaseModel, path: str) -> object:
    value: object = fact.model_dump(mode="json")
    for part in path.split("."):
        value = value[int(part)] if isinstance(value, list) else value[part]  # type: ignore[index]
    return value


@settings(deadline=None)
@given(facts)
def test_a_fact_mentions_every_actor_it_names_at_the_path_where_it_names_it(fact: Fact) -> None:
    mentions = list(fact.mentions())
    assert sorted(actor for _, actor in mentions) == sorted(ids_in(fact.model_dump(mode="json")))
    for path, actor in mentions:
        assert at_path(fact, path) == actor


@settings(deadline=None)
@given(facts)
def test_a_fact_does_not_change_and_shares_nothing_with_the_next_one(fact: Fact) -> None:
    for name in (*type(fact).model_fields, "unknown"):
        with pytest.raises(ValidationError):
            setattr(fact, name, None)
        with pytest.raises((ValidationError, AttributeError)):
            delattr(fact, name)
    one, other = (Call(when="2025", participants=["aa", "bb"]) for _ in range(2))
    assert one.title is not other.title


@settings(deadline=None)
@given(facts)
def test_an_unknown_field_is_refused_in_every_kind(fact: Fact) -> None:
    with pytest.raises(ValidationError, match="extra_forbidden"):
        FACT.validate_python({**fact.model_dump(), "largest": True})


THINGS = [
    None,
    True,
    1,
    -1,
    1.5,
    math.nan,
    "",
    "x\x00",
    "<b>",
    "\u202e",
    "\ud800",
    b"\xff",
    [],
    [[]],
    {},
    {"a": 1},
    object(),
    (1,),
]


@pytest.mark.parametrize("thing", THINGS, ids=lambda thing: ascii(thing)[:20])
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_no_required_field_takes_a_wrong_type(kind: str, thing: object) -> None:
    least = LEAST[kind]
    assert FACT.validate_python(least)
    for field in least:
        if (kind, field) in {
            ("release", "people"),
            ("arrest", "people"),
            ("prisoner_count", "count"),
        } and thing is THINGS[2]:
            continue  # 1 is a number of people
        with pytest.raises(ValidationError):
            FACT.validate_python({**least, field: thing})


LEAST: dict[str, dict[str, object]] = {
    "call": {"kind": "call", "when": "2025", "participants": ["aa", "bb"]},
    "meeting": {"kind": "meeting", "when": "2025", "participants": ["aa", "bb"]},
    "release": {"kind": "release", "when": "2025", "people": 52},
    "arrest": {"kind": "arrest", "when": "2025", "people": 1},
    "person_status": {"kind": "person_status", "when": "2025", "person": "aa", "status": "freed"},
    "prisoner_count": {"kind": "prisoner_count", "when": "2025", "count": 1218, "measure": "held", "basis": "stock"},
    "appointment": {"kind": "appointment", "when": "2025", "person": "aa", "office": "bb", "change": "appointed"},
    "sanctions_change": {"kind": "sanctions_change", "when": "2025", "authority": "aa", "targets": ["bb"],
                         "action": "lifted"},
    "negotiation": {"kind": "negotiation", "when": "2025", "parties": ["aa", "bb"], "status": "open"},
    "statement": {"kind": "statement", "when": "2025", "speaker": "aa"},
    "incident": {"kind": "incident", "when": "2025", "what": "border closed", "actors": ["aa"]},
}  # fmt: skip


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_a_fact_needs_its_required_fields_and_no_others(kind: str) -> None:
    assert FACT.validate_python(LEAST[kind]).kind == kind
    for field in LEAST[kind]:
        with pytest.raises(ValidationError):
            FACT.validate_python({name: value for name, value in LEAST[kind].items() if name != field})


@pytest.mark.parametrize("kind", ["", "calls", "Call", "recorded", None, 1, ["call"], "call\x00", "\ud800"], ids=ascii)
def test_an_unknown_kind_is_refused(kind: object) -> None:
    with pytest.raises(ValidationError):
        FACT.validate_python({**LEAST["call"], "kind": kind})


def test_a_fact_of_one_kind_is_never_read_as_another() -> None:
    for kind, least in LEAST.items():
        for other, cls in KINDS.items():
            if other != kind:
                with pytest.raises(ValidationError):
                    cls.model_validate(least)


def test_facts_are_equal_only_when_their_kinds_are() -> None:
    talk = {"when": "2025", "participants": ["aa", "bb"]}
    assert Call.model_validate(talk) == Call.model_validate(talk)
    assert Call.model_validate(talk) != FACT.validate_python({"kind": "meeting", **talk})


IMPOSSIBLE: dict[str, tuple[str, dict[str, object]]] = {
    "a call with oneself": ("call", {"participants": ["aa", "aa"]}),
    "a call of one": ("call", {"participants": ["aa"]}),
    "a time without a zone": ("call", {"at": {"time": "16:40"}}),
    "a time of 24:00": ("call", {"at": {"time": "24:00", "zone": "Europe/Minsk"}}),
    "a zone that is an offset": ("call", {"at": {"time": "16:40", "zone": "+03:00"}}),
    "more named than released": ("release", {"people": 1, "named": [{"person": "aa"}, {"person": "bb"}]}),
    "somebody named twice": ("release", {"named": [{"person": "aa"}, {"person": "aa"}]}),
    "a population above the whole": ("release", {"populations": [{"population": "unspecified", "people": 53}]}),
    "destinations above the whole": (
        "release",
        {"destinations": [{"place": "aa", "people": 30}, {"place": "bb", "people": 30}]},
    ),
    "women above the whole": ("release", {"women": 53}),
    "men above the whole": ("release", {"men": 53}),
    "women and men above the whole": ("release", {"women": 30, "men": 30}),
    "a nationality above the whole": ("release", {"nationalities": {"PL": 53}}),
    "an at-least part above the whole": ("release", {"nationalities": {"PL": {"value": 52, "qualifier": "more_than"}}}),
    "more under extremism articles than released": ("release", {"under_extremism_articles": 53}),
    "a country in small letters": ("release", {"nationalities": {"pl": 2}}),
    "an unknown population": ("release", {"populations": [{"population": "hostage", "people": 1}]}),
    "an unknown outcome": ("release", {"named": [{"person": "aa", "outcome": "escaped"}]}),
    "more named than arrested": ("arrest", {"named": [{"person": "aa"}, {"person": "bb"}]}),
    "somebody arrested twice": ("arrest", {"people": 5, "named": [{"person": "aa"}, {"person": "aa"}]}),
    "a sentence of parts of a year": ("arrest", {"sentence": {"years": 1.5}}),
    "a sentence of twelve months": ("arrest", {"sentence": {"years": 1, "months": 12}}),
    "a sentence below nothing": ("arrest", {"sentence": {"years": -1}}),
    "a yes that is no boolean": ("release", {"named_complete": "yes"}),
    "a one that is no boolean": ("appointment", {"acting": 1}),
    "sanctions on nobody": ("sanctions_change", {"targets": []}),
    "an act that ends before it starts": ("sanctions_change", {"effective": {"start": "2026", "end": "2025-12"}}),
    "an action that is no act": ("sanctions_change", {"action": "considered"}),
    "a negotiation with oneself": ("negotiation", {"parties": ["aa", "aa"]}),
    "a negotiation that is a release": ("negotiation", {"status": "released"}),
    "an incident of nobody": ("incident", {"actors": []}),
    "a flood of actors": ("incident", {"actors": [f"id_{number}" for number in range(401)]}),
    "a title in no language": ("statement", {"title": {"english": "x"}}),
    "a title of two lines": ("statement", {"title": {"en": "a\nb"}}),
    "a title of 10,000 letters": ("statement", {"title": {"en": "x" * 10_000}}),
    "a summary of 10,000 letters": ("statement", {"summary": {"en": "x" * 10_000}}),
    "markup in a summary": ("statement", {"summary": {"en": "<i>x</i>"}}),
}


@pytest.mark.parametrize(("kind", "changes"), IMPOSSIBLE.values(), ids=IMPOSSIBLE)
def test_what_cannot_be_is_refused(kind: str, changes: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        FACT.validate_python({**LEAST[kind], **changes})


def test_parts_are_not_held_against_a_whole_without_an_upper_bound() -> None:
    at_least = Release(when="2025", people=Quantity(value=100, qualifier="at_least"), nationalities={"PL": 200})
    assert at_least.nationalities["PL"].lower == 200


def test_populations_and_nationalities_may_overlap() -> None:
    """A foreigner can be a political prisoner, and some people have two citizenships."""
    release = Release(
        when="2025-09-11",
        people=52,
        populations=[Part(population="political_prisoner", people=40), Part(population="foreign_national", people=14)],
        nationalities={"BY": 40, "LT": 14},
    )
    assert release.people.value == 52


def test_a_call_carries_its_time_of_day_with_its_zone() -> None:
    call = Call(when="2025-08-15", participants=["aa", "bb"], at=Clock(time="16:40", zone="Europe/Minsk"))
    assert FACT.validate_json(call.model_dump_json()) == call


def test_those_who_are_named_count_within_an_unnamed_whole() -> None:
    assert Arrest(when="2025", people=Quantity(qualifier="dozens"), named=[Accused(person="aa")]).people.lower == 24


def test_the_defaults_say_unknown_where_nothing_is_said() -> None:
    assert Release(when="2025", people=1).mode == "unknown"
    assert Freed(person="aa").outcome == Freed(person="aa").documents == "unknown"
    assert not Release(when="2025", people=1).named_complete
    assert PrisonerCount(when="2025", count=1, measure="held", basis="stock").counted_by is None
    assert Appointment(when="2025", person="aa", office="bb", change="announced").effective is None
    assert PersonStatus(when="2025", person="aa", status="unknown").since is None
    assert SanctionsChange(when="2025", authority="aa", targets=["bb"], action="eased").effective is None
    assert Negotiation(when="2025", parties=["aa", "bb"], status="open").people is None
    assert Statement(when="2025", speaker="aa").quote is None
    assert Incident(when="2025", what="x", actors=["aa"]).category is None


def test_the_json_schema_takes_what_record_takes() -> None:
    schema = Release.model_json_schema()
    assert {"kind", "when", "people"} <= set(schema["required"])
    integer = {"type": "integer", "minimum": 0, "maximum": 10**12}
    assert integer in schema["$defs"]["Quantity"]["anyOf"]


@settings(deadline=None)
@given(facts)
def test_a_copy_with_changes_is_checked_like_a_new_fact(fact: Fact) -> None:
    assert fact.model_copy(update={"when": fact.when}) == fact
    assert fact.model_copy(update={"when": "2025-09"}).when == PartialDate("2025-09")
    for update in (
        {"when": "2025-02-30"},
        {"kind": "chat"},
        {"title": {"en": "<b>"}},
        {"place": "No Id"},
        {"nothing": 1},
    ):
        with pytest.raises(ValidationError):
            fact.model_copy(update=update)
