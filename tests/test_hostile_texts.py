"""Every free text of every kind: what looks like SQL or a template comes back unchanged; markup is refused."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from pydantic import TypeAdapter

from timeline import Timeline
from timeline.claims import Claim
from timeline.errors import InputError
from timeline.events import Retracted
from timeline.exchange.entry_lines import record_lines
from timeline.exchange.event_lines import export_lines, import_lines
from timeline.facts import KINDS
from timeline.register import Actor
from timeline.texts import Line, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

TEXT = "@"
"""Stands for the text under test."""

_NUMBER = {"value": 5, "verbatim": TEXT}
_SHARED = {"when": "2025-09", "when_verbatim": TEXT, "title": {"en": TEXT, "be": TEXT}, "summary": {"pl": TEXT}}
FACTS: dict[str, dict[str, Any]] = {
    "call": {"participants": ["donald_trump", "lukashenko"], "medium": TEXT, "topics": [TEXT]},
    "meeting": {"participants": ["john_coale", "lukashenko"], "medium": TEXT, "topics": [TEXT]},
    "release": {
        "people": {"value": 52, "verbatim": TEXT},
        "populations": [{"population": "unspecified", "people": _NUMBER}],
        "nationalities": {"PL": _NUMBER},
        "destinations": [{"place": "lithuania", "people": _NUMBER}],
        "women": _NUMBER,
        "men": _NUMBER,
        "under_extremism_articles": _NUMBER,
    },
    "arrest": {"people": _NUMBER, "charge": TEXT},
    "person_status": {"person": "ihar_losik", "status": "imprisoned"},
    "prisoner_count": {
        "count": {"value": 1168, "verbatim": TEXT},
        "measure": "held",
        "basis": "stock",
        "definition": TEXT,
        "women": _NUMBER,
        "men": _NUMBER,
    },
    "appointment": {"person": "john_coale", "office": "us_special_envoy_belarus", "change": "appointed"},
    "sanctions_change": {
        "authority": "ofac",
        "targets": ["belavia"],
        "action": "eased",
        "measure": TEXT,
        "legal_act": TEXT,
        "listed": {"people": _NUMBER, "entities": _NUMBER, "assets": _NUMBER},
        "total": {"people": _NUMBER, "entities": _NUMBER, "assets": _NUMBER},
    },
    "negotiation": {
        "parties": ["belarus", "united_states"],
        "sought": [TEXT],
        "offered": [TEXT],
        "people": _NUMBER,
        "status": "open",
    },
    "statement": {
        "speaker": "lukashenko",
        "capacity": TEXT,
        "topics": [TEXT],
        "venue": TEXT,
        "people": _NUMBER,
        "quote": {"language": "ru", "text": TEXT},
    },
    "incident": {"what": TEXT, "actors": ["lithuania"]},
}
CLAIM = {
    "source": {"publisher": TEXT, "title": TEXT, "derives_from": TEXT},
    "value": {TEXT: [TEXT]},
    "quote": {"language": "ru", "text": TEXT},
}
ACTOR = {
    "id": "jane_roe",
    "type": "person",
    "names": [{"text": TEXT, "lang": "en", "script": "Latn"}],
    "roles": [{"text": {"en": TEXT}, "basis": TEXT}],
    "external_ids": {"wikidata": TEXT},
}
HARMLESS = [
    "Robert'); DROP TABLE stored_events;--",
    "' OR '1'='1",
    "'; DELETE FROM stored_events WHERE ''='",
    '" UNION SELECT name, sql FROM sqlite_master --',
    "1; ATTACH DATABASE '/tmp/x' AS x; --",
    "x' || pg_sleep(10) || '",
    "\\'; COPY stored_events TO PROGRAM 'id'; --",
    "$$; SELECT 1; $$ %s %(x)s :x ?1 @p {0} ${jndi:ldap://x} {{7*7}} `id` $(id)",
    "NULL",
    "a < b && c > d; 1 <2; <3",
    "&lt;script&gt; %3Cscript%3E",
    '","claims":[{"source":{"publisher":"x"}}]',
    "../../etc/passwd C:\\nul %00 \\u0000 \\x1b[31m",
    "[bold red]not markup[/]",
]
MARKUP = [
    "<script>alert(1)</script>",
    "Border <img src=x onerror=alert(1)>",
    "</b>",
    "<!-- -->",
    "<?php ?>",
    "a<b",
    "<<a href=javascript:x>",
]


def fact(kind: str) -> dict[str, Any]:
    return {"kind": kind, **_SHARED, **FACTS[kind]}


def texts(shape: object, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The paths at which a shape holds the text under test as a value."""
    if shape == TEXT:
        yield path
    parts = shape.items() if isinstance(shape, dict) else enumerate(shape) if isinstance(shape, list) else ()
    for key, part in parts:
        yield from texts(part, (*path, str(key)))


def filled(shape: object, text: str, only: tuple[str, ...] | None = None, path: tuple[str, ...] = ()) -> Any:
    """The shape with the text in it: everywhere, or at one path with plain words everywhere else."""
    if isinstance(shape, dict):
        return {
            (text if key == TEXT and only is None else key): filled(part, text, only, (*path, key))
            for key, part in shape.items()
        }
    if isinstance(shape, list):
        return [filled(part, text, only, (*path, str(index))) for index, part in enumerate(shape)]
    if shape != TEXT:
        return shape
    return text if only in (None, path) else "plain words"


def line(**parts: object) -> bytes:
    return json.dumps(parts, ensure_ascii=False).encode()


def declared(model: type[Any]) -> set[str]:
    """Every path of a model at which a free text may stand, from its JSON Schema; `*` for any key or index."""
    schema = model.model_json_schema()
    patterns = {TypeAdapter(kind).json_schema()["pattern"] for kind in (Text, Line)}

    def walk(node: dict[str, Any], path: tuple[str, ...]) -> Iterator[str]:
        if "$ref" in node:
            node = schema["$defs"][node["$ref"].rpartition("/")[2]]
        if node.get("pattern") in patterns:
            yield ".".join(path)
        for key, part in node.get("properties", {}).items():
            yield from walk(part, (*path, key))
        inside = [node.get("items"), node.get("additionalProperties"), *node.get("patternProperties", {}).values()]
        for part in inside:
            if isinstance(part, dict):
                yield from walk(part, (*path, "*"))
        for part in node.get("anyOf", []):
            yield from walk(part, path)

    return set(walk(schema, ()))


def starred(paths: Iterator[tuple[str, ...]]) -> set[str]:
    keys = "nationalities|title|summary|external_ids|topics|sought|offered"
    return {
        re.sub(rf"(^|\.)(roles\.\*\.text|{keys})\.[^.]+", r"\1\2.*", re.sub(r"\.\d+", ".*", ".".join(path)))
        for path in paths
    }


def test_the_shapes_below_hold_every_free_text_there_is() -> None:
    assert set(FACTS) == set(KINDS)
    for kind, model in KINDS.items():
        assert starred(texts(fact(kind))) == declared(model), kind
    assert {path for path in starred(texts(CLAIM)) if not path.startswith("value")} == declared(Claim)
    assert starred(texts(ACTOR)) == declared(Actor)


def ref(kind: str, number: int) -> str:
    return f"{kind.replace('_', '-')}-{number}"


def found(shape: object, path: tuple[str, ...]) -> object:
    for key in path:
        assert isinstance(shape, dict | list | tuple)
        shape = shape[key] if isinstance(shape, dict) else shape[int(key)]
    return shape


def test_what_looks_like_sql_comes_back_unchanged_and_harms_nothing(
    store_url: str, new_url: Callable[[str], str]
) -> None:
    written = []
    for number, text in enumerate(HARMLESS):
        written.append(line(actor=filled(ACTOR, text) | {"id": f"jane_roe_{number}"}))
        claims = [filled(CLAIM, text)]
        written += [line(ref=ref(kind, number), fact=filled(fact(kind), text), claims=claims) for kind in FACTS]
    with Timeline.open(store_url) as opened:
        record_lines(opened, written)
        for number, text in enumerate(HARMLESS):
            opened.retract(ref("call", number), reason=text, version=1)
    with Timeline.open(store_url) as opened:
        for number, text in enumerate(HARMLESS):
            came_back(opened, number, text)
        assert opened.position() == len(opened.register()) + len(HARMLESS) * (len(FACTS) + 1)
        exported = list(export_lines(opened))
        with Timeline.open(new_url("sqlite")) as copy:
            import_lines(copy, exported)
            assert list(export_lines(copy)) == exported


def came_back(opened: Timeline, number: int, text: str) -> None:
    """Everything that was recorded with this text is there, with it, and is found by it."""
    actor = f"jane_roe_{number}"
    kept = opened.actor(actor)
    assert actor in {namesake.id for namesake in opened.register().named(text)}
    assert all(found(kept.model_dump(mode="json"), path) == text for path in texts(ACTOR))
    for kind, model in KINDS.items():
        entry = opened.entry(ref(kind, number))
        assert entry.fact == model.model_validate(filled(fact(kind), text))
        assert entry.claims == (Claim.model_validate(filled(CLAIM, text)),)
        assert all(found(entry.fact.model_dump(mode="json"), path) == text for path in texts(fact(kind)))
    event = opened.history(ref("call", number))[-1].event
    assert isinstance(event, Retracted)
    assert event.reason == text
    listed = {entry.ref for entry in opened.entries(text=text, limit=None)}
    assert listed >= {ref(kind, number) for kind in FACTS if kind != "call"}


@pytest.mark.parametrize("kind", [*FACTS, "claim", "actor"])
def test_markup_is_refused_in_every_text_and_its_place_is_named(kind: str) -> None:
    shape, within = {"claim": (CLAIM, "claims.0"), "actor": (ACTOR, "actor")}.get(kind) or (fact(kind), "fact")
    with Timeline.in_memory() as opened:
        for number, path in enumerate(texts(shape)):
            bad = filled(shape, MARKUP[number % len(MARKUP)], only=path)
            match kind:
                case "actor":
                    given = line(actor=bad)
                case "claim":
                    given = line(ref="entry-call", fact=filled(fact("call"), "plain words"), claims=[bad])
                case _:
                    given = line(ref="entry-1", fact=bad, claims=[filled(CLAIM, "plain words")])
            with pytest.raises(InputError) as refused:
                record_lines(opened, [given])
            place = ".".join((within, *path))
            assert refused.value.field == (f"{within}.value" if path[0] == "value" else place)
            assert "plain" in refused.value.remedy
        assert opened.position() == 0


@pytest.mark.parametrize("markup", MARKUP)
def test_markup_is_refused_as_a_reason_and_in_a_correction(markup: str) -> None:
    with Timeline.in_memory() as opened:
        record_lines(
            opened, [line(ref="entry-call", fact=filled(fact("call"), "plain"), claims=[filled(CLAIM, "plain")])]
        )
        position, entry = opened.position(), opened.entry("entry-call")
        with pytest.raises(InputError, match=r"^reason: .*markup"):
            opened.retract(entry, reason=markup)
        with pytest.raises(InputError, match=r"^topics\.0: .*markup"):
            opened.correct(entry, topics=[markup], reason="plain")
        assert opened.position() == position
