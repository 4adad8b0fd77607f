"""A reply: what a bot says, before it is Telegram's, Matrix's or the terminal's.

Paragraphs, lists, choices and pictures, with no markup in them: whoever renders a reply writes the
markup around its texts, so that splitting can never break it. A list's items and the choices after
it are numbered through; what a number or a button asks for is its `press`, at most 64 bytes.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal, TypeAlias, assert_never

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

Style = Literal["plain", "bold", "italic", "code"]

MOST_BYTES = 64
"""What a button may carry (Telegram's `callback_data`)."""

# Line ends apart, control characters say nothing; marks of direction would turn the text that follows them around.
_UNSEEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2060\u2066-\u2069\ufeff]"
)


def clean(text: str) -> str:
    """The text as any platform takes it: no control characters, no marks of direction, no half characters."""
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _UNSEEN.sub(lambda unseen: " " if unseen[0] in "\t\r\u2028\u2029" else "", whole)


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of text in one style, perhaps with the address that it leads to."""

    text: str
    style: Style = "plain"
    link: str | None = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "text", clean(self.text))


Spans: TypeAlias = tuple[Span, ...]


def spans(*parts: Span | str) -> Spans:
    """The parts as spans; plain texts may stand as they are, and what is empty is left out."""
    made = (part if isinstance(part, Span) else Span(part) for part in parts)
    return tuple(span for span in made if span.text)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Some text; `quoted` is what somebody may copy as it is."""

    spans: Spans
    quoted: bool = False


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list. With a `press` it has a number, and opens."""

    spans: Spans
    press: str = ""

    def __post_init__(self) -> None:
        _check(self.press)


@dataclass(frozen=True, slots=True)
class Items:
    """A list. Those of its items that open are numbered, from `first` on."""

    items: tuple[Item, ...]
    first: int = 1

    @property
    def numbered(self) -> int:
        """How many of the items have a number."""
        return sum(bool(item.press) for item in self.items)


Block: TypeAlias = Paragraph | Items


@dataclass(frozen=True, slots=True)
class Choice:
    """Something that can be asked for next: a button, or a number to answer with."""

    label: str
    press: str

    def __post_init__(self) -> None:
        _check(self.press)
        object.__setattr__(self, "label", clean(self.label).replace("\n", " "))


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture with its file name, what is written under it, and what it shows in words."""

    name: str
    media_type: str
    content: bytes = field(repr=False)
    caption: str
    alternative: str


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said, in one language.

    `chosen` is the language that the chat has just chosen for itself; remembering it is the
    platform's matter. `found` is False where nothing was found or the request was not understood.
    """

    language: str
    blocks: tuple[Block, ...]
    choices: tuple[Choice, ...] = ()
    pictures: tuple[Picture, ...] = ()
    chosen: str | None = None
    found: bool = True

    @property
    def presses(self) -> dict[int, str]:
        """What each number asks for: those of the items, then those of the choices."""
        numbered: dict[int, str] = {}
        for block in self.blocks:
            if isinstance(block, Items):
                opening = [item.press for item in block.items if item.press]
                numbered |= dict(enumerate(opening, block.first))
        after = max(numbered, default=0) + 1
        return numbered | {after + place: choice.press for place, choice in enumerate(self.choices)}


def _check(press: str) -> None:
    if len(press.encode()) > MOST_BYTES:
        raise ValueError(f"{press!r} has more than {MOST_BYTES} bytes, and no button carries more")


def plain(piece: Span) -> str:
    """A piece without its style, its address after it where that is not what it says."""
    return f"{piece.text} <{piece.link}>" if piece.link and piece.link != piece.text else piece.text


Dress: TypeAlias = "Callable[[Span], str]"


def as_text(reply: Reply, dress: Dress = plain) -> str:
    """The reply as text, with its choices as numbers; `dress` says how a piece of it is written."""
    parts = [block_text(block, dress) for block in reply.blocks]
    after = len(reply.presses) - len(reply.choices)
    numbers = list(reply.presses)[after:]
    choices = [f"[{number}] {choice.label}" for number, choice in zip(numbers, reply.choices, strict=True)]
    parts += [f"[{picture.name}] {picture.caption}\n{picture.alternative}" for picture in reply.pictures]
    return "\n\n".join([*parts, *(["   ".join(choices)] if choices else [])])


def block_text(block: Block, dress: Dress = plain) -> str:
    """One block as text."""
    match block:
        case Paragraph():
            text = "".join(map(dress, block.spans))
            return "\n".join(f"> {line}" for line in text.split("\n")) if block.quoted else text
        case Items():
            return "\n".join(f"{mark} {''.join(map(dress, item.spans))}" for mark, item in marked(block))
        case unreachable:
            assert_never(unreachable)


def marked(block: Items) -> Iterator[tuple[str, Item]]:
    """The items with what stands before each: its number, or a bullet."""
    number = block.first
    for item in block.items:
        if item.press:
            yield f"{number}.", item
            number += 1
        else:
            yield "•", item
