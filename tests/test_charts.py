"""Pictures: what is drawn, what is said in words, and that nothing in the data can break them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bots.charts import Chart, chart_of, illustrating, prisoners_chart, sanctions_chart, strip_chart
from bots.charts.axis import Days, numbers
from bots.charts.chart import RIGHT
from bots.charts.drawing import COLOURS, SMALLEST, WIDTH, Sheet, plain, png
from bots.charts.lettering import BOLD, FOLDER, REGULAR, lines, metrics, shortened, width
from bots.charts.places import Box, Places, apart
from bots.wording import LANGUAGES, LATIN
from tests.shipped_pack import imported
from timeline import (
    Actor,
    Claim,
    Incident,
    Name,
    PartialDate,
    Period,
    PrisonerCount,
    Quantity,
    Query,
    Release,
    SanctionsChange,
    Source,
    Timeline,
    UnknownActorError,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

SVG = "{http://www.w3.org/2000/svg}"
ALL = (*LANGUAGES, LATIN)
YEAR, END = date(2025, 1, 1), date(2025, 12, 31)
HOSTILE = (
    "</text><script>alert(1)</script>",
    '"><image href="http://example.org/x.png"/>',
    "&lt;b&gt; &amp; ]]> <!-- -->",
    "\u202eгнілыс\u2066 right to left",
    "ﷺ שלום العربية 漢字 👩‍👩‍👧",
    "W" * 400,
    "слова " * 60,
)


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


def three(timeline: Timeline, language: str = "en") -> dict[str, Chart]:
    """The three pictures of the shipped timeline, 2025."""
    return {
        "prisoners": prisoners_chart(timeline, since=YEAR, until=END, today=END, language=language),
        "sanctions": sanctions_chart(timeline, target="belavia", today=END, language=language),
        "strip": strip_chart(timeline, since=date(2025, 9, 1), until=date(2025, 9, 30), today=END, language=language),
    }


def texts(chart: Chart) -> list[ET.Element]:
    return list(ET.fromstring(chart.svg).iter(f"{SVG}text"))


def words(chart: Chart) -> str:
    return "\n".join(element.text or "" for element in texts(chart))


def extent(element: ET.Element) -> tuple[float, float]:
    """From where to where a text reaches."""
    wide = width(element.text or "", float(element.get("font-size", 0)), bold=element.get("font-weight") == "bold")
    x = float(element.get("x", 0))
    return {"start": (x, x + wide), "middle": (x - wide / 2, x + wide / 2), "end": (x - wide, x)}[
        element.get("text-anchor", "start")
    ]


def made(*facts: tuple[object, str], actors: tuple[Actor, ...] = (), source: Source | None = None) -> Timeline:
    """A timeline of these facts."""
    timeline = Timeline.in_memory(register=None)
    timeline.add(*(actors or (body("viasna"),)))
    for fact, ref in facts:
        timeline.record(fact, ref=ref, claims=[Claim(source=source or Source(publisher="Reuters"))])  # type: ignore[arg-type]
    return timeline


def body(id_: str, name: str = "", type_: str = "organisation") -> Actor:
    return Actor(id=id_, type=type_, names=(Name(text=name or id_.title(), lang="en", script="Latn"),))  # type: ignore[arg-type]


def count(when: str, quantity: object, by: str | None = "viasna", definition: str | None = None) -> PrisonerCount:
    return PrisonerCount(
        when=PartialDate(when),
        count=Quantity.model_validate(quantity),
        counted_by=by,
        basis="stock",
        measure="held",
        definition=definition,
    )


def drawn(timeline: Timeline, **more: object) -> Chart:
    return prisoners_chart(timeline, since=YEAR, until=END, today=END, **more)  # type: ignore[arg-type]


# In every language


@pytest.mark.parametrize("language", ALL)
def test_no_text_reaches_over_an_edge_or_is_too_small_to_read(shipped: Timeline, language: str) -> None:
    for chart in three(shipped, language).values():
        for element in texts(chart):
            left, right = extent(element)
            assert left >= 0, element.text
            assert right <= WIDTH - 10, element.text
            assert float(element.get("font-size", 0)) >= SMALLEST >= 12


@pytest.mark.parametrize("language", ALL)
def test_no_two_texts_stand_on_each_other(shipped: Timeline, language: str) -> None:
    for name, chart in three(shipped, language).items():
        boxes = []
        for element in texts(chart):
            left, right = extent(element)
            y, size = float(element.get("y", 0)), float(element.get("font-size", 0))
            box = Box(left + 1, y - size * 0.72, right - 1, y)
            meets = [text for other, text in boxes if box.meets(other)]
            assert not meets, (name, element.text, meets)
            boxes.append((box, element.text))


@pytest.mark.parametrize("language", ALL)
def test_no_name_of_the_shipped_timeline_is_cut(shipped: Timeline, language: str) -> None:
    charts = three(shipped, language)
    assert "…" not in "".join(words(chart) for chart in charts.values())


@pytest.mark.parametrize("language", ALL)
def test_every_letter_is_in_the_font(shipped: Timeline, language: str) -> None:
    for chart in three(shipped, language).values():
        for element in texts(chart):
            font = metrics(BOLD if element.get("font-weight") == "bold" else REGULAR)
            assert not {letter for letter in element.text or "" if ord(letter) not in font.widths}


@pytest.mark.parametrize("language", sorted(set(ALL) - {"en"}))
def test_nothing_is_left_in_english(shipped: Timeline, language: str) -> None:
    for name, chart in three(shipped, language).items():
        assert chart.title != three(shipped)[name].title
        for said in ("As of", "Sources:", "Released", "held", "not certain", "exactly", "more"):
            assert f"{said} " not in re.sub(r"Sources?|\(.*?\)|«.*?»|“.*?”", "", words(chart)), said


@pytest.mark.parametrize("language", ALL)
def test_the_day_and_the_sources_stand_in_the_picture_and_in_the_words(shipped: Timeline, language: str) -> None:
    for chart in three(shipped, language).values():
        day = texts(chart)[-1].text
        assert day is not None
        assert "2025" in day
        assert "31" in day
        assert day in chart.alternative
        assert re.search(r"Reuters|AP|Pozirk|Charter97|The Kyiv Independent", words(chart))


def test_state_media_are_called_that(shipped: Timeline) -> None:
    assert "news.by (state media)" in words(three(shipped)["prisoners"])


# Pixels


def test_text_is_really_drawn(shipped: Timeline) -> None:
    # A renderer that finds no font draws no text and says nothing.
    for chart in three(shipped).values():
        without = re.sub(r"<text .*?</text>", "", chart.svg)
        assert len(png(chart.svg)) > 1.3 * len(png(without))


@pytest.mark.parametrize("letters", ["ў і ё Ґ ї є", "ŭ ź ć ń ł š č ž", "ą ę ó ż ź", "ė į ų ū č", "ä ö ü ß", "≥ ≈ – «»"])
def test_each_letter_of_each_language_leaves_its_own_mark(letters: str) -> None:
    def pixels(text: str, *, bold: bool) -> bytes:
        sheet = Sheet()
        sheet.text(20, 40, text, size=30, bold=bold)
        return png(sheet.svg(60, "", ""))

    for bold in (False, True):
        blank, missing = pixels("", bold=bold), pixels("\U0010fff0", bold=bold)
        seen = {pixels(letter, bold=bold) for letter in letters.split()}
        assert len(seen) == len(letters.split())
        assert not seen & {blank, missing}


def test_a_text_is_as_wide_as_it_is_measured() -> None:
    # The rule below ends where the text is said to end: a letter that went beyond would show right of it.
    sheet = Sheet()
    text = "Праваабарончы цэнтр «Вясна» Šiluma"
    sheet.text(20, 40, text, size=30)
    right = 20 + width(text, 30)
    sheet.rect(right + 1, 0, WIDTH, 60, fill="#ffffff")
    covered = png(sheet.svg(60, "", ""))
    plainly = Sheet()
    plainly.text(20, 40, text, size=30)
    plainly.rect(WIDTH - 1, 0, 1, 60, fill="#ffffff")
    assert covered == png(plainly.svg(60, "", ""))


def test_the_same_data_gives_the_same_bytes(shipped: Timeline) -> None:
    with imported() as other:
        for (name, one), again in zip(three(shipped).items(), three(other).values(), strict=True):
            assert one.svg == again.svg, name
            assert one.png() == again.png(), name


def test_another_process_with_other_hashes_gives_the_same_bytes(shipped: Timeline) -> None:
    code = (
        "import sys; from tests.shipped_pack import imported; from tests.test_charts import three\n"
        "with imported() as timeline:\n"
        "    sys.stdout.buffer.write(''.join(chart.svg for chart in three(timeline, 'be').values()).encode())\n"
    )
    here = Path(__file__).resolve().parent.parent
    env = os.environ | {"PYTHONHASHSEED": "7", "PYTHONPATH": str(here), "TZ": "Asia/Tokyo", "LC_ALL": "C"}
    out = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, env=env, cwd=here).stdout
    assert out.decode() == "".join(chart.svg for chart in three(shipped, "be").values())


def test_the_fonts_are_shipped_with_their_licence() -> None:
    assert REGULAR.is_file()
    assert BOLD.is_file()
    assert "Bitstream Vera" in (FOLDER / "LICENSE.txt").read_text(encoding="utf-8")


# Prisoners


def test_the_words_hold_every_number_that_is_drawn(shipped: Timeline) -> None:
    chart = three(shipped)["prisoners"]
    told = chart.alternative.replace("more than ", ">").replace("at least ", "≥").replace("fewer than ", "<")
    for text in words(chart).splitlines():
        if re.fullmatch(r"[<>≥]?[\d,]+(–[\d,]+)?", text) and text not in ("0", "2025"):
            rule = text.replace(",", "").isdigit() and int(text.replace(",", "")) % 50 == 0
            assert rule or f": {text} " in told, text


def test_releases_have_their_bounds(shipped: Timeline) -> None:
    chart = three(shipped)["prisoners"]
    assert "– September 2025: 76–77 [" in chart.alternative
    assert "76–77" in words(chart)
    assert 'fill="url(#maybe)"' in chart.svg


def test_a_month_without_releases_has_no_bar(shipped: Timeline) -> None:
    chart = three(shipped)["prisoners"]
    assert "October 2025:" not in chart.alternative.split("Released, by month")[1]


def test_more_than_is_open_upwards_and_fewer_than_downwards() -> None:
    def arrows(quantity: object) -> list[float]:
        with made((count("2025-05-01", 500), "count-1"), (count("2025-06-01", quantity), "count-2")) as timeline:
            ways = re.findall(r'd="M([\d.]+) ([\d.]+)L([\d.]+) ([\d.]+)L', drawn(timeline).svg)
        return [float(way[3]) - float(way[1]) for way in ways if way[0] != way[2] and way[1] != way[3]]

    up, down = arrows({"value": 700, "qualifier": "more_than"}), arrows({"value": 700, "qualifier": "fewer_than"})
    assert [delta < 0 for delta in up[:1]] == [True]
    assert [delta > 0 for delta in down[:1]] == [True]
    assert not arrows(700)


def test_bounds_stand_as_a_bar_between_their_numbers() -> None:
    between = {"lower": 400, "upper": 900, "qualifier": "between"}
    with made((count("2025-05-01", 500), "count-1"), (count("2025-06-01", between), "count-2")) as timeline:
        chart = drawn(timeline)
    assert "400–900" in words(chart)
    assert "between two bounds" in words(chart)


def test_a_disputed_figure_is_hollow_and_leaves_the_line() -> None:
    figures = [(count(f"2025-0{month}-01", 1000 + month), f"count-{month}") for month in (2, 4, 6)]
    with made(*figures) as timeline:
        before = drawn(timeline).svg
        timeline.dispute("count-4", Claim(source=Source(publisher="AP"), stance="disputes"))
        after = drawn(timeline)
    assert before.count('fill="#ffffff" stroke="#0072b2"') == 0
    assert after.svg.count('fill="#ffffff" stroke="#0072b2"') == 1
    assert "1,004 (disputed)" in after.alternative
    assert "hollow: disputed" in words(after)


def test_figures_of_two_bodies_or_two_definitions_are_never_one_line() -> None:
    facts = [
        (count("2025-02-01", 1000), "count-1"),
        (count("2025-03-01", 1010), "count-2"),
        (count("2025-04-01", 1300, "dissidentby"), "count-3"),
        (count("2025-05-01", 900, definition="a narrower list"), "count-4"),
    ]
    with made(*facts, actors=(body("viasna"), body("dissidentby"))) as timeline:
        chart = drawn(timeline)
    steps = re.findall(r'<path d="M[\d.]+ [\d.]+(?:L[\d.]+ [\d.]+){2,}" fill="none"', chart.svg)
    assert len(steps) == 1
    shown = words(chart).splitlines()
    assert [name for name in ("Viasna", "Dissidentby", "Viasna (another") if name in " ".join(shown)]
    assert "“a narrower list”" in chart.alternative or "a narrower list" in chart.alternative


def test_unnamed_counters_are_joined_by_no_line() -> None:
    facts = [(count(f"2025-0{month}-01", 1000 + 100 * month, None), f"count-{month}") for month in (2, 4, 6)]
    with made(*facts) as timeline:
        chart = drawn(timeline)
    assert not re.findall(r"<path d=\"M[\d.]+ [\d.]+(?:L[\d.]+ [\d.]+){2,}\" fill=\"none\"", chart.svg)
    assert "who counted is not named" in chart.alternative


def test_a_figure_without_a_number_is_told_in_words() -> None:
    with made((count("2025-05-01", {"qualifier": "unknown"}), "count-1")) as timeline:
        chart = drawn(timeline)
    assert "In words only: 1 figure." in words(chart)
    assert "an unknown number" in chart.alternative


def test_many_bodies_and_figures_stay_on_the_sheet() -> None:
    bodies = tuple(body(f"body_{number}", f"Society number {number} for everything there is") for number in range(12))
    facts = [
        (count(f"2025-{month:02}-15", 100 * number + month, f"body_{number}"), f"count-{number}-{month}")
        for number in range(12)
        for month in range(1, 13)
    ]
    with made(*facts, actors=bodies) as timeline:
        chart = drawn(timeline)
    names = [element for element in texts(chart) if (element.text or "").startswith("Society number")]
    heights = sorted(float(element.get("y", 0)) for element in names)
    assert len(names) == 7
    assert all(second - first >= SMALLEST for first, second in pairwise(heights))
    assert heights[0] > float(texts(chart)[2].get("y", 0))
    assert "In words only: 60 figures." in words(chart)
    assert chart.alternative.count("– ") >= 144


def test_nothing_recorded_is_said_in_the_picture() -> None:
    with made() as timeline:
        charts = (
            drawn(timeline),
            strip_chart(timeline, since=YEAR, until=END, today=END),
            sanctions_chart(timeline, target="viasna", today=END),
        )
    for chart in charts:
        assert "Nothing is recorded for these days." in words(chart)
        assert "Nothing is recorded for these days." in chart.alternative
        assert chart.png()


def test_what_became_known_later_is_not_drawn(shipped: Timeline) -> None:
    early = prisoners_chart(shipped, since=YEAR, until=END, today=END, known_at=60)
    assert early.svg != three(shipped)["prisoners"].svg
    assert "as known after event 60" in words(early)


def test_no_day_after_today_is_drawn(shipped: Timeline) -> None:
    chart = prisoners_chart(shipped, since=YEAR, until=END, today=date(2025, 9, 30))
    assert chart.name == "prisoners-2025-01-01-2025-09-30"
    assert "1,246" not in words(chart) + chart.alternative


@pytest.mark.parametrize(
    ("since", "until"),
    [
        (date(1, 1, 1), date(9999, 12, 31)),
        (date(2025, 12, 31), date(2025, 12, 31)),
        (date(9999, 12, 31), date(9999, 12, 31)),
        (date(1996, 1, 1), date(2025, 12, 31)),
        (date(2025, 9, 11), date(2025, 9, 13)),
    ],
)
def test_any_period_can_be_drawn(shipped: Timeline, since: date, until: date) -> None:
    for chart in (
        prisoners_chart(shipped, since=since, until=until, today=until),
        strip_chart(shipped, since=since, until=until, today=until),
        sanctions_chart(shipped, target="belavia", since=since, until=until, today=until),
    ):
        assert len(chart.svg) < 400_000
        assert all(extent(element)[1] <= WIDTH for element in texts(chart))


# Sanctions


def test_a_renewal_that_is_not_recorded_is_visibly_unsure(shipped: Timeline) -> None:
    chart = three(shipped)["sanctions"]
    assert re.search(r'fill="url\(#unsure\)" stroke="#d55e00" stroke-width="1.5" stroke-dasharray', chart.svg)
    assert "?" in words(chart).splitlines()
    assert "1 Mar – 31 Dec 2025: past its end, and no renewal is recorded here" in chart.alternative


def test_every_state_that_is_drawn_is_explained(shipped: Timeline) -> None:
    told = words(three(shipped)["sanctions"])
    for state in ("in force", "in force, with a licence that permits dealings", "taken off the list"):
        assert state in told.splitlines()
    assert "suspended" not in told


def test_every_state_has_a_look_of_its_own() -> None:
    from bots.charts.sanctions import _STATES, _look  # noqa: PLC0415

    sheet = Sheet()
    looks = [_look(sheet, state) for state in _STATES]
    assert len({(fill, edge, dashed) for fill, edge, dashed in looks}) == len(_STATES)
    patterned = [fill for fill, _, _ in looks if fill.startswith("url")]
    assert len(set(patterned)) == len(patterned) == len(_STATES) - 2  # full and empty need none


def test_a_row_for_each_authority_with_what_it_did_when(shipped: Timeline) -> None:
    chart = three(shipped)["sanctions"]
    assert "Office of Foreign Assets Control – US sanctions on Belarus:" in chart.alternative
    assert "– 4 Nov – 31 Dec 2025: taken off the list [" in chart.alternative
    for day, state in ((date(2025, 11, 3), "licensed"), (date(2025, 11, 4), "delisted")):
        found = {row.authority: row.state for row in shipped.sanctions(on=day, target="belavia").targets}
        assert found["ofac"] == state


def test_a_day_that_is_not_known_leaves_an_unsure_stretch() -> None:
    act = SanctionsChange(when=PartialDate("2025-06"), authority="viasna", targets=("belavia",), action="imposed")
    with made((act, "sanctions-1"), actors=(body("viasna"), body("belavia"))) as timeline:
        chart = sanctions_chart(timeline, target="belavia", since=YEAR, today=END)
    assert "– 1–29 Jun 2025: in force (not certain) [" in chart.alternative
    assert "– 30 Jun – 31 Dec 2025: in force [" in chart.alternative
    assert "not certain: another state is possible" in words(chart)


def test_a_single_unsure_day_is_covered_by_nothing(shipped: Timeline) -> None:
    svg = three(shipped)["sanctions"].svg
    assert "– 11 September 2025: in force (not certain) [" in three(shipped)["sanctions"].alternative
    unsure = re.search(r'<rect x="([\d.]+)" y="([\d.]+)" width="7.0" [^>]*stroke="#c00000"', svg)
    assert unsure
    after = re.findall(r'<rect x="[\d.]+" y="([\d.]+)" width="[\d.]+" height="34.0"', svg[unsure.end() :])
    assert f"{float(unsure[2]) + 4:.1f}" not in after


def test_an_unknown_target_is_said() -> None:
    with made() as timeline, pytest.raises(UnknownActorError):
        sanctions_chart(timeline, target="nobody", today=END)


# Strip


def test_every_entry_of_the_period_is_in_the_words(shipped: Timeline) -> None:
    chart = three(shipped)["strip"]
    page = shipped.entries(since=date(2025, 9, 1), until=date(2025, 9, 30), limit=None)
    assert len([line for line in chart.alternative.splitlines() if re.match(r"(– |\d+\. )", line)]) == len(page.entries)


def test_marks_do_not_stand_on_each_other(shipped: Timeline) -> None:
    for month in range(1, 13):
        since = date(2025, month, 1)
        chart = strip_chart(shipped, since=since, until=date(2025, month, 28), today=END)
        squares = [
            Box(x, y, x + 24, y + 24)
            for x, y in (
                (float(one.get("x", 0)), float(one.get("y", 0)))
                for one in ET.fromstring(chart.svg).iter(f"{SVG}rect")
                if (one.get("width"), one.get("height")) == ("24.0", "24.0")
            )
        ]
        assert not [(a, b) for place, a in enumerate(squares) for b in squares[:place] if a.meets(b)]
        assert all(square.right <= RIGHT + 1 for square in squares)


def test_of_many_entries_the_newest_are_listed_and_this_is_said() -> None:
    facts = [
        (
            Incident(actors=("viasna",), when=PartialDate(f"2025-{1 + n // 20:02}-{1 + n % 20:02}"), what=f"Thing {n}"),
            f"incident-{n}",
        )
        for n in range(90)
    ]
    with made(*facts) as timeline:
        chart = strip_chart(timeline, since=YEAR, until=END, today=END)
    assert "Listed: 20 of 90 entries" in words(chart)
    assert "Thing 89" in words(chart)
    assert "Thing 69" not in words(chart)
    assert all(f"Thing {n}" in chart.alternative for n in range(90))


# Hostile texts


def hostile(text: str) -> Timeline:
    """A timeline whose every free text is this."""
    # The library itself refuses markup and marks of direction; what it takes comes as near to them as it can.
    text = text.replace("<", "< ").replace("&", "& ")
    line = " ".join("".join(letter for letter in text if letter.isprintable()).split())[:190]
    facts: list[tuple[object, str]] = [
        (Incident(actors=("viasna",), when=PartialDate("2025-09-11"), what=line), "incident-1"),
        (count("2025-09-11", 1000, definition=line), "count-1"),
        (Release(when=PartialDate("2025-09"), people=Quantity(value=9, qualifier="about")), "release-1"),
        (
            SanctionsChange(
                when=PartialDate("2025-09-11"), authority="viasna", targets=("viasna",), action="imposed", measure=line
            ),
            "sanctions-1",
        ),
    ]
    return made(*facts, actors=(body("viasna", line),), source=Source(publisher=line))


def of(timeline: Timeline) -> list[Chart]:
    return [
        drawn(timeline),
        strip_chart(timeline, since=YEAR, until=END, today=END),
        sanctions_chart(timeline, target="viasna", today=END),
    ]


def assert_whole(chart: Chart) -> None:
    """It is a document of nothing but what charts are made of, and no text leaves the sheet."""
    tags = {element.tag.removeprefix(SVG) for element in ET.fromstring(chart.svg).iter()}
    assert tags <= {"svg", "title", "desc", "defs", "pattern", "rect", "path", "circle", "text"}
    assert not re.search("[\u202a-\u202e\u2066-\u2069\u200e\u200f]", chart.svg)
    for element in texts(chart):
        left, right = extent(element)
        assert left >= 0
        assert right <= WIDTH


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_texts_cannot_break_a_picture(text: str) -> None:
    with hostile(text) as timeline:
        for chart in of(timeline):
            assert_whole(chart)
            assert chart.png().startswith(b"\x89PNG")


@given(st.text(max_size=300))
@settings(max_examples=150, deadline=None)
def test_no_text_at_all_can_break_the_drawing(text: str) -> None:
    sheet = Sheet()
    sheet.text(10, 20, text, room=300, bold=True)
    root = ET.fromstring(sheet.svg(40, text, text))
    (element,) = root.iter(f"{SVG}text")
    assert extent(element)[1] <= 311
    assert element.text is None or plain(element.text) == element.text


@given(st.text(max_size=120), st.floats(30, 400), st.integers(1, 4))
@settings(max_examples=200, deadline=None)
def test_lines_hold_to_their_room_and_number(text: str, room: float, most: int) -> None:
    found = lines(plain(text), room, 15, most)
    assert 1 <= len(found) <= most
    assert all(width(line, 15) <= room or len(line) <= 1 for line in found)
    if not found[-1].endswith("…"):
        assert "".join(found).replace(" ", "") == plain(text).replace(" ", "")


# The parts


def test_a_text_that_fits_is_not_shortened() -> None:
    assert shortened("Вясна", 200, 15) == "Вясна"
    assert shortened("Вясна " * 20, 100, 15).endswith("…")
    assert width(shortened("Вясна " * 20, 100, 15), 15) <= 100


@given(st.lists(st.integers(0, 10**12), min_size=1, max_size=20))
def test_a_scale_holds_its_numbers_with_few_rules(values: list[int]) -> None:
    scale = numbers(values, 0, 100)
    assert scale.low <= min(values)
    assert max(values) <= scale.high
    assert 1 <= (scale.high - scale.low) // scale.step <= 7


@given(st.dates(), st.dates(), st.dates())
def test_days_stay_between_the_edges(first: date, second: date, day: date) -> None:
    days = Days(min(first, second), max(first, second), 100, 900)
    assert 100 <= days.x(day) <= days.after(day) <= 900


@given(st.lists(st.tuples(st.floats(0, 300), st.floats(10, 40)), max_size=8))
def test_boxes_are_put_apart(wanted: list[tuple[float, float]]) -> None:
    middles = apart(wanted, 0, 400)
    edges = sorted(
        (middle - height / 2, middle + height / 2) for middle, (_, height) in zip(middles, wanted, strict=True)
    )
    assert all(above[1] <= below[0] + 1e-6 for above, below in pairwise(edges))
    assert all(top >= -1e-6 and bottom <= 400 + 1e-6 for top, bottom in edges)


def test_a_place_is_given_once() -> None:
    places = Places(Box(0, 0, 100, 100))
    box = Box(10, 10, 20, 20)
    assert places.first([box]) == box
    assert places.first([box, Box(95, 95, 105, 105), Box(30, 30, 40, 40)]) == Box(30, 30, 40, 40)
    assert places.first([box]) is None


def _seen(colour: str, loss: str) -> tuple[float, float, float]:
    """A colour as somebody without red or green cones sees it (Viénot, Brettel, Mollon 1999), linear."""
    red, green, blue = (
        (value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4)
        for value in (int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5))
    )
    if loss == "protan":
        return (
            0.11238 * red + 0.88762 * green,
            0.11238 * red + 0.88762 * green,
            0.00401 * red - 0.00401 * green + blue,
        )
    both = 0.29275 * red + 0.70725 * green
    return (both, both, -0.02234 * red + 0.02234 * green + blue)


@pytest.mark.parametrize("loss", ["protan", "deutan"])
def test_the_bodies_colours_are_told_apart_without_red_or_green(loss: str) -> None:
    seen = [_seen(colour, loss) for colour in COLOURS]
    for place, one in enumerate(seen):
        for other in seen[:place]:
            assert max(abs(a - b) for a, b in zip(one, other, strict=True)) > 0.05


# Which picture belongs to an answer


def answered(timeline: Timeline, query: Query, known_at: int | None = None) -> Chart | None:
    return chart_of(timeline, timeline.answer(query, today=END, language="be"), known_at)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        (Query(kinds=("prisoner_count",), aggregate="count"), "prisoners-2024-12-31-2025-12-31"),
        (
            Query(kinds=("sanctions_change",), actors=("belavia",), aggregate="state"),
            "sanctions-belavia-2021-08-09-2025-12-31",
        ),
        (Query(period=Period(start=date(2025, 9, 1), end=date(2025, 9, 30))), "timeline-2025-09-01-2025-09-30"),
        (Query(kinds=("call",), aggregate="latest"), None),
    ],
)
def test_an_answer_gets_the_picture_that_shows_it(shipped: Timeline, query: Query, name: str | None) -> None:
    chart = answered(shipped, query)
    assert (chart and chart.name) == name


def test_a_picture_is_in_the_answers_language(shipped: Timeline) -> None:
    answer = shipped.answer(Query(kinds=("prisoner_count",), aggregate="count"), today=END, language="pl")
    (picture,) = illustrating(shipped)(answer)
    assert picture.media_type == "image/png"
    assert picture.content.startswith(b"\x89PNG")
    assert picture.alternative.startswith(f"{picture.caption}.")
    assert "Stan na dzień" in picture.alternative


def test_without_the_renderer_the_answer_has_no_picture(shipped: Timeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "resvg_py", None)
    answer = shipped.answer(Query(kinds=("prisoner_count",), aggregate="count"), today=END)
    assert illustrating(shipped)(answer) == ()
