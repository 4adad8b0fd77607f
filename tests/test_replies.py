"""Replies, and their splitting: every part fits, nothing is lost, no character and no markup is broken."""

from __future__ import annotations

import html
import unicodedata
from html.parser import HTMLParser
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.replies import (
    Block,
    Choice,
    Item,
    Items,
    Paragraph,
    Picture,
    Reply,
    Span,
    as_text,
    block_text,
    clean,
    marked,
    spans,
)
from bots.splitting import boundaries, split

if TYPE_CHECKING:
    from collections.abc import Sequence

STYLES = {"bold": "b", "italic": "i", "code": "code"}


def marked_up(blocks: Sequence[Block]) -> str:
    """The blocks as HTML: markup stands around texts, and is nowhere in them."""
    return "\n\n".join(_html(block) for block in blocks)


def _html(block: Block) -> str:
    if isinstance(block, Items):
        return "\n".join(f"{mark} {''.join(map(_piece, item.spans))}" for mark, item in marked(block))
    text = "".join(map(_piece, block.spans))
    return f"<blockquote>{text}</blockquote>" if block.quoted else text


def _piece(span: Span) -> str:
    tag = STYLES.get(span.style)
    text = html.escape(span.text)
    text = f"<{tag}>{text}</{tag}>" if tag else text
    return f'<a href="{html.escape(span.link)}">{text}</a>' if span.link else text


class Seen(HTMLParser):
    """The text between the tags; every tag that opens must close in its place."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text = ""
        self.feed(markup)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def units(blocks: Sequence[Block]) -> int:
    """Their length as a messenger counts it: UTF-16 units of the text that is seen."""
    return len(Seen(marked_up(blocks)).text.encode("utf-16-le")) // 2


LETTERS = st.text(
    alphabet=st.sampled_from("ab .\nжў<>&\"'é\u0301\u0306😀\u200d👩🏽🇧🇾\ufe0f\u202e\x00\ud83d\ude00"), max_size=60
)
PIECES = st.lists(
    st.builds(
        Span,
        LETTERS,
        st.sampled_from(["plain", "bold", "italic", "code"]),
        st.sampled_from([None, "https://example.org/?a=1&b=<2>"]),
    ),
    min_size=1,
    max_size=4,
).map(tuple)
ITEMS = st.builds(
    Items,
    st.lists(st.builds(Item, PIECES, st.sampled_from(["", "entry:1::en"])), min_size=1, max_size=5).map(tuple),
    st.integers(1, 30),
)
BLOCKS = st.lists(st.builds(Paragraph, PIECES, st.booleans()) | ITEMS, max_size=5).map(tuple)


def letters(reply: Reply) -> str:
    """All that is said, without the blanks where parts may be cut and without the marks of lists."""
    said = []
    for block in reply.blocks:
        texts = [block.spans] if isinstance(block, Paragraph) else [item.spans for item in block.items]
        said += [span.text for pieces in texts for span in pieces]
    return "".join("".join(said).split())


@settings(max_examples=300, deadline=None)
@given(BLOCKS, st.integers(40, 90))
def test_every_part_fits_nothing_is_lost_and_all_markup_closes(blocks: tuple[Block, ...], limit: int) -> None:
    whole = Reply("en", blocks, (Choice("More", "page:12::en"),))
    parts = split(whole, limit, units)

    assert all(units(part.blocks) <= limit for part in parts)
    assert "".join(map(letters, parts)) == letters(whole)
    assert [part.choices for part in parts] == [()] * (len(parts) - 1) + [whole.choices]


@settings(max_examples=300, deadline=None)
@given(LETTERS.map(clean), st.integers(8, 30))
def test_no_part_begins_inside_what_is_read_as_one_character(text: str, limit: int) -> None:
    parts = split(Reply("en", (Paragraph(spans(text)),)), limit, units)
    starts = [block.spans[0].text[0] for part in parts[1:] for block in part.blocks if isinstance(block, Paragraph)]

    assert not [letter for letter in starts if unicodedata.combining(letter) or letter in "\u200d\ufe0f🏽"]


@settings(max_examples=200, deadline=None)
@given(BLOCKS, st.integers(40, 90))
def test_numbers_run_on_through_the_parts(blocks: tuple[Block, ...], limit: int) -> None:
    only = tuple(block for block in blocks if isinstance(block, Items))[:1]
    parts = split(Reply("en", only), limit, units)
    numbers = [number for part in parts for number in part.presses]

    assert numbers == list(Reply("en", only).presses)


def test_what_fits_is_one_part_and_as_it_was() -> None:
    reply = Reply("en", (Paragraph(spans("Short.")),), (Choice("More", "page:12::en"),))
    assert split(reply, 4096, units) == [reply]


def test_a_text_is_cut_at_the_end_of_a_sentence_where_there_is_one() -> None:
    parts = split(Reply("en", (Paragraph(spans("One two. Three four. Five six seven")),)), 25, units)
    assert [block_text(part.blocks[0]) for part in parts] == ["One two. Three four.", "Five six seven"]


def test_a_style_goes_on_in_the_next_part() -> None:
    parts = split(Reply("en", (Paragraph(spans(Span("word " * 10, "bold"))),)), 24, units)
    assert len(parts) > 1
    assert all(span.style == "bold" for part in parts for block in part.blocks for span in block.spans)  # type: ignore[union-attr]


def test_a_character_longer_than_the_limit_loses_accents_and_a_limit_for_nothing_is_refused() -> None:
    parts = split(Reply("en", (Paragraph(spans("a" + "\u0301" * 50 + "b")),)), 10, units)
    assert [units(part.blocks) for part in parts] == [10, 1]
    with pytest.raises(ValueError, match="too small"):
        split(Reply("en", (Paragraph(spans("😀")),)), 1, units)


def test_a_flag_a_family_and_a_letter_with_its_accents_are_one_character_each() -> None:
    text = "🇧🇾🇱🇹" + "👩\u200d👩\u200d👧" + "у\u0306" + "👍🏽"
    assert [text[a:b] for a, b in zip([0, *boundaries(text)], boundaries(text), strict=False)] == [
        "🇧🇾", "🇱🇹", "👩\u200d👩\u200d👧", "у\u0306", "👍🏽",
    ]  # fmt: skip


def test_half_characters_controls_and_marks_of_direction_are_nobodys_text() -> None:
    assert Span("\ud83d\ude00 a\ud83db\x00\x1b[31m \u202eevil\tx").text == "😀 a�b[31m evil x"


def test_what_opens_is_numbered_through_and_choices_come_after() -> None:
    items = Items((Item(spans("a"), "entry:7::en"), Item(spans("plain")), Item(spans("b"), "entry:8::en")), first=13)
    reply = Reply("en", (Paragraph(spans("Two:")), items), (Choice("More", "page:24::en"),))

    assert reply.presses == {13: "entry:7::en", 14: "entry:8::en", 15: "page:24::en"}
    assert as_text(reply) == "Two:\n\n13. a\n• plain\n14. b\n\n[15] More"


def test_a_picture_is_named_and_told_in_words() -> None:
    picture = Picture("prisoners.png", "image/png", b"", "Prisoners", "1,218 on 5 December 2025")
    assert as_text(Reply("en", (), pictures=(picture,))) == "[prisoners.png] Prisoners\n1,218 on 5 December 2025"


def test_an_address_stands_after_its_text_and_a_quotation_is_marked() -> None:
    assert block_text(Paragraph(spans(Span("Reuters", link="https://r.example")))) == "Reuters <https://r.example>"
    assert block_text(Paragraph(spans("a\nb"), quoted=True)) == "> a\n> b"


def test_no_button_carries_more_than_64_bytes() -> None:
    with pytest.raises(ValueError, match="64 bytes"):
        Choice("More", "ж" * 33)
