"""Of the extensions and expiries of a programme only those that can count are looked at."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.offices_and_acts import REGISTER, History, act
from timeline import SanctionsChange
from timeline.projections.sanctions import sanctions_on

WINDOW = [date(2024, 12, 30) + timedelta(days=number) for number in range(0, 50, 2)]
DAYS = ("2025-01-02", "2025-01-04", "2025-01-06", "2025-01-09", "2025-01", "2025-01-03/2025-01-08", "../2025-01-06")
ENDS = ("", "/2025-01-08", "/2025-01-12", "/2025-01", "/2025-02-10")


@st.composite
def extensions(draw: st.DrawFn) -> SanctionsChange:
    """What the programme says of itself, in one measure or two."""
    return act(
        draw(st.sampled_from(("extended", "extended", "expired"))),
        draw(st.sampled_from(DAYS)),
        "belarus",
        measure=draw(st.sampled_from((None, "ban", "listing"))),
        effective=draw(st.sampled_from(ENDS)) or None,
    )


@settings(max_examples=300, deadline=None)
@given(st.lists(extensions(), min_size=2, max_size=5))
def test_extensions_that_are_not_looked_at_would_change_nothing(made: list[SanctionsChange]) -> None:
    history = History()
    history.record(act("imposed", "2025-01-01"))
    for extension in made:
        history.record(extension)
    found = [sanctions_on(history.entries(), REGISTER, day, target="airline") for day in WINDOW]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("timeline.projections.acts._framing", lambda newest_first, _: list(newest_first))
        assert found == [sanctions_on(history.entries(), REGISTER, day, target="airline") for day in WINDOW]
