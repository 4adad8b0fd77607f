from __future__ import annotations

import sys
import tomllib
from datetime import date
from importlib.resources import files

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline.asking.date_words import LANGUAGES, DateWords
from timeline.asking.folding import fold
from timeline.asking.periods import Times, times

TODAY = date(2025, 12, 6)  # a Saturday


def read(text: str, today: date = TODAY) -> Times:
    return times(fold(text), today)


def told(text: str, today: date = TODAY) -> str:
    """The one reading of a text, written short: START/END, or its mark and day; "ask" where it is not clear."""
    found = read(text, today)
    if found.since_event or found.other_event:
        return "event"
    if not found.clear:
        return "ask"
    periods = [one for one in found.found if one.mark not in ("now", "so_far")]
    if not periods:
        return ", ".join(one.mark for one in found.found) or "none"
    one = periods[0]
    if one.mark in ("as_of", "known"):
        return f"{one.mark} {one.on}"
    return f"{one.period.start or '..'}/{one.period.end or '..'}"


def cases(table: str) -> list[tuple[str, str]]:
    lines = [line.strip() for line in table.strip().splitlines() if line.strip()]
    assert all(line.count(" = ") == 1 for line in lines)
    return [(left.strip(), right.strip()) for left, right in (line.split(" = ") for line in lines)]


@pytest.mark.parametrize(
    "text",
    [
        "Колькі вызвалілі з верасня?",
        "Колькі вызвалілі ад верасьня 2025 году?",
        "kolki vyzvalili z vieraśnia?",
        "сколько освободили с сентября?",
        "колькi вызвалiлi з верасня?",
        "скільки звільнили з вересня?",
        "Скільки звільнили від вересня 2025 року?",
        "how many were freed since September?",
        "how many were freed from September 2025 on?",
        "Wie viele kamen seit September frei?",
        "Wie viele kamen ab September 2025 frei?",
        "ilu uwolniono od września?",
        "ilu uwolniono od wrzesnia 2025 r.?",
        "kiek paleista nuo rugsėjo?",
        "kiek paleista nuo 2025 m. rugsėjo mėn.?",
    ],
)
def test_since_runs_until_today(text: str) -> None:
    assert told(text) == "2025-09-01/2025-12-06"


WHOLE = """
    у чэрвені 2025 = 2025-06-01/2025-06-30
    у чэрвені 2025 г. = 2025-06-01/2025-06-30
    у маі = 2025-05-01/2025-05-31
    у траўні = 2025-05-01/2025-05-31
    у 2024 годзе = 2024-01-01/2024-12-31
    улетку 2025 = 2025-06-01/2025-08-31
    летам = 2025-06-01/2025-08-31
    у трэцім квартале 2025 года = 2025-07-01/2025-09-30
    u červieni 2025 = 2025-06-01/2025-06-30
    u travieni = none
    u traŭni = 2025-05-01/2025-05-31
    в июне 2025 года = 2025-06-01/2025-06-30
    за июнь = 2025-06-01/2025-06-30
    в мае = 2025-05-01/2025-05-31
    в 2024-м = 2024-01-01/2024-12-31
    за 2024 год = 2024-01-01/2024-12-31
    летом 2025 года = 2025-06-01/2025-08-31
    во втором квартале = 2025-04-01/2025-06-30
    в IV квартале 2024 г. = 2024-10-01/2024-12-31
    у червні 2025 року = 2025-06-01/2025-06-30
    восени = 2025-09-01/2025-11-30
    взимку 2024 року = 2024-12-01/2025-02-28
    у 2024 році = 2024-01-01/2024-12-31
    у ІІІ кварталі = 2025-07-01/2025-09-30
    in June 2025 = 2025-06-01/2025-06-30
    in May = 2025-05-01/2025-05-31
    during March 2025 = 2025-03-01/2025-03-31
    in 2024 = 2024-01-01/2024-12-31
    in the summer of 2025 = 2025-06-01/2025-08-31
    in winter 2024 = 2024-12-01/2025-02-28
    in winter 2024/25 = 2024-12-01/2025-02-28
    in the fall of 2024 = 2024-09-01/2024-11-30
    in Q3 = 2025-07-01/2025-09-30
    in Q3 2025 = 2025-07-01/2025-09-30
    2025-Q3 = 2025-07-01/2025-09-30
    in the second quarter of 2025 = 2025-04-01/2025-06-30
    H1 2025 = 2025-01-01/2025-06-30
    first half of 2025 = 2025-01-01/2025-06-30
    in the second half of 2025 = 2025-07-01/2025-12-31
    im Juni 2025 = 2025-06-01/2025-06-30
    im Maerz = 2025-03-01/2025-03-31
    im Jahr 2024 = 2024-01-01/2024-12-31
    im Herbst 2024 = 2024-09-01/2024-11-30
    im zweiten Quartal 2025 = 2025-04-01/2025-06-30
    im 2. Quartal 2025 = 2025-04-01/2025-06-30
    in der ersten Hälfte 2025 = 2025-01-01/2025-06-30
    w czerwcu 2025 r. = 2025-06-01/2025-06-30
    w maju = 2025-05-01/2025-05-31
    w 2024 roku = 2024-01-01/2024-12-31
    w roku 2024 = 2024-01-01/2024-12-31
    latem = 2025-06-01/2025-08-31
    zimą 2024 = 2024-12-01/2025-02-28
    w trzecim kwartale 2025 = 2025-07-01/2025-09-30
    w drugim półroczu 2025 = 2025-07-01/2025-12-31
    2025 m. birželį = 2025-06-01/2025-06-30
    2025 m. birželio mėn. = 2025-06-01/2025-06-30
    birželio mėnesį = 2025-06-01/2025-06-30
    liepą = 2025-07-01/2025-07-31
    gegužę = 2025-05-01/2025-05-31
    2024 metais = 2024-01-01/2024-12-31
    2024-aisiais = 2024-01-01/2024-12-31
    vasarą = 2025-06-01/2025-08-31
    2025 m. pavasarį = 2025-03-01/2025-05-31
    2025 m. III ketvirtį = 2025-07-01/2025-09-30
    antrąjį ketvirtį = 2025-04-01/2025-06-30
    pirmoje 2025 metų pusėje = 2025-01-01/2025-06-30
    praėjusių metų rugsėjį = 2024-09-01/2024-09-30
    в сентябре прошлого года = 2024-09-01/2024-09-30
    в прошлом году в сентябре = 2024-09-01/2024-09-30
    летась увосень = 2024-09-01/2024-11-30
    im September letzten Jahres = 2024-09-01/2024-09-30
    in September of last year = 2024-09-01/2024-09-30
    we wrześniu zeszłego roku = 2024-09-01/2024-09-30
    у вересні минулого року = 2024-09-01/2024-09-30
    у верасні гэтага года = 2025-09-01/2025-09-30
"""


@pytest.mark.parametrize(("text", "expected"), cases(WHOLE))
def test_a_named_year_quarter_season_or_month_is_whole(text: str, expected: str) -> None:
    assert told(text) == expected


WITHOUT_A_YEAR = """
    у снежні = 2025-12-01/2025-12-31
    в декабре = 2025-12-01/2025-12-31
    у січні = 2025-01-01/2025-01-31
    in December = 2025-12-01/2025-12-31
    in January = 2025-01-01/2025-01-31
    im Winter = 2025-12-01/2026-02-28
    zimą = 2025-12-01/2026-02-28
    gruodį = 2025-12-01/2025-12-31
    on 31 December = 2024-12-31/2024-12-31
    7 снежня = 2024-12-07/2024-12-07
    6 декабря = 2025-12-06/2025-12-06
"""


@pytest.mark.parametrize(("text", "expected"), cases(WITHOUT_A_YEAR))
def test_without_a_year_it_is_the_latest_begun_by_today(text: str, expected: str) -> None:
    assert told(text) == expected


@pytest.mark.parametrize(
    ("today", "expected"), [("2026-02-10", "2025-12-01/2026-02-28"), ("2026-11-30", "2025-12-01/2026-02-28")]
)
def test_this_years_winter_is_the_one_begun_last(today: str, expected: str) -> None:
    assert told("узімку", date.fromisoformat(today)) == expected


DAYS = """
    21.06.2025 = 2025-06-21/2025-06-21
    21.6.25 = 2025-06-21/2025-06-21
    21/6 = 2025-06-21/2025-06-21
    21/06/2025 = 2025-06-21/2025-06-21
    6/21/2025 = 2025-06-21/2025-06-21
    2025-06-21 = 2025-06-21/2025-06-21
    2025/06/21 = 2025-06-21/2025-06-21
    21.06. = 2025-06-21/2025-06-21
    2025-06 = 2025-06-01/2025-06-30
    06.2025 = 2025-06-01/2025-06-30
    21 чэрвеня = 2025-06-21/2025-06-21
    21-га чэрвеня 2025 года = 2025-06-21/2025-06-21
    21 чэрвеня 2025 г. = 2025-06-21/2025-06-21
    дваццаць першага чэрвеня = 2025-06-21/2025-06-21
    21 červienia 2025 = 2025-06-21/2025-06-21
    21 июня = 2025-06-21/2025-06-21
    21-го июня 2025-го = 2025-06-21/2025-06-21
    в субботу, 21 июня 2025 = 2025-06-21/2025-06-21
    21 червня 2025 року = 2025-06-21/2025-06-21
    June 21st = 2025-06-21/2025-06-21
    on June 21, 2025 = 2025-06-21/2025-06-21
    the 21st of June 2025 = 2025-06-21/2025-06-21
    on the first of June = 2025-06-01/2025-06-01
    on Saturday 21 June 2025 = 2025-06-21/2025-06-21
    on 1 Oct. 2025 = 2025-10-01/2025-10-01
    May 5 = 2025-05-05/2025-05-05
    am 21. Juni 2025 = 2025-06-21/2025-06-21
    am Samstag, dem 21. Juni = 2025-06-21/2025-06-21
    am einundzwanzigsten Juni = 2025-06-21/2025-06-21
    21 czerwca 2025 r. = 2025-06-21/2025-06-21
    w dniu 21 czerwca = 2025-06-21/2025-06-21
    3 maja = 2025-05-03/2025-05-03
    2025 m. birželio 21 d. = 2025-06-21/2025-06-21
    birželio 21-ąją = 2025-06-21/2025-06-21
    birželio 21 dieną = 2025-06-21/2025-06-21
    2025-06-21 d. = 2025-06-21/2025-06-21
    kovo 11-oji = 2025-03-11/2025-03-11
    8 Марта = 2025-03-08/2025-03-08
    учора = 2025-12-05/2025-12-05
    пазаўчора = 2025-12-04/2025-12-04
    вчера = 2025-12-05/2025-12-05
    позавчора = 2025-12-04/2025-12-04
    the day before yesterday = 2025-12-04/2025-12-04
    gestern = 2025-12-05/2025-12-05
    przedwczoraj = 2025-12-04/2025-12-04
    užvakar = 2025-12-04/2025-12-04
    today = 2025-12-06/2025-12-06
    heute = 2025-12-06/2025-12-06
    сёння = 2025-12-06/2025-12-06
    šiandien = 2025-12-06/2025-12-06
    on Monday = 2025-12-01/2025-12-01
    last Saturday = 2025-11-29/2025-11-29
    у панядзелак = 2025-12-01/2025-12-01
    в прошлую среду = 2025-12-03/2025-12-03
    am Freitag = 2025-12-05/2025-12-05
    w zeszły piątek = 2025-12-05/2025-12-05
    penktadienį = 2025-12-05/2025-12-05
    у п'ятницю = 2025-12-05/2025-12-05
"""


@pytest.mark.parametrize(("text", "expected"), cases(DAYS))
def test_absolute_and_relative_days_in_every_usual_writing(text: str, expected: str) -> None:
    assert told(text) == expected
    assert read(text).found[0].day is (expected[:10] == expected[11:])


CALENDAR_UNITS = """
    у мінулым месяцы = 2025-11-01/2025-11-30
    за мінулы месяц = 2025-11-01/2025-11-30
    на мінулым тыдні = 2025-11-24/2025-11-30
    летась = 2024-01-01/2024-12-31
    у папярэднім годзе = 2024-01-01/2024-12-31
    у минулым месяцы = 2025-11-01/2025-11-30
    u minulym miesiacy = 2025-11-01/2025-11-30
    в прошлом месяце = 2025-11-01/2025-11-30
    за прошлый месяц = 2025-11-01/2025-11-30
    в прошлом году = 2024-01-01/2024-12-31
    в позапрошлом году = 2023-01-01/2023-12-31
    на прошлой неделе = 2025-11-24/2025-11-30
    минулого місяця = 2025-11-01/2025-11-30
    торік = 2024-01-01/2024-12-31
    last month = 2025-11-01/2025-11-30
    in the last month = 2025-11-01/2025-11-30
    last week = 2025-11-24/2025-11-30
    last year = 2024-01-01/2024-12-31
    the year before last = 2023-01-01/2023-12-31
    last summer = 2025-06-01/2025-08-31
    last winter = 2024-12-01/2025-02-28
    last December = 2024-12-01/2024-12-31
    last quarter = 2025-07-01/2025-09-30
    letzten Monat = 2025-11-01/2025-11-30
    im letzten Monat = 2025-11-01/2025-11-30
    vorige Woche = 2025-11-24/2025-11-30
    im Vormonat = 2025-11-01/2025-11-30
    im Vorjahr = 2024-01-01/2024-12-31
    im vergangenen Jahr = 2024-01-01/2024-12-31
    w zeszłym miesiącu = 2025-11-01/2025-11-30
    w ubiegłym roku = 2024-01-01/2024-12-31
    zeszłego lata = 2025-06-01/2025-08-31
    w zeszłym tygodniu = 2025-11-24/2025-11-30
    praėjusį mėnesį = 2025-11-01/2025-11-30
    praėjusią savaitę = 2025-11-24/2025-11-30
    pernai = 2024-01-01/2024-12-31
    praeitais metais = 2024-01-01/2024-12-31
"""


@pytest.mark.parametrize(("text", "expected"), cases(CALENDAR_UNITS))
def test_last_month_and_year_are_units_of_the_calendar(text: str, expected: str) -> None:
    assert told(text) == expected


ROLLING = """
    за апошнія 30 дзён = 2025-11-06/2025-12-06
    за апошні тыдзень = 2025-11-29/2025-12-06
    за апошні месяц = 2025-11-06/2025-12-06
    за тыдзень = 2025-11-29/2025-12-06
    за апошнія тры месяцы = 2025-09-06/2025-12-06
    za apošni miesiac = 2025-11-06/2025-12-06
    за последнюю неделю = 2025-11-29/2025-12-06
    за последний год = 2024-12-06/2025-12-06
    за последние полгода = 2025-06-06/2025-12-06
    за последние 2 недели = 2025-11-22/2025-12-06
    в течение месяца = 2025-11-06/2025-12-06
    за останній місяць = 2025-11-06/2025-12-06
    за останні 10 днів = 2025-11-26/2025-12-06
    протягом останніх трьох місяців = 2025-09-06/2025-12-06
    in the last 30 days = 2025-11-06/2025-12-06
    the last three months = 2025-09-06/2025-12-06
    over the past week = 2025-11-29/2025-12-06
    in the past month = 2025-11-06/2025-12-06
    within the last two years = 2023-12-06/2025-12-06
    in den letzten 30 Tagen = 2025-11-06/2025-12-06
    in den letzten drei Monaten = 2025-09-06/2025-12-06
    innerhalb der letzten Woche = 2025-11-29/2025-12-06
    w ostatnim tygodniu = 2025-11-29/2025-12-06
    w ciągu ostatnich 30 dni = 2025-11-06/2025-12-06
    przez ostatnie trzy miesiące = 2025-09-06/2025-12-06
    w ostatnim miesiącu = 2025-11-06/2025-12-06
    per pastarąsias 30 dienų = 2025-11-06/2025-12-06
    per paskutinę savaitę = 2025-11-29/2025-12-06
    per pastaruosius tris mėnesius = 2025-09-06/2025-12-06
    per savaitę = 2025-11-29/2025-12-06
"""


@pytest.mark.parametrize(("text", "expected"), cases(ROLLING))
def test_the_last_days_and_months_roll_and_end_today(text: str, expected: str) -> None:
    assert told(text) == expected


def test_a_month_ago_from_the_31st_is_the_last_day_of_a_shorter_month() -> None:
    assert told("за последний месяц", date(2025, 3, 31)) == "2025-02-28/2025-03-31"


THIS = """
    на гэтым тыдні = 2025-12-01/2025-12-07
    у гэтым месяцы = 2025-12-01/2025-12-31
    сёлета = 2025-01-01/2025-12-31
    на этой неделе = 2025-12-01/2025-12-07
    в этом году = 2025-01-01/2025-12-31
    в текущем году = 2025-01-01/2025-12-31
    цього року = 2025-01-01/2025-12-31
    цьогоріч = 2025-01-01/2025-12-31
    this week = 2025-12-01/2025-12-07
    this year = 2025-01-01/2025-12-31
    this summer = 2025-06-01/2025-08-31
    this month = 2025-12-01/2025-12-31
    diese Woche = 2025-12-01/2025-12-07
    in diesem Jahr = 2025-01-01/2025-12-31
    w tym tygodniu = 2025-12-01/2025-12-07
    w tym roku = 2025-01-01/2025-12-31
    šiais metais = 2025-01-01/2025-12-31
    šią savaitę = 2025-12-01/2025-12-07
    šiemet = 2025-01-01/2025-12-31
"""


@pytest.mark.parametrize(("text", "expected"), cases(THIS))
def test_this_week_month_and_year_are_whole(text: str, expected: str) -> None:
    assert told(text) == expected


SO_FAR = """
    so far this year = 2025-01-01/2025-12-06
    this year so far = 2025-01-01/2025-12-06
    since the start of the year = 2025-01-01/2025-12-06
    since the beginning of 2024 = 2024-01-01/2025-12-06
    з пачатку года = 2025-01-01/2025-12-06
    з пачатку 2025 года = 2025-01-01/2025-12-06
    с начала года = 2025-01-01/2025-12-06
    с начала сентября = 2025-09-01/2025-12-06
    з початку року = 2025-01-01/2025-12-06
    seit Jahresbeginn = 2025-01-01/2025-12-06
    seit Anfang 2025 = 2025-01-01/2025-12-06
    seit Anfang des Jahres = 2025-01-01/2025-12-06
    bisher in diesem Jahr = 2025-01-01/2025-12-06
    od początku roku = 2025-01-01/2025-12-06
    nuo metų pradžios = 2025-01-01/2025-12-06
    nuo 2025 m. pradžios = 2025-01-01/2025-12-06
    how many so far = so_far
    колькі дагэтуль = so_far
    сколько до сих пор = so_far
    wie viele bisher = so_far
    ilu do tej pory = so_far
    kiek iki šiol = so_far
    скільки досі = so_far
"""


@pytest.mark.parametrize(("text", "expected"), cases(SO_FAR))
def test_so_far_and_since_the_start_of_end_today(text: str, expected: str) -> None:
    assert told(text) == expected


UNTIL_LEAVES_OUT = """
    да верасня = ../2025-08-31
    да 1 кастрычніка = ../2025-09-30
    da vieraśnia = ../2025-08-31
    до сентября = ../2025-08-31
    до 2025 года = ../2024-12-31
    до 1 октября 2025 = ../2025-09-30
    перед сентябрём = ../2025-08-31
    до вересня = ../2025-08-31
    until September = ../2025-08-31
    before September 2025 = ../2025-08-31
    before 1 October = ../2025-09-30
    vor September = ../2025-08-31
    do września = ../2025-08-31
    przed wrześniem 2025 = ../2025-08-31
    prieš rugsėjį = ../2025-08-31
"""


@pytest.mark.parametrize(("text", "expected"), cases(UNTIL_LEAVES_OUT))
def test_until_september_leaves_september_out(text: str, expected: str) -> None:
    assert told(text) == expected


UNTIL_TAKES_IN = """
    па верасень = ../2025-09-30
    да канца верасня = ../2025-09-30
    по сентябрь = ../2025-09-30
    по 21 июня = ../2025-06-21
    до конца сентября 2025 года = ../2025-09-30
    до сентября включительно = ../2025-09-30
    по вересень = ../2025-09-30
    до кінця вересня = ../2025-09-30
    up to the end of September = ../2025-09-30
    until the end of September = ../2025-09-30
    through September = ../2025-09-30
    bis September = ../2025-09-30
    bis zum 1. Oktober 2025 = ../2025-10-01
    bis Ende September = ../2025-09-30
    do końca września = ../2025-09-30
    iki rugsėjo = ../2025-09-30
    iki 2025 m. rugsėjo pabaigos = ../2025-09-30
    iki spalio 1 d. = ../2025-10-01
    do końca roku = ../2025-12-31
    до конца года = ../2025-12-31
"""


@pytest.mark.parametrize(("text", "expected"), cases(UNTIL_TAKES_IN))
def test_iki_bis_po_pa_and_the_end_of_take_the_unit_in(text: str, expected: str) -> None:
    assert told(text) == expected


RANGES = """
    з чэрвеня па жнівень = 2025-06-01/2025-08-31
    з чэрвеня да жніўня 2025 = 2025-06-01/2025-08-31
    паміж чэрвенем і жніўнем = 2025-06-01/2025-08-31
    з 1 па 15 верасня = 2025-09-01/2025-09-15
    11–13 верасня = 2025-09-11/2025-09-13
    чэрвень-жнівень 2025 = 2025-06-01/2025-08-31
    z červienia da žniŭnia = 2025-06-01/2025-08-31
    с июня по август 2025 = 2025-06-01/2025-08-31
    с июня до августа = 2025-06-01/2025-08-31
    между июнем и августом = 2025-06-01/2025-08-31
    с 1.06.2025 до 15.06.2025 = 2025-06-01/2025-06-15
    с ноября 2024 по февраль = 2024-11-01/2025-02-28
    с июня по сегодняшний день = 2025-06-01/2025-12-06
    2023–2024 гг. = 2023-01-01/2024-12-31
    з червня до серпня = 2025-06-01/2025-08-31
    між червнем і серпнем 2025 року = 2025-06-01/2025-08-31
    from June to August = 2025-06-01/2025-08-31
    from June to August 2025 = 2025-06-01/2025-08-31
    from November to February = 2025-11-01/2026-02-28
    between June and August 2024 = 2024-06-01/2024-08-31
    from 1 to 15 September 2025 = 2025-09-01/2025-09-15
    September 1 to 15 = 2025-09-01/2025-09-15
    June–August 2025 = 2025-06-01/2025-08-31
    from June until now = 2025-06-01/2025-12-06
    from the start of June to the end of August = 2025-06-01/2025-08-31
    2025-06-01 - 2025-06-15 = 2025-06-01/2025-06-15
    between 2023 and 2024 = 2023-01-01/2024-12-31
    von Juni bis August = 2025-06-01/2025-08-31
    vom 1. bis 15. September 2025 = 2025-09-01/2025-09-15
    zwischen Juni und August 2025 = 2025-06-01/2025-08-31
    od czerwca do sierpnia = 2025-06-01/2025-08-31
    od 1 do 15 września 2025 = 2025-09-01/2025-09-15
    między czerwcem a sierpniem = 2025-06-01/2025-08-31
    w latach 2023-2024 = 2023-01-01/2024-12-31
    nuo birželio iki rugpjūčio = 2025-06-01/2025-08-31
    nuo rugsėjo 1 d. iki rugsėjo 15 d. = 2025-09-01/2025-09-15
    rugsėjo 1–15 d. = 2025-09-01/2025-09-15
    tarp birželio ir rugpjūčio = 2025-06-01/2025-08-31
"""


@pytest.mark.parametrize(("text", "expected"), cases(RANGES))
def test_inside_from_to_both_ends_count(text: str, expected: str) -> None:
    assert told(text) == expected


AGO = """
    тры месяцы таму = 2025-09-01/2025-09-30
    год таму = 2024-01-01/2024-12-31
    три дня назад = 2025-12-03/2025-12-03
    неделю назад = 2025-11-24/2025-11-30
    полгода назад = 2025-06-01/2025-06-30
    два тижні тому = 2025-11-17/2025-11-23
    three months ago = 2025-09-01/2025-09-30
    2 weeks ago = 2025-11-17/2025-11-23
    a year ago = 2024-01-01/2024-12-31
    vor drei Monaten = 2025-09-01/2025-09-30
    vor einem Jahr = 2024-01-01/2024-12-31
    trzy miesiące temu = 2025-09-01/2025-09-30
    rok temu = 2024-01-01/2024-12-31
    prieš tris mėnesius = 2025-09-01/2025-09-30
    prieš savaitę = 2025-11-24/2025-11-30
"""


@pytest.mark.parametrize(("text", "expected"), cases(AGO))
def test_so_long_ago_is_the_unit_of_the_calendar_then(text: str, expected: str) -> None:
    assert told(text) == expected


def test_so_long_ago_has_a_day_for_an_as_of_date() -> None:
    assert read("хто быў пасланнікам тры месяцы таму?").found[0].on == date(2025, 9, 6)
    assert read("who was envoy a year ago?").found[0].on == date(2024, 12, 6)
    assert told("seit drei Monaten") == "2025-09-06/2025-12-06"


AFTER = """
    пасля 11 верасня = 2025-09-12/2025-12-06
    после сентября = 2025-10-01/2025-12-06
    після 11 вересня 2025 = 2025-09-12/2025-12-06
    after 11 September 2025 = 2025-09-12/2025-12-06
    nach dem 11. September = 2025-09-12/2025-12-06
    po 11 września = 2025-09-12/2025-12-06
    po rugsėjo 11 d. = 2025-09-12/2025-12-06
"""


@pytest.mark.parametrize(("text", "expected"), cases(AFTER))
def test_after_begins_with_the_next_day_and_ends_today(text: str, expected: str) -> None:
    assert told(text) == expected


AS_OF = """
    Колькі палітвязняў станам на 1 кастрычніка 2025? = as_of 2025-10-01
    Колькі палітвязняў на 1 кастрычніка 2025? = as_of 2025-10-01
    Колькі палітвязняў на сёння? = as_of 2025-12-06
    сколько политзаключённых по состоянию на 1 октября 2025 = as_of 2025-10-01
    сколько политзаключённых на 1 октября = as_of 2025-10-01
    сколько политзаключённых на конец сентября = as_of 2025-09-30
    сколько на данный момент политзаключённых = now
    скільки політв'язнів станом на 1 жовтня 2025 = as_of 2025-10-01
    how many prisoners as of 1 October 2025 = as_of 2025-10-01
    how many prisoners as of today = as_of 2025-12-06
    how many prisoners are there right now = now
    wie viele Gefangene, Stand: 1.10.2025 = as_of 2025-10-01
    ilu więźniów na dzień 1 października 2025 = as_of 2025-10-01
    ilu więźniów według stanu na 1 października 2025 r. = as_of 2025-10-01
    ilu więźniów jest teraz = now
    kiek kalinių 2025 m. spalio 1 d. duomenimis = as_of 2025-10-01
    kiek kalinių 2025-10-01 dienai = as_of 2025-10-01
    kiek kalinių dabar = now
"""


@pytest.mark.parametrize(("text", "expected"), cases(AS_OF))
def test_as_of_words_give_a_day_and_no_period(text: str, expected: str) -> None:
    assert told(text) == expected


KNOWN = """
    колькі вызвалілі, як было вядома на 1 кастрычніка 2025? = known 2025-10-01
    сколько освободили, по состоянию знаний на 1 октября 2025? = known 2025-10-01
    сколько освободили, как было известно 1 октября 2025? = known 2025-10-01
    На 1 октября 2025 было известно о скольких освобождённых? = known 2025-10-01
    скільки звільнили, як було відомо на 1 жовтня 2025 року? = known 2025-10-01
    how many were freed, as known on 1 October 2025? = known 2025-10-01
    What was known on 1 October 2025 about Statkevich? = known 2025-10-01
    what was known about Statkevich on 1 October 2025? = known 2025-10-01
    wie viele waren frei, wie am 1. Oktober 2025 bekannt war? = known 2025-10-01
    nach dem Kenntnisstand vom 1. Oktober 2025 = known 2025-10-01
    ilu uwolniono, stan wiedzy na 1 października 2025? = known 2025-10-01
    kiek paleista, kaip buvo žinoma 2025 m. spalio 1 d.? = known 2025-10-01
"""


@pytest.mark.parametrize(("text", "expected"), cases(KNOWN))
def test_as_known_on_a_day_is_no_period(text: str, expected: str) -> None:
    assert told(text) == expected


def test_a_period_beside_a_day_of_knowledge_is_clear() -> None:
    found = read("How many were freed in September 2025, as known on 1 October 2025?")
    assert [one.mark for one in found.found] == ["in", "known"]
    assert found.clear


NO_DATES = """
    Што мае рабіць Трамп? = none
    мая сястра = none
    How many may be freed? = none
    Did they march in Minsk? = none
    When did sanctions fall? = none
    kovos už laisvę = none
    kova už teises = none
    Кас такая Марта? = none
    Що сказала Марта Кос? = none
    Czy Maja jest na wolności? = none
    Скільки зараз за даними Вясни? = now
    колькі налічвае «Вясна»? = none
    Сколько по данным Весны политзаключённых = none
    ilu według Wiosny = none
    последние новости = none
    Ostatnie uwolnienie = none
    the latest statement = none
    Wer ist seit wann Gesandter? = none
    since when is Coale envoy? = none
    з якога часу Коўл пасланнік = none
    Was Navalny among the 52? = none
    Who got 10 years in prison? = none
    каму далі 5 гадоў? = none
    2.5 million = none
    Kto jest wysłannikiem USA na Białoruś? = none
    Wer floh nach Litauen? = none
    kas pabėgo po rinkimų = none
"""


@pytest.mark.parametrize(("text", "expected"), cases(NO_DATES))
def test_words_that_only_look_like_dates_are_none(text: str, expected: str) -> None:
    assert told(text) == expected


ASK = """
    in the 1990s = ask
    в 2020-х = ask
    у 90-я гады = ask
    in den 1990ern = ask
    w latach 90. = ask
    in June and in July = ask
    у 2024 і 2025 = ask
    in early June = ask
    в начале июня = ask
    на выходных = ask
    at the weekend = ask
    31.02.2025 = ask
    2025-13-45 = ask
    on 30 February 2025 = ask
    за последние несколько месяцев = ask
    in the last few weeks = ask
    vor einigen Monaten = ask
    in three weeks = ask
    через три недели = ask
    at 15:00 = ask
    am Wochenende = ask
    pod koniec czerwca = ask
    rugsėjo viduryje = ask
    on Sunday 21 June 2025 = ask
"""


@pytest.mark.parametrize(("text", "expected"), cases(ASK))
def test_what_is_understood_only_in_part_is_asked_back(text: str, expected: str) -> None:
    assert told(text) == expected


EVENTS = """
    since Coale got the job
    з таго часу, як прызначылі Коўла
    с тех пор как назначили Коула
    відколи призначили Коула
    seitdem Coale ernannt wurde
    odkąd Coale jest wysłannikiem
    nuo tada kai paskyrė Coale
    what happened after the summit
"""


@pytest.mark.parametrize("text", [line.strip() for line in EVENTS.strip().splitlines()])
def test_since_an_event_is_told_and_not_read(text: str) -> None:
    assert told(text) == "event"
    assert not read(text).clear


@pytest.mark.parametrize(
    "text", ["w maju 2025 freed since June", "сколько освободили з чэрвеня 2025", "ilu since June 2025"]
)
def test_languages_may_be_mixed(text: str) -> None:
    assert read(text).found


def test_the_tokens_of_an_expression_are_told() -> None:
    folded = fold("Сколько освободили с сентября 2025 года в Минске?")
    one = times(folded, TODAY).found[0]
    words = [token.text for token in folded.tokens[one.first : one.last + 1]]
    assert words == ["с", "сентября", "2025", "года"]


def words_of(language: str) -> dict[str, object]:
    return tomllib.loads(files("timeline").joinpath("asking", "words", f"dates_{language}.toml").read_text("utf-8"))


def flat(words: object) -> list[str]:
    match words:
        case str():
            return [word.strip().rstrip("*") for word in words.split(",") if word.strip()]
        case list():
            return [word for one in words for word in flat(one)]
        case dict():
            return [word for one in words.values() for word in flat(one)]
    raise TypeError(words)


VOCABULARY = [word for language in LANGUAGES for word in flat(words_of(language))]
FIGURES = [
    "1",
    "15",
    "31",
    "52",
    "2025",
    "2024",
    "21.06.2025",
    "31.02.2025",
    "2025-06",
    "999",
    "-",
    "–",
    ".",
    ",",
    "Q3",
    "II",
]


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(VOCABULARY) | st.sampled_from(FIGURES), max_size=14),
    st.dates(date(1990, 1, 1), date(2090, 12, 31)),
)
def test_any_words_of_dates_are_read_once_and_in_order(words: list[str], today: date) -> None:
    found = read(" ".join(words), today)
    used = [at for one in found.found for at in range(one.first, one.last + 1)]
    assert used == sorted(set(used))
    assert not set(used) & set(found.left)
    assert all(one.period.start or one.period.end for one in found.found)
    assert found == read(" ".join(words), today)


def test_every_language_has_the_words_of_every_concept() -> None:
    needed = {
        "months", "weak", "weekdays", "seasons", "units", "days", "now", "numbers", "ordinals", "last", "this", "next",
        "since", "from", "until", "through", "after", "link", "and", "between", "in", "so_far", "start_of", "end_of",
        "as_of", "known", "known_then", "opens_event", "asks_when", "temporal",
    }  # fmt: skip
    for language in LANGUAGES:
        words = words_of(language)
        assert not needed - set(words), language
        assert [len(words[name]) for name in ("months", "weekdays", "ordinals")] == [12, 7, 31], language  # type: ignore[arg-type]
        assert set(words["units"]) == {"day", "week", "month", "quarter", "half", "year"}, language  # type: ignore[call-overload]
        assert all(flat(words[name]) for name in needed - {"as_of"}), language


def test_doubtful_and_vague_words_are_words_of_the_file() -> None:
    for language in LANGUAGES:
        words = words_of(language)
        told_doubtful = set(flat(words.pop("weak")) + flat(words.pop("plural")))
        assert not told_doubtful - set(flat(words)), language


def test_all_words_are_loaded_without_much_work() -> None:
    calls = 0

    def count_calls(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count_calls)
    try:
        DateWords()
    finally:
        sys.setprofile(None)
    assert calls < 500_000


NASTY = [
    "from ",
    "between 1 and ",
    "до конца ",
    "1.",
    "as known on ",
    "last ",
    "за ",
    "the ",
    "2025-",
    "in the ",
    "May ",
]


@pytest.mark.parametrize("piece", NASTY)
def test_work_grows_with_the_length_of_the_text_and_no_faster(piece: str) -> None:
    def calls(text: str) -> int:
        folded = fold(text)
        count = 0

        def count_calls(*_: object) -> None:
            nonlocal count
            count += 1

        times(folded, TODAY)  # what is loaded once is not counted
        sys.setprofile(count_calls)
        try:
            times(folded, TODAY)
        finally:
            sys.setprofile(None)
        return count

    short, long = calls(piece * 5), calls(piece * 20)
    assert long <= 6 * short
    assert calls(piece * 400) <= 250_000  # 300 tokens, the most that a text can have
