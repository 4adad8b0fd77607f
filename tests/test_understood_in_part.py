"""Questions of which a part is not understood: never answered for something else."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING

import pytest

from tests.asked import shipped_register
from tests.shipped_pack import imported
from timeline.asking.understanding import Parser, Reading

if TYPE_CHECKING:
    from timeline.query import Query

TODAY = date(2025, 12, 6)


@cache
def parser() -> Parser:
    return Parser(shipped_register())


def read(text: str, before: Query | None = None) -> Reading:
    return parser().read(text, today=TODAY, before=before)


# ------------------------------------------------------------------- kin whom the register does not know

KIN = {
    "Was Tsikhanouskaya's son released?": "Tsikhanouskaya's son",
    "Ці вызвалілі сына Бабарыкі?": "сына Бабарыкі",
    "Освободили ли сына Бабарико?": "сына Бабарико",
    "Czy zwolniono syna Babaryki?": "syna Babaryki",
    "Was Babaryka's son dismissed?": "Babaryka's son",
    "Is Tsikhanouskaya's son a minister?": "Tsikhanouskaya's son",
}


@pytest.mark.parametrize(("text", "name"), KIN.items())
def test_kin_whom_the_register_does_not_know_is_told_by_the_words_of_the_question(text: str, name: str) -> None:
    reading = read(text)
    assert reading.outcome == "answered"
    assert reading.unknown == (name,)
    assert reading.query.actors == ()


def test_of_kin_who_is_unknown_nothing_is_recorded() -> None:
    with imported() as timeline:
        for text in KIN:
            assert timeline.ask(text, today=TODAY).outcome == "nothing_recorded", text


# ------------------------------------------------------------------- questions that go on from others

WHOLE = {
    "Was Babaryka released?": [
        "How many people were freed in 2024?", "What did Trump say about sanctions?", "And how many people were freed?",
        "What happened in August 2025?", "And when was Losik arrested?",
    ],
    "How many people were freed in September 2025?": ["And when was Losik arrested?", "А кто посол США?"],
}  # fmt: skip


@pytest.mark.parametrize(("first", "text"), [(first, text) for first, texts in WHOLE.items() for text in texts])
def test_a_question_with_a_kind_and_an_asking_word_of_its_own_goes_on_from_none(first: str, text: str) -> None:
    assert read(text, read(first).query).query == read(text).query


@pytest.mark.parametrize("text", ["what about Losik?", "how about Losik?", "and Losik?", "а Лосик?", "und Losik?"])
def test_a_name_alone_goes_on_from_the_question_before(text: str) -> None:
    query = read(text, read("When was Babaryka arrested?").query).query
    assert (query.kinds, query.aggregate, query.actors) == (("arrest",), "latest", ("ihar_losik",))


UNHEARD = {
    "no_such_filter": ["and women?", "а жанчын?", "а жінок?", "a kobiet?", "o moterų?", "und Frauen?"],
    "half_period": ["and before that?", "and the year before?", "а до этого?"],
    "no_kind": ["and?", "and then?", "and thanks!", "and Minsk?"],
    "unknown_words": ["and qwertyish?", "and Navalny?", "a przedtem?", "und davor?"],
}


@pytest.mark.parametrize(("why", "text"), [(why, text) for why, texts in UNHEARD.items() for text in texts])
def test_a_part_that_is_not_understood_repeats_no_answer(why: str, text: str) -> None:
    reading = read(text, read("How many people were freed in September 2025?").query)
    assert (reading.outcome, reading.why) == ("unclear", why)


def test_a_stranger_who_is_added_is_not_the_one_before() -> None:
    reading = read("and my brother Pavel Severinets?", read("When was Babaryka arrested?").query)
    assert reading.query.actors == ()
    assert reading.unknown


# ------------------------------------------------------------------- times without a date

HALF_PERIODS = [
    "Колькі людзей памілавалі да Дня адзінства?", "Колькі людзей памілавалі да Дня незалежнасці?",
    "Ilu więźniów zwolniono przed świętami?", "How many were freed by Independence Day?",
    "Сколько человек помиловали ко Дню Победы?", "Сколько человек освободили перед Новым годом?",
    "Скільки звільнили до Дня Незалежності?", "Колькі вызвалілі да Дня Канстытуцыі?",
    "How many were freed before Lent?", "How many were freed before Victory Day?",
    "Сколько освободили до Дня Конституции?",
    "Wie viele wurden vor dem Unabhängigkeitstag freigelassen?", "Ilu uwolniono do Dnia Niepodległości?",
    "Kiek paleista prieš šventes?", "How many were freed before the harvest?", "How many were freed after that?",
    # events that cannot be looked up
    "Сколько освободили до инаугурации Трампа?", "How many were freed before Trump's inauguration?",
    "How many were freed after the arrest of Babaryka's son?", "How many were freed after Navalny was arrested?",
    # the times of those in office
    "How many were freed in Trump's second term?", "Сколько освободили при Трампе?", "Сколько освободили за Трампа?",
    "Ilu uwolniono za Trumpa?", "Wie viele wurden unter Biden freigelassen?", "How many were freed under Trump?",
    "Колькі вызвалілі пры Трампе?",
    # somebody is no time, where nothing is done towards them
    "Кого освободили до Лосика?", "Кто был министром до Рыженкова?", "Who was envoy after Kellogg?",
    "Did Trump call Lukashenko before the harvest?",
]  # fmt: skip


@pytest.mark.parametrize("text", HALF_PERIODS)
def test_a_time_without_a_date_is_no_time_at_all(text: str) -> None:
    reading = read(text)
    assert (reading.outcome, reading.why) == ("unclear", "half_period")


@pytest.mark.parametrize(
    "text",
    ["Сколько человек помиловали ко Дню Победы?", "Сколько человек освободили перед Новым годом?",
     "Скільки звільнили до Дня Незалежності?", "Колькі вызвалілі да Дня Канстытуцыі?",
     "How many were freed before Lent?"],
)  # fmt: skip
def test_a_holiday_is_nobodys_name(text: str) -> None:
    assert read(text).unknown == ()


@pytest.mark.parametrize(
    "text",
    ["Ilu uwolniono po rozmowie Trumpa z Łukaszenką?", "Сколько освободили после разговора Трампа с Лукашенко?",
     "Wie viele wurden nach dem Gespräch Trumps mit Lukaschenko freigelassen?"],
)  # fmt: skip
def test_a_conversation_of_two_is_an_event_that_can_be_looked_up(text: str) -> None:
    reading = read(text)
    assert reading.anchor is not None
    assert (reading.anchor.kinds, reading.anchor.actors) == (("call",), ("donald_trump", "lukashenko"))
    assert reading.query.filters.model_dump(exclude_none=True) == {}


# ------------------------------------------------------------------- what no filter can say

NO_FILTER = [
    # all but
    "How many were freed except Ukrainians?", "How many were freed except foreigners?",
    "How many non-foreigners were freed?", "How many non-political prisoners were freed?",
    "Сколько человек освободили, не считая иностранцев?", "Сколько человек освободили кроме иностранцев?",
    "Wie viele wurden außer den Ausländern freigelassen?", "Wie viele Nicht-Ausländer wurden freigelassen?",
    "Ilu zwolniono oprócz cudzoziemców?", "Скільки звільнили крім іноземців?", "Колькі вызвалілі акрамя замежнікаў?",
    "Kiek paleista išskyrus užsieniečius?", "How many people were freed, not counting foreigners?",
    "How many were released without being deported?", "Сколько освободили без депортации?",
    "Wie viele wurden ohne Abschiebung freigelassen?", "Сколько неполитических заключённых освободили?",
    "Кто вышел и не уехал?",
    # only one can be said
    "Was Losik deported to Lithuania or Poland?", "How many were taken to Lithuania and Poland?",
    "Лосика вывезли в Литву или Польшу?", "How many Poles and Ukrainians were freed?",
    # compared, ranked, measured
    "Are there more prisoners now than a year ago?", "Smallest release in 2025?", "the second release in 2025",
    "How many were freed each month in 2025?", "Второе освобождение в 2025", "Сколько в среднем освобождают в месяц?",
    "Сейчас больше политзаключённых, чем год назад?", "Самае маленькае вызваленне 2025 года",
    # those who died
    "Who died in prison in 2025?", "Кто умер в тюрьме?", "Хто памёр у турме?", "Kto zmarł w więzieniu?",
    "How many political prisoners died?", "Wer starb im Gefängnis?", "Kas mirė kalėjime?",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_FILTER)
def test_what_no_filter_can_say_is_not_left_out(text: str) -> None:
    reading = read(text)
    assert (reading.outcome, reading.why) == ("unclear", "no_such_filter")


def test_how_one_person_is_can_be_asked() -> None:
    reading = read("Did Statkevich die?")
    assert (reading.outcome, reading.query.kinds, reading.query.actors) == (
        "answered", ("person_status",), ("mikola_statkevich",),
    )  # fmt: skip


def test_an_adjective_behind_is_is_a_nationality() -> None:
    for text in ("Who among the freed are Polish?", "How many of the freed were Polish?"):
        assert read(text).query.filters.model_dump(exclude_none=True) == {"nationality": "PL"}, text


@pytest.mark.parametrize("text", ["Was Volha Kalesnikava, 25, on the list of 52?", "Was Losik (33) among the 52?"])
def test_an_age_is_no_number_of_people(text: str) -> None:
    anchor = read(text).anchor
    assert anchor is not None
    assert anchor.number == 52


# ------------------------------------------------------------------- names that are too little


@pytest.mark.parametrize(
    ("text", "name"),
    [("Was Siarhei released in June?", "Siarhei"), ("Was Maria released?", "Maria"), ("Ці вызвалілі Сяргея?", "Сяргея"),
     ("Wurde Maria freigelassen?", "Maria"), ("Освободили ли Тихановского Ивана?", "Тихановского Ивана")],
)  # fmt: skip
def test_a_first_name_alone_or_behind_is_somebody_unknown(text: str, name: str) -> None:
    reading = read(text)
    assert (reading.outcome, reading.query.actors) == ("answered", ())
    assert reading.unknown == (name,)


def test_one_word_on_another_keyboard_is_too_little() -> None:
    assert (read("kerfityrj").outcome, read("kerfityrj").why) == ("unclear", "no_kind")
    assert read("kerfityrj pdjyjr").outcome == "answered"


# ------------------------------------------------------------------- what is offered instead


@pytest.mark.parametrize("text", ["Мой брат у спісе вызваленых 21 чэрвеня?", "Was my brother freed on 21 June?"])
def test_what_was_understood_is_in_what_is_offered(text: str) -> None:
    choices = read(text).choices
    assert [str(choice.period.start) for choice in choices if choice.period] == ["2025-06-21"]
    assert all(choice.period for choice in choices)


def test_a_refused_filter_keeps_the_period() -> None:
    first = read("How many women were freed in June 2025?").choices[0]
    assert first.period is not None
    assert str(first.period.start) == "2025-06-01"


@pytest.mark.parametrize(
    "text",
    ["How many were freed between September and July 2025?", "How many were freed since tomorrow?",
     "Сколько освободили между сентябрём и июлем 2025?"],
)  # fmt: skip
def test_a_period_that_ends_before_it_begins_is_none(text: str) -> None:
    reading = read(text)
    assert (reading.outcome, reading.why) == ("unclear", "half_period")


def test_a_winter_begins_in_the_year_before() -> None:
    period = read("How many were freed from December to February 2025?").query.period
    assert period is not None
    assert (str(period.start), str(period.end)) == ("2024-12-01", "2025-02-28")


@pytest.mark.parametrize("text", ["Was Losik freed before Babaryka?", "Was Losik freed before or after Babaryka?"])
def test_one_person_before_another_is_no_period(text: str) -> None:
    reading = read(text)
    assert (reading.outcome, reading.query.aggregate) == ("answered", "list")
    assert reading.query.actors == ("ihar_losik", "viktar_babaryka")
