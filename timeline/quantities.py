"""Numbers of people as sources give them, and sums of them as bounds.

Qualifiers and their bounds are a convention of this timeline (contracts, "Quantity"): "more than
1,000" starts at 1,001, "dozens" at 24, "hundreds" at 200, "thousands" at 2,000; "about" and
"unknown" bound nothing, and a sum that holds one says so.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any, Literal, NamedTuple, Self, assert_never

from pydantic import Field, Strict, model_validator

from timeline.errors import QuantityError
from timeline.frozen import Frozen
from timeline.texts import Line

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from pydantic import GetJsonSchemaHandler
    from pydantic.json_schema import JsonSchemaValue
    from pydantic_core import CoreSchema

Qualifier = Literal[
    "exactly", "about", "at_least", "more_than", "at_most", "fewer_than",
    "between", "dozens", "hundreds", "thousands", "unknown",
]  # fmt: skip
MOST = 10**12
Number = Annotated[int, Strict(), Field(ge=0, le=MOST)]

_WORDS = {"dozens": 24, "hundreds": 200, "thousands": 2000}


class Interval(NamedTuple):
    """Whole numbers from `lower` to `upper`, both included; `None` is no bound on that side.

    `unbounded` names the quantities in it that bound nothing ("about 300"), so that an answer
    can say what its lower bound leaves out.
    """

    lower: int | None
    upper: int | None
    unbounded: tuple[str, ...] = ()

    def __add__(self, other: tuple[object, ...]) -> Interval:
        """Every sum of a number from each: bounds add, no bound stays none."""
        if not isinstance(other, Interval):
            return NotImplemented
        return Interval(_sum(self.lower, other.lower), _sum(self.upper, other.upper), self.unbounded + other.unbounded)

    def __sub__(self, other: Interval) -> Interval:
        """Every difference of a number from each."""
        return Interval(
            _sum(self.lower, _minus(other.upper)),
            _sum(self.upper, _minus(other.lower)),
            self.unbounded + other.unbounded,
        )

    def __contains__(self, number: object) -> bool:
        return (
            isinstance(number, int)
            and (self.lower is None or self.lower <= number)
            and (self.upper is None or number <= self.upper)
        )

    def overlaps(self, other: Interval) -> bool:
        """Whether some number lies in both: the two figures can be true at once."""
        lower = max((n for n in (self.lower, other.lower) if n is not None), default=None)
        upper = min((n for n in (self.upper, other.upper) if n is not None), default=None)
        return lower is None or upper is None or lower <= upper


class Quantity(Frozen):
    """How many, as a source says it: a qualifier, its number or bounds, a unit.

    A plain integer is read as "exactly". `lower` and `upper` (inclusive) are filled in from the
    qualifier and are `None` where it gives no bound. Raises `QuantityError` when parts
    contradict each other.
    """

    value: Number | None = None
    lower: Number | None = None
    upper: Number | None = None
    qualifier: Qualifier = "exactly"
    unit: Annotated[str, Field(pattern=r"^[a-z][a-z_ ]{0,39}$")] = "people"
    verbatim: Annotated[Line, Field(max_length=200)] | None = None

    @classmethod
    def __get_pydantic_json_schema__(cls, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        """A plain integer is taken too."""
        return {"anyOf": [{"type": "integer", "minimum": 0, "maximum": MOST}, handler(schema)]}

    @model_validator(mode="before")
    @classmethod
    def _from_plain_integer(cls, data: Any) -> Any:
        return {"value": data} if type(data) is int else data

    @model_validator(mode="after")
    def _fill_bounds(self) -> Self:
        value = self.value
        if self.qualifier == "exactly" and value is not None and value == self.lower == self.upper:
            return self  # as it is stored: by far the most frequent case
        lower, upper = _bounds(self)
        for name, given, derived in (("lower", self.lower, lower), ("upper", self.upper, upper)):
            if given is not None and given != derived:
                raise QuantityError(
                    f"{name} {given} contradicts {self.qualifier!r} with value {self.value}",
                    remedy="leave the bounds out, or use the qualifier 'between' with lower and upper",
                )
        # The one place where a frozen model is completed: before anyone has seen it.
        self.__dict__["lower"], self.__dict__["upper"] = lower, upper
        return self

    def _given(self, update: Mapping[str, Any]) -> dict[str, Any]:
        """Without the bounds that follow from the qualifier: they follow anew."""
        given = super()._given(update)
        if self.qualifier == update.get("qualifier", self.qualifier) == "between":
            return given
        return {name: value for name, value in given.items() if name not in ("lower", "upper")}

    @property
    def interval(self) -> Interval:
        """Its bounds; `about` and `unknown` give 0 and no upper bound, and are named."""
        if self.qualifier in ("about", "unknown"):
            return Interval(0, None, (str(self),))
        return Interval(self.lower or 0, self.upper)

    def __str__(self) -> str:
        match self.qualifier:
            case "exactly":
                return f"{self.value:,}"
            case "between":
                return f"{self.lower:,}–{self.upper:,}"
            case "about" | "at_least" | "more_than" | "at_most" | "fewer_than":
                return f"{self.qualifier.replace('_', ' ')} {self.value:,}"
            case "dozens" | "hundreds" | "thousands":
                return self.qualifier
            case "unknown":
                return "an unknown number"
            case unreachable:
                assert_never(unreachable)


def total(quantities: Iterable[Quantity]) -> Interval:
    """The bounds of a sum; quantities that bound nothing are named, the rest is its lower bound."""
    whole = Interval(0, 0)
    for quantity in quantities:
        whole += quantity.interval
    return whole


def _bounds(quantity: Quantity) -> tuple[int | None, int | None]:  # noqa: C901, PLR0911, PLR0912  (one case a qualifier)
    value = quantity.value
    match quantity.qualifier:
        case "exactly":
            number = _needed(quantity)
            return number, number
        case "at_least":
            return _needed(quantity), None
        case "more_than":
            number = _needed(quantity)
            if number == MOST:
                raise QuantityError(f"'more_than' {number} is above every number here", remedy="give a smaller value")
            return number + 1, None
        case "at_most":
            return 0, _needed(quantity)
        case "fewer_than":
            number = _needed(quantity)
            if number == 0:
                raise QuantityError("'fewer_than' 0 is impossible", remedy="give a value of 1 or more")
            return 0, number - 1
        case "about":
            _needed(quantity)
            return None, None
        case "between":
            lower, upper = quantity.lower, quantity.upper
            if lower is None or upper is None or value is not None:
                raise QuantityError("'between' takes lower and upper and no value", remedy="give both bounds")
            if lower > upper:
                raise QuantityError(f"lower {lower} is above upper {upper}", remedy="swap them")
            return lower, upper
        case "dozens" | "hundreds" | "thousands":
            _unneeded(quantity)
            return _WORDS[quantity.qualifier], None
        case "unknown":
            _unneeded(quantity)
            return None, None
        case unreachable:
            assert_never(unreachable)


def _needed(quantity: Quantity) -> int:
    if quantity.value is None:
        raise QuantityError(f"{quantity.qualifier!r} needs a value", remedy='write {"value": 52, …}')
    return quantity.value


def _unneeded(quantity: Quantity) -> None:
    if quantity.value is not None:
        raise QuantityError(f"{quantity.qualifier!r} takes no value", remedy="leave value out")


def _sum(a: int | None, b: int | None) -> int | None:
    return None if a is None or b is None else a + b


def _minus(number: int | None) -> int | None:
    return None if number is None else -number
