"""What a fact's fields say, for people: every field by its own name, actors by theirs."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from pydantic import ValidationError

from timeline.claims import Claim, Quote
from timeline.dates import PartialDate
from timeline.facts import Accused, Clock, Destination, Effective, Freed, Listing, Part, Sentence
from timeline.quantities import Quantity

if TYPE_CHECKING:
    from timeline.facts import Fact
    from timeline.register import Register

_APART = frozenset({"kind", "when", "when_verbatim", "title"})  # shown in other places


def fact_fields(fact: Fact, register: Register, language: str) -> list[tuple[str, str]]:
    """Every field that holds something, as label and text, `when` first."""
    verbatim = f' ("{fact.when_verbatim}")' if fact.when_verbatim else ""
    rows = [("When", f"{fact.when}{verbatim}")]
    describe = _Describer(fact, register, language)
    for name in type(fact).model_fields:
        value = getattr(fact, name)
        if (
            name not in _APART
            and value not in (None, (), {})
            and not (name == "named_complete" and not fact_names(fact))
        ):
            rows.append((label(name), describe(name, value)))
    return rows


def changes(old: Fact, new: Fact, register: Register, language: str) -> list[str]:
    """What a correction changed: "people: 51 → 52", one line a field."""
    before, after = _Describer(old, register, language), _Describer(new, register, language)
    lines = []
    for name in type(new).model_fields:
        was, now = getattr(old, name), getattr(new, name)
        if isinstance(was, tuple) and isinstance(now, tuple) and was and now and was != now:
            lines.append(f"{name}: {_exchanged(before, after, name, was, now)}")
        elif was != now:
            lines.append(f"{name}: {_or_nothing(before, name, was)} → {_or_nothing(after, name, now)}")
    return lines


def _exchanged(
    before: _Describer, after: _Describer, name: str, was: tuple[object, ...], now: tuple[object, ...]
) -> str:
    """What a list lost and what it gained."""
    gone, come = list(enumerate(was)), list(enumerate(now))
    for item in list(gone):
        same = next((other for other in come if other[1] == item[1]), None)
        if same:
            gone.remove(item)
            come.remove(same)
    parts = [
        f"{word} {'; '.join(describe(f'{name}.{index}', part) for index, part in items)}"
        for word, describe, items in (("added", after, come), ("removed", before, gone))
        if items
    ]
    return ", ".join(parts) or "the same in another order"


def claim_lines(claim: Claim, fact: Fact, register: Register) -> list[str]:
    """Who says so, when, how, what differs, and where to read it."""
    source = claim.source
    about = [source.publisher]
    if source.kind and source.kind != "unknown":
        about.append(source.kind.replace("_", " "))
    about.append(str(source.published) if source.published else "undated")
    said = [
        f"says it was {claim.modality}" if claim.modality not in ("occurred", "denied") else "",
        "denies it" if claim.modality == "denied" else "",
        "disputes it" if claim.stance == "disputes" else "",
        f"quoting {_name(claim.asserted_by, register)}" if claim.asserted_by else "",
        f"repeats {source.derives_from}" if source.derives_from else "",
    ]
    lines = [f"{', '.join(about)}{''.join(f'; {part}' for part in said if part)}"]
    if claim.value is not None:
        lines.append(f"gives {_scope(claim.scope, fact, register)} as {_plain(claim.value, register)}")
    elif claim.scope != "entry":
        lines.append(f"on {_scope(claim.scope, fact, register)}")
    if claim.quote:
        lines.append(_quote(claim.quote))
    lines += [text for text in (source.title, source.url, source.archived_url) if text]
    return lines


def _scope(scope: str, fact: Fact, register: Register) -> str:
    """A field's path in words; a place in a list is told by whoever stands there."""
    field, *rest = scope.split(".")
    actors = dict(fact.mentions())
    words = [field.replace("_", " ")]
    if rest:
        at = f"{field}.{rest[0]}"
        who = next((actors[path] for path in (at, f"{at}.person", f"{at}.place") if path in actors), None)
        words += [_name(who, register) if who else rest[0], *rest[1:]]
    return ", ".join(words)


def label(field: str) -> str:
    """A field's name as a label."""
    return field.replace("_", " ").capitalize()


def fact_names(fact: Fact) -> bool:
    """Whether a fact names people one by one."""
    return bool(getattr(fact, "named", ()))


class _Describer:
    """Says values of one fact; which texts are actors is what the fact itself says."""

    def __init__(self, fact: Fact, register: Register, language: str) -> None:
        self._actors = dict(fact.mentions())
        self._register = register
        self._language = language

    def __call__(self, path: str, value: object) -> str:
        if path in self._actors:
            return _name(self._actors[path], self._register, self._language)
        if isinstance(value, tuple):
            said = [self(f"{path}.{index}", part) for index, part in enumerate(value)]
            return ("\n" if any(isinstance(part, Freed | Accused) for part in value) else "; ").join(said)
        if isinstance(value, dict):
            return self._dictionary(path, value)
        return self._single(path, value)

    def _dictionary(self, path: str, value: dict[str, object]) -> str:
        if path == "summary":
            return str(value.get(self._language) or value.get("en") or next(iter(value.values())))
        return "; ".join(f"{key}: {self(f'{path}.{key}', part)}" for key, part in value.items())

    def _single(self, path: str, value: object) -> str:  # noqa: C901, PLR0911, PLR0912  (one line a shape)
        match value:
            case Quantity():
                return quantity(value)
            case Part():
                return f"{value.population.replace('_', ' ')}: {quantity(value.people)}"
            case Destination():
                return f"{self(f'{path}.place', value.place)}: {quantity(value.people)}"
            case Freed():
                return self._freed(path, value)
            case Accused():
                term = f": {sentence(value.sentence)}" if value.sentence else ""
                return f"{self(f'{path}.person', value.person)}{term}"
            case Sentence():
                return sentence(value)
            case Effective():
                return f"from {value.start or 'an unknown day'} until {value.end or 'further notice'}"
            case Listing():
                parts = {"people": value.people, "entities": value.entities, "assets": value.assets}
                return "; ".join(f"{name}: {quantity(part)}" for name, part in parts.items() if part)
            case Clock():
                return f"{value.time} {value.zone}"
            case Quote():
                return _quote(value)
            case bool():
                return "yes" if value else "no"
            case PartialDate():
                return str(value)
            case str():
                return _words(value)
            case _:
                return str(value)

    def _freed(self, path: str, freed: Freed) -> str:
        parts = [freed.outcome.replace("_", " ") if freed.outcome != "unknown" else "outcome not known"]
        if freed.documents != "unknown":
            parts.append(f"documents {freed.documents}")
        if freed.destination:
            parts.append(f"to {self(f'{path}.destination', freed.destination)}")
        return f"{self(f'{path}.person', freed.person)}: {', '.join(parts)}"


def quantity(value: Quantity) -> str:
    """A number with its unit where that is not people, and the source's own words."""
    unit = f" {value.unit}" if value.unit != "people" else ""
    return f"{value}{unit}{f' ({value.verbatim!r})' if value.verbatim else ''}"


def sentence(term: Sentence) -> str:
    """A sentence in years and months."""
    parts = [f"{n} {word}{'' if n == 1 else 's'}" for n, word in ((term.years, "year"), (term.months, "month")) if n]
    return f"{' '.join(parts) or 'no prison'}{' in absentia' if term.in_absentia else ''}"


def _or_nothing(describe: _Describer, name: str, value: object) -> str:
    return describe(name, value).replace("\n", "; ") if value not in (None, (), {}) else "nothing"


def _name(actor: str, register: Register, language: str = "en") -> str:
    return register[actor].name(language) if actor in register else actor


def _quote(quote: Quote) -> str:
    return f"“{quote.text}” ({quote.language}{', translated' if quote.translated else ''})"


def _plain(value: object, register: Register) -> str:
    """A differing value, which is JSON: a number, an actor, a date, or whatever the field holds."""
    if isinstance(value, str):
        return _name(value, register) if value in register else _words(value)
    if isinstance(value, list):
        return "; ".join(_plain(part, register) for part in value) or "nothing"
    if isinstance(value, dict):
        try:
            return quantity(Quantity.model_validate(value))
        except ValidationError:
            return ", ".join(f"{_words(key)}: {_plain(part, register)}" for key, part in value.items())
    return json.dumps(value)


def _words(text: str) -> str:
    return text.replace("_", " ") if text.isidentifier() else text
