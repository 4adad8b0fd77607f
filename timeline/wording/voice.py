"""One language's voice: sentences with their values filled in; dates, numbers and names as it writes them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Literal, assert_never

from timeline.dates import PartialDate
from timeline.wording.calendar import Calendar
from timeline.wording.catalogue import catalogue
from timeline.wording.latin import latin

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from timeline.dates import Period
    from timeline.quantities import Quantity
    from timeline.register import Actor

LANGUAGES = ("be", "ru", "uk", "en", "de", "pl", "lt")
"""The languages that have a voice of their own."""

LATIN = "be-Latn"
"""Belarusian in Latin letters (Łacinka): the Belarusian text, transliterated when it is finished."""

_RECORDED = "recorded"  # the context of texts that curators wrote in facts
_GROUPED_FROM = {"pl": 10_000}  # Polish leaves four digits together (CLDR, minimumGroupingDigits; Babel does not look)


@cache
def wording(language: str, locale: Path | None = None, domain: str = "timeline") -> Wording:
    """The shared voice of a language: one of `LANGUAGES`, or `LATIN`; any other code gets English.

    `locale` and `domain` name a catalogue of one's own, which is looked up before the library's.
    """
    return Wording(language, locale, domain)


class Wording:
    """One language. What stands in `{braces}` is filled in: whole numbers as the language writes them."""

    def __init__(self, language: str, locale: Path | None = None, domain: str = "timeline") -> None:
        self.language = language if language in (*LANGUAGES, LATIN) else "en"
        self._written = "be" if self.language == LATIN else self.language
        self._messages = catalogue(self._written)
        if locale is not None:
            own = catalogue(self._written, locale, domain)
            own.add_fallback(self._messages)
            self._messages = own
        self._calendar = Calendar(self._written)

    def say(self, message: str, **values: object) -> str:
        """The sentence in this language; `message` is the English one."""
        return self._filled(self._messages.gettext(message), values)

    def count(self, one: str, many: str, n: int, **values: object) -> str:
        """The sentence in the form that `n` asks for; `{n}` in it is the number."""
        return self._filled(self._messages.ngettext(one, many, n), {**values, "n": n})

    def _filled(self, message: str, values: dict[str, object]) -> str:
        text = message.format_map({name: self._value(value) for name, value in values.items()})
        return self._finished(text)

    def _value(self, value: object) -> str:
        if isinstance(value, int) and not isinstance(value, bool):
            return self.number(value)
        return str(value)

    def _finished(self, text: str) -> str:
        return latin(text) if self.language == LATIN else text

    def number(self, n: int) -> str:
        """A whole number with its thousands apart: 1,168 in English, 1.168 in German."""
        if abs(n) < _GROUPED_FROM.get(self._written, 1000):
            return str(n)
        if self._written == "en":
            return f"{n:,}"
        from babel.numbers import format_decimal  # noqa: PLC0415  (20 ms that few lists need)

        return format_decimal(n, locale=self._written)

    def join(self, parts: Sequence[str]) -> str:
        """Give "A", "A and B", "A, B and C"."""
        if len(parts) < 2:  # noqa: PLR2004
            return "".join(parts)
        return self.say("{first} and {last}", first=", ".join(parts[:-1]), last=parts[-1])

    def name(self, actor: Actor) -> str:
        """The register's name in this language, uninflected: put it after a colon, or where the nominative is right."""
        if self.language == LATIN:
            for name in actor.names:
                if (name.lang, name.script) == ("be", "Latn"):
                    return name.text
        return self._finished(actor.name(self._written))

    def quoted(self, text: str) -> str:
        """The text in this language's quotation marks."""
        # Translators: put your language's quotation marks here.
        return self.say("“{text}”", text=text) if self.language != LATIN else f"«{text}»"

    def recorded(self, text: str, language: str = "en") -> str:
        """What a curator wrote in a fact, in this language.

        A text that the catalogue does not know stays as it is, in quotation marks and with the code
        of its language, so that nobody takes it for ours.
        """
        if language == self.language:
            return text
        if language == "en":
            known = self._messages.pgettext(_RECORDED, text)
            if known != text:
                return self._finished(known)
        return f"{self.quoted(text)} [{language}]"

    def knows(self, text: str) -> bool:
        """Whether what a curator wrote in English can be said in this language."""
        return self.language == "en" or self._messages.pgettext(_RECORDED, text) != text

    def country(self, code: str) -> str:
        """The country's name by its ISO 3166-1 code, or the code where there is no such country."""
        from babel import Locale  # noqa: PLC0415  (as above)

        return self._finished(Locale.parse(self._written).territories.get(code, code))

    # Dates

    def day(self, when: PartialDate | date) -> str:
        """When something was, no more exactly than is known: "September 2025", "about 11 September 2025"."""
        if isinstance(when, PartialDate):
            return self._partial(when.text)
        return self._finished(self._calendar.write(when, self._calendar.pattern.day))

    def since(self, when: PartialDate | date) -> str:
        """From when something holds, with the word for it: "since September 2025"."""
        return self._after("since", when)

    def until(self, when: PartialDate | date) -> str:
        """To when something holds, that day or month included: "up to 28 February 2027"."""
        return self._after("until", when)

    def month(self, day: date) -> str:
        """The month of a day by its short name, as it stands alone: for the axes of pictures."""
        return self._finished(self._calendar.write(day, "LLL"))

    def _after(self, word: Literal["since", "until"], when: PartialDate | date) -> str:
        text = when.text if isinstance(when, PartialDate) else when.isoformat()
        day = self.day(when) if "/" in text else self._one(text, word)
        return self.say("since {day}", day=day) if word == "since" else self.say("up to {day}", day=day)

    def _partial(self, text: str) -> str:
        start, slash, end = text.partition("/")
        if not slash:
            return self._marked(start)
        if start == "..":
            return self.until(PartialDate(end))
        if end == "..":
            return self.since(PartialDate(start))
        first, last = _parsed(start), _parsed(end)
        if first is not None and last is not None and len(start) == len(end):
            return self._finished(self._shared(start, first, last))
        return f"{self._marked(start)} – {self._marked(end)}"

    def _shared(self, start: str, first: date, last: date) -> str:
        match start.count("-"):
            case 0:
                return self._calendar.years(first, last)
            case 1:
                return self._calendar.months(first, last)
            case _:
                return self._calendar.days(first, last)

    def _marked(self, text: str) -> str:
        """One date with what its mark says in words."""
        match text[-1]:
            case "~":
                return self.say("about {day}", day=self._one(text[:-1], "about"))
            case "?":
                return self.say("{day} (date uncertain)", day=self._one(text[:-1]))
            case "%":
                about = self.say("about {day}", day=self._one(text[:-1], "about"))
                return self.say("{day} (date uncertain)", day=about)
            case _:
                return self._one(text)

    def _one(self, text: str, after: str | None = None) -> str:
        """A day, month or year, in the form that it takes after a word."""
        if text[-1] in "~?%":
            return self._marked(text)
        day = _parsed(text)
        assert day is not None, text
        pattern = self._calendar.pattern
        match text.count("-"):
            case 0:
                form = pattern.year
            case 1:
                form = {"about": pattern.about, "since": pattern.since, "until": pattern.until}.get(
                    after or "", pattern.month
                )
            case _:
                form = pattern.day
        return self._finished(self._calendar.write(day, form))

    def period(self, period: Period) -> str:
        """The days of a period, both included: "1 Sep – 6 Dec 2025"; whole months and years by their names."""
        start, end = period.start, period.end
        if start is None and end is None:
            return self.say("at any time")
        if start is None:
            assert end is not None
            return self.until(end)
        if end is None:
            return self.since(start)
        if start.day == 1 and end.day == monthrange(end.year, end.month)[1]:
            if start.month == 1 and end.month == 12:  # noqa: PLR2004
                return self._finished(self._calendar.years(start, end))
            if (start.year, start.month) == (end.year, end.month):
                return self._finished(self._calendar.months(start, end))
        return self._finished(self._calendar.days(start, end))

    # Numbers of people

    def amount(self, quantity: Quantity) -> str:  # noqa: C901, PLR0911  (one case a qualifier)
        """How many, without the noun: "14", "at least 40", "5–6", "dozens"."""
        n = quantity.value or 0
        match quantity.qualifier:
            case "exactly":
                return self.number(n)
            case "between":
                return f"{self.number(quantity.lower or 0)}–{self.number(quantity.upper or 0)}"
            case "about":
                return self.say("about {n}", n=n)
            case "at_least":
                return self.say("at least {n}", n=n)
            case "more_than":
                return self.say("more than {n}", n=n)
            case "at_most":
                return self.say("at most {n}", n=n)
            case "fewer_than":
                return self.say("fewer than {n}", n=n)
            case "dozens":
                return self.say("dozens")
            case "hundreds":
                return self.say("hundreds")
            case "thousands":
                return self.say("thousands")
            case "unknown":
                return self.say("an unknown number")
            case unreachable:
                assert_never(unreachable)

    def bounds(self, lower: int | None, upper: int | None) -> str:
        """A number that lies between two bounds: "109", "109–110", "at least 109", "at most 110"."""
        if lower is None and upper is None:
            return self.say("an unknown number")
        if upper is None:
            return self.say("at least {n}", n=lower)
        if lower is None:
            return self.say("at most {n}", n=upper)
        return self.number(lower) if lower == upper else f"{self.number(lower)}–{self.number(upper)}"

    def quantity(self, quantity: Quantity) -> str:
        """How many of what: "one person", "at least 10 people", "dozens of entities"."""
        from timeline.wording.counted import counted  # noqa: PLC0415  (it speaks with this voice)

        return counted(quantity, self)


def _parsed(text: str) -> date | None:
    """The first day of a date without marks."""
    if text[-1] in "~?%.":
        return None
    year, month, day = (int(part) for part in (*text.split("-"), "1", "1")[:3])
    return date(max(1, year), month, day)
