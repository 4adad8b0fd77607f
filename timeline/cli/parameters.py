"""What the values of options may be, each refused with one line that says what to write instead."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from timeline.dates import PartialDate
from timeline.errors import InputError

if TYPE_CHECKING:
    from timeline.arguments import KnownAt
    from timeline.claims import Claim

_LONGEST_POSITION = 18
_LONGEST_WORD = 40
_CODE = 2  # letters of a country code


def partial_date(text: str) -> PartialDate:
    """`2025`, `2025-09`, `2025-09-11`, an interval …"""
    try:
        return PartialDate(text.strip())
    except InputError as error:
        raise click.BadParameter(str(error)) from None


def country(text: str) -> str:
    """A country's code, in capitals."""
    code = text.strip().upper()
    if not (len(code) == _CODE and code.isascii() and code.isalpha()):
        raise click.BadParameter(f"{text!r} is no country code; write ISO 3166-1 alpha-2, such as PL")
    return code


def known_at(text: str) -> KnownAt:
    """A date (its last day), an aware datetime, or `@` and a position."""
    text = text.strip()
    if text.startswith("@"):
        digits = text[1:]
        if not (digits.isascii() and digits.isdecimal() and len(digits) <= _LONGEST_POSITION):
            raise click.BadParameter(f"{text!r} is no position; write @ and a number, such as @123")
        return int(digits)
    return _moment(text) if ":" in text else _last_day(text)


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise click.BadParameter(f"{text!r} is no time; write such as 2025-09-11T18:00:00+03:00") from None
    if moment.tzinfo is None:
        raise click.BadParameter(f"{text!r} has no time zone; write such as {text}Z")
    return moment


def _last_day(text: str) -> date:
    day = partial_date(text).latest
    if day is None or day == date.max:
        raise click.BadParameter(f"{text!r} has no end; write a date, such as 2025-09-11")
    return day


def claim(text: str) -> Claim:
    """One claim, written as JSON."""
    from pydantic import ValidationError  # noqa: PLC0415  (for the few commands that take claims)

    from timeline.claims import Claim  # noqa: PLC0415
    from timeline.refusals import refusal  # noqa: PLC0415

    try:
        return Claim.model_validate_json(text)
    except ValidationError as error:
        if error.errors(include_url=False)[0]["type"] == "json_invalid" or not text.lstrip().startswith("{"):
            hint = '{"source": {"publisher": "Reuters", "url": "https://…"}}'
            raise click.UsageError(f"--claim: write a JSON object, such as '{hint}'") from None
        raise click.UsageError(str(refusal(error, "--claim"))) from None


def change(text: str) -> tuple[str, object]:
    """`FIELD=JSON`: the field and its new value."""
    field, equals, value = text.partition("=")
    field = field.strip()
    if not equals or not field:
        raise click.UsageError(f"--set {text!r}: write FIELD=JSON, such as 'when=\"2025-08-15\"'")
    try:
        return field, json.loads(value, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise click.UsageError(f"--set {field}: write a JSON value, such as {_meant(value)}") from None


def _no_number(text: str) -> object:
    raise ValueError(text)


def _meant(text: str) -> str:
    """What was meant, most likely: the same text in quotes."""
    word = text.strip()
    if word and len(word) <= _LONGEST_WORD and word.isprintable() and not set(word) & set('{}[]"\\'):
        return json.dumps(word, ensure_ascii=False)
    return '"2025-08-15", 52 or ["lukashenko"]'
