"""Who says what, in words: what a source is, how it says something, what it says differently."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from bots.fields import described, label
from timeline import Destination, Effective, Freed, Part, PartialDate, Quantity, Sentence

if TYPE_CHECKING:
    from pydantic import JsonValue

    from bots.turns import Turn
    from timeline import Claim, Fact, Wording

Shape: TypeAlias = Quantity | Part | Freed | Destination | Sentence | Effective
"""What an object in a claim's value can be."""

_LONG_QUOTE = 400


def kind_of_source(kind: str | None, w: Wording) -> str:  # noqa: PLR0911  (one line a kind)
    """What a source is. State media are always called that; nothing is said of what is unknown."""
    match kind:
        case "official":
            return w.say("official")
        case "state_media":
            return w.say("state media")
        case "agency":
            return w.say("news agency")
        case "media":
            return w.say("media")
        case "organisation":
            return w.say("organisation")
        case "mirror":
            return w.say("copy of another source")
        case "digest":
            return w.say("digest of other sources")
        case "social":
            return w.say("social media")
        case "database":
            return w.say("database")
        case _:
            return ""


def how_it_is_said(claim: Claim, w: Wording) -> str:  # noqa: PLR0911  (one line a way)
    """How a source says it, where that is not plainly that it happened."""
    if claim.stance == "disputes":
        return w.say("disputes it")
    match claim.modality:
        case "occurred":
            return ""
        case "announced":
            return w.say("says that it was announced")
        case "planned":
            return w.say("says that it was planned")
        case "negotiated":
            return w.say("says that it was negotiated")
        case "alleged":
            return w.say("says that it was alleged")
        case "denied":
            return w.say("denies it")


def claim_line(claim: Claim, fact: Fact, turn: Turn) -> str:
    """Who published it and when, whom it quotes, how it says it, and what it says differently."""
    w, source = turn.w, claim.source
    about = [part for part in (kind_of_source(source.kind, w),) if part]
    if source.published:
        about.append(w.day(source.published))
    parts = [f"{source.publisher} ({', '.join(about)})" if about else source.publisher]
    if claim.asserted_by:
        parts.append(w.say("quoting: {name}", name=turn.name(claim.asserted_by)))
    if source.derives_from:
        parts.append(w.say("repeats: {source}", source=source.derives_from))
    parts += filter(None, [how_it_is_said(claim, w), _differing(claim, fact, turn)])
    if claim.quote:
        text = claim.quote.text
        short = text if len(text) <= _LONG_QUOTE else f"{text[:_LONG_QUOTE].rstrip()}…"
        parts.append(f"{w.quoted(short)} [{claim.quote.language}]")
    return "; ".join(parts)


def _differing(claim: Claim, fact: Fact, turn: Turn) -> str:
    """The field that a claim is about, with what it says there instead."""
    if claim.scope == "entry":
        return ""
    w = turn.w
    name, _, rest = claim.scope.partition(".")
    field = label(name, w)
    value = claim.value
    whole = _read(value) if isinstance(value, dict) else None
    if rest and name == "nationalities":
        field = w.say("{field}: {value}", field=field, value=w.country(rest.partition(".")[0]))
    elif rest and not isinstance(whole, Freed | Destination):  # those name whom they are about
        who = next((actor for path, actor in fact.mentions() if _is_at(path, claim.scope)), None)
        field = w.say("{field}: {value}", field=field, value=turn.name(who)) if who else field
    if value is None:
        return w.say("on this: {field}", field=field)
    return w.say("gives {field}: {value}", field=field, value=_value(value, name, fact, turn))


def _is_at(path: str, scope: str) -> bool:
    """Whether an actor is named where a claim is about: `destinations.0.place` for `destinations.0.people`."""
    return path == scope or path.rpartition(".")[0] == ".".join(scope.split(".")[:2])


def _value(value: object, name: str, fact: Fact, turn: Turn) -> str:  # noqa: PLR0911  (one line a shape)
    """A differing value, which is JSON: a number, an actor, a date, or whatever the field holds."""
    match value:
        case bool():
            return turn.w.say("yes") if value else turn.w.say("no")
        case int():
            return turn.w.amount(Quantity(value=value))
        case str() if value in turn.register:
            return turn.name(value)
        case str():
            return turn.w.day(PartialDate(value)) if _is_date(value) else described(fact, name, value, turn)
        case list():
            return "; ".join(_value(part, name, fact, turn) for part in value)
        case dict():
            read = _read(value)
            if read is None:
                parts = (f"{label(key, turn.w)}: {_value(part, key, fact, turn)}" for key, part in value.items())
                return ", ".join(parts)
            if isinstance(read, Quantity):
                return turn.w.amount(read)
            return described(fact, name, read, turn)
        case _:
            return str(value)


def _is_date(text: str) -> bool:
    try:
        PartialDate(text)
    except ValueError:
        return False
    return True


def _read(value: dict[str, JsonValue]) -> Shape | None:
    """A JSON object as the part of a fact that it is."""
    for shape in (Quantity, Part, Freed, Destination, Sentence, Effective):
        try:
            return shape.model_validate(value)
        except ValueError:
            continue
    return None
