"""A reply in parts that each fit a platform's limit: between blocks, items, sentences or words where that is possible.

Never inside what is read as one character: a letter with its accents, a flag, a family of emoji, the
two halves of a surrogate pair. Markup cannot break, as it is written around each part.
"""

from __future__ import annotations

import unicodedata
from collections import deque
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from bots.replies import Block, Item, Items, Paragraph, Reply, Span

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from bots.replies import Spans

Measure: TypeAlias = "Callable[[Sequence[Block]], int]"
Fits: TypeAlias = "Callable[[Block], bool]"

_JOINER = "\u200d"


def split(reply: Reply, limit: int, measure: Measure) -> list[Reply]:
    """Parts of the reply, in order, of which each measures at most `limit`.

    `measure` gives the length of some blocks as they will be sent. Choices and pictures go with the
    last part, and numbers run on. A single character longer than the limit loses the accents that
    do not fit. Raises `ValueError` for a limit into which not even one letter fits.
    """
    parts: list[tuple[Block, ...]] = []
    part: list[Block] = []
    waiting = deque(reply.blocks)
    while waiting:
        block = waiting.popleft()
        if measure([*part, block]) <= limit:
            part.append(block)
            continue
        begun = tuple(part)
        head, rest = _parted(block, lambda piece, begun=begun: measure([*begun, piece]) <= limit, alone=not part)  # type: ignore[misc]
        if head is not None:
            part.append(head)
        waiting.extendleft(reversed(rest))
        parts.append(tuple(part))
        part = []
    if part or not parts:
        parts.append(tuple(part))
    *first, last = (replace(reply, blocks=blocks, choices=(), pictures=()) for blocks in parts)
    return [*first, replace(last, choices=reply.choices, pictures=reply.pictures)]


def _parted(block: Block, fits: Fits, *, alone: bool) -> tuple[Block | None, list[Block]]:
    """What of a block still fits, and the rest; a text is cut only where it stands alone."""
    if isinstance(block, Items):
        head, rest = _first_items(block, fits)
        if head is not None:
            return head, [rest]
        if not alone:
            return None, [block]
        return _first_of_item(block, fits)
    if not alone:
        return None, [block]
    cut = _cut(block.spans, lambda piece: fits(replace(block, spans=piece)))
    rest_of_text: list[Block] = [replace(block, spans=cut.rest)] if cut.rest else []
    return replace(block, spans=cut.head), rest_of_text


def _first_items(block: Items, fits: Fits) -> tuple[Items | None, Items]:
    for n in range(len(block.items) - 1, 0, -1):
        head = replace(block, items=block.items[:n])
        if fits(head):
            return head, Items(block.items[n:], block.first + head.numbered)
    return None, block


def _first_of_item(block: Items, fits: Fits) -> tuple[Block, list[Block]]:
    """An item too long to be sent alone: its beginning keeps the number, the rest is a text after it."""
    item, *others = block.items

    def begun(piece: Spans) -> Items:
        return replace(block, items=(Item(piece, item.press),))

    cut = _cut(item.spans, lambda piece: fits(begun(piece)))
    head = begun(cut.head)
    rest: list[Block] = [Paragraph(cut.rest)] if cut.rest else []
    if others:
        rest.append(Items(tuple(others), block.first + head.numbered))
    return head, rest


class _Cut(NamedTuple):
    head: Spans
    rest: Spans


def _cut(pieces: Spans, fits: Callable[[Spans], bool]) -> _Cut:
    """The longest beginning that fits, up to a good place to break, and the rest."""
    text = "".join(piece.text for piece in pieces)
    ends = boundaries(text)
    low, high = 0, len(ends)  # how many characters certainly fit, and how many may
    while low < high:
        middle = (low + high + 1) // 2
        if fits(_slice(pieces, 0, ends[middle - 1])):
            low = middle
        else:
            high = middle - 1
    if low == 0:
        return _Cut(_without_accents(pieces, ends[0], fits), _slice(pieces, ends[0], len(text)))
    end = _good_end(text, ends[low - 1])
    rest = end
    while rest < len(text) and text[rest] in " \n" and rest + 1 not in _unbreakable(text, rest):
        rest += 1
    return _Cut(_slice(pieces, 0, end), _slice(pieces, rest, len(text)))


def _unbreakable(text: str, place: int) -> tuple[int, ...]:
    """The place after a blank, where something combines with the blank."""
    return (place + 1,) if place + 1 < len(text) and _joined(text, place + 1) else ()


def _good_end(text: str, end: int) -> int:
    """The last end of a line, else of a sentence, else of a word, in the second half of what fits."""
    if end == len(text):
        return end
    for mark in ("\n", ". ", " "):
        place = text.rfind(mark, end // 2, end + 1)
        if place > 0:
            after = place + len(mark) - 1
            if not _joined(text, after) and not _unbreakable(text, after):
                return after
    return end


def _without_accents(pieces: Spans, end: int, fits: Callable[[Spans], bool]) -> Spans:
    """One character that is longer than the limit, with as many of its accents as fit."""
    for shorter in range(end - 1, 0, -1):
        head = _slice(pieces, 0, shorter)
        if fits(head):
            return head
    raise ValueError("the limit is too small for a single letter")


def _slice(pieces: Spans, start: int, end: int) -> Spans:
    found: list[Span] = []
    place = 0
    for piece in pieces:
        text = piece.text[max(0, start - place) : max(0, end - place)]
        if text:
            found.append(replace(piece, text=text))
        place += len(piece.text)
    return tuple(found)


def boundaries(text: str) -> list[int]:
    """The places where a character, as a reader sees it, ends."""
    ends: list[int] = []
    flags = 0  # regional indicators in a row: two make a flag
    for place in range(1, len(text)):
        flags = flags + 1 if _is_flag(text[place - 1]) else 0
        if not (_joined(text, place) or (flags % 2 == 1 and _is_flag(text[place]))):
            ends.append(place)
    return [*ends, len(text)] if text else []


def _is_flag(letter: str) -> bool:
    return "\U0001f1e6" <= letter <= "\U0001f1ff"


def _joined(text: str, place: int) -> bool:
    """Whether the letter at a place belongs to the one before it."""
    letter, before = text[place], text[place - 1]
    return (
        unicodedata.category(letter) in ("Mn", "Me", "Mc")
        or _JOINER in (before, letter)
        or "\U0001f3fb" <= letter <= "\U0001f3ff"  # skin tones
        or "\U000e0020" <= letter <= "\U000e007f"  # tags of flags
        or "\u1160" <= letter <= "\u11ff"  # vowels and ends of Korean syllables
        or (before == "\r" and letter == "\n")
        or ("\ud800" <= before <= "\udbff" and "\udc00" <= letter <= "\udfff")
    )
