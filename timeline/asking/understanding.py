"""From text to query: what a question asks, in any of seven languages, or why that cannot be said.

Deterministic and offline: fold the text, read its dates and names, look its words up, and derive the
query by the rules of the contracts ("ask"). Every part says which words gave it. What was understood
only in part is never answered for something else: it is `unclear` or `out_of_scope`.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, TypeAlias

from timeline.asking.anchors import Anchor, anchor_of
from timeline.asking.choices import MOST, choices_of
from timeline.asking.explaining import Part, parts_of
from timeline.asking.filters import filters_of, roles_of
from timeline.asking.folding import fold, other_layouts
from timeline.asking.follow_up import continued
from timeline.asking.language import reply_language
from timeline.asking.lexicon import lexicon
from timeline.asking.names import Names
from timeline.asking.periods import times
from timeline.asking.question import EMPTY, UNBOUND, Question
from timeline.asking.scope import (
    adds_nothing,
    beyond_the_filters,
    half_bound,
    in_a_reign,
    is_either_place,
    of_ones_own,
    other_topic,
    unheard,
)
from timeline.asking.timing import timed
from timeline.asking.wanted import intent_of, is_follow_up, opened_up, part_of
from timeline.query import Query

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from timeline.asking.filters import Roles
    from timeline.asking.folding import Folded
    from timeline.asking.lexicon import Meanings
    from timeline.asking.mention import Mention
    from timeline.asking.periods import Times
    from timeline.query import Aggregate, Kind
    from timeline.register import Register

__all__ = ["Anchor", "Parser", "Part", "Reading"]

Understood: TypeAlias = Literal["answered", "unclear", "out_of_scope"]

_THINGS = frozenset({"incident", "sanctions"})
_NO_QUERY = Query(aggregate="none")
_ABOUT_CUSTODY: tuple[tuple[Kind, ...], ...] = (("release",), ("arrest",), ("arrest", "release"), ("prisoner_count",))


@dataclass(frozen=True, slots=True)
class Reading:
    """How a question was understood.

    "answered" means understood: whether anything is recorded is the timeline's to say. Where `anchor` is
    set the query is not whole: "since Coale got the job", "the 52" have to be looked up first, and where
    they are not one dated entry the question is unclear. `why` is a short code for a refusal.
    """

    outcome: Understood
    query: Query
    language: str
    latin: bool
    parts: tuple[Part, ...] = ()
    unknown: tuple[str, ...] = ()
    why: str = ""
    choices: tuple[Query, ...] = ()
    anchor: Anchor | None = None
    work: int = 0


class Parser:
    """Reads questions about the actors of one register. Built once; safe to share."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._names = Names(register)
        self._lexicon = lexicon()

    def read(self, text: str, *, today: date, language: str | None = None, before: Query | None = None) -> Reading:
        """The query that a text asks for on a day. `language` is that of the reply, else the text's own.

        `before` is the query of the turn before: a text that gives only a part ("and in November?")
        replaces that part of it. A text over 300 characters or 64 words is unclear ("too_long").
        """
        folded = fold(text)
        read, retyped = self._question(folded, today), False
        if not _is_readable(read[0]):
            for other in other_layouts(folded.text):
                again = fold(other)
                tried = self._question(again, today)
                if _is_better(tried[0], read[0]):
                    folded, read, retyped = again, tried, True
        return _Reader(folded, *read, language, before, retyped=retyped).read()

    def _question(self, folded: Folded, today: date) -> tuple[Question, Times, Meanings]:
        tokens = folded.tokens
        when = times(folded, today)
        dated = frozenset(at for one in when.found for at in range(one.first, one.last + 1))
        named = tuple(
            mention
            for mention in self._names.mentions(folded, today)
            if dated.isdisjoint(range(mention.first, mention.last + 1))
            and not (mention.guessed and self._lexicon.inside(tokens, (mention.first,)) - EMPTY)
        )
        taken = frozenset(at for mention in named for at in _name_tokens(mention))
        meanings = self._lexicon.meanings(tokens, taken | dated)
        begun = frozenset(sense.first for sense in meanings.senses if sense.begun)
        disguised = self._names.disguised_surnames(folded, begun)
        meanings = replace(meanings, senses=tuple(s for s in meanings.senses if s.first not in disguised))
        meant = {at for sense in meanings.senses for at in range(sense.first, sense.last + 1)}
        inside = {at for mention in named for at in range(mention.first, mention.last + 1)}
        unknown = tuple(
            at
            for at, token in enumerate(tokens)
            if token.script not in ("digit", "other") and at not in meant | inside | dated and len(token.key) > 1
        )
        surnames = disguised | self._names.unknown_surnames(folded, frozenset(meant | inside | dated))
        things = (
            at
            for mention in named
            if not mention.person and mention.last > mention.first
            for at in range(mention.first, mention.last + 1)
        )
        numbers = tuple(at for at, token in enumerate(tokens) if token.script == "digit" and at not in dated | inside)
        question = Question(
            tokens, meanings.senses, named, when.found, numbers, unknown, tuple(at for at in unknown if at in surnames),
            today, self._register, folded.text.rstrip().endswith("?"), _THINGS & self._lexicon.inside(tokens, things),
        )  # fmt: skip
        return question, when, meanings


def _name_tokens(mention: Mention) -> range | tuple[int, ...]:
    """The words that are nothing but a name; those of a role are words of the question too."""
    if mention.how not in ("role", "relation"):
        return range(mention.first, mention.last + 1)
    return tuple(at for part in mention.parts for at in range(part.first, part.last + 1))


def _is_better(question: Question, than: Question) -> bool:
    """Whether another keyboard layout makes more sense of the text."""
    told, strange = len(question.content) + len(question.mentions) + len(question.times), len(question.unknown)
    other = len(than.content) + len(than.mentions) + len(than.times), len(than.unknown)
    return (told > other[0] and strange <= other[1]) or (told == other[0] and strange < other[1])


def _is_readable(question: Question) -> bool:
    return 2 * len(question.unknown) < sum(token.script not in ("digit", "other") for token in question.tokens)


class _Reader:
    """One question being read."""

    def __init__(
        self,
        folded: Folded,
        question: Question,
        when: Times,
        meanings: Meanings,
        language: str | None,
        before: Query | None,
        *,
        retyped: bool,
    ) -> None:
        self._folded = folded
        self._asked = question
        self._when = when
        self._meanings = meanings
        named = frozenset(at for one in question.mentions for at in range(one.first, one.last + 1))
        reply = reply_language(folded, language, named)
        self._language = language or reply.language
        self._latin = reply.latin and self._language == "be"
        self._before = before
        self._retyped = retyped

    def read(self) -> Reading:
        asked = self._asked
        if self._folded.cut:
            return self._refused("unclear", "too_long")
        if not asked.tokens:
            return self._refused("unclear", "no_kind")
        refusal = other_topic(asked)
        if refusal:
            return self._refused(*refusal)
        if self._before is not None and is_follow_up(asked, self._before):
            return self._followed(self._before)
        anchor, asked = anchor_of(asked, self._folded.text)
        asked = opened_up(asked)
        kinds, aggregate = intent_of(asked)
        if kinds is None or (self._retyped and not asked.content):
            return self._without_kind(asked)  # one word on another keyboard is too little to be sure of
        refusal = (
            self._half_timed(asked)
            or unheard(asked, kinds)
            or of_ones_own(asked)
            or beyond_the_filters(asked, kinds, aggregate)
        )
        if refusal:
            return self._refused(*refusal, kinds=kinds, aggregate=aggregate)
        return self._answered(asked, kinds, aggregate, anchor)

    def _without_kind(self, asked: Question) -> Reading:
        if asked.has("relative") and not asked.unknown:
            return self._refused("unclear", "relative")
        refusal = unheard(asked, None)
        if not refusal and asked.has("term") and asked.persons:
            refusal = "out_of_scope", "other_topic"  # how old somebody is
        if refusal:
            return self._refused(*refusal)
        if asked.mentions or asked.times or asked.content or len(asked.tokens) <= _FEW:
            return self._refused("unclear", "no_kind")
        return self._refused("out_of_scope", "no_kind")

    def _half_timed(self, asked: Question) -> tuple[Literal["unclear"], str] | None:
        if asked.has("vague_time"):
            return "unclear", "half_period"
        if self._when.left or in_a_reign(asked):
            return "unclear", "half_period"
        anchored = {
            at for one in self._asked.senses if one not in asked.senses for at in range(one.first, one.last + 1)
        }
        events = {*self._when.since_event, *self._when.other_event} - anchored
        if half_bound(asked, events):
            return "unclear", "half_period"
        several = {(one.period.start, one.period.end) for one in asked.times if one.mark not in UNBOUND}
        if len(several) > 1:
            return "unclear", "two_periods"
        return None

    def _answered(
        self, asked: Question, kinds: tuple[Kind, ...], aggregate: Aggregate, anchor: Anchor | None
    ) -> Reading:
        ambiguous = next((mention for mention in asked.mentions if len(mention.actors) > 1), None)
        roles = roles_of(asked, kinds, aggregate)
        if roles.crowded or is_either_place(asked, kinds):
            return self._refused("unclear", "no_such_filter", kinds=kinds, aggregate=aggregate)
        query = timed(asked, kinds, aggregate).model_copy(
            update={"actors": tuple(roles.actors), "filters": filters_of(roles), "office": roles.office}
        )
        if ambiguous is not None and anchor is None:
            return self._ambiguous(ambiguous, query)
        return self._understood(asked, query, roles, anchor)

    def _ambiguous(self, name: Mention, query: Query) -> Reading:
        choices = tuple(_with_actor(query, name.actors[0], other) for other in name.actors[:MOST])
        return self._refused(
            "unclear", "ambiguous_name", kinds=query.kinds, aggregate=query.aggregate, query=query, choices=choices
        )

    # ---------------------------------------------------------------- follow-ups

    def _followed(self, before: Query) -> Reading:
        """The query before, with the parts that the new text gives, if all of the text gives some."""
        asked = self._asked
        query, roles = continued(asked, before, part_of(asked))
        refusal = (
            of_ones_own(asked)
            or beyond_the_filters(asked, query.kinds, query.aggregate)
            or self._half_timed(asked)
            or adds_nothing(asked, changed=query != before, named=roles.named)
        )
        if refusal:
            return self._refused(*refusal)
        ambiguous = next((mention for mention in asked.mentions if len(mention.actors) > 1), None)
        if ambiguous is not None:
            return self._ambiguous(ambiguous, query)
        return self._understood(asked, query, roles)

    # ---------------------------------------------------------------- saying why

    def _refused(
        self, outcome: Literal["unclear", "out_of_scope"], why: str, *, kinds: tuple[Kind, ...] = (),
        aggregate: Aggregate = "none", query: Query | None = None, choices: tuple[Query, ...] = (),
    ) -> Reading:  # fmt: skip
        asked = self._asked
        roles = roles_of(asked, kinds, aggregate) if kinds else None
        if query is None and roles is not None:
            bare = Query(kinds=kinds, aggregate=aggregate)  # half a period, or one of two, is not the one meant
            query = (bare if why in ("half_period", "two_periods") else timed(asked, kinds, aggregate)).model_copy(
                update={"actors": tuple(roles.actors), "filters": filters_of(roles), "office": roles.office}
            )
        if outcome == "unclear" and not choices:
            choices = choices_of(asked, query, why)
        unknown = tuple(dict.fromkeys(asked.tokens[at].text for at in asked.unknown))
        parts = parts_of(asked, self._folded.text, query or _NO_QUERY, roles)
        work, found = self._meanings.work, query or _NO_QUERY
        return Reading(outcome, found, self._language, self._latin, parts, unknown, why, choices, work=work)

    def _names_of(self, places: Sequence[int]) -> Iterator[str]:
        """The names that stand at these tokens: those with nothing but a blank between them are one."""
        tokens, text = self._asked.tokens, self._folded.text
        first: int | None = None
        for place in places:
            if first is None:
                first = place
            if place + 1 not in places or text[tokens[place].end : tokens[place + 1].start].strip():
                yield text[tokens[first].start : tokens[place].end]
                first = None

    def _understood(self, asked: Question, query: Query, roles: Roles, anchor: Anchor | None = None) -> Reading:
        """The reading; its unknown names are those that the register does not know: nothing is recorded about them."""
        tokens, text = self._asked.tokens, self._folded.text
        kin = (text[tokens[one.first].start : tokens[one.last].end] for one in asked.strangers)
        unknown = (*self._names_of(asked.surnames), *kin)
        parts = parts_of(self._asked, self._folded.text, query, roles)
        return Reading(
            "answered", query, self._language, self._latin, parts, unknown, anchor=anchor, work=self._meanings.work
        )


_FEW = 4


def _with_actor(query: Query, actor: str, other: str) -> Query:
    """The query with another actor of the same name."""
    filters = {name: other if value == actor else value for name, value in query.filters.model_dump().items()}
    return query.model_copy(
        update={
            "actors": tuple(other if one == actor else one for one in query.actors),
            "filters": query.filters.model_copy(update=filters),
        }
    )
