"""The conversation that all faces share: Request → Reply. No network, no clock, nothing written.

A text is a command (`/latest`), a number of the last reply's list, or a question. A button carries
all that it needs; where it is about an answer, that answer is made again from the memory of the
last ten minutes, or from the question that its message answered.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, TypeAlias, assert_never

from bots import saying
from bots.asked import about_somebody, narrowed, of_command, search_reply, who_is, with_offices
from bots.buttons import Press, fingerprint
from bots.changes import explanation_reply, history_reply, totals_reply
from bots.commands import Command, Word, command, is_known
from bots.details import entry_quotation, entry_reply
from bots.memory import Memory
from bots.questions import addresses_reply, answer_reply, quotation_reply, refine_reply, sources_reply
from bots.replies import Reply, clean
from bots.requests import LONGEST
from bots.turns import Turn
from bots.wording import spoken
from timeline import AmbiguousNameError, Answer, InputError, Query, Timeline, UnknownActorError, UnknownRefError

if TYPE_CHECKING:
    from bots.asked import Asked
    from bots.replies import Picture
    from bots.requests import Request

Ask: TypeAlias = Callable[[str, date, str | None, Query | None], Answer]
"""Understands a text: `(text, today, language, before)`.

`language` is the one to answer in (None: the text's own), `before` the query that it may go on with.
"""
Draw: TypeAlias = "Callable[[Answer], tuple[Picture, ...]]"
"""The pictures that belong to an answer, in its language."""

_NUMBER = re.compile(r"\[?([0-9]{1,4})[\].]?")
_LATELY = timedelta(days=30)


class Conversation:
    """Answers requests from one timeline; usable from several threads.

    `ask` understands free text; without it the words are searched for. `draw` makes the pictures.
    `operator` is how whoever runs this is reached, outside of the chat.
    """

    def __init__(
        self,
        timeline: Timeline,
        ask: Ask | None = None,
        *,
        draw: Draw | None = None,
        known_at: date | datetime | int | None = None,
        operator: str = "",
        memory: Memory | None = None,
    ) -> None:
        self._timeline = timeline
        self._ask = ask
        self._draw = draw
        self._known_at = known_at
        self._operator = operator
        self._memory = Memory() if memory is None else memory

    def reply(self, request: Request) -> Reply:
        """What is said to a request: always something, and one line where it cannot be taken."""
        press = Press.read(request.pressed)
        turn = self._turn(request, press.language if press else "")
        try:
            if request.pressed:
                reply = self._pressed(press, request, turn) if press else _worn_out(turn)
            else:
                reply = self._written(clean(request.text[:LONGEST]).strip(), request, turn)
        except UnknownRefError:
            reply = saying.line(turn.w.say("There is no such entry."), turn)
        except UnknownActorError as error:
            reply = saying.nobody(error.name, turn)
        except AmbiguousNameError as error:
            reply = saying.several(error.ids, turn)
        except InputError:
            reply = saying.line(turn.w.say("I cannot read this. /help shows how to write it."), turn)
        self._memory.offered(request.key, reply.presses, request.now)
        return reply

    def _turn(self, request: Request, language: str = "") -> Turn:
        return Turn(
            timeline=self._timeline,
            register=self._timeline.register(),
            language=spoken(language, request.language, request.client),
            today=request.today,
            known_at=self._known_at,
            links=request.chat != "group" if request.links is None else request.links,
            alone=request.chat == "terminal",
            operator=self._operator,
        )

    def _written(self, text: str, request: Request, turn: Turn) -> Reply:
        given = command(text, alone=request.chat != "group")
        if given is not None:
            return self._command(given, request, turn)
        number = _NUMBER.fullmatch(text)
        if number is not None:
            press = Press.read(self._memory.press(request.key, int(number[1]), request.now) or "")
            if press is not None:
                return self._pressed(press, replace(request, text=""), turn)
            if self._ask is None or self._memory.offers(request.key, request.now):
                return saying.line(turn.w.say("There is no list here with the number {n}.", n=int(number[1])), turn)
        if not text:
            return saying.line(turn.w.say("Ask a question, or write /help."), turn)
        if self._ask is None:
            return search_reply(text, turn, instead=True)
        last = self._memory.last(request.key, request.now)
        return self._answered(self._ask(text, request.today, _chosen(request), last and last.query), request)

    def _answered(self, answer: Answer, request: Request, offset: int = 0) -> Reply:
        """An answer as a reply, remembered for what comes next."""
        if answer.outcome != "out_of_scope":
            self._memory.answered(request.key, (*answer.choices, answer.query), answer.language, request.now)
        reply = answer_reply(answer, self._turn(request, answer.language), offset)
        if self._draw is None or offset or answer.outcome != "answered":
            return reply
        return replace(reply, pictures=self._draw(answer))

    def _answer(self, query: Query, turn: Turn) -> Answer:
        return self._timeline.answer(query, today=turn.today, language=turn.language, known_at=self._known_at)

    # Commands

    def _command(self, given: Command, request: Request, turn: Turn) -> Reply:  # noqa: C901, PLR0911, PLR0912  (one case a command)
        if not is_known(given.word):
            return saying.no_such_command(given.word, turn)
        word: Word = given.word  # type: ignore[assignment]  # known
        argument = given.argument
        match word:
            case "start":
                return saying.start(turn)
            case "help":
                return saying.help_(turn)
            case "privacy":
                return saying.privacy(turn)
            case "about":
                return saying.about(turn)
            case "wrong":
                return saying.wrong(turn)
            case "language":
                code = saying.speaks(argument)
                return self._speak(code, request) if code else saying.languages(turn)
            case "search":
                return search_reply(argument, turn) if argument else saying.words_wanted(turn)
            case "sources":
                return self._sources(argument, request, turn)
            case "why":
                return self._why(argument, request, turn)
            case "person" if not argument:
                return saying.name_wanted(turn)
            case "on":
                return self._on(argument, request, turn)
            case (
                "latest" | "timeline" | "releases" | "calls" | "sanctions" | "appointments" | "prisoners" | "person"
                | "office"
            ):  # fmt: skip
                return self._question(word, argument, request, turn)
            case unreachable:
                assert_never(unreachable)

    def _question(self, word: Asked, argument: str, request: Request, turn: Turn) -> Reply:
        """A command that is a question. What stands after it may be in the words of a question too."""
        try:
            query = narrowed(word, argument, turn)
        except UnknownActorError:
            answer = self._in_words(word, argument, request, turn)
            if answer is None or answer.outcome != "answered":
                raise
            return self._answered(answer, request)
        if query is None:
            answer = self._in_words(word, argument, request, turn)
            return saying.no_date(argument, turn) if answer is None else self._answered(answer, request)
        answer = self._answer(query, turn)
        if word == "person" and answer.outcome == "nothing_recorded":
            other = self._answer(who_is(query), turn)
            answer = other if other.outcome == "answered" else answer
        return self._answered(answer, request)

    def _in_words(self, word: Asked, argument: str, request: Request, turn: Turn) -> Answer | None:
        """A command's question, gone on with in words: "/releases in September"."""
        if self._ask is None:
            return None
        return self._ask(argument, request.today, _chosen(request), narrowed(word, "", turn))

    def _on(self, argument: str, request: Request, turn: Turn) -> Reply:
        """What happened on a day, and who held which office then."""
        query = narrowed("on", argument, turn) if argument else None
        if query is None or query.period is None:
            return saying.no_date(argument, turn)
        reply = self._answered(self._answer(query, turn), request)
        day = query.period.end or turn.today
        held = self._answer(Query(kinds=("appointment",), aggregate="who", as_of=day), turn)
        return with_offices(reply, held, turn) if held.outcome == "answered" else reply

    def _speak(self, code: str, request: Request) -> Reply:
        turn = self._turn(request, code)
        # Translators: put the name of your language in.
        return replace(saying.line(turn.w.say("From now on in English."), turn, found=True), chosen=code)

    def _sources(self, argument: str, request: Request, turn: Turn) -> Reply:
        if argument:
            return entry_reply(turn.entry(argument), turn)
        last = self._memory.last(request.key, request.now)
        if last is None:
            return saying.line(turn.w.say("Ask something first: /sources tells who reported the last answer."), turn)
        turn = self._turn(request, last.language)
        return sources_reply(self._answer(last.query, turn), turn, fingerprint(last.query))

    def _why(self, argument: str, request: Request, turn: Turn) -> Reply:
        """What the last thirty days did to the totals of a period: the one written, else the last one asked for."""
        last = self._memory.last(request.key, request.now)
        query = narrowed("timeline", argument, turn) if argument else last and last.query
        if argument and query is None:
            return saying.no_date(argument, turn)
        period = query.period if query else None
        moments = (turn.today - _LATELY, turn.today)
        told = turn.timeline.explain(
            since=period.start if period else None,
            until=period.end if period else None,
            between=moments,
            known_at=self._known_at,
        )
        return explanation_reply(told, moments, turn)

    # Buttons

    def _pressed(self, press: Press, request: Request, turn: Turn) -> Reply:  # noqa: C901, PLR0911  (one case a verb)
        turn = self._turn(request, press.language)
        match press.verb:
            case "entry":
                return entry_reply(turn.numbered(press.number), turn)
            case "history":
                return history_reply(turn.numbered(press.number), turn)
            case "why":
                return totals_reply(turn.numbered(press.number), turn)
            case "links":
                claims = turn.numbered(press.number).claims
                return addresses_reply([claim.source for claim in claims], turn)
            case "quote":
                return entry_quotation(turn.numbered(press.number), turn)
            case "actor":
                actor = next((one for one in turn.register if one.number == press.number), None)
                if actor is None:
                    return _worn_out(turn)
                return self._answered(self._answer(about_somebody(actor.id, turn), turn), request)
            case "do":
                return self._command(Command(press.of, ""), request, turn)
            case "speak":
                code = saying.speaks(press.of)
                return self._speak(code, request) if code else _worn_out(turn)
            case "found":
                words = _words(request.text)
                return search_reply(words, turn, press.number) if words else _worn_out(turn)
            case "page" | "sources" | "addresses" | "copy" | "refine" | "meant":
                return self._about_answer(press, request, turn)
            case unreachable:
                assert_never(unreachable)

    def _about_answer(self, press: Press, request: Request, turn: Turn) -> Reply:
        query = next((one for one in self._meant(press, request, turn) if fingerprint(one) == press.about), None)
        if query is None:
            return _worn_out(turn)
        answer = self._answer(query, turn)
        match press.verb:
            case "sources":
                return sources_reply(answer, turn, press.about)
            case "addresses":
                return addresses_reply(answer.sources, turn)
            case "copy":
                return quotation_reply(answer, turn)
            case "refine":
                return refine_reply(answer, turn)
            case _:
                return self._answered(answer, request, press.number if press.verb == "page" else 0)

    def _meant(self, press: Press, request: Request, turn: Turn) -> Iterator[Query]:
        """The queries that an answer's button can be about: from memory, or from the question read anew."""
        kept = self._memory.query(request.key, press.about, request.now)
        if kept is not None:
            yield kept.query
        text = clean(request.text[:LONGEST]).strip()
        given = command(text)
        query = of_command(given, turn) if given else None
        if query is not None:
            yield from (query, who_is(query))
        elif given is None and self._ask is not None and text and not _NUMBER.fullmatch(text):
            last = self._memory.last(request.key, request.now)
            for before in dict.fromkeys((None, last and last.query)):
                answer = self._ask(text, request.today, turn.language, before)
                yield from (answer.query, *answer.choices)


def _words(text: str) -> str:
    """What was searched for: after the command, or as it was written."""
    given = command(text)
    words = clean(text[:LONGEST]).strip() if given is None else given.argument
    return words if given is None or given.word == "search" else ""


def _chosen(request: Request) -> str | None:
    """The language that the chat chose; None where each question is answered in its own."""
    return spoken(request.language) if request.language else None


def _worn_out(turn: Turn) -> Reply:
    return saying.line(turn.w.say("I no longer know what this was about. Please ask again."), turn)
