"""Dates that say how much is known: bounds, comparisons, and what is no date."""

import copy
import pickle
import warnings
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from time import struct_time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from timeline import Call, PartialDate, Period, Truth
from timeline.dates import names_only_a_month
from timeline.errors import DateError

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # edtf's grammar warns about itself while it is imported
    from edtf import parse_edtf

MARKS = st.sampled_from(["", "~", "?", "%"])
DAYS = st.dates()


@st.composite
def parts(draw: st.DrawFn, days: st.SearchStrategy[date] = DAYS) -> str:
    """A year, month or day, with or without a mark."""
    text = draw(days).isoformat()[: draw(st.sampled_from([4, 7, 10]))]
    return text + draw(MARKS)


@st.composite
def intervals(draw: st.DrawFn, days: st.SearchStrategy[date] = DAYS) -> str:
    """Two of them in order, or one and an open end."""
    ends = sorted([draw(parts(days)), draw(parts(days))], key=lambda text: strict(text).earliest or date.min)
    open_end = draw(st.sampled_from([None, None, 0, 1]))
    if open_end is not None:
        ends[open_end] = ".."
    return "/".join(ends)


def strict(text: str) -> PartialDate:
    """The date without its marks: what is compared with the `edtf` package, which widens `~` absurdly."""
    return PartialDate("".join(letter for letter in text if letter not in "~?%"))


def day_of(bound: struct_time | float) -> date | None:
    return date(*bound[:3]) if isinstance(bound, struct_time) else None


@settings(deadline=None)
@given(st.one_of(parts(), intervals()))
def test_strict_bounds_are_those_of_the_edtf_package(text: str) -> None:
    theirs = parse_edtf(text)
    ours = strict(text)
    assert (ours.earliest, ours.latest) == (day_of(theirs.lower_strict()), day_of(theirs.upper_strict()))


@settings(deadline=None)
@given(st.one_of(parts(), intervals()))
def test_marks_only_ever_widen_and_the_text_is_kept(text: str) -> None:
    marked, plain = PartialDate(text), strict(text)
    assert str(marked) == marked.text == text
    assert marked.precision == plain.precision
    assert (marked.earliest or date.min) <= (plain.earliest or date.min)
    assert (marked.latest or date.max) >= (plain.latest or date.max)


@pytest.mark.parametrize(
    ("text", "earliest", "latest", "precision"),
    [
        ("2025-09-11", "2025-09-11", "2025-09-11", "day"),
        ("2025-09-11~", "2025-09-10", "2025-09-12", "day"),
        ("2025-09-11?", "2025-09-10", "2025-09-12", "day"),
        ("2025-09-11%", "2025-09-09", "2025-09-13", "day"),
        ("2025-03-01~", "2025-02-28", "2025-03-02", "day"),
        ("2025-09", "2025-09-01", "2025-09-30", "month"),
        ("2025-09~", "2025-08-01", "2025-10-31", "month"),
        ("2025-09?", "2025-08-01", "2025-10-31", "month"),
        ("2025-09%", "2025-07-01", "2025-11-30", "month"),
        ("2025-01%", "2024-11-01", "2025-03-31", "month"),
        ("2025-11%", "2025-09-01", "2026-01-31", "month"),
        ("2024-01~", "2023-12-01", "2024-02-29", "month"),
        ("2025", "2025-01-01", "2025-12-31", "year"),
        ("2025~", "2024-01-01", "2026-12-31", "year"),
        ("2025%", "2023-01-01", "2027-12-31", "year"),
        ("2025-06/2025-09", "2025-06-01", "2025-09-30", "interval"),
        ("2025-06~/2025-09-11%", "2025-05-01", "2025-09-13", "interval"),
        ("2025-06-21/..", "2025-06-21", None, "interval"),
        ("../2025-08-15", None, "2025-08-15", "interval"),
        ("2025-09-11/2025-09", "2025-09-11", "2025-09-30", "interval"),
        ("0001", "0001-01-01", "0001-12-31", "year"),
        ("0001-01-01%", "0001-01-01", "0001-01-03", "day"),
        ("0001-01~", "0001-01-01", "0001-02-28", "month"),
        ("9999-12-31%", "9999-12-29", "9999-12-31", "day"),
        ("9999-12%", "9999-10-01", "9999-12-31", "month"),
        ("9999?", "9998-01-01", "9999-12-31", "year"),
    ],
)
def test_tilde_and_query_widen_by_one_unit_and_percent_by_two(
    text: str, earliest: str | None, latest: str | None, precision: str
) -> None:
    read = PartialDate(text)
    assert read.earliest == (date.fromisoformat(earliest) if earliest else None)
    assert read.latest == (date.fromisoformat(latest) if latest else None)
    assert read.precision == precision


# ------------------------------------------------------------------ comparisons, against all days

FIRST, LAST = date(2024, 9, 1), date(2025, 6, 30)
NEAR = st.dates(date(2025, 1, 20), date(2025, 2, 10))
SMALL = st.one_of(
    st.builds(lambda day, mark: day.isoformat() + mark, NEAR, MARKS),
    st.builds(lambda day, mark: day.isoformat()[:7] + mark, NEAR, MARKS),
    intervals(NEAR).filter(lambda text: all(len(end) != 4 and len(end.rstrip("~?%")) != 4 for end in text.split("/"))),
).map(PartialDate)


def days_of(when: PartialDate) -> Iterator[date]:
    """Every day it may be; an open end goes on to the edge of the small world."""
    day, last = when.earliest or FIRST, when.latest or LAST
    while day <= last:
        yield day
        day += timedelta(days=1)


def judged(truths: set[bool]) -> Truth:
    return Truth.MAYBE if len(truths) == 2 else Truth.YES if True in truths else Truth.NO


@settings(deadline=None)
@given(SMALL, st.none() | NEAR, st.none() | NEAR)
def test_within_says_what_trying_every_day_says(when: PartialDate, start: date | None, end: date | None) -> None:
    if start and end and start > end:
        start, end = end, start
    period = Period(start=start, end=end)
    expected = judged({(start is None or start <= day) and (end is None or day <= end) for day in days_of(when)})
    assert when.within(period) is expected
    assert {day in period for day in days_of(when)} == {
        Truth.YES: {True}, Truth.NO: {False}, Truth.MAYBE: {True, False},
    }[expected]  # fmt: skip


@settings(deadline=None)
@given(SMALL, SMALL)
def test_before_and_after_say_what_trying_every_pair_of_days_says(one: PartialDate, other: PartialDate) -> None:
    assert one.before(other) is judged({a < b for a in days_of(one) for b in days_of(other)})
    assert one.after(other) is judged({a > b for a in days_of(one) for b in days_of(other)})
    assert one.before(other) is other.after(one)


@settings(deadline=None)
@given(SMALL, NEAR)
def test_a_plain_day_compares_like_a_date_of_one_day(when: PartialDate, day: date) -> None:
    assert when.before(day) is when.before(PartialDate(day.isoformat()))
    assert when.after(day) is when.after(PartialDate(day.isoformat()))


def test_a_month_is_not_its_first_day() -> None:
    september = PartialDate("2025-09")
    assert september.within(Period(start=date(2025, 9, 15))) is Truth.MAYBE
    assert september.within(Period(start=date(2025, 9, 1), end=date(2025, 9, 30))) is Truth.YES
    assert september.before(date(2025, 9, 2)) is Truth.MAYBE
    assert september.after(date(2025, 8, 31)) is Truth.YES


def test_an_open_end_never_certainly_ends() -> None:
    since = PartialDate("2025-06-21/..")
    assert since.within(Period(start=date(2025, 1, 1), end=date(2199, 12, 31))) is Truth.MAYBE
    assert since.within(Period(start=date(2025, 1, 1))) is Truth.YES
    assert since.before(date(2199, 1, 1)) is Truth.MAYBE


def test_a_period_without_ends_holds_every_day() -> None:
    assert date.min in Period()
    assert date.max in Period()
    assert PartialDate("../2025").within(Period()) is Truth.YES


def test_a_period_that_ends_before_it_starts_is_refused() -> None:
    with pytest.raises(ValidationError, match=r"ends .* before it starts"):
        Period(start=date(2025, 9, 2), end=date(2025, 9, 1))


# ------------------------------------------------------------------ what is no date

NO_DATES = {
    "an impossible day": ["2025-02-29", "2025-02-30", "2025-04-31", "2025-09-31", "1900-02-29", "2025-01-32"],
    "a zero": ["2025-00", "2025-09-00", "2025-00-00", "0000", "0000-01-01"],
    "an impossible month": ["2025-13", "2025-99-01"],
    "not padded, or padded too far": ["2025-9", "2025-9-11", "2025-09-1", "02025-09-11", "2025-009", "25-09-11", "999"],
    "surrounded": [" 2025", "2025 ", "2025\n", "\t2025", "2025\x00", "\ufeff2025"],
    "digits of another script": ["٢٠٢٥", "२०२५-०९", "２０２５-09-11", "2025-0９", "²025"],
    "a time": ["2025-09-11T10:00", "2025-09-11T10:00:00Z", "2025-09-11 10:00", "10:00"],
    "a zone or sign": ["-2025", "+2025-09-11", "2025-09-11Z", "2025-09-11+03:00"],
    "nothing": ["", "..", "/", "../..", "../", "/..", "2025/", "/2025"],
    "several": ["2025//2026", "2025/2026/2027", "2025,2026", "[2025,2026]", "{2025}"],
    "backwards": ["2025-09/2025-06", "2025-09-11/2025-09-10", "2026/2025", "2025-09-11/2025-08",
                  "2025-09-12~/2025-09-11"],
    "marked wrongly": ["~2025", "2025-~09", "2025~-09", "2025~~", "2025?~", "2025!", "2025-09-11~/..~", "2025-06/..?"],
    "another notation": ["11.09.2025", "9/11/2025", "20250911", "2025/09/11", "2025-W37", "2025-254",
                         "2025-21", "202X", "Y2025", "unknown", "2025–09"],
    "a flood": ["2025-09-11" * 1000, "9" * 10_000],
    "a lone surrogate": ["\ud800", "2025\udfff"],
}  # fmt: skip


@pytest.mark.parametrize(
    "text", [text for texts in NO_DATES.values() for text in texts], ids=lambda text: ascii(text)[:30]
)
def test_what_is_no_date_is_refused_in_one_line(text: str) -> None:
    with pytest.raises(DateError) as caught:
        PartialDate(text)
    assert len(str(caught.value).splitlines()) == 1
    assert len(str(caught.value)) < 300
    assert caught.value.remedy
    with pytest.raises(ValidationError):
        Call(when=text, participants=["donald_trump", "lukashenko"])


@pytest.mark.parametrize(
    "thing",
    [None, 2025, 2025.0, True, b"2025", ["2025"], {"when": "2025"}, datetime(2025, 9, 11, tzinfo=UTC)],
    ids=repr,
)
def test_only_text_and_days_are_read_as_dates(thing: object) -> None:
    with pytest.raises(ValidationError):
        TypeAdapter(PartialDate).validate_python(thing)
    with pytest.raises(DateError, match="a date is a string"):
        PartialDate(thing)  # type: ignore[arg-type]


def test_a_plain_day_is_read_as_that_day() -> None:
    assert TypeAdapter(PartialDate).validate_python(date(2025, 9, 11)) == PartialDate("2025-09-11")


# ------------------------------------------------------------------ no false precision

ONLY_A_MONTH = {
    "be": "пачатак лістапада | у лістападзе 2025 г. | у маі | сярэдзіна мая | у студзені | у жніўні | канец "
    "жніўня | у чэрвені | верасень 2025 | у снежні | у кастрычніку | у лютым | сакавік | красавіка | "
    "травень | у ліпені | pačatak listapada | u žniŭni | u śniežni | vierasnia 2025",
    "ru": "начало ноября | в мае | в мае 2025 года | в середине августа | к концу сентября | нояб. 2025 | "
    "январь | в феврале | марта | в апреле | июнь | июля | октябрём | в декабре",
    "uk": "на початку листопада | у травні | у січні | у лютому | у березні | у квітні | у червні | у липні | у "
    "серпні | у вересні | у жовтні | у грудні | наприкінці грудня 2025",
    "en": "early November | in May | May 2025 | late MAY | mid-September 2025 | Sept. 2025 | by the end of "
    "March | December | in Nov '25 | JANUARY | february",
    "de": "Anfang November | im Mai | Mitte März 2025 | Ende Juni | im Jänner | Dez. 2025 | Anfang Oktober | "
    "des Dezembers | Juli | August",
    "pl": "początek listopada | w maju | w styczniu | w lutym | w marcu 2025 | w kwietniu | w czerwcu | w lipcu "
    "| w sierpniu | we wrześniu | w październiku | w grudniu | koniec grudnia | maj",
    "lt": "lapkričio pradžia | gegužę | gegužės viduryje | sausį | vasarį | kovą | balandžio pabaigoje | "
    "birželį | liepą | rugpjūtį | rugsėjo mėn. | spalį | gruodį | 2025 m. lapkritis",
}

A_DAY = {
    "be": "15 жніўня | 1 мая 2025 | 11 верасня | 13 śniežnia",
    "ru": "15 августа | 9 мая | утром 11 сентября 2025 года",
    "uk": "15 серпня | 1 травня | 22 листопада 2025",
    "en": "15 August | August 15, 2025 | May 1st | on the 9th of May | 11 Sept. 2025",
    "de": "15. August | am 1. Mai 2025 | 03. Oktober",
    "pl": "15 sierpnia | 1 maja 2025 r. | 31 grudnia",
    "lt": "rugpjūčio 15 d. | 2025 m. gegužės 1 d. | gruodžio 13",
}

NO_MONTH_AT_ALL = [
    "Friday", "the day after the Alaska summit", "it may have been on Friday", "maybe Friday", "a march through Minsk",
    "Marco Rubio said so on Friday", "the decision day", "on the mayor's birthday", "Thursday, a novel turn",
    "students' day", "the Deccan flight", "в пятницу", "марш в воскресенье", "у пятніцу", "am Freitag", "w piątek",
    "penktadienį", "2025-09-11", "11.09.2025", "les mais",
]  # fmt: skip


def each(by_language: dict[str, str]) -> list[str]:
    return [verbatim for verbatims in by_language.values() for verbatim in verbatims.split(" | ")]


@pytest.mark.parametrize("verbatim", each(ONLY_A_MONTH))
def test_a_day_is_refused_where_the_source_names_only_a_month(verbatim: str) -> None:
    assert names_only_a_month(verbatim)
    for day in ("2025-11-01", "2025-11-01~"):
        with pytest.raises(ValidationError, match="no single day"):
            Call(when=day, when_verbatim=verbatim, participants=["donald_trump", "lukashenko"])
    for wider in ("2025-11", "2025-11-01/2025-11-10", "2025"):
        assert Call(when=wider, when_verbatim=verbatim, participants=["donald_trump", "lukashenko"]).when.text == wider


@pytest.mark.parametrize("verbatim", [*each(A_DAY), *NO_MONTH_AT_ALL])
def test_a_day_stands_where_the_source_names_one_or_no_month_at_all(verbatim: str) -> None:
    assert not names_only_a_month(verbatim)
    assert Call(when="2025-08-15", when_verbatim=verbatim, participants=["donald_trump", "lukashenko"]).when_verbatim


def test_a_month_is_found_in_decomposed_letters_too() -> None:
    assert names_only_a_month("маи\u0306")  # й as и and a breve, as some keyboards and PDF files give it
    assert names_only_a_month("Mitte Ma\u0308rz")


# ------------------------------------------------------------------ as a value


@settings(deadline=None)
@given(st.one_of(parts(), intervals()))
def test_a_date_comes_back_from_json_pickle_and_copies_as_itself(text: str) -> None:
    when, adapter = PartialDate(text), TypeAdapter(PartialDate)
    assert adapter.dump_json(when) == f'"{text}"'.encode()
    for again in (
        adapter.validate_json(adapter.dump_json(when)),
        pickle.loads(pickle.dumps(when)),
        copy.copy(when),
        copy.deepcopy(when),
    ):
        assert again == when
        assert hash(again) == hash(when)
        assert (again.earliest, again.latest, again.precision) == (when.earliest, when.latest, when.precision)


def test_equal_means_the_same_text_not_the_same_days() -> None:
    assert PartialDate("2025-09") == PartialDate("2025-09")
    assert PartialDate("2025-09") != PartialDate("2025-09-01/2025-09-30")
    assert PartialDate("2025-09~") != PartialDate("2025-09?")
    assert PartialDate("2025") != "2025"


@pytest.mark.parametrize("name", ["text", "earliest", "latest", "precision", "new"])
def test_a_date_does_not_change(name: str) -> None:
    when = PartialDate("2025-09-11")
    with pytest.raises(AttributeError):
        setattr(when, name, None)
    with pytest.raises(AttributeError):
        delattr(when, name)
    assert PartialDate("2025-09-11").earliest == date(2025, 9, 11)


def test_its_json_schema_says_what_to_write() -> None:
    schema = TypeAdapter(PartialDate).json_schema()
    assert schema["type"] == "string"
    for example in schema["examples"]:
        assert str(PartialDate(example)) == example
