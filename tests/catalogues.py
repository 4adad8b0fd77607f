"""What the code says, and what the catalogues hold: read from the syntax trees and from the translators' files."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from timeline.wording.catalogue import LOCALE

ROOT = Path(__file__).resolve().parent.parent
TRANSLATED = ("be", "de", "lt", "pl", "ru", "uk")
RECORDED = "recorded"


class Message(NamedTuple):
    """An English sentence; `plural` where it is counted, `context` where a curator wrote it."""

    one: str
    plural: str | None = None
    context: str | None = None


@cache
def said_in(package: Path) -> dict[Message, str]:
    """Every message in the package's code, with a place where it is said."""
    found: dict[Message, str] = {}
    for path in sorted(package.rglob("*.py")):
        for message, line in said(path.read_text(encoding="utf-8")):
            found.setdefault(message, f"{path.relative_to(package)}:{line}")
    return found


def said(source: str) -> Iterator[tuple[Message, int]]:
    """The messages of `….say("…")` and `….count("…", "…", …)`."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="say"), args=[ast.Constant(value=str(one)), *_]):
                yield Message(one), node.lineno
            case ast.Call(
                func=ast.Attribute(attr="count"),
                args=[ast.Constant(value=str(one)), ast.Constant(value=str(many)), *_],
            ):
                yield Message(one, many), node.lineno


def said_by_no_literal(source: str) -> Iterator[int]:
    """Lines on which something is said that is no literal, so that nobody can translate it."""
    for node in ast.walk(ast.parse(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="say"), args=[ast.Constant(value=str()), *_]):
                pass
            case ast.Call(func=ast.Attribute(attr="say")):
                yield node.lineno


def translators_file(language: str) -> bytes:
    """The bytes of a language's .po."""
    return (LOCALE / language / "LC_MESSAGES" / "timeline.po").read_bytes()


@cache
def catalogue(language: str) -> Catalog:
    """A language's .po, read."""
    return read_po(BytesIO(translators_file(language)), locale=language, abort_invalid=True)


@cache
def translations(language: str) -> dict[Message, tuple[str, ...]]:
    """Every message of a language's .po with its forms; the header left out."""
    found: dict[Message, tuple[str, ...]] = {}
    for message in catalogue(language):
        if message.id:
            one, plural = message.id if isinstance(message.id, tuple | list) else (message.id, None)
            forms = (message.string,) if isinstance(message.string, str) else tuple(message.string)
            found[Message(one, plural, message.context)] = forms
    return found
