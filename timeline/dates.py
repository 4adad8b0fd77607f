"""Dates that say how much is known, and periods of whole days.

A `PartialDate` is one EDTF string (Library of Congress, Extended Date/Time Format, 2019,
levels 0 and 1, years to days) with the two days between which it must lie. Comparisons answer
`yes`, `no` or `maybe`: a month is not its first day.
"""

from __future__ import annotations

import re
import unicodedata
from calendar import monthrange
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Literal, Self

from pydantic import BaseModel, ConfigDict, model_validator
from pydantic_core import CoreSchema, core_schema

from timeline.errors import DateError
from timeline.refusals import show

if TYPE_CHECKING:
    from pydantic import GetCoreSchemaHandler, GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue

Precision = Literal["day", "month", "year", "interval"]

_PART = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([~?%])?")
_WIDENING = {"": 0, "~": 1, "?": 1, "%": 2}
_REMEDY = "write YYYY, YYYY-MM or YYYY-MM-DD, with ~ ? or % after it, or START/END with .. for an open end"


class Truth(StrEnum):
    """The answer to a comparison of dates that are not fully known."""

    YES = "yes"
    NO = "no"
    MAYBE = "maybe"


class Period(BaseModel):
    """Whole days from `start` to `end`, both included; `None` leaves that end open."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    start: date | None = None
    end: date | None = None

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if self.start and self.end and self.start > self.end:
            raise DateError(f"the period ends ({self.end}) before it starts ({self.start})", remedy="swap them")
        return self

    def __contains__(self, day: date) -> bool:
        return (self.start is None or self.start <= day) and (self.end is None or day <= self.end)


class PartialDate:
    """What is known of a day: `text` (EDTF), `earliest` and `latest` (inclusive; open end = None).

    `PartialDate("2025-09~")` lies between 2025-08-01 and 2025-10-31: `~` and `?` widen by one
    unit of the precision, `%` by two. Raises `DateError` for anything else than the EDTF forms
    named in the contracts. Equal when the texts are equal.
    """

    __slots__ = ("earliest", "latest", "precision", "text")

    text: str
    earliest: date | None
    latest: date | None
    precision: Precision

    def __new__(cls, text: str) -> PartialDate:  # noqa: PYI034  (the one shared instance, never a subclass)
        """Give the one shared instance for `text`."""
        if not isinstance(text, str):
            raise DateError(f"a date is a string, not {show(text)}", remedy=_REMEDY)
        return _parse(text)

    def __init__(self, text: str) -> None:
        """Nothing is left to do: instances are made, and kept, by the parser."""

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(f"a PartialDate does not change: {name}")

    def __delattr__(self, name: str) -> None:
        raise AttributeError(f"a PartialDate does not change: {name}")

    def __reduce__(self) -> tuple[type[PartialDate], tuple[str]]:
        return PartialDate, (self.text,)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, PartialDate) and self.text == other.text

    def __hash__(self) -> int:
        return hash(self.text)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"PartialDate({self.text!r})"

    def within(self, period: Period) -> Truth:
        """Whether it lies in the period: yes (certainly), no (certainly not) or maybe."""
        start, end = period.start or date.min, period.end or date.max
        earliest, latest = self.earliest or date.min, self.latest or date.max
        if latest < start or end < earliest:
            return Truth.NO
        return Truth.YES if start <= earliest and latest <= end else Truth.MAYBE

    def before(self, other: PartialDate | date) -> Truth:
        """Whether it lies before the other's day: yes, no or maybe."""
        first, last = _bounds(other)
        if (self.latest or date.max) < first:
            return Truth.YES
        return Truth.NO if (self.earliest or date.min) >= last else Truth.MAYBE

    def after(self, other: PartialDate | date) -> Truth:
        """Whether it lies after the other's day: yes, no or maybe."""
        first, last = _bounds(other)
        if (self.earliest or date.min) > last:
            return Truth.YES
        return Truth.NO if (self.latest or date.max) <= first else Truth.MAYBE

    @classmethod
    def __get_pydantic_core_schema__(
        cls,
        source: object,
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        return core_schema.no_info_plain_validator_function(
            _from_input, serialization=core_schema.to_string_ser_schema()
        )

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        return {
            "type": "string",
            "title": "PartialDate",
            "description": "EDTF: YYYY, YYYY-MM or YYYY-MM-DD, each with ~ ? or %; or START/END, `..` an open end.",
            "examples": ["2025-09-11", "2025-09~", "2025-06/2025-09", "2025-06-21/.."],
        }


def _from_input(value: Any) -> PartialDate:
    if isinstance(value, PartialDate):
        return value
    if isinstance(value, str):
        return _parse(value)
    if type(value) is date:
        return _parse(value.isoformat())
    raise DateError(f"a date is a string, not {show(value)}", remedy=_REMEDY)


def _bounds(other: PartialDate | date) -> tuple[date, date]:
    if isinstance(other, PartialDate):
        return other.earliest or date.min, other.latest or date.max
    return other, other


def _make(text: str, earliest: date | None, latest: date | None, precision: Precision) -> PartialDate:
    made = object.__new__(PartialDate)
    for name, value in (("text", text), ("earliest", earliest), ("latest", latest), ("precision", precision)):
        object.__setattr__(made, name, value)
    return made


@lru_cache(maxsize=65_536)
def _parse(text: str) -> PartialDate:
    if len(text) > 23:  # noqa: PLR2004  (the longest form: two marked days and a slash)
        raise DateError(f"{text[:23]!a}… is too long for a date", remedy=_REMEDY)
    start, slash, end = text.partition("/")
    if not slash:
        earliest, latest, precision = _part(start, text)
        return _make(text, earliest, latest, precision)
    if start == end == "..":
        raise DateError("'../..' says nothing", remedy=_REMEDY)
    first = _part(start, text) if start != ".." else None
    last = _part(end, text) if end != ".." else None
    if first and last and (_part(start.rstrip("~?%"), text)[0] > _part(end.rstrip("~?%"), text)[1]):
        raise DateError(f"{text!r} ends before it starts", remedy="swap START and END")
    return _make(text, first[0] if first else None, last[1] if last else None, "interval")


def _part(part: str, whole: str) -> tuple[date, date, Precision]:
    found = _PART.fullmatch(part)
    if not found or not part.isascii():
        raise DateError(f"{whole!a} is not a date", remedy=_REMEDY)
    year, month, day = int(found[1]), found[2], found[3]
    widen = _WIDENING[found[4] or ""]
    if year < 1:
        raise DateError(f"{whole!a} has no such year", remedy=_REMEDY)
    if month is None:
        return _year(year - widen), date(min(9999, year + widen), 12, 31), "year"
    if not 1 <= int(month) <= 12:  # noqa: PLR2004
        raise DateError(f"{whole!a} has no such month ({month})", remedy=_REMEDY)
    first = date(year, int(month), 1)
    if day is None:
        return _months(first, -widen), _last_of_month(_months(first, widen)), "month"
    if not 1 <= int(day) <= monthrange(year, int(month))[1]:
        raise DateError(f"{whole!a} has no such day ({day})", remedy=_REMEDY)
    on = date(year, int(month), int(day)).toordinal()
    least, most = date.min.toordinal(), date.max.toordinal()
    return date.fromordinal(max(least, on - widen)), date.fromordinal(min(most, on + widen)), "day"


def _year(year: int) -> date:
    return date(max(1, year), 1, 1)


def _months(first: date, by: int) -> date:
    count = first.year * 12 + first.month - 1 + by
    if count < 12:  # noqa: PLR2004  (before January of year 1)
        return date.min
    if count >= 120_000:  # noqa: PLR2004  (after December 9999)
        return date(9999, 12, 1)
    return date(count // 12, count % 12 + 1, 1)


def _last_of_month(first: date) -> date:
    return first + timedelta(days=monthrange(first.year, first.month)[1] - 1)


# Month names as the seven languages and Łacinka write them, in their cases, for one check only: a day
# must not be recorded where the source names just a month ("early November" is not 1 November). Whole
# words, and English ones that mean something else too (may, march, mar, dec …) only with a capital.
_MONTHS = re.compile(
    r"\b(?:(?-i:May|MAY|March|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec|Okt|Dez)|"
    r"january|february|april|june|july|august|september|october|november|december|"
    r"januars?|jänner|februars?|märz|mai|juni|juli|oktobers?|dezembers?|"
    r"январ\w{1,2}|феврал\w{1,2}|март|марта|марте|апрел\w{1,2}|ма[йяею]|маем|июн\w|июл\w|август\w?|"
    r"(?:сент|окт|но)ябр\w{1,2}|декабр\w{1,2}|янв|фев|апр|авг|сент?|окт|нояб?|дек|"
    r"студзен\w{1,2}|лют(?:ы|ага|ым)|сакавік\w?|красавік\w?|маі|чэрвен\w|ліпен\w|кастрычнік\w?|"
    r"лістапад\w{0,2}|снежань|(?:тра[вў]|жні[вў]|верас|верес|снеж|січ|берез|квіт|черв|лип|серп|жовт|груд)(?:ень|ня|ні)|"
    r"лют(?:ий|ого|ому)|листопад\w?|"
    r"studzie(?:ń|nia|ni)|lut(?:aha|ym|y|ego)|sakavik\w?|krasavik\w?|mai|červie(?:ń|nia|ni)|lipie(?:ń|nia|ni)|"
    r"(?:tra|žni)(?:vień|ŭnia|ŭni)|vieras(?:ień|nia|ni)|kastryčnik\w?|listapad\w{0,2}|śniež(?:ań|nia|ni)|"
    r"stycz(?:eń|nia|niu)|marzec|marc[au]|kwie(?:cień|tnia|tniu)|maj[au]?|(?:czerw|lip)(?:iec|ca|cu)|"
    r"sierp(?:ień|nia|niu)|wrze(?:sień|śnia|śniu)|październik\w?|listopad\w?|grud(?:zień|nia|niu)|"
    r"(?:saus|vasar|spal)(?:is|io|į|yje)|kov(?:as|o|ą|e)|(?:baland|gruod)(?:is|žio|į|yje)|geguž\w{1,3}|"
    r"biržel\w{1,4}|liep(?:a|os|ą|oje)|rugpjū\w{2,4}|rugsėj\w{1,4}|lapkri\w{2,4})\b",
    re.IGNORECASE,
)
_DAY_NUMBER = re.compile(r"(?<![\d'’])(?:0?[1-9]|[12]\d|3[01])(?!\d)")


def names_only_a_month(verbatim: str) -> bool:
    """Whether the source's wording names a month (in any of the seven languages) but no day of it."""
    text = unicodedata.normalize("NFC", verbatim)
    return bool(_MONTHS.search(text)) and not _DAY_NUMBER.search(text)
