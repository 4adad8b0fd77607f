"""Which pictures belong to an answer."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from bots.charts.prisoners import prisoners_chart
from bots.charts.sanctions import sanctions_chart
from bots.charts.strip import strip_chart
from timeline import Filters, InputError, Prisoners, SanctionsChange

if TYPE_CHECKING:
    from collections.abc import Callable

    from bots.charts.chart import Chart, KnownAt
    from bots.replies import Picture
    from timeline import Answer, Timeline

_YEAR = timedelta(days=365)
_FEW = 4  # entries, of which a list says as much as a picture
_NO_FILTERS = Filters()


def illustrating(timeline: Timeline, known_at: KnownAt = None) -> Callable[[Answer], tuple[Picture, ...]]:
    """What draws the pictures of an answer, in its language: none or one.

    None too where the extra `pictures` is not installed: the answer's words are all there without it.
    """

    def draw(answer: Answer) -> tuple[Picture, ...]:
        chart = chart_of(timeline, answer, known_at)
        try:
            return (chart.picture(),) if chart else ()
        except ModuleNotFoundError:
            return ()

    return draw


def chart_of(timeline: Timeline, answer: Answer, known_at: KnownAt = None) -> Chart | None:
    """The chart that shows what an answer says, None where a picture would say less than the words.

    Numbers of prisoners, and releases of more than a month, get prisoners over time; sanctions on one
    target theirs; a list of more than a few entries of a period its strip.
    """
    query, today = answer.query, answer.today
    known_at = known_at if query.known_at is None else query.known_at
    if answer.outcome != "answered" or query.filters != _NO_FILTERS or query.office is not None:
        return None
    since, until = _days(answer)
    if isinstance(answer.value, Prisoners) or query.kinds == ("prisoner_count",) or _counts_releases(answer):
        if (until - since).days < 31:  # noqa: PLR2004  (one bar and a dot or two)
            since = until - _YEAR
        return prisoners_chart(
            timeline, since=since, until=until, today=today, language=answer.language, known_at=known_at
        )
    if query.kinds == ("sanctions_change",) and (target := _target(timeline, answer, known_at)):
        return sanctions_chart(
            timeline,
            target=target,
            since=query.period.start if query.period else None,
            until=until,
            today=today,
            language=answer.language,
            known_at=known_at,
        )
    if query.aggregate == "list" and query.period is not None and len(answer.entries) > _FEW:
        return strip_chart(
            timeline,
            since=since,
            until=until,
            today=today,
            kinds=query.kinds,
            actors=query.actors,
            language=answer.language,
            known_at=known_at,
        )
    return None


def _days(answer: Answer) -> tuple[date, date]:
    """The days to draw: those of the question, as far as they have come; the last year where it names none."""
    period = answer.query.period
    until = min((period and period.end) or answer.query.as_of or answer.today, answer.today)
    since = (period and period.start) or until - _YEAR
    return min(since, until), until


def _counts_releases(answer: Answer) -> bool:
    query = answer.query
    return query.kinds == ("release",) and query.aggregate == "count" and not query.actors and query.period is not None


def _target(timeline: Timeline, answer: Answer, known_at: KnownAt) -> str | None:
    """The one actor of the question that sanctions are on."""
    found = []
    for actor in answer.query.actors:
        try:
            page = timeline.entries(kinds="sanctions_change", actors=actor, limit=50, known_at=known_at)
        except InputError:
            return None
        acts = [entry.fact for entry in page if isinstance(entry.fact, SanctionsChange)]
        if any(actor in act.targets for act in acts):
            found.append(actor)
    return found[0] if len(found) == 1 else None
