"""Texts, ids and addresses: what is kept as it came, and what is refused."""

from collections.abc import Mapping

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from timeline.texts import ActorId, Country, Curator, Language, Line, Ref, Text, Url

TEXT, LINE, URL = TypeAdapter(Text), TypeAdapter(Line), TypeAdapter(Url)


def takes(adapter: TypeAdapter[str], text: object) -> bool:
    try:
        kept = adapter.validate_python(text)
    except ValidationError:
        return False
    assert kept == text  # what is taken is kept character for character
    return True


PLAIN = [
    "52 people freed",
    "Аляксандр Лукашэнка і Джон Коўл",
    "Alaksandr Łukašenka, žnivień",
    "白俄罗斯 · ベラルーシ · بيلاروس",
    "a < b",
    "I <3 Minsk",
    "<3",
    "less <<< more",
    "1 <2 and 3> 2",
    "a <",
    "x<",
    "5 > 3",
    "&lt;b&gt;",
    "Robert'); DROP TABLE stored_events;--",
    "{person:ihar_losik}",
    "%s %n {0} ${x}",
    "“quoted” ‚so‘ «and so»",
    "e\u0301 decomposed",
    "\U0001f54a\ufe0f",
    "👨\u200d👩\u200d👧",
    " leading",
    "\u00a0leading",
    "trailing ",
    "a\u200f.",  # a mark, not an override: right-to-left names need it
]

BARRED = {
    "nothing": "",
    "blank": " ",
    "blanks": " \u00a0\u3000",
    "a zero-width space": "\u200b",
    "a soft hyphen": "\u00ad",
    "a Hangul filler": "\u3164",
    "NUL": "a\x00b",
    "bell": "a\x07",
    "backspace": "a\x08",
    "vertical tab": "a\x0b",
    "carriage return": "a\r\nb",
    "escape": "\x1b[31mred",
    "unit separator": "a\x1fb",
    "delete": "a\x7f",
    "next line": "a\x85b",
    "C1": "a\x9bb",
    "line separator": "a\u2028b",
    "paragraph separator": "a\u2029b",
    "left-to-right embedding": "a\u202ab",
    "right-to-left override": "a\u202eb",
    "isolate": "a\u2066b",
    "pop isolate": "a\u2069b",
    "byte order mark": "\ufeffa",
    "lone surrogate": "a\ud800",
    "bold": "<b>a</b>",
    "end tag": "a</b>",
    "script": "<script>alert(1)</script>",
    "doubled": "<<script>",
    "nested": "<<<<img src=x>",
    "comment": "<!-- a -->",
    "processing instruction": "<?php ?>",
    "upper case": "<SCRIPT>",
    "unclosed": "a <b",
}


@pytest.mark.parametrize("text", PLAIN)
def test_plain_text_is_kept_as_it_came(text: str) -> None:
    assert takes(LINE, text)
    assert takes(TEXT, text)


@pytest.mark.parametrize("text", BARRED.values(), ids=BARRED)
def test_control_characters_overrides_markup_and_blanks_are_refused(text: str) -> None:
    assert not takes(LINE, text)
    assert not takes(TEXT, text)


@pytest.mark.parametrize("text", ["a\nb", "a\tb", "\na", "a\n"])
def test_lines_and_tabs_are_for_texts_of_several_lines_only(text: str) -> None:
    assert takes(TEXT, text)
    assert not takes(LINE, text)


@settings(deadline=None)
@given(st.text(max_size=30))
def test_no_text_that_is_taken_opens_a_tag_or_steers_a_terminal(text: str) -> None:
    if takes(TEXT, text):
        assert not any(
            text[at] == "<" and (text[at + 1].isascii() and (text[at + 1].isalpha() or text[at + 1] in "/!?"))
            for at in range(len(text) - 1)
        )
        assert not any(letter < " " and letter not in "\n\t" for letter in text)
        assert not set(text) & set("\x7f\x9b\u202e\u2066\ufeff")
        assert text.strip()


def test_long_texts_are_refused_at_their_limits() -> None:
    assert takes(LINE, "x" * 500)
    assert not takes(LINE, "x" * 501)
    assert takes(TEXT, "я" * 4_000)
    assert not takes(TEXT, "я" * 4_001)
    assert not takes(TEXT, "x" * 10_000)
    assert not takes(TEXT, "<" * 100_000)


@pytest.mark.parametrize("thing", [None, 1, True, 1.5, b"\xff", ["text"], {"en": "text"}, object()], ids=repr)
def test_only_text_is_text(thing: object) -> None:
    for adapter in (TEXT, LINE, URL):
        assert not takes(adapter, thing)


def test_bytes_are_read_as_the_text_they_encode_and_held_to_the_same() -> None:
    assert LINE.validate_python("Лукашэнка".encode()) == "Лукашэнка"
    assert not takes(LINE, b"<b>")
    assert not takes(LINE, b"a\x00")


ADDRESSES = [
    "https://www.reuters.com/world/",
    "http://example.org",
    "https://mastodon.social/@viasna96/113",
    "https://www.youtube.com/@naviny?si=1#t=5",
    "https://пример.бел/навіны",
    "https://example.org:8443/a;b,c(d)[e]?q=%3Cb%3E&r=a@b",
    "https://example.org?a=b@c",
]

NO_ADDRESSES = [
    "", "https://", "https:///path", "ftp://example.org", "javascript:alert(1)", "data:text/html,x", "//example.org",
    "example.org", "https//example.org", "HTTPS://example.org", "https://user:secret@example.org/",
    "https://token@example.org", "https://trusted.org\\@evil.org", "https://example.org/a b", "https://example.org/\n",
    "https://example.org/\x00", "https://example.org/<b>", 'https://example.org/"onclick=x', "https://example.org/`",
    "https://example.org/\u202egpj.exe", "https://example.org/\u200f", "https://example.org/\ufeff",
    "https://example.org/\ud800", "https://example.org/" + "x" * 2_000, " https://example.org",
]  # fmt: skip


@pytest.mark.parametrize("address", ADDRESSES)
def test_web_addresses_are_kept(address: str) -> None:
    assert takes(URL, address)


@pytest.mark.parametrize("address", NO_ADDRESSES, ids=lambda address: ascii(address)[:40])
def test_an_address_holds_no_password_blank_or_trick(address: str) -> None:
    assert not takes(URL, address)


KEYS: Mapping[str, tuple[TypeAdapter[str], list[str], list[str]]] = {
    "actor id": (
        TypeAdapter(ActorId),
        ["us", "lukashenko", "aircraft_ew_001pa", "x" * 60],
        ["", "u", "x" * 61, "Lukashenko", "john-coale", "лукашэнка", "a b", "ab\n", "a.b", "١٢"],
    ),
    "ref": (
        TypeAdapter(Ref),
        ["abc", "call-2025-08-15-trump-lukashenko", "---", "x" * 60],
        ["", "ab", "x" * 61, "Call-1", "call_1", "call 1", "call-1\n", "call/1", "actor:x", "call-é"],
    ),
    "language": (
        TypeAdapter(Language),
        ["be", "ru", "uk", "en", "de", "pl", "lt", "be-Latn", "cnr"],
        ["", "b", "BE", "be-latn", "be_BY", "be-BY", "belarusian", "be-Latn-x", "be\n"],
    ),
    "country": (TypeAdapter(Country), ["BY", "PL"], ["", "B", "by", "BLR", "B1", "BY\n", "БУ"]),
    "curator": (TypeAdapter(Curator), ["k7Xq_-2"], ["", "Jane Doe", "x" * 41, "a@b.org", "a\n", "Яна"]),
}


@pytest.mark.parametrize(("adapter", "good", "bad"), KEYS.values(), ids=KEYS)
def test_keys_and_codes_have_one_form(adapter: TypeAdapter[str], good: list[str], bad: list[str]) -> None:
    assert [key for key in good if not takes(adapter, key)] == []
    assert [key for key in bad if takes(adapter, key)] == []
