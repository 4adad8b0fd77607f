"""Numbers as sources give them; sums and differences as bounds, held against trying every number."""

import copy
import itertools
import math
import pickle

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from timeline import Interval, Quantity, Release, total

WORDS = {"dozens": 24, "hundreds": 200, "thousands": 2000}
VALUED = ["exactly", "about", "at_least", "more_than", "at_most", "fewer_than"]
FAR = 10**7  # stands for "any number from here on" where a quantity has no upper bound


@st.composite
def quantities(draw: st.DrawFn, most: int = 12) -> Quantity:
    """One of any qualifier, with small numbers."""
    qualifier = draw(st.sampled_from([*VALUED, "between", *WORDS, "unknown"]))
    number = st.integers(1 if qualifier == "fewer_than" else 0, most)
    if qualifier in VALUED:
        return Quantity(qualifier=qualifier, value=draw(number))
    if qualifier == "between":
        lower, upper = sorted([draw(number), draw(number)])
        return Quantity(qualifier="between", lower=lower, upper=upper)
    return Quantity(qualifier=qualifier)


def fits(number: int, quantity: Quantity) -> bool:  # noqa: PLR0911  (one line a qualifier)
    """Whether the words allow this number: written out from the words, not from the bounds under test."""
    value = quantity.value or 0
    match quantity.qualifier:
        case "exactly":
            return number == value
        case "at_least":
            return number >= value
        case "more_than":
            return number > value
        case "at_most":
            return number <= value
        case "fewer_than":
            return number < value
        case "between":
            return (quantity.lower or 0) <= number <= (quantity.upper or 0)
        case "about" | "unknown":
            return True
        case word:
            return number >= WORDS[word]


def numbers(quantity: Quantity) -> list[int]:
    """Every number it may stand for: all small ones, and one far one where they go on without end."""
    return [number for number in (*range(2_020), FAR) if fits(number, quantity)]


def ends(values: list[int]) -> tuple[int, ...]:
    return min(values), max(values)


def bounds(values: list[int]) -> tuple[int | None, int | None]:
    """The bounds of a list of numbers, where far means none."""
    least, most = min(values), max(values)
    return (None if least < -FAR // 2 else least), (None if most > FAR // 2 else most)


@settings(deadline=None)
@given(quantities())
def test_the_interval_of_a_quantity_holds_exactly_the_numbers_it_may_stand_for(quantity: Quantity) -> None:
    may = numbers(quantity)
    assert quantity.interval[:2] == bounds(may)
    assert {n for n in range(2_020) if n in quantity.interval} == set(may) - {FAR}


@settings(deadline=None)
@given(st.lists(quantities(), max_size=4))
def test_a_total_has_the_bounds_of_every_possible_sum(parts: list[Quantity]) -> None:
    # Sums grow with each part, so that the ends of the parts give the ends of the sum.
    sums = [sum(chosen) for chosen in itertools.product(*(ends(numbers(part)) for part in parts))]
    assert total(parts)[:2] == bounds(sums)


@settings(deadline=None)
@given(quantities(), quantities())
def test_a_sum_and_a_difference_are_what_trying_every_pair_gives(one: Quantity, other: Quantity) -> None:
    ours, theirs = ([*numbers(quantity)[:25], *numbers(quantity)[-1:]] for quantity in (one, other))
    added, taken = one.interval + other.interval, one.interval - other.interval
    assert added[:2] == bounds([a + b for a in ours for b in theirs])
    # Where both go on without end, so do their differences, both ways.
    assert taken[:2] == bounds([a - b for a in ours for b in theirs])


@settings(deadline=None)
@given(quantities(), quantities())
def test_two_figures_overlap_when_some_number_fits_both(one: Quantity, other: Quantity) -> None:
    assert one.interval.overlaps(other.interval) is bool(set(numbers(one)) & set(numbers(other)))


@settings(deadline=None)
@given(st.lists(quantities(), max_size=5))
def test_a_total_names_what_bounds_nothing_and_nothing_else(parts: list[Quantity]) -> None:
    assert total(parts).unbounded == tuple(str(part) for part in parts if part.qualifier in ("about", "unknown"))


@settings(deadline=None)
@given(st.lists(quantities(), max_size=4), st.lists(quantities(), max_size=4))
def test_a_total_of_parts_is_the_total_of_the_whole(one: list[Quantity], other: list[Quantity]) -> None:
    assert total(one) + total(other) == total([*one, *other])


def test_a_sum_that_holds_about_gives_the_rest_as_its_lower_bound_and_says_so() -> None:
    freed = [Quantity(value=14), Quantity(value=52), Quantity(qualifier="about", value=300)]
    assert total(freed) == Interval(66, None, ("about 300",))


def test_the_total_of_nothing_is_nothing() -> None:
    assert total([]) == Interval(0, 0)


@pytest.mark.parametrize(
    ("given", "lower", "upper", "said"),
    [
        ({"value": 52}, 52, 52, "52"),
        ({"value": 1218, "qualifier": "exactly"}, 1218, 1218, "1,218"),
        ({"value": 0}, 0, 0, "0"),
        ({"value": 100, "qualifier": "about"}, None, None, "about 100"),
        ({"value": 100, "qualifier": "at_least"}, 100, None, "at least 100"),
        ({"value": 1000, "qualifier": "more_than"}, 1001, None, "more than 1,000"),
        ({"value": 5, "qualifier": "at_most"}, 0, 5, "at most 5"),
        ({"value": 5, "qualifier": "fewer_than"}, 0, 4, "fewer than 5"),
        ({"lower": 42, "upper": 110, "qualifier": "between"}, 42, 110, "42–110"),
        ({"lower": 7, "upper": 7, "qualifier": "between"}, 7, 7, "7–7"),
        ({"qualifier": "dozens"}, 24, None, "dozens"),
        ({"qualifier": "hundreds"}, 200, None, "hundreds"),
        ({"qualifier": "thousands"}, 2000, None, "thousands"),
        ({"qualifier": "unknown"}, None, None, "an unknown number"),
    ],
)
def test_each_qualifier_has_its_bounds_and_its_words(
    given: dict[str, object], lower: int | None, upper: int | None, said: str
) -> None:
    quantity = Quantity.model_validate(given)
    assert (quantity.lower, quantity.upper, str(quantity)) == (lower, upper, said)


def test_a_plain_integer_is_exactly_when_read_and_an_object_when_written() -> None:
    read = TypeAdapter(Quantity).validate_json("52")
    assert read == Quantity(value=52)
    assert read.model_dump(exclude_none=True) == {
        "value": 52, "lower": 52, "upper": 52, "qualifier": "exactly", "unit": "people",
    }  # fmt: skip
    assert Release(when="2025-09-11", people=52).people == read


@settings(deadline=None)
@given(quantities())
def test_a_quantity_comes_back_from_json_pickle_and_copies_as_itself(quantity: Quantity) -> None:
    for again in (
        Quantity.model_validate_json(quantity.model_dump_json()),
        Quantity.model_validate_json(quantity.model_dump_json(exclude_none=True)),
        Quantity.model_validate(quantity.model_dump()),
        pickle.loads(pickle.dumps(quantity)),
        copy.copy(quantity),
        copy.deepcopy(quantity),
    ):
        assert again == quantity
        assert hash(again) == hash(quantity)


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"qualifier": "exactly"},
        {"qualifier": "about"},
        {"qualifier": "at_least", "lower": 100},
        {"qualifier": "more_than"},
        {"value": 0, "qualifier": "fewer_than"},
        {"value": 10**12, "qualifier": "more_than"},
        {"qualifier": "between"},
        {"qualifier": "between", "lower": 1},
        {"qualifier": "between", "upper": 1},
        {"qualifier": "between", "lower": 2, "upper": 1},
        {"qualifier": "between", "lower": 1, "upper": 2, "value": 1},
        {"qualifier": "dozens", "value": 36},
        {"qualifier": "dozens", "upper": 99},
        {"qualifier": "dozens", "lower": 20},
        {"qualifier": "unknown", "value": 1},
        {"qualifier": "unknown", "lower": 1},
        {"value": 52, "lower": 51},
        {"value": 52, "upper": 53},
        {"value": 52, "lower": 52, "upper": 53},
        {"value": 100, "qualifier": "at_least", "upper": 200},
        {"value": 100, "qualifier": "about", "lower": 90},
        {"qualifier": "several", "value": 3},
        {"qualifier": "Exactly", "value": 3},
    ],
    ids=str,
)
def test_parts_that_contradict_each_other_are_refused(given: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Quantity.model_validate(given)


@pytest.mark.parametrize(
    "number",
    [-1, True, False, 52.0, 52.5, "52", "five", math.nan, math.inf, -math.inf, 10**12 + 1, 10**400, [52], b"5"],
    ids=lambda number: repr(number)[:20],
)  # fmt: skip
def test_only_whole_numbers_that_are_possible_are_numbers(number: object) -> None:
    for field in ("value", "lower", "upper"):
        with pytest.raises(ValidationError):
            Quantity.model_validate({field: number, "qualifier": "between" if field != "value" else "exactly"})
    with pytest.raises(ValidationError):
        Release(when="2025-09-11", people=number)


@pytest.mark.parametrize(
    "text", ["52", "null", "NaN", "Infinity", "1e3", "52.0", '"52"', "[]", "true", "-1", "1" * 400]
)
def test_numbers_in_json_are_held_to_the_same(text: str) -> None:
    document = f'{{"value": {text}}}'
    if text == "52":
        assert Quantity.model_validate_json(document).value == 52
    else:
        with pytest.raises(ValidationError):
            Quantity.model_validate_json(document)


def test_an_unknown_field_is_refused() -> None:
    with pytest.raises(ValidationError, match="extra"):
        Quantity.model_validate({"value": 1, "mean": 1})


@pytest.mark.parametrize("unit", ["", "People", "1people", "people<b>", "people\x00", "p" * 41, "люди"])
def test_a_unit_is_a_plain_word(unit: str) -> None:
    with pytest.raises(ValidationError):
        Quantity(value=1, unit=unit)


@pytest.mark.parametrize(
    "verbatim", ["", "  ", "über\x00", "a\nb", "<b>52</b>", "\u202e25", "x" * 201, "\ud800"], ids=ascii
)
def test_the_sources_own_words_are_one_plain_line(verbatim: str) -> None:
    with pytest.raises(ValidationError):
        Quantity(value=1, verbatim=verbatim)


@pytest.mark.parametrize("verbatim", ["mehr als 100", ">1,000", "< 5", "каля ста", "x" * 200])
def test_the_sources_own_words_may_hold_signs(verbatim: str) -> None:
    assert Quantity(value=1, verbatim=verbatim).verbatim == verbatim


def test_a_quantity_does_not_change() -> None:
    quantity = Quantity(value=52)
    for name in ("value", "lower", "qualifier", "mean"):
        with pytest.raises(ValidationError):
            setattr(quantity, name, 1)
    assert quantity == Quantity(value=52, lower=52, upper=52)


def test_an_interval_adds_only_to_an_interval() -> None:
    with pytest.raises(TypeError):
        Interval(1, 2) + (3, 4)  # noqa: RUF005
    things: list[object] = ["2", None, 2.0, (2,)]
    assert [thing for thing in things if thing in Interval(1, 3)] == []


def test_a_copy_has_the_bounds_of_its_own_number() -> None:
    stored = Quantity.model_validate_json(Quantity(value=52, verbatim="52 people").model_dump_json())
    assert stored.model_copy(update={"value": 51}) == Quantity(value=51, verbatim="52 people")
    assert stored.model_copy(update={"qualifier": "more_than"}).interval == Interval(53, None)
    between = stored.model_copy(update={"qualifier": "between", "value": None, "lower": 50, "upper": 52})
    assert between.model_copy(update={"upper": 60}).interval == Interval(50, 60)
    assert between.model_copy(update={"qualifier": "dozens"}).interval == Interval(24, None)


@pytest.mark.parametrize("update", [{"value": -1}, {"lower": 3}, {"qualifier": "some"}, {"value": None}, {"mean": 1}])
def test_a_copy_that_no_quantity_can_be_is_refused(update: dict[str, object]) -> None:
    with pytest.raises(ValidationError):
        Quantity(value=52).model_copy(update=update)
