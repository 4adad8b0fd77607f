"""Bad input, said in one line: where, which field, what is wrong, what to do."""

import json

import pytest
from pydantic import BaseModel, TypeAdapter, ValidationError

from timeline import Actor, Claim, Fact, Quantity, Source
from timeline.errors import DateError, InputError, QuantityError
from timeline.events import Recorded
from timeline.facts import KINDS
from timeline.refusals import _KINDS, _SHOWN, refusal, show


class Line(BaseModel):
    """A stand-in for a line of a file, with a fact inside."""

    fact: Fact
    claims: tuple[Claim, ...] = ()


def refused(model: type[BaseModel], data: object, where: str = "", within: str = "") -> InputError:
    text = data if isinstance(data, str) else json.dumps(data)
    with pytest.raises(ValidationError) as caught:
        model.model_validate_json(text)
    return refusal(caught.value, where, within)


CALL = {"kind": "call", "when": "2025", "participants": ["aa", "bb"]}


@pytest.mark.parametrize(
    ("fact", "said"),
    [
        ({**CALL, "when": "2025-02-30"}, "line 3, fact.when: '2025-02-30' has no such day (30); write YYYY"),
        ({**CALL, "participants": ["aa"]}, "line 3, fact.participants: "),
        ({**CALL, "participants": ["aa", "b b"]}, "line 3, fact.participants.1: 'b b' is no actor id; write 2"),
        ({**CALL, "participants": "aa"}, "line 3, fact.participants: "),
        ({**CALL, "participants": ["aa", "aa"]}, "line 3, fact.participants: 'aa' is named twice; name each"),
        ({**CALL, "topcs": []}, "line 3, fact.topcs: there is no such field here; remove it"),
        ({"kind": "call", "when": "2025"}, "line 3, fact.participants: is missing; add it"),
        ({**CALL, "kind": "phone"}, "line 3, fact.kind: 'phone' is no kind of fact; write one of"),
        ({"when": "2025"}, "line 3, fact"),
        ({**CALL, "title": {"english": "x"}}, "line 3, fact.title.english: 'english' is no language code"),
        ({**CALL, "title": {"en": "<b>"}}, "line 3, fact.title.en: '<b>' holds control characters or markup"),
        ({**CALL, "title": {"en": "  "}}, "line 3, fact.title.en: is blank; write something"),
        ({**CALL, "title": {"en": ""}}, "line 3, fact.title.en: "),
        ({**CALL, "at": {"time": "25:00", "zone": "Europe/Minsk"}}, "line 3, fact.at.time: '25:00' is no time of day"),
        ({"kind": "release", "when": "2025", "people": -1}, "line 3, fact.people.value: "),
        ({"kind": "release", "when": "2025", "people": 1.5}, "line 3, fact.people: "),
        (
            {"kind": "release", "when": "2025", "people": {"value": 52, "lower": 60}},
            "line 3, fact.people: lower 60 contradicts 'exactly' with value 52; leave the bounds out",
        ),
        (
            {"kind": "release", "when": "2025", "people": 1, "women": 2},
            "line 3, fact.women: the parts add up to at least 2, but people is 1; correct the parts, or people",
        ),
        ({"kind": "release", "when": "2025", "people": 1, "mode": "gift"}, "line 3, fact.mode: 'gift' is not one"),
    ],
    ids=lambda part: part[:50] if isinstance(part, str) else "",
)  # fmt: skip
def test_the_message_names_line_field_problem_and_remedy(fact: dict[str, object], said: str) -> None:
    message = str(refused(Line, {"fact": fact}, "line 3"))
    assert message.startswith(said)
    assert message.splitlines() == [message]
    assert "pydantic" not in message


def test_an_unknown_field_is_named_before_the_missing_one_that_it_misspells() -> None:
    assert refused(Line, {"fact": {"kind": "call", "when": "2025", "participnts": []}}).field == "fact.participnts"


def test_an_error_of_our_own_keeps_its_class_and_its_remedy() -> None:
    assert isinstance(refused(Line, {"fact": {**CALL, "when": "now"}}), DateError)
    assert isinstance(refused(Quantity, {}), QuantityError)
    error = refused(Quantity, {"qualifier": "between", "lower": 2, "upper": 1})
    assert (error.problem, error.remedy) == ("lower 2 is above upper 1", "swap them")


def test_the_path_of_what_holds_it_comes_first() -> None:
    assert refused(Source, {"publisher": 1}, "line 2", "claims.0.source").field == "claims.0.source.publisher"
    assert refused(Line, "[]", "line 2", "data").field == "data"


@pytest.mark.parametrize(
    "document", ["", "{", "nonsense", "[" * 300, "{}", "null", "1", '"text"', "[]", '{"a":NaN}', "\x00"]
)
def test_anything_at_all_gives_one_printable_line(document: str) -> None:
    message = str(refused(Recorded, document, "line 1"))
    assert message.splitlines() == [message]
    assert message.isprintable()
    assert message.startswith("line 1")


HOSTILE = ["\x1b[2J\x07", "a\nb\r\nc", "\u202eevil", "\u2028", "<script>" * 1_000, "x" * 10_000, "\ufeff", "\U000e0041"]


@pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: ascii(hostile)[:20])
def test_a_refused_value_is_shown_short_and_harmless(hostile: str) -> None:
    for data in (
        {"fact": {**CALL, "when": hostile}},
        {"fact": {**CALL, "place": hostile}},
        {"fact": {**CALL, "kind": hostile}},
        {"fact": {**CALL, "title": {"en": f"\x00{hostile}"}}},
        {"fact": {**CALL, "title": {hostile: "x"}}},
        {"fact": {**CALL, hostile: 1}},
    ):
        message = str(refused(Line, data, "line 1"))
        assert message.splitlines() == [message]
        assert message.isprintable()
        assert len(message) < 600


@pytest.mark.parametrize(
    "value", [None, 1, 1.5, [1] * 1_000, {"a": "\x1b"}, "\ud800", "\x00", object(), b"\x00"], ids=repr
)
def test_any_value_is_shown_on_one_short_line(value: object) -> None:
    shown = show(value)
    assert shown.isprintable()
    assert len(shown) <= _SHOWN + 1


def test_what_is_not_text_in_python_is_refused_in_one_line_too() -> None:
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(Fact).validate_python({**CALL, "title": {"en": "\ud800"}})
    message = str(refusal(caught.value))
    assert message.splitlines() == [message]
    assert message.encode()


def test_an_actor_without_a_name_is_told_what_to_give() -> None:
    error = refused(Actor, {"id": "aa", "type": "person"})
    assert str(error) == "names: an actor needs a name; give at least one name"


def test_it_knows_every_kind_so_that_no_path_shows_pydantics_tags() -> None:
    assert set(KINDS) == _KINDS
