"""What one authority's programme does to one target on a day: its acts, laid one over the other.

An imposing act lays a measure down; a licence, an easing or a suspension lies over what was there
before it; an extension goes on with a measure, or with a whole programme where its target is the
state that the programme is for. A lifting, a delisting or a recorded expiry ends what it is about,
and what lay over that alone. The topmost layer gives the state.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple, assert_never

from pydantic import BaseModel, ConfigDict

from timeline.dates import PartialDate
from timeline.texts import Line, Ref

if TYPE_CHECKING:
    from collections.abc import Sequence

    from timeline.projections.acts import Act, Programme, World

State = Literal[
    "in_force", "licensed", "eased", "suspended", "lifted", "delisted", "expired", "renewal_not_recorded",
]  # fmt: skip
LISTING = ("listing", "asset freeze", None)
"""Measures that a delisting ends; a ban on flights or trade is no listing."""


class Layer(BaseModel):
    """One measure, or one relief over it, as it stands on the day.

    `since` is the day from which it has this state (a gap that a later renewal shows to be none is not
    told), `until` the last day of it where an act says so.
    `measure` and `legal_act` are those of the act that laid it down; `entries` everything it rests
    on, in order; `status` is `disputed` where one of them is; `why` says what is not recorded.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    state: State
    since: PartialDate
    until: PartialDate | None
    legal_act: Line | None
    entries: tuple[Ref, ...]
    measure: Line | None
    status: Literal["standing", "disputed"]
    why: str | None = None


@dataclass(slots=True)
class _Laid:
    """A layer while it is being laid: the act that began it, those that went on with it, and the one that ended it."""

    acts: list[Act]
    relief: bool
    ended: Act | None = None

    @property
    def begin(self) -> Act:
        return self.acts[0]

    def is_part_of(self, act: Act) -> bool:
        return any(other.ref in act.follows for other in self.acts)


def stack(acts: Sequence[Act], programme: Programme, on: date, world: World) -> tuple[Layer, ...]:
    """The layers on one target after these acts of one programme, topmost first; empty before the first act."""
    laid: list[_Laid] = []
    for act in acts:
        if act.begun(on, world):
            _lay(laid, act)
    stood = [(layer, _standing(layer, programme, on, world)) for layer in laid]
    stood.sort(key=lambda pair: _height(*pair), reverse=True)
    return tuple(_told(layer, standing) for layer, standing in stood)


def _lay(laid: list[_Laid], act: Act) -> None:
    match act.gist.action:
        case "imposed" | "tightened":
            laid.append(_Laid([act], relief=False))
        case "licensed" | "eased" | "suspended":
            laid.append(_Laid([act], relief=True))
        case "extended":
            for layer in reversed(laid):
                if _goes_on(layer, act):
                    layer.acts.append(act)
                    return
            laid.append(_Laid([act], relief=False))
        case "lifted" | "delisted" | "expired":
            _end(laid, act)
        case "announced" | "proposed":
            pass
        case unreachable:
            assert_never(unreachable)


def _goes_on(layer: _Laid, act: Act) -> bool:
    """Whether an extension goes on with a layer: an extension of the whole programme with others of its kind only."""
    if layer.ended is not None:
        return False
    if act.wide:
        return layer.begin.gist.action == "extended" and layer.begin.gist.measure == act.gist.measure
    return layer.is_part_of(act) or layer.begin.gist.measure == act.gist.measure


def _end(laid: list[_Laid], act: Act) -> None:
    """End what the act is about, or stand alone where that is not recorded. Reliefs end with the last measure."""
    standing = [layer for layer in laid if layer.ended is None]
    hit = [layer for layer in standing if layer.is_part_of(act)] or _meant(standing, act)
    for layer in hit:
        layer.ended = act
    if not hit:
        laid.append(_Laid([act], relief=False, ended=act))
    measures = [layer for layer in standing if not layer.relief]
    last_went = any(layer.ended for layer in measures) or (not measures and act.gist.action != "expired")
    if last_went and all(layer.ended for layer in measures):
        for layer in standing:
            layer.ended = act


def _meant(standing: Sequence[_Laid], act: Act) -> list[_Laid]:
    """What an ending is about where no tie says it: a delisting listings, anything else what it names."""
    measures = [layer for layer in standing if not layer.relief]
    match _ended(act):
        case "delisted":
            return [layer for layer in measures if layer.begin.gist.measure in LISTING]
        case "lifted":
            named = [layer for layer in standing if layer.begin.gist.measure == act.gist.measure]
            return named if named and act.gist.measure is not None else measures
        case "expired":
            named = [layer for layer in standing if layer.begin.gist.measure == act.gist.measure]
            return measures if act.gist.measure is None else named
        case unreachable:
            assert_never(unreachable)


class _Standing(NamedTuple):
    """The state of a layer on the day, since and until when, and what besides its own acts it rests on."""

    state: State
    since: PartialDate
    until: PartialDate | None = None
    rests_on: Act | None = None
    why: str | None = None


def _standing(  # noqa: PLR0911  (one line a state)
    layer: _Laid, programme: Programme, on: date, world: World
) -> _Standing:
    newest, ended = layer.acts[-1], layer.ended
    if layer.relief and newest.end is not None and newest.over(ended.first if ended else on, world):
        return _Standing("expired", _day_after(newest.end))
    if ended is not None:
        return _Standing(_ended(ended), ended.start, rests_on=ended)
    if layer.relief:
        return _Standing(_relieved(layer.begin), layer.begin.start, newest.end)
    if newest.end is not None and newest.over(on, world):
        state, why = programme.lapsed(newest.end)
        return _Standing(state, _day_after(newest.end), why=why)
    bounds = programme.bounds(world)
    if bounds is None:
        return _Standing("in_force", layer.begin.start, newest.end)
    if bounds.gist.action == "expired" and bounds.order > layer.begin.order:
        return _Standing("expired", bounds.start, rests_on=bounds)
    if bounds.end is not None and bounds.over(on, world):
        state, why = programme.lapsed(bounds.end)
        # Nothing of a measure that was laid down after the programme's end can be older than the measure.
        later = layer.begin.first > (bounds.end.latest or date.max)
        return _Standing(state, layer.begin.start if later else _day_after(bounds.end), rests_on=bounds, why=why)
    ends = [end for end in (newest.end, bounds.end) if end is not None]
    until = min(ends, key=lambda end: end.latest or date.max, default=None)
    return _Standing("in_force", layer.begin.start, until, rests_on=bounds)


def _told(layer: _Laid, standing: _Standing) -> Layer:
    acts = [*layer.acts, standing.rests_on] if standing.rests_on else layer.acts
    return Layer(
        state=standing.state,
        since=standing.since,
        until=standing.until,
        legal_act=layer.begin.gist.legal_act,
        entries=tuple(dict.fromkeys(act.ref for act in acts)),
        measure=layer.begin.gist.measure,
        status="disputed" if any(act.gist.status == "disputed" for act in acts) else "standing",
        why=standing.why,
    )


def _height(layer: _Laid, standing: _Standing) -> tuple[object, ...]:
    """What lies higher: what stands, by the day it began (on one day a relief over a measure), then what ended."""
    last, first, number = layer.begin.order
    match standing.state:
        case "in_force" | "licensed" | "eased" | "suspended":
            return 2, last, layer.relief, first, number
        case "renewal_not_recorded":
            return 1, last, layer.relief, first, number
        case "lifted" | "delisted" | "expired":
            return 0, not layer.relief, standing.since.latest or date.max, last, number
        case unreachable:
            assert_never(unreachable)


def _ended(act: Act) -> Literal["lifted", "delisted", "expired"]:
    match act.gist.action:
        case "lifted" | "delisted" | "expired":
            return act.gist.action
        case _:
            raise AssertionError(act.gist.action)


def _relieved(act: Act) -> State:
    match act.gist.action:
        case "licensed" | "eased" | "suspended":
            return act.gist.action
        case _:
            raise AssertionError(act.gist.action)


def _day_after(end: PartialDate) -> PartialDate:
    """The day after an end; where the end is known only in part, the end as it is."""
    if end.earliest == end.latest and end.latest is not None and end.latest < date.max:
        return PartialDate((end.latest + timedelta(days=1)).isoformat())
    return end
