"""Who and what a question names, sorted into actors and filters by the part each plays.

The rules are those of the contracts ("ask": `actors`, `filters`): for releases, arrests and counts of
prisoners Belarus adds nothing; whoever held the people is `by`, an outsider said to have freed them is
`mediator`; a people that is freed is a nationality; a place is where it happened or where they went.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from timeline.asking.nouns import actors_of_codes
from timeline.asking.question import BELARUS
from timeline.asking.word_filters import worded
from timeline.query import Filters

if TYPE_CHECKING:
    from timeline.asking.mention import Mention
    from timeline.asking.question import Question
    from timeline.query import Aggregate, Kind
    from timeline.register import Register

MEDIA = frozenset({
    "belta", "pul_pervogo", "nasha_niva", "reuters", "meduza", "kyiv_independent", "faz", "rferl", "belsat", "tut_by",
    "nexta", "associated_press", "responsible_statecraft", "truth_social", "pozirk",
})  # fmt: skip
"""Publishers: what they report is a source, they count nobody."""
_NO_PEOPLE = frozenset({"EU", "VA"})
_NOTHING = "adds nothing"
_NOT_ABOUT = frozenset({"function", "place_words", "polite"})


@dataclass(slots=True)
class Roles:
    """The part that each name plays."""

    actors: list[str] = field(default_factory=list)
    filters: dict[str, str] = field(default_factory=dict)
    office: str | None = None
    gave: list[tuple[Mention, str]] = field(default_factory=list)
    crowded: bool = False

    def act(self, mention: Mention, actor: str) -> None:
        """Add an actor, once."""
        if actor not in self.actors:
            self.actors.append(actor)
        self.gave.append((mention, f"actors: {actor}"))

    def filter(self, mention: Mention, name: str, value: str) -> None:
        """Set a filter; the first to claim it keeps it, and `crowded` tells that another did."""
        self.crowded |= self.filters.setdefault(name, value) != value
        self.gave.append((mention, f"{name}: {value}"))

    @property
    def named(self) -> bool:
        """Whether any name adds something."""
        return any(gave != _NOTHING for _, gave in self.gave)

    def nothing(self, mention: Mention) -> None:
        """Note a name that adds nothing."""
        self.gave.append((mention, _NOTHING))


def roles_of(asked: Question, kinds: tuple[Kind, ...], aggregate: Aggregate) -> Roles:
    """Actors and filters of a question about these kinds."""
    roles = Roles()
    for place, mention in enumerate(asked.mentions):
        match kinds:
            case ("release",) | ("arrest", "release") | ("arrest",):
                _custody(asked, kinds, mention, roles)
            case ("prisoner_count",):
                _counter(asked, mention, roles)
            case ("statement",):
                _speech(asked, place, mention, roles)
            case ("appointment",):
                _office(asked, mention, roles)
            case ("sanctions_change",):
                _sanctions(asked, mention, roles)
            case ("call",) | ("meeting",) | ("negotiation",) | ("negotiation", "statement") | ("incident",):
                _parties(asked, kinds, mention, roles)
            case _:
                _anybody(asked, mention, roles)
    roles.filters.update(worded(asked, kinds, aggregate))
    return roles


# -------------------------------------------------------------------- names


def _custody(asked: Question, kinds: tuple[Kind, ...], mention: Mention, roles: Roles) -> None:
    actor = mention.actors[0] if mention.actors else ""
    if mention.how == "inhabitant" or (mention.how == "adjective" and _describes_people(asked, mention)):
        people = mention.nationality or _code_of(actor)
        if people and people != "BY":
            return roles.filter(mention, "nationality", people)
        return roles.nothing(mention)
    if not actor:
        return roles.nothing(mention)
    if actor in MEDIA and not _frees(asked, mention):
        return roles.filter(mention, "source", asked.register[actor].name())
    if asked.is_placed(mention, scene=True) or (asked.register[actor].type == "place" and mention.how != "capital"):
        where = mention.place or actor
        if asked.register[where].type in ("place", "state") or where == "european_union":
            return roles.nothing(mention) if where == BELARUS else roles.filter(mention, "place", where)
    if _is_counter(asked, mention):
        return roles.filter(mention, "source", asked.register[actor].name())
    before = asked.before(mention.first)
    if (
        before is not None
        and "deport" in before.concepts
        and asked.register[actor].type == "state"
        and actor != BELARUS
    ):
        return roles.filter(mention, "place", actor)  # "handed over to Ukraine", where no preposition says so
    side = asked.side(actor)
    if asked.register[actor].type == "person":
        if side == BELARUS:
            return roles.filter(mention, "by", actor)
        return roles.filter(mention, "mediator", actor) if side and kinds == ("release",) else roles.act(mention, actor)
    if actor == BELARUS:
        return roles.nothing(mention)
    if side == BELARUS and asked.register[actor].type == "organisation":
        return roles.filter(mention, "by", actor)
    if asked.register[actor].type in ("state", "organisation", "office") and kinds == ("release",) and side:
        return roles.filter(mention, "mediator", actor)
    return roles.act(mention, actor)


def _describes_people(asked: Question, mention: Mention) -> bool:
    """As in "Ukrainian prisoners" are Ukrainians; "a US deal" is not."""
    behind = asked.after(mention.last)
    if behind is None:
        before = asked.before(mention.first)
        return before is not None and "whether" in before.concepts  # "are Polish"
    return not behind.concepts.isdisjoint(
        {"person", "prisoner", "political_prisoner", "prisoner_of_war", "civilian", "release", "custody"}
    )


def _code_of(state: str) -> str | None:
    return next((code for code, actor in actors_of_codes().items() if actor == state and code not in _NO_PEOPLE), None)


def _frees(asked: Question, mention: Mention) -> bool:
    behind = asked.after(mention.last)
    return behind is not None and "release" in behind.concepts


def _is_counter(asked: Question, mention: Mention) -> bool:
    before, behind = asked.before(mention.first), asked.after(mention.last)
    if before is not None and "according_to" in before.concepts and before.concepts.isdisjoint({"by", "to"}):
        return True
    return behind is not None and "according_to" in behind.concepts and behind.concepts.isdisjoint({"by", "to"})


def _counter(asked: Question, mention: Mention, roles: Roles) -> None:
    actor = mention.actors[0] if mention.actors else ""
    if mention.how == "inhabitant" or (mention.how == "adjective" and _describes_people(asked, mention)):
        people = mention.nationality or _code_of(actor)
        if people and people != "BY":
            return roles.filter(mention, "nationality", people)
        return roles.nothing(mention)
    if actor in ("", BELARUS, "minsk"):
        return roles.nothing(mention)
    if actor in MEDIA:
        return roles.filter(mention, "source", asked.register[actor].name())
    if asked.register[actor].type == "place":
        return roles.filter(mention, "place", actor)
    if asked.register[actor].type == "organisation" or _is_counter(asked, mention):
        return roles.filter(mention, "counted_by", actor)
    if asked.register[actor].type == "state":
        return roles.filter(mention, "place", actor) if asked.is_placed(mention) else roles.nothing(mention)
    if asked.side(actor) == BELARUS:
        return roles.filter(mention, "counted_by", actor) if _is_counter(asked, mention) else roles.nothing(mention)
    return roles.act(mention, actor)


def _speech(asked: Question, place: int, mention: Mention, roles: Roles) -> None:
    actor = mention.actors[0] if mention.actors else ""
    if not actor:
        return roles.nothing(mention)
    if actor in MEDIA:
        return roles.filter(mention, "source", asked.register[actor].name())
    if asked.has("named") and not asked.has("about"):
        if (asked.has("who", "how_called") and place == 0) or (place == 1 and not asked.has("who")):
            return roles.filter(mention, "about", actor)
        return roles.act(mention, actor) if place == 0 else roles.nothing(mention)
    if "about" in roles.filters and _is_joined(asked, place):
        return roles.nothing(mention)
    if _is_subject_matter(asked, mention, spoken=bool(roles.actors)):
        if "about" in roles.filters:
            return roles.nothing(mention)
        return roles.filter(mention, "about", actor)
    if asked.has("who") and place == 0 and not asked.has("about"):
        return roles.filter(mention, "about", actor)
    if asked.is_placed(mention) and roles.actors:
        return roles.nothing(mention)
    return roles.act(mention, actor)


def _is_joined(asked: Question, place: int) -> bool:
    """As in "About the US and Lukashenko": more of what is talked about."""
    if place == 0:
        return False
    one, other = asked.mentions[place - 1], asked.mentions[place]
    before = asked.before(other.first)
    return before is not None and "with" in before.concepts and before.first == one.last + 1


def _is_subject_matter(asked: Question, mention: Mention, *, spoken: bool) -> bool:
    """Behind "about": at once, or later in what is talked about, unless a speaker is still wanted."""
    before = asked.before(mention.first, over=_NOT_ABOUT)
    if before is not None and "about" in before.concepts:
        return True
    if before is not None and "statement" in before.concepts:
        return False
    abouts = [sense.first for sense in asked.all("about") if sense.first < mention.first]
    if not abouts or any(max(abouts) < sense.first < mention.first for sense in asked.all("statement")):
        return False
    return spoken or not mention.person


def _office(asked: Question, mention: Mention, roles: Roles) -> None:
    for actor in mention.actors[:1]:
        if asked.register[actor].type != "office":
            roles.act(mention, actor)
            continue
        roles.office = actor
        for whole in (*filter(None, [asked.side(actor)]), *asked.register[actor].to("for")):
            roles.act(mention, whole)


def _sanctions(asked: Question, mention: Mention, roles: Roles) -> None:
    register = asked.register
    for actor in mention.actors[:1]:
        if actor in MEDIA:
            roles.filter(mention, "source", register[actor].name())
        elif register[actor].type == "programme":
            for whole in (*_states_of_programme(register, actor), *register[actor].to("for")):
                roles.act(mention, whole)
        else:
            roles.act(mention, actor)


def _states_of_programme(register: Register, programme: str) -> list[str]:
    above = register.above(programme)
    return sorted(one for one in above if register[one].type == "state" or one == "european_union")


def _parties(asked: Question, kinds: tuple[Kind, ...], mention: Mention, roles: Roles) -> None:
    if not mention.actors:
        return roles.nothing(mention)
    actor = mention.actors[0]
    if actor in MEDIA:
        return roles.filter(mention, "source", asked.register[actor].name())
    where = mention.place or actor
    if kinds == ("meeting",) and _is_visited(asked, mention):
        return roles.filter(mention, "place", where)
    if kinds == ("incident",) and asked.register[where].type == "state" and not _is_inside(asked, mention):
        return roles.act(mention, actor)
    if kinds != ("call",) and (
        asked.is_placed(mention) or (asked.register[where].type == "place" and not mention.place)
    ):
        is_scene = asked.register[where].type in ("place", "state")
        return roles.filter(mention, "place", where) if is_scene else roles.act(mention, actor)
    return roles.act(mention, actor)


def _is_visited(asked: Question, mention: Mention) -> bool:
    """As in "Visit Minsk": a capital, place or state that is gone to, not met."""
    actor = mention.place or mention.actors[0]
    if asked.register[actor].type not in ("place", "state"):
        return False
    before = asked.before(mention.first, over=_NOT_ABOUT)
    if mention.place and any(one.first < mention.first for one in asked.persons):
        return before is None or "with" not in before.concepts
    return (
        before is not None and not before.concepts.isdisjoint({"meeting", "travel"}) and "with" not in before.concepts
    )


def _is_inside(asked: Question, mention: Mention) -> bool:
    before = asked.before(mention.first)
    return before is not None and "to" in before.concepts and "against" not in before.concepts


def _anybody(asked: Question, mention: Mention, roles: Roles) -> None:
    if not mention.actors or mention.actors[0] == BELARUS:
        return roles.nothing(mention)
    actor = mention.actors[0]
    if actor in MEDIA and not asked.content:
        return roles.act(mention, actor)
    if asked.register[mention.place or actor].type == "place" and asked.is_placed(mention):
        return roles.filter(mention, "place", mention.place or actor)
    return roles.act(mention, actor)


def filters_of(roles: Roles) -> Filters:
    """The filters, checked."""
    return Filters.model_validate(roles.filters)
