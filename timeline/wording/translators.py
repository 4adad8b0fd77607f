"""The translators' files: brought up to date with what the code says, and compiled.

Every literal in `….say("…")` and `….count("…", "…", n)` is a message; a comment above it that begins with
"Translators:" goes with it. Messages of the context "recorded" are texts that curators wrote in facts of the
shipped timeline: they stand in no code, and are kept as they are.
"""

from __future__ import annotations

import ast
from io import BytesIO
from typing import TYPE_CHECKING, NamedTuple

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from timeline.wording.catalogue import DOMAIN, LOCALE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

_WIDTH = 120


class Said(NamedTuple):
    """One message as it stands in the code."""

    one: str
    many: str | None
    place: str
    comments: tuple[str, ...]


def said_in(package: Path) -> Iterator[Said]:
    """Every message of a package, in the order of its files."""
    for path in sorted(package.rglob("*.py")):
        source = path.read_text(encoding="utf-8")
        lines = source.splitlines()
        calls = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call)]
        for call in sorted(calls, key=lambda call: (call.lineno, call.col_offset)):
            literals = _literals(call)
            if literals:
                place = path.relative_to(package.parent).as_posix()
                yield Said(*literals, place, tuple(_comments(lines, call.lineno - 1)))


def _literals(call: ast.Call) -> tuple[str, str | None] | None:
    if isinstance(call.func, ast.Attribute):
        match call.func.attr, call.args:
            case "say", [ast.Constant(value=str(one)), *_]:
                return one, None
            case "count", [ast.Constant(value=str(one)), ast.Constant(value=str(many)), *_]:
                return one, many
    return None


def _comments(lines: list[str], above: int) -> list[str]:
    """The comment that ends on the line above, from where it speaks to translators."""
    found: list[str] = []
    while above > 0 and lines[above - 1].lstrip().startswith("#"):
        above -= 1
        found.insert(0, lines[above].lstrip().removeprefix("#").strip())
        if found[0].startswith("Translators:"):
            return [found[0].removeprefix("Translators:").strip(), *found[1:]]
    return []


def up_to_date(language: str, package: Path, locale: Path = LOCALE, domain: str = DOMAIN) -> Catalog:
    """The language's catalogue with every message of the package: new ones empty, unsaid ones gone."""
    before = _read(language, locale, domain)
    after = _dateless(language)
    for said in said_in(package):
        known = before.get(said.one)
        message_id = said.one if said.many is None else (said.one, said.many)
        text = known.string if known is not None and known.id == message_id else None
        empty = "" if said.many is None else ("",) * after.num_plurals
        after.add(message_id, text or empty, locations=[(said.place, 0)], auto_comments=said.comments)
    for message in before:
        if message.id and message.context:
            after.add(message.id, message.string, context=message.context, auto_comments=message.auto_comments)
    return after


def _read(language: str, locale: Path, domain: str) -> Catalog:
    path = locale / language / "LC_MESSAGES" / f"{domain}.po"
    if not path.is_file():
        return Catalog(locale=language)
    with path.open("rb") as file:
        return read_po(file, locale=language)


class _Dateless(Catalog):
    """A catalogue whose header says only what is read, so that the same messages always make the same files."""

    @property
    def mime_headers(self) -> list[tuple[str, str]]:
        return [
            ("Project-Id-Version", str(self.project)),
            ("Language", str(self.locale_identifier)),
            ("Plural-Forms", self.plural_forms),
            ("MIME-Version", "1.0"),
            ("Content-Type", "text/plain; charset=utf-8"),
            ("Content-Transfer-Encoding", "8bit"),
        ]


def _dateless(language: str) -> Catalog:
    return _Dateless(locale=language, header_comment="#", project="belarus-timeline", fuzzy=False, charset="utf-8")


def written(catalogue: Catalog) -> bytes:
    """The translators' file. It holds no dates and no line numbers, so that it changes only with its messages."""
    file = BytesIO()
    write_po(file, catalogue, width=_WIDTH, include_lineno=False)
    return file.getvalue()


def compiled(translators_file: bytes, language: str) -> bytes:
    """What the program reads, from the translators' file."""
    catalogue = _dateless(language)
    for message in read_po(BytesIO(translators_file), locale=language):
        if message.id:
            catalogue.add(message.id, message.string, context=message.context)
    file = BytesIO()
    write_mo(file, catalogue)
    return file.getvalue()


def bring_up_to_date(package: Path, locale: Path = LOCALE, domain: str = DOMAIN) -> Iterator[tuple[str, int]]:
    """Write both files of every language; gives each language with how many messages it still lacks."""
    for folder in sorted(path for path in locale.iterdir() if path.is_dir()):
        catalogue = up_to_date(folder.name, package, locale, domain)
        text = written(catalogue)
        messages = folder / "LC_MESSAGES"
        messages.mkdir(exist_ok=True)
        (messages / f"{domain}.po").write_bytes(text)
        (messages / f"{domain}.mo").write_bytes(compiled(text, folder.name))
        yield folder.name, sum(not _complete(message.string) for message in catalogue if message.id)


def _complete(text: str | tuple[str, ...] | list[str] | None) -> bool:
    return bool(text) and (isinstance(text, str) or all(text or ()))
