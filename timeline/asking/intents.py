"""What kind of thing a question is about, by the concepts of its words."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.asking.question import Question
    from timeline.query import Action, Kind

LIFTING: dict[str, Action] = {
    "delist": "delisted", "lift": "lifted", "suspend": "suspended", "ease": "eased", "license": "licensed",
    "extend": "extended", "tighten": "tightened", "impose": "imposed", "expire": "expired", "propose": "proposed",
    "announce": "announced",
}  # fmt: skip
"""Sanctions: concept → action, the most telling first."""

OFFICE_ACTS: dict[str, Action] = {
    "dismiss": "dismissed", "take_office": "took_office", "nominate": "nominated", "appoint": "appointed",
    "confirm": "confirmed", "leave_office": "left",
}  # fmt: skip
"""Offices: concept → change, the most telling first."""

_ON_SANCTIONS = ("lift", "delist", "license", "ease", "suspend", "expire", "tighten", "extend", "impose")
_ASKED_WITH = (
    "when",
    "what",
    "which",
    "whether",
    "list",
    "latest",
    "first",
    "now",
    "still",
    "against",
    "person",
    "who",
)
_TARGETS = frozenset({"company", "sector", "asset", "programme"})
_PREDICATES = frozenset({"release", "arrest", "call", "meeting", "sanctions", "statement", "incident", "sentence"})


def kinds_of(asked: Question) -> tuple[Kind, ...]:
    """The kinds of entries that a question is about, () for "anything" or where nothing tells."""
    if is_statement(asked):
        return ("negotiation", "statement") if asked.has("news") and asked.has("negotiation") else ("statement",)
    if asked.has("news") and asked.has("negotiation") and asked.mentions:
        return ("negotiation", "statement")
    if is_call(asked):
        return ("call",)
    if is_appointment(asked):
        return ("appointment",)
    if is_sanctions(asked):
        return ("sanctions_change",)
    if is_balance(asked):
        return ("arrest", "release")
    if is_recognition(asked):
        return ("prisoner_count",)
    custody = _custody(asked)
    if custody is not None:
        return custody
    if asked.has("incident"):
        return ("incident",)
    if asked.has("meeting") or (asked.has("travel") and asked.mentions and not asked.has("free")):
        return ("meeting",)
    if _was_somewhere(asked):
        return ("meeting",)
    if asked.has("talk") and (len(asked.persons) > 1 or (asked.persons and asked.has("whom"))):
        return ("meeting",) if any(asked.is_placed(one) for one in asked.mentions) else ("call",)
    if asked.has("negotiation"):
        return ("negotiation",)
    if asked.has("office", "appointment", "replace", "appoint", "nominate", "take_office", "dismiss"):
        return ("appointment",)
    if (asked.has("leave_office") and asked.persons) or (asked.has("post") and asked.mentions):
        return ("appointment",)
    if asked.has(*_ON_SANCTIONS) and asked.mentions and not asked.content_beyond(*_ON_SANCTIONS, *_ASKED_WITH):
        return ("sanctions_change",)
    return _of_a_person(asked)


def _custody(asked: Question) -> tuple[Kind, ...] | None:
    """Release, arrest, the number of prisoners; None where it is none of them."""
    if asked.has("term") and asked.has("given", "sentence", "custody", "arrest") and not asked.has("how_long"):
        return ("arrest",)
    if asked.has("release"):
        return ("arrest",) if asked.has("recaptured") and not asked.has("how_many") else ("release",)
    if asked.has("incident") and asked.has("sentence") and not asked.has("arrest", "charge", "recaptured", "custody"):
        return ("incident",)  # a prize is awarded with the word of a sentence
    if asked.has("arrest", "sentence", "charge", "recaptured"):
        now = asked.has("custody") and asked.has("where", "free", "now", "how_long") and asked.persons
        return ("person_status",) if now else ("arrest",)
    if asked.has("died") or (asked.has("status") and asked.has("how_many", "who", "whom") and not asked.has("office")):
        return ("person_status",)
    if _speaks_of_a_release(asked):
        return ("release",)
    return ("prisoner_count",) if _counts_prisoners(asked) else None


def _speaks_of_a_release(asked: Question) -> bool:
    """Without saying so: who mediated, who refused to leave, who was among the 52."""
    if asked.has("mediate") and not asked.has("negotiation", "meeting", "call"):
        return True
    if asked.has("refuse", "deport"):
        return not asked.has("meeting", "negotiation", "incident")
    if asked.has("custody"):
        return False
    return (bool(asked.numbers) and asked.has("among", "travel", "free", "whom")) or (
        _is_in_a_group(asked) and bool(asked.persons and asked.has_period)
    )


def _is_in_a_group(asked: Question) -> bool:
    """As in "on the list", "among"; not the small words that also mean "with" and "from"."""
    return any(sense.concepts.isdisjoint({"with", "from"}) for sense in asked.all("among"))


def _counts_prisoners(asked: Question) -> bool:
    if asked.has("political_prisoner"):
        return not asked.persons or asked.has("how_many")
    if asked.has("prisoner", "custody") and asked.has("how_many", "latest", "largest", "total", "political"):
        return True
    return asked.has("prisoner") and not asked.persons


def is_statement(asked: Question) -> bool:
    """Somebody says something."""
    if asked.has("named") and not asked.has("office"):
        senses = list(asked.all("named"))
        if any("call" not in sense.concepts for sense in senses):
            return bool(asked.mentions)
        return _is_name_calling(asked, senses[0].last)
    if not asked.has("statement"):
        return False
    if asked.has("how_many") and asked.has("release", "arrest", "prisoner", "political_prisoner", "custody"):
        return False
    return all(sense.concepts.isdisjoint({"according_to"}) for sense in asked.all("statement")) or not asked.has(
        "release", "arrest", "prisoner", "political_prisoner", "sanctions"
    )


def _is_name_calling(asked: Question, verb: int) -> bool:
    """As in "Called him a proxy": something is said behind the one who is called."""
    named = [mention for mention in asked.mentions if mention.first > verb]
    if not named or asked.has("when", "latest", "how_many"):
        return False
    behind = named[0].last
    next_to = next((at for at in range(behind + 1, len(asked.tokens)) if asked.tokens[at].script != "other"), None)
    if next_to is None:
        return False
    named_too = any(one.first == next_to for one in named[1:])
    return named_too or next_to in asked.unknown or asked.tokens[next_to].key in ("a", "an", "the")


def _was_somewhere(asked: Question) -> bool:
    """As in "How often was Coale in Minsk": a person, a place, and no more."""
    places = [one for one in asked.mentions if not one.person and asked.is_placed(one)]
    return bool(places and asked.persons) and not asked.content_beyond(
        "how_many", "when", "whether", "latest", "first", "to"
    )


def is_call(asked: Question) -> bool:
    """A telephone call."""
    return asked.has("call")


def is_appointment(asked: Question) -> bool:
    """Somebody gets, holds or leaves an office."""
    if asked.has("dismiss"):
        return asked.has("office", "post") or bool(asked.persons) or not asked.has("release", "prisoner")
    if is_dismissal(asked):
        return True
    if asked.has("appoint", "nominate", "take_office", "replace") and (asked.has("office", "post") or asked.persons):
        return not asked.has("sanctions", "prisoner", "political_prisoner")
    if asked.has("leave_office") and (asked.has("office", "post") or asked.persons):
        return not asked.has("release", "prisoner", "political_prisoner", "meeting", "custody", "place")
    return asked.has("office") and not asked.has(*_PREDICATES) and not asked.has("negotiation")


def is_dismissal(asked: Question) -> bool:
    """A verb that frees prisoners and dismisses officials, said of an office or of somebody who holds one."""
    if not asked.has("release"):
        return False
    if asked.has("post") or (asked.has("office") and _as_an_office(asked)):
        return True
    freeing = ("how_many", "whom", "who", "prisoner", "political_prisoner", "person", "mediate", "among", "kin")
    named = asked.persons[0].actors if len(asked.persons) == 1 == len(asked.mentions) else ()
    official = bool(named) and asked.side(named[0]) is not None
    return official and asked.has("dismissed_or_freed") and not asked.has(*freeing)


def _as_an_office(asked: Question) -> bool:
    return any(
        asked.tokens[at].key in ("als", "as", "jako", "як", "как", "kaip")
        for office in asked.all("office")
        for at in range(max(0, office.first - 2), office.first)
    )


def is_sanctions(asked: Question) -> bool:
    """A sanction is imposed, lifted, in force; also where only its target is named."""
    if asked.has("sanctions"):
        return True
    target = any(asked.register[one].type in _TARGETS for mention in asked.mentions for one in mention.actors)
    acts = asked.has(*_ON_SANCTIONS)
    return (acts and target) or (asked.has("delist") and not asked.has("release", "incident"))


def is_balance(asked: Question) -> bool:
    """Released against arrested."""
    if not (asked.has("release") and asked.has("arrest", "sentence")):
        return asked.has("balance") and asked.has("release", "arrest")
    return asked.has("more", "balance", "than", "how_many", "net") and not asked.has("recaptured")


def is_recognition(asked: Question) -> bool:
    """People newly counted as political prisoners."""
    return asked.has("recognise") and (asked.has("political_prisoner", "political", "prisoner", "how_many"))


def _of_a_person(asked: Question) -> tuple[Kind, ...]:
    """What is left: what became of somebody, or anything at all."""
    if asked.has("free") and asked.has("travel", "how_many", "whom", "when") and not asked.has("where", "fate"):
        return ("release",)
    if asked.has("status", "fate", "known_of", "free", "where", "custody", "how_long", "deport", "refuse", "among"):
        if asked.persons or asked.surnames:
            return ("person_status",)
        return ()
    return ()
