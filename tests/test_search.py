"""Entries by words, in all scripts: of their own texts, and of the names of the actors they name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.writers import claim
from timeline import Actor, Incident, Name, PartialDate, Register, Relation, Statement, Timeline
from timeline.projections import search
from timeline.projections.words import Names, folded, is_found, words

if TYPE_CHECKING:
    from collections.abc import Iterator


def actor(id: str, *names: str, kind: str = "person", ties: tuple[Relation, ...] = ()) -> Actor:  # noqa: A002
    return Actor(
        id=id,
        type=kind,
        names=tuple(Name(text=name, lang="en", script="Latn") for name in names),
        relations=ties,
    )


REGISTER = Register(
    (
        actor("siarhei", "Siarhei Tsikhanouski", "Сяргей Ціханоўскі", "Сергей Тихановский", "Siarhiej Cichanoŭski"),
        actor("sannikau", "Андрэй Саннікаў", "Andrej Sannikau"),
        actor("prison_service", "Prison Service", kind="organisation"),
        actor("state", "The State", kind="state"),
        actor("other_state", "Other State", kind="state"),
    )
)


@pytest.fixture
def timeline() -> Iterator[Timeline]:
    with Timeline.in_memory(register=REGISTER) as opened:
        yield opened


def record(timeline: Timeline, ref: str, what: str, *actors: str) -> None:
    timeline.record(
        Incident(when=PartialDate("2025-09-11"), what=what, actors=actors or ("state",)), ref=ref, claims=[claim()]
    )


def found(timeline: Timeline, text: str, **more: object) -> list[str]:
    return sorted(entry.ref for entry in timeline.entries(text=text, limit=None, **more))  # type: ignore[arg-type]


# ---------------------------------------------------------------- words


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Łukašenka", ["lukasenka"]),
        ("аб'ём і Аб’ём", ["абем", "і", "абем"]),
        ("Ціханоўскі", ["ціханоускі"]),
        ("Йохансен", ["иохансен"]),
        ("zażółć GĘŚLĄ jaźń", ["zazolc", "gesla", "jazn"]),
        ("Straße ẞ", ["strasse", "ss"]),
        ("O'Neil O’Neil", ["oneil", "oneil"]),
        ("us_treasury, N-1: 1,218%", ["us", "treasury", "n", "1", "1", "218"]),
        ("Ŭ ŭ Ў ў", ["u", "u", "у", "у"]),
        ("ﬁne ①", ["fine", "1"]),
        ("% — „“ 🙈", []),
        ("", []),
    ],
)
def test_a_text_is_its_words_without_case_and_accents(text: str, expected: list[str]) -> None:
    assert words(text) == expected


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert [word for part in words(text) for word in words(part)] == words(text)
    assert folded(text.upper()) is not None


@given(st.text(alphabet=st.characters(max_codepoint=127)))
def test_plain_texts_have_the_words_they_have_among_others(text: str) -> None:
    assert words(text) == words(f"{text} –")


def test_a_word_of_a_letter_or_two_must_be_whole_and_a_longer_one_may_begin_a_word() -> None:
    said = words("US prisoners used 52 of 520")
    assert is_found("us", said)
    assert not is_found("pr", said)
    assert is_found("pri", said)
    assert is_found("52", said)
    assert not is_found("5", said)
    assert not is_found("risoners", said)


def test_names_give_the_actors_a_word_may_mean() -> None:
    names = Names(REGISTER)
    assert names.meant("prison") == ["prison_service"]
    assert names.meant("сяр") == ["siarhei"]
    assert names.meant("state") == ["other_state", "state"]
    assert names.meant("st") == []
    assert names.meant("the") == ["state"]


# ---------------------------------------------------------------- entries


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("potash", ["export"]),
        ("POTASH exports", ["export"]),
        ("exports potash", ["export"]),
        ("pot", ["export"]),
        ("po", []),
        ("potashes", []),
        ("otash", []),
        ("калій", ["kalij"]),
        ("калійных", ["kalij"]),
        ("кал", ["kalij"]),
        ("Ціханоўскі", ["export"]),
        ("тиханов", ["export"]),
        ("cichanouski", ["export"]),
        ("Siarhiej potash", ["export"]),
        ("potash саннікаў", []),
        ("саннікаў калій", ["kalij"]),
        ("incident", ["export", "kalij", "visit"]),
        ("state", ["visit"]),
        ("52", ["visit"]),
        ("5", []),
        ("%", []),
        ("🙈", []),
        ("potash %", ["export"]),
        ("  ", ["export", "kalij", "visit"]),
        ("", ["export", "kalij", "visit"]),
        ('"potash" OR "x"', []),
        ("potash*", ["export"]),
        ("NEAR(potash exports)", []),
        ("text:potash", []),
        ("¶siarhei", ["export"]),
        ("§state", ["visit"]),
        ("\ud800", []),
        ("\0", []),
    ],
    ids=ascii,
)
def test_entries_are_found_by_the_beginnings_of_all_words(timeline: Timeline, text: str, expected: list[str]) -> None:
    record(timeline, "export", "Potash exports halved", "siarhei")
    record(timeline, "kalij", "Экспарт калійных угнаенняў", "sannikau")
    record(timeline, "visit", "52 visitors from the prison", "state", "prison_service")
    assert found(timeline, text) == expected


def test_titles_summaries_quotes_and_wordings_are_searched(timeline: Timeline) -> None:
    fact = Statement.model_validate(
        {"kind": "statement", "when": "2025-09", "when_verbatim": "early September", "speaker": "sannikau",
         "title": {"pl": "Tytuł"}, "summary": {"de": "Zusammenfassung"}, "topics": ["amnesty"], "venue": "Savoy",
         "capacity": "guest", "quote": {"language": "en", "text": "naked pravda"}}
    )  # fmt: skip
    timeline.record(fact, ref="said-1", claims=[claim()])
    for text in ("early", "tytul", "zusammen", "amnesty", "savoy", "guest", "naked pravda", "statement"):
        assert found(timeline, text) == ["said-1"], text


def test_a_new_name_finds_old_entries_and_an_old_one_no_longer(timeline: Timeline) -> None:
    record(timeline, "visit", "Somebody came", "sannikau")
    assert found(timeline, "sannikov") == []
    timeline.add(actor("sannikau", "Andrei Sannikov"), version=1)
    assert found(timeline, "sannikov") == ["visit"]
    assert found(timeline, "саннікаў") == []
    assert found(timeline, "sannikov", known_at=timeline.position() - 1) == ["visit"], (
        "who is who does not depend on when"
    )


def test_a_new_tie_finds_old_entries_and_a_lost_one_no_longer(timeline: Timeline) -> None:
    record(timeline, "visit", "Somebody came", "prison_service")
    by_actor = [entry.ref for entry in timeline.entries(actors=["state"])]
    assert by_actor == []
    for whole, other in (("state", "other_state"), ("other_state", "state")):
        version = len(timeline.log.recorder.of(["actor:prison_service"]))
        tied = actor(
            "prison_service", "Prison Service", kind="organisation", ties=(Relation(kind="part_of", to=whole),)
        )
        timeline.add(tied, version=version)
        assert [entry.ref for entry in timeline.entries(actors=[whole])] == ["visit"]
        assert [entry.ref for entry in timeline.entries(actors=[whole], kinds=["incident"])] == ["visit"]
        assert timeline.entries(actors=[other]).entries == ()
    record(timeline, "again", "Somebody came", "prison_service")
    assert {entry.ref for entry in timeline.entries(actors=["other_state"])} == {"visit", "again"}


def test_a_tie_further_up_moves_what_is_below(timeline: Timeline) -> None:
    ministry = actor("ministry", "Ministry", kind="organisation", ties=(Relation(kind="part_of", to="state"),))
    office = actor("bureau", "Bureau", kind="organisation", ties=(Relation(kind="part_of", to="ministry"),))
    timeline.add(ministry, office)
    record(timeline, "visit", "Somebody came", "bureau")
    assert len(timeline.entries(actors=["state"])) == 1
    moved = actor("ministry", "Ministry", kind="organisation", ties=(Relation(kind="part_of", to="other_state"),))
    timeline.add(moved, version=1)
    assert timeline.entries(actors=["state"]).entries == ()
    assert len(timeline.entries(actors=["other_state"])) == 1


def test_a_beginning_of_very_many_words_finds_them_all(timeline: Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(search, "_MOST", 5)
    for number in range(12):
        record(timeline, f"word-{number:02d}", f"common{number:02d}")
    assert len(found(timeline, "common")) == 12
    assert found(timeline, "common0") == [f"word-{number:02d}" for number in range(10)]
    assert found(timeline, "common11") == ["word-11"]


def test_a_corrected_text_is_found_as_it_is_now_and_as_it_was_then(timeline: Timeline) -> None:
    record(timeline, "visit", "Somebody came", "state")
    before = timeline.position()
    timeline.correct("visit", what="Nobody stayed", reason="r", version=1)
    assert found(timeline, "somebody") == []
    assert found(timeline, "nobody") == ["visit"]
    assert found(timeline, "somebody", known_at=before) == ["visit"]
    assert found(timeline, "nobody", known_at=before) == []
