"""Sources, quotes and claims: what they hold, and what nobody gets into them."""

import copy
import math
import pickle
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import ValidationError

from timeline import Claim, PartialDate, Quote, Source

REUTERS = Source(publisher="Reuters")
FULL_SOURCE = Source(
    publisher="Nasha Niva",
    title="Вызвалілі 52 чалавекі",
    url="https://nashaniva.com/1",
    published="2025-09-11",
    retrieved=date(2025, 9, 12),
    archived_url="https://web.archive.org/web/2025/https://nashaniva.com/1",
    sha256="0f" * 32,
    language="be",
    kind="media",
    derives_from="BelTA",
)
FULL_CLAIM = Claim(
    source=FULL_SOURCE,
    asserted_by="belta",
    modality="announced",
    stance="disputes",
    scope="nationalities.PL",
    value={"value": 2},
    quote=Quote(language="be", text="двое палякаў", translated=False),
)


def test_a_claim_needs_nothing_but_a_source() -> None:
    claim = Claim(source=REUTERS)
    assert (claim.modality, claim.stance, claim.scope) == ("occurred", "supports", "entry")
    assert (claim.asserted_by, claim.value, claim.quote) == (None, None, None)
    with pytest.raises(ValidationError, match="source"):
        Claim.model_validate({})


def test_a_source_needs_nothing_but_a_publisher() -> None:
    assert REUTERS.model_dump(exclude_none=True) == {"publisher": "Reuters"}
    with pytest.raises(ValidationError, match="publisher"):
        Source.model_validate({"title": "no publisher"})


def test_the_sources_own_date_may_be_known_only_in_part() -> None:
    assert Source(publisher="Viasna", published="2025-09~").published == PartialDate("2025-09~")


@pytest.mark.parametrize("claim", [Claim(source=REUTERS), FULL_CLAIM], ids=["least", "full"])
def test_a_claim_comes_back_from_json_pickle_and_copies_as_itself(claim: Claim) -> None:
    for again in (
        Claim.model_validate_json(claim.model_dump_json()),
        Claim.model_validate_json(claim.model_dump_json(exclude_none=True)),
        Claim.model_validate(claim.model_dump()),
        Claim.model_validate(claim.model_dump(mode="json")),
        pickle.loads(pickle.dumps(claim)),
        copy.copy(claim),
        copy.deepcopy(claim),
    ):
        assert again == claim


def test_claims_that_say_the_same_are_equal_and_claims_that_differ_anywhere_are_not() -> None:
    for field, other in {
        "source": REUTERS, "asserted_by": "viasna", "modality": "denied", "stance": "supports", "scope": "people",
        "value": {"value": 3}, "quote": None,
    }.items():  # fmt: skip
        assert Claim.model_validate({**FULL_CLAIM.model_dump(), field: other}) != FULL_CLAIM
    assert len({Claim(source=REUTERS), Claim(source=Source(publisher="Reuters"))}) == 1


@pytest.mark.parametrize(
    "thing", [REUTERS, FULL_SOURCE, Claim(source=REUTERS), Quote(language="en", text="x")], ids=repr
)
def test_they_do_not_change_and_take_no_unknown_field(thing: Source | Claim | Quote) -> None:
    for name in (*type(thing).model_fields, "unknown"):
        with pytest.raises(ValidationError):
            setattr(thing, name, "x")
        with pytest.raises((ValidationError, AttributeError)):
            delattr(thing, name)
    with pytest.raises(ValidationError, match="extra_forbidden"):
        type(thing).model_validate({**thing.model_dump(), "unknown": 1})


SCOPES = ["entry", "people", "nationalities.PL", "named.0.outcome", "quote.text", "links", "title.be-Latn"]
NO_SCOPES = [
    "", "p", "People", "people.", ".people", "people..value", "people value", "people\n", "people.<b>", "../people",
    "a.b.c.d.e.f", "люди", "people[0]", "x" * 41, "people." + "x" * 61,
]  # fmt: skip


@pytest.mark.parametrize("scope", SCOPES)
def test_a_scope_is_the_path_of_a_field(scope: str) -> None:
    assert Claim(source=REUTERS, scope=scope).scope == scope


@pytest.mark.parametrize("scope", NO_SCOPES)
def test_a_scope_is_nothing_else(scope: str) -> None:
    with pytest.raises(ValidationError):
        Claim(source=REUTERS, scope=scope)


plain = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=10)
values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.floats(-1e12, 1e12) | plain,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(plain, inner, max_size=3),
    max_leaves=8,
)


@settings(deadline=None)
@given(values)
def test_a_value_comes_back_from_json_as_it_went_in(value: object) -> None:
    claim = Claim.model_validate({"source": REUTERS, "value": value})
    again = Claim.model_validate_json(claim.model_dump_json(exclude_none=True))
    assert again == claim
    assert again.value == value


def nested(depth: int) -> object:
    value: object = 1
    for _ in range(depth):
        value = [value]
    return value


NO_VALUES = {
    "NaN": math.nan,
    "infinity": math.inf,
    "minus infinity, inside": {"lower": [-math.inf]},
    "a huge number": 10**5000,
    "a huge number, inside": {"lower": 10**13},
    "a huge float": 1e300,
    "a control character": "2\x00",
    "an escape, inside": ["\x1b[2J"],
    "an override": "\u202e2",
    "a lone surrogate": "\ud800",
    "markup": "<script>",
    "markup in a key": {"<b>": 2},
    "nothing written": "",
    "a flood": "x" * 10_000,
    "nested deep": nested(17),
    "nested deeper than JSON goes": nested(250),
    "nested without end": nested(100_000),
    "bytes": b"2",
    "a set": {2},
    "a date": date(2025, 9, 11),
    "an object": object(),
}


@pytest.mark.parametrize("value", NO_VALUES.values(), ids=NO_VALUES)
def test_a_value_is_plain_json_that_some_field_could_hold(value: object) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate({"source": REUTERS, "value": value})


@pytest.mark.parametrize(
    "text", ["NaN", "Infinity", "-Infinity", "1e999", '"\\u0000"', '"\\ud800"', "[" * 300 + "]" * 300]
)
def test_a_value_in_json_is_held_to_the_same(text: str) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate_json(f'{{"source":{{"publisher":"x"}},"value":{text}}}')


def test_a_value_may_be_nested_as_far_as_any_field_goes() -> None:
    assert Claim(source=REUTERS, value=nested(16)).value == nested(16)


HOSTILE = [
    "",
    "  ",
    "a\x00",
    "\x1b[31m",
    "\u202ea",
    "\ud800",
    "<b>x</b>",
    "<<script>",
    "x" * 10_000,
    1,
    True,
    None,
    ["x"],
    b"\xff",
]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: ascii(hostile)[:20])
def test_no_text_of_a_source_or_quote_takes_what_is_no_plain_text(hostile: object) -> None:
    for field in (
        "publisher",
        "title",
        "url",
        "archived_url",
        "sha256",
        "language",
        "kind",
        "derives_from",
        "published",
    ):
        if hostile is None and field != "publisher":
            continue
        with pytest.raises(ValidationError):
            Source.model_validate({"publisher": "Reuters", field: hostile})
    with pytest.raises(ValidationError):
        Quote.model_validate({"language": "en", "text": hostile})
    for field in ("source", "asserted_by", "modality", "stance", "scope"):
        if hostile is None and field == "asserted_by":
            continue
        with pytest.raises(ValidationError):
            Claim.model_validate({"source": REUTERS, field: hostile})


@pytest.mark.parametrize(
    "day", [0, 5, 1_700_000_000, "1", "2025-9-1", "20250911", "2025-09-31", "2025-09", "2025-09-11T00:00:00", 1.5, True,
            datetime(2025, 9, 11, tzinfo=UTC), "", "today"],
    ids=repr,
)  # fmt: skip
def test_the_day_of_retrieval_is_a_whole_day(day: object) -> None:
    with pytest.raises(ValidationError):
        Source.model_validate({"publisher": "Reuters", "retrieved": day})


def test_the_day_of_retrieval_may_be_written_or_given() -> None:
    assert Source.model_validate({"publisher": "R", "retrieved": "2025-09-11"}).retrieved == date(2025, 9, 11)
    assert Source.model_validate_json('{"publisher":"R","retrieved":"2025-09-11"}').retrieved == date(2025, 9, 11)


@pytest.mark.parametrize(
    ("field", "word"),
    [("modality", "happened"), ("modality", "Occurred"), ("stance", "neutral"), ("stance", "Supports")],
)
def test_modality_and_stance_are_closed_words(field: str, word: str) -> None:
    with pytest.raises(ValidationError):
        Claim.model_validate({"source": REUTERS, field: word})


@pytest.mark.parametrize(
    ("whole", "update", "said"),
    [
        (FULL_SOURCE, {"publisher": "\x1b"}, "publisher"),
        (FULL_SOURCE, {"editor": "x"}, "editor"),
        (FULL_CLAIM, {"modality": "lies"}, "modality"),
        (FULL_CLAIM, {"source": {"publisher": ""}}, "source.publisher"),
        (FULL_CLAIM, {"value": math.nan}, "value"),
        (FULL_CLAIM.quote, {"text": "<b>"}, "text"),
    ],
    ids=str,
)
def test_a_copy_is_checked_like_a_new_one(whole: Source | Claim | Quote, update: dict[str, object], said: str) -> None:
    with pytest.raises(ValidationError, match=said):
        whole.model_copy(update=update)
    with pytest.raises(ValidationError, match=said):
        whole.model_copy(update=update, deep=True)


def test_a_copy_keeps_every_other_field_and_reads_what_is_new() -> None:
    copied = FULL_CLAIM.model_copy(update={"source": {"publisher": "Reuters"}, "value": None})
    assert copied.source == REUTERS
    assert copied.model_copy(update={"source": FULL_SOURCE, "value": {"value": 2}}, deep=True) == FULL_CLAIM
