"""From pydantic's report on bad input to one line that says where, what and what to do."""

from __future__ import annotations

import re
from difflib import get_close_matches
from typing import TYPE_CHECKING

from timeline.errors import InputError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pydantic import ValidationError
    from pydantic_core import ErrorDetails

_SHOWN = 60  # characters of a refused value that a message repeats

_NO_ADDRESS = "is no web address"
_NOT_PLAIN = "holds control characters or markup"

_SAID = {
    "missing": "is missing",
    "extra_forbidden": "there is no such field here",
    "string_type": "{shown} is no text",
    "string_too_short": "is empty",
    "string_too_long": "has more than {max_length:,} letters",
    "string_unicode": "holds half a character (a lone surrogate)",
    "int_type": "{shown} is no whole number",
    "int_from_float": "{shown} is no whole number",
    "int_parsing_size": "{shown} is too large",
    "greater_than_equal": "{shown} is less than {ge}",
    "less_than_equal": "{shown} is more than {le:,}",
    "less_than": "{shown} is too large",
    "too_short": "has {actual_length}, and needs at least {min_length}",
    "too_long": "has more than {max_length:,}",
    "bool_type": "{shown} is neither true nor false",
    "bool_parsing": "{shown} is neither true nor false",
    "model_type": "{shown} is no object",
    "model_attributes_type": "{shown} is no object",
    "dict_type": "{shown} is no object",
    "tuple_type": "{shown} is no list",
    "invalid_key": "{shown} is no text",
    "uuid_type": "{shown} is no UUID",
    "uuid_parsing": "{shown} is no UUID",
    "timezone_aware": "{shown} has no time zone",
    "datetime_from_date_parsing": "{shown} is no moment",
    "datetime_parsing": "{shown} is no moment",
}
_REMEDIES = {
    "missing": "add it",
    "extra_forbidden": "remove it, or correct its name",
    "json_invalid": "write one JSON object a line",
    "recursion_loop": "write one JSON object a line",
    "string_type": "write text",
    "string_too_short": "write something, or leave the field out",
    "string_too_long": "shorten it",
    "string_unicode": "write valid Unicode text",
    "int_type": "write a whole number",
    "int_from_float": "write a whole number",
    "int_parsing_size": "write a number that is possible",
    "finite_number": "write a whole number",
    "greater_than_equal": "write a number that is possible",
    "less_than_equal": "write a number that is possible",
    "less_than": "write a number that is possible",
    "too_short": "give more",
    "too_long": "give fewer",
    "bool_type": "write true or false",
    "bool_parsing": "write true or false",
    "model_type": "write an object",
    "model_attributes_type": "write an object",
    "dict_type": "write an object",
    "tuple_type": "write a list",
    "uuid_type": "write the id of the export",
    "uuid_parsing": "write the id of the export",
    "timezone_aware": "give UTC: …Z",
    "datetime_from_date_parsing": "write it as the export does",
    "datetime_parsing": "write it as the export does",
}


def refusal(error: ValidationError, where: str = "", within: str = "") -> InputError:
    """The first thing that is wrong, as an `InputError`.

    `where` is the place in the input ("line 3"); `within` the path of what was validated, before
    the path inside it.
    """
    details = error.errors(include_url=False)
    # An unknown field beside a missing one is mostly a misspelling: name the unknown one.
    first = next((detail for detail in details if detail["type"] == "extra_forbidden"), details[0])
    path = ".".join(part for part in (within, *_path(first)) if part)
    cause = (first.get("ctx") or {}).get("error")
    if isinstance(cause, InputError):
        field = ".".join(part for part in (path, cause.field) if part)
        return type(cause)(cause.problem, where=where, field=field, remedy=cause.remedy)
    problem, remedy = _said(first)
    if first["type"].startswith("union_tag"):
        path = f"{path}.kind" if path else "kind"
    elif first["type"] == "extra_forbidden":
        missing = [detail["loc"] for detail in details if detail["type"] == "missing"]
        remedy = misspelt(first["loc"][-1], [loc[-1] for loc in missing if loc[:-1] == first["loc"][:-1]])
    return InputError(problem, where=where, field=path, remedy=remedy)


def misspelt(field: object, meant: Iterable[object]) -> str:
    """The remedy for a field that is not there, with the one that was probably meant."""
    near = get_close_matches(str(field)[:_SHOWN], map(str, meant), n=1)
    return f"did you mean {near[0]}?" if near else _REMEDIES["extra_forbidden"]


def _path(detail: ErrorDetails) -> list[str]:
    """The field's path without the tags that pydantic adds for the kind of a fact."""
    parts = [str(part) for part in detail["loc"]]
    kept: list[str] = []
    for index, part in enumerate(parts):
        if part == "[key]" or (index and parts[index - 1] == "fact" and part in _KINDS):
            continue
        kept.append(show_name(part))
    return kept


def _said(detail: ErrorDetails) -> tuple[str, str]:  # noqa: PLR0911  (a line a type)
    """What is wrong and what to do, for one of pydantic's error types."""
    kind, context = detail["type"], detail.get("ctx") or {}
    shown = show(detail.get("input"))
    match kind:
        case "model_type" if context.get("class_name") == "Quantity":
            return f"{shown} is no number of people", 'write a whole number, or {"value": 52, "qualifier": "about"}'
        case "literal_error":
            return f"{shown} is not one of the words it may be", f"write {context.get('expected')}"
        case "union_tag_invalid":
            return f"{show(context.get('tag'))} is no kind of fact", f"write one of {context.get('expected_tags')}"
        case "union_tag_not_found":
            return "is missing", f"add it, one of {', '.join(sorted(_KINDS))}"
        case "string_pattern_mismatch":
            return _unmatched(str(detail.get("input")), str(context.get("pattern")))
        case "too_short" if detail["loc"][-1:] == ("claims",):
            return "has no source", "give at least one claim with its source"
        case "value_error":
            return str(context.get("error")), ""
        case _ if kind in _SAID:
            return _SAID[kind].format(shown=shown, **context), _REMEDIES.get(kind, "correct it")
        case _:
            said = detail["msg"][:1].lower() + detail["msg"][1:]
            return f"{said} (given: {shown})", _REMEDIES.get(kind, "correct it")


def _unmatched(text: str, pattern: str) -> tuple[str, str]:
    """What is wrong with a text that is not written as it should be, and what to do."""
    if not _INVISIBLE.sub("", text):
        return "is blank", _REMEDIES["string_too_short"]
    said, remedy = _pattern(pattern)
    if said == _NO_ADDRESS:  # which may hold a password
        return said, remedy
    return f"{show(text) if said == _NOT_PLAIN else show_key(text)} {said}", remedy


def show(value: object) -> str:
    """A refused value on one line, cut short, with nothing in it that a terminal would obey."""
    if value is None or isinstance(value, bool):
        return "null" if value is None else str(value).lower()  # as JSON writes them
    try:
        text = repr(value[: 2 * _SHOWN]) if isinstance(value, str) else ascii(value)
    except (ValueError, RecursionError):  # a whole number of thousands of digits; lists in lists
        text = f"this {type(value).__name__}"
    text = "".join(letter if letter.isprintable() else ascii(letter)[1:-1] for letter in text)
    return _cut(text)


def _cut(text: str) -> str:
    return text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…"


def show_key(value: object) -> str:
    """Like `show`, for what is written in ASCII: every other letter is escaped, so that a look-alike is seen."""
    return _cut(ascii(value)) if isinstance(value, str) else show(value)


def show_name(name: str) -> str:
    """A field's name as it was given, which can hold anything; like `show`, without quotes."""
    shown = show(name)
    return shown[1:] if shown.endswith("…") else shown[1:-1]


def _pattern(pattern: str) -> tuple[str, str]:
    """In words, what a text did not match."""
    for start, said in _PATTERNS:
        if pattern.startswith(start):
            return said
    return "is not written as it should be", f"match {pattern}"


_PATTERNS = (
    ("^[a-z0-9_]{2,60}", ("is no actor id", "write 2 to 60 of a-z, 0-9 and _; see `timeline actors`")),
    ("^[a-z0-9-]{3", ("is no ref", "write 3 to 60 of a-z, 0-9 and -")),
    ("^[\\t\\n ", (_NOT_PLAIN, "write plain text")),
    ("^[ \\u00a0", (_NOT_PLAIN, "write plain text of one line")),
    ("^https?", (_NO_ADDRESS, "write http(s)://… without user name, password or blanks")),
    ("^[A-Z]{2}$", ("is no country code", "write ISO 3166-1 alpha-2, such as BY")),
    ("^[a-z]{2,3}", ("is no language code", "write ISO 639, such as be or be-Latn")),
    ("^[A-Z][a-z]{3}", ("is no script code", "write ISO 15924, such as Cyrl")),
    ("^[a-z_]{2,40}(", ("is no path of a field", "write `entry`, `people`, `nationalities.PL` …")),
    ("^[0-9a-f]{64}", ("is no SHA-256 sum", "write 64 hexadecimal digits")),
    ("^([01]", ("is no time of day", "write HH:MM")),
    ("^[A-Za-z]+(/", ("is no time zone", "write an IANA name, such as Europe/Minsk")),
    ("^[a-z][a-z_ ]", ("is no unit", "write a plain word, such as people")),
    ("^[a-z0-9_]{2,40}", ("is no name of a register", "write 2 to 40 of a-z, 0-9 and _")),
    ("^[a-z_]{2,40}$", ("is no type of event", "write it as the export does")),
    ("^([a-z0-9-]{3", ("is neither a ref nor actor: and an actor's id", "write it as the export does")),
    ("^[A-Za-z0-9_-]{1,40}", ("is no id of a curator", "write 1 to 40 of A-Z, a-z, 0-9, _ and -")),
)

_INVISIBLE = re.compile(r"[\s\u00ad\u115f\u1160\u180e\u200b-\u200f\u2060-\u2064\u2800\u3164]+")
_KINDS = frozenset({
    "call", "meeting", "release", "arrest", "person_status", "prisoner_count", "appointment",
    "sanctions_change", "negotiation", "statement", "incident",
})  # fmt: skip
