"""What a question wants of the entries it is about: a list, a count, the latest, who, a state."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from timeline.asking.question import Question
    from timeline.query import Aggregate, Kind

_ASKS = ("how_many", "when", "since_when", "who", "whom", "what", "which", "where", "why", "how_long")
_STOCKS: frozenset[Kind] = frozenset({"prisoner_count"})
_DEEDS = frozenset(
    {"mediate", "appoint", "dismiss", "nominate", "confirm", "replace", "take_office", "leave_office", "announce"}
)


def aggregate_of(asked: Question, kinds: tuple[Kind, ...]) -> Aggregate:
    """The aggregate of the contracts for a question about these kinds."""
    match kinds:
        case ("arrest", "release"):
            return "balance"
        case ("prisoner_count",):
            return _of_counts(asked)
        case ("person_status",):
            return _of_states(asked)
        case ("appointment",):
            return _of_appointments(asked)
        case ("sanctions_change",):
            return _of_sanctions(asked)
        case ("release",):
            return _of_releases(asked)
        case ("arrest",):
            return _of_arrests(asked)
        case ():
            return "list"
        case _:
            return _of_others(asked, kinds)


def _asks(asked: Question, *questions: str) -> bool:
    return asked.has(*questions)


def is_yes_or_no(asked: Question) -> bool:
    """As in "Did", "ці", "ли", or nothing but a verb before a question mark."""
    if _asks(asked, *_ASKS) and not _opens_with_whether(asked):
        return False
    if _opens_with_whether(asked):
        return True
    about_somebody = bool(asked.mentions or asked.surnames) or asked.has("person", "relative")
    return (
        about_somebody
        and asked.asked
        and not asked.has("list", "plural", "total", "more", "happened", "fate", "known_of", "news", "term")
    )


def _opens_with_whether(asked: Question) -> bool:
    for sense in asked.senses:
        if "whether" in sense.concepts:
            return True
        if asked.tokens[sense.first].key in ("ли", "ль"):
            return True
        if sense.concepts.isdisjoint(_ASKS):
            if sense.concepts <= {"polite", "function", "place_words", "now", "still", "plural", "total", "future"}:
                continue
            break
        if sense.concepts & {"function", "polite"} and sense.concepts.isdisjoint(
            {"how_many", "when", "since_when", "who", "whom", "why", "how_long", "which", "what", "where"}
        ):
            continue
        return False
    return any(asked.tokens[sense.first].key == "ли" for sense in asked.senses)


def is_passive_who(asked: Question) -> bool:
    """As in "Who was freed" asks for those it was done to, "who freed" for whoever did it."""
    if asked.has("by_whom"):
        return False
    if asked.has("whom"):
        return True
    return asked.has("who") and asked.has("passive") and not asked.has("mediate", "by")


def is_plural(asked: Question) -> bool:
    """More than one is asked for."""
    return asked.has("plural")


def _latest_or_list(asked: Question) -> Aggregate:
    if asked.has("latest"):
        return "list" if is_plural(asked) and not _asks(asked, "when") else "latest"
    return "list"


def _is_next(asked: Question) -> bool:
    if asked.has("next"):
        return not asked.has("why", "who", "whom") or asked.has("when")
    return (asked.has("future") and not asked.has("past") and _asks(asked, "when")) or (
        asked.has("will") and _asks(asked, "when")
    )


def _of_states(asked: Question) -> Aggregate:
    if not asked.persons and not asked.surnames and not asked.has("where"):
        return "count" if _asks(asked, "how_many") else "list"
    return "latest" if _asks(asked, "when") and not asked.has("free", "custody", "fate") else "state"


def _of_counts(asked: Question) -> Aggregate:
    if asked.has("largest") and not asked.has("how_many"):
        return "largest"
    if _asks(asked, "when"):
        return "latest"
    if asked.has("list") and not asked.has("how_many", "total", "now"):
        return "list"
    return "count"


def _of_appointments(asked: Question) -> Aggregate:
    if _is_next(asked):
        return "next"
    if _asks(asked, "who", "whom") and not (asked.persons and asked.has("since_when", "when")):
        acted = asked.has("appoint", "dismiss", "nominate") and is_passive_who(asked)
        return "list" if acted or (asked.has("whom") and not asked.has("office", "post", "replace")) else "who"
    if _asks(asked, "since_when", "when"):
        return "latest"
    if _asks(asked, "how_many"):
        return "count"
    if (asked.persons or asked.surnames) and is_yes_or_no(asked):
        return "state"
    if asked.has("latest"):
        return _latest_or_list(asked)
    if asked.has("list", "plural", "appointment", "which", "what") or asked.has(*_DEEDS):
        return "state" if is_yes_or_no(asked) else "list"
    return "state" if asked.persons else "who"


def is_holder_question(asked: Question) -> bool:
    """Who holds an office, not who did something about it."""
    return not asked.has(*_DEEDS - {"take_office", "leave_office"}) or (asked.has("post") and not asked.has("replace"))


def _of_sanctions(asked: Question) -> Aggregate:
    acts = asked.has("lift", "delist", "license", "ease", "suspend", "expire", "tighten", "extend", "impose", "propose")
    if _is_next(asked) or (asked.has("expire") and _asks(asked, "when") and not asked.has("past")):
        return "next"
    if _asks(asked, "when", "since_when"):
        return "latest"
    if _asks(asked, "how_many"):
        return "count"
    if asked.has("largest"):
        return "largest"
    if _asks(asked, "who"):
        return "who"
    if asked.has("latest"):
        return _latest_or_list(asked)
    if is_yes_or_no(asked):
        return "state"
    if asked.has("in_force", "now", "still") and not acts:
        return "state"
    if asked.has("in_force") and not asked.has("lift", "delist", "license", "ease"):
        return "state"
    if acts or asked.times or asked.has("list", "happened", "why"):
        return "list"
    return "state"


def _of_releases(asked: Question) -> Aggregate:
    if _is_next(asked):
        return "next"
    if asked.has("mediate") and _asks(asked, "who", "whom") and not _asks(asked, "how_many"):
        freed = asked.mentions and asked.has("passive") and asked.has("release")
        return "list" if freed and not asked.has("by_whom") else "who"
    if _asks(asked, "how_many"):
        return "count"
    if len(asked.persons) > 1 and asked.has("earlier", "than", "first"):
        return "list"
    if asked.has("first"):
        return "latest"
    if asked.has("largest"):
        return "largest"
    if _asks(asked, "when", "since_when"):
        return "latest"
    if asked.has("latest"):
        return _latest_or_list(asked)
    if is_passive_who(asked):
        return "state" if _opens_with_whether(asked) and not asked.has("who") else "list"  # "ці вызвалялі каго"
    if _asks(asked, "who"):
        return "list" if asked.has("refuse", "among", "deport", "plural") else "who"
    if asked.has("total") and not asked.has("list", "which", "what", "whom") and not asked.persons:
        return "count"
    if is_yes_or_no(asked):
        return "state"
    if _asks(asked, "why", "what", "which", "where") or asked.has("list", "plural"):
        return "list"
    if (asked.persons or asked.surnames) and not asked.times:
        return "state"
    return "list"


def _of_arrests(asked: Question) -> Aggregate:
    if _is_next(asked):
        return "next"
    if asked.has("how_long", "term"):
        return "latest"
    if _asks(asked, "how_many"):
        return "latest" if asked.persons or asked.surnames else "count"
    if asked.has("largest"):
        return "largest"
    if _asks(asked, "when", "since_when"):
        return "latest"
    if asked.has("latest"):
        return _latest_or_list(asked)
    if is_passive_who(asked) or (_asks(asked, "which") and not asked.persons):
        return "list"
    if _asks(asked, "who"):
        return "who"
    if asked.persons and _asks(asked, "what", "which", "why", "where"):
        return "latest" if asked.has("sentence") else "list"
    if is_yes_or_no(asked):
        return "state"
    return "list"


def _of_others(asked: Question, kinds: tuple[Kind, ...]) -> Aggregate:
    if _is_next(asked) and kinds != ("statement",):
        return "next"
    if _asks(asked, "how_many") and kinds != ("statement",):
        return "count"
    if asked.has("first") and not asked.has("plural"):
        return "latest"
    if _asks(asked, "when", "since_when"):
        return "latest"
    if asked.has("largest"):
        return "largest"
    if asked.has("latest"):
        return _latest_or_list(asked)
    if _asks(asked, "whom"):
        return "list"
    if _asks(asked, "who") and not asked.has("happened", "fate", "known_of"):
        return "who"
    if is_yes_or_no(asked):
        return "state"
    return "list"
