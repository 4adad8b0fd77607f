"""Words that look or sound like names and are none: a wrong name is worse than none."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.named import actors, mentions, strangers

QUESTIONS = Path(__file__).resolve().parent.parent / "fixtures" / "questions"
SAID_OF = {
    "be": "што {} было", "ru": "что {} было", "uk": "що {} було", "en": "what {} was", "de": "was {} war",
    "pl": "co {} było", "lt": "kas {} buvo",
}  # fmt: skip


@pytest.mark.parametrize("text", ["Калі", "коли вызвалілі", "кали", "kali vyzvalili", "Kali Tramp?", "Калі ЗША знялі"])
def test_when_is_never_coale_and_no_potash(text: str) -> None:
    assert not {"john_coale", "potash_sector"} & set(actors(text))


def test_potash_is_found_where_it_is_meant() -> None:
    assert actors("санкцыі на калій") == ["potash_sector"]
    assert actors("Wann wurde Kali gelistet?") == ["potash_sector"]


@pytest.mark.parametrize(
    "text",
    [
        "give us the list", "es gab Sanktionen", "Kada es", "co nam wiadomo", "bis September", "at this pace",
        "TELL US ALL", "wann war es",
    ],
)  # fmt: skip
def test_letters_that_are_words_name_nobody_in_small_letters(text: str) -> None:
    assert actors(text) == []


def test_letters_in_capitals_are_states() -> None:
    assert actors("ES sankcijos") == ["european_union"]
    assert actors("UE nałożyła") == ["european_union"]
    assert actors("US sanctions") == ["united_states"]
    assert actors("the U.S. and Belarus") == ["united_states", "belarus"]
    assert actors("санкцыі сша и ес") == ["united_states", "european_union"]
    assert actors("WHO IS THE US ENVOY") == ["united_states"]


@pytest.mark.parametrize(
    "text", ["вясна 2025", "Весной кого выпустили?", "Wiosną uwolniono", "што было ўвесну", "Viasna"]
)
def test_spring_is_a_season(text: str) -> None:
    assert "viasna" not in actors(text)


@pytest.mark.parametrize(
    "text",
    [
        "за даними Вясни",
        "«Весна» признала",
        "паводле вясны",
        "według Wiasny",
        "counted by viasna",
        "prisoners per Viasna",
    ],
)
def test_viasna_is_the_organisation_where_it_is_capitalised_quoted_or_named_as_a_source(text: str) -> None:
    assert actors(text) == ["viasna"]


def test_znak_is_a_person_with_a_first_name_only() -> None:
    assert actors("Где знак? Знака нет, Знак на дороге") == []
    assert actors("Чи на волі Максим Знак?") == ["maksim_znak"]
    assert actors("Максима Знака") == ["maksim_znak"]


@pytest.mark.parametrize(
    "text",
    [
        "Дарья Лосик",
        "Дар'я Лосік на волі?",
        "Дмитрий Лукашенко",
        "Сергей Тихановская",
        "Тамара Статкевіч",
        "В. Статкевич",
    ],
)
def test_another_first_name_is_somebody_else(text: str) -> None:
    assert actors(text) == []


@pytest.mark.parametrize(
    "surname", ["Станкевич", "Stankevičius", "Зелинский", "Zieliński", "Калашникова", "Мицкевич", "Турчинов", "Путиной"]
)
def test_a_surname_that_is_nearly_one_of_the_register_is_nobody_of_it(surname: str) -> None:
    assert actors(f"{SAID_OF['ru'].format(surname)}") == []


SOUND_ALIKE = {
    "be": "лагодка балачкі рыбакоў вясной пальцы глыбокае папа зноў лосі",
    "ru": "балачки сведения корней рыбаков пальца пальцы навсегда епископа золотое глубокое логики коней белов",
    "uk": "балачки вільні вільна корінь коли колись колос олійник золотої глибоке дедалі додому лялька пальця вечора",
    "en": "homeless pollen boiler coolest nausea next little landing brittany sign pace carsten reuter rose",
    "de": "vorschau reiter reuter kohl kahle cooles karsten frank rosa bunte lesen wesen",
    "pl": "karnej głębokie możecie palca dziadkiem wieczora załatwi pasie laika sarna pole rosa rada nam lalka",
    "lt": "trumpas trumpai laikas laiko laiškas kaulas keliai rasa ramus svečias mokė mokėjo mažėja lentos vilkas",
}


@pytest.mark.parametrize("language", sorted(SOUND_ALIKE))
def test_words_that_sound_like_names_are_words(language: str) -> None:
    for word in SOUND_ALIKE[language].split():
        for text in (SAID_OF[language].format(word), f"{word.capitalize()} {SAID_OF[language].format('')}"):
            assert actors(text) == [], text


def test_no_word_of_the_questions_without_names_is_a_name() -> None:
    for path in sorted(QUESTIONS.glob("**/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            expected = question["expect"]
            if expected["outcome"] == "answered" and not expected.get("actors") and not expected.get("filters"):
                persons = [mention.actors for mention in mentions(question["text"]) if mention.person]
                assert persons == [], question["text"]


@pytest.mark.parametrize(
    "text",
    [
        "Wie viele Gefangene kamen seit Juni frei?",
        "Hat die Freilassung der Häftlinge etwas mit dem Gipfel zu tun?",
        "Колькі вызвалілі пасля Вялікадня?",
        "Сколько стоит билет до Тбилиси?",
        "How many hostages did Hamas release in October 2025?",
        "Коли Почобуту присудили премію Сахарова?",
        "Thank you so much",
        "Калі выйшаў Статкевіч?",
    ],
)
def test_no_stranger_is_seen_where_there_is_none(text: str) -> None:
    assert strangers(text) == []


@pytest.mark.parametrize("text", ["", "?", "2025", "...", "'", "«»", "а" * 300, "U." * 150, "-" * 300])
def test_what_is_no_text_names_nobody(text: str) -> None:
    assert mentions(text) == ()
    assert strangers(text) == []
