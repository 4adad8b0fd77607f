from __future__ import annotations

import csv

import pytest

from timeline import Claim, Entry, PrisonerCount, Register, Release, Source, Statement, Timeline
from timeline.exchange.csv_table import COLUMNS, export_table


def test_an_entry_is_one_row_with_its_bounds_and_sources() -> None:
    with Timeline.in_memory() as timeline:
        timeline.record(
            Release(when="2025-09~", people={"value": 40, "qualifier": "at_least"}, by=["lukashenko"], mode="pardon"),
            ref="release-a",
            claims=[
                Claim(source=Source(publisher="Reuters", url="https://example.org/1")),
                Claim(source=Source(publisher='AP, "Minsk"')),
            ],
        )  # fmt: skip
        timeline.record(
            PrisonerCount(when="2025-10-01", count=1200, measure="held", basis="stock"),
            ref="count-a",
            claims=[Claim(source=Source(publisher="AP"))],
        )
        table = "".join(export_table(timeline.entries(limit=None), timeline.register()))

    heading, count, release = csv.reader(table.splitlines())
    assert tuple(heading) == COLUMNS
    row = dict(zip(heading, release, strict=True))
    assert (row["ref"], row["when"], row["earliest"], row["latest"]) == (
        "release-a",
        "2025-09~",
        "2025-08-01",
        "2025-10-31",
    )
    assert (row["people"], row["people_lower"], row["people_upper"]) == ("at least 40", "40", "")
    assert row["publishers"] == 'Reuters; AP, "Minsk"'
    assert dict(zip(heading, count, strict=True))["people_upper"] == "1200"


@pytest.mark.parametrize(
    "begins", ["=", "+", "-", "@", " =", "\u00a0=", "\u200b=", "\ufeff=", "＝", "＋", "－", "＠", " ＝", "\u3000@"]
)
def test_no_cell_is_a_formula(begins: str) -> None:
    with Timeline.in_memory() as timeline:
        timeline.record(
            Statement(when="2025", speaker="lukashenko"),
            ref="statement-a",
            claims=[Claim(source=Source(publisher="Reuters"))],
        )
        (entry,) = timeline.entries(limit=None)
        claim = entry.claims[0]
        source = Source.model_construct(**dict(claim.source) | {"publisher": f"{begins}HYPERLINK(1)"})
        claim = Claim.model_construct(**dict(claim) | {"source": source})
        odd = Entry.model_construct(**dict(entry) | {"claims": (claim,)})
        table = "".join(export_table([odd], timeline.register()))

    _, row = csv.reader(table.splitlines())
    assert row[COLUMNS.index("publishers")] == f"'{begins}HYPERLINK(1)"


def test_every_cell_stands_in_quotes() -> None:
    assert "".join(export_table([], Register())) == ",".join(f'"{column}"' for column in COLUMNS) + "\r\n"
