"""The domain's hard cases of offices and sanctions, on the shipped data. Each docstring says which reading was chosen.

Where the data may still gain a source (the EU's extension of February 2025), the expectation is
derived from the entries in the plainest way, so that it holds with and without it.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from tests.shipped_pack import imported
from timeline import (
    Claim,
    Effective,
    Holder,
    OfficeOnDay,
    PartialDate,
    SanctionedTarget,
    SanctionsChange,
    Source,
    Timeline,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

COALE = "appointment-2025-11-09-john-coale-belarus"
GL_5, GL_11, GL_13 = (
    "sanctions-2021-12-02-ofac-gl-5",
    "sanctions-2025-09-11-ofac-gl-11",
    "sanctions-2025-12-15-ofac-gl-13",
)


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


def rows(shipped: Timeline, on: str, target: str, authority: str | None = None) -> dict[str, SanctionedTarget]:
    """What each authority does to one target alone, by authority."""
    found = shipped.sanctions(on=on, target=target, authority=authority).targets
    return {row.authority: row for row in found if row.target == target}


def states(shipped: Timeline, on: str, target: str, authority: str | None = None) -> dict[str, tuple[str, str]]:
    return {name: (row.state, row.match) for name, row in rows(shipped, on, target, authority).items()}


def office(shipped: Timeline, on: str, name: str) -> OfficeOnDay:
    (found,) = shipped.offices(on=on, office=name).offices
    return found


def holder(shipped: Timeline, on: str, name: str) -> Holder:
    (found,) = office(shipped, on, name).holders
    return found


def eu_on(shipped: Timeline, on: str, known_at: int | None = None) -> str:
    """In force where a recorded extension reaches that day, else not recorded: read off the entries one by one."""
    day = date.fromisoformat(on)
    for entry in shipped.entries(kinds=["sanctions_change"], limit=None, known_at=known_at):
        fact = entry.fact
        assert isinstance(fact, SanctionsChange)
        if fact.programme == "eu_belarus_sanctions" and fact.action == "extended" and fact.effective:
            end, start = fact.effective.end, fact.when.latest
            if end and end.latest and start and start <= day <= end.latest:
                return "in_force"
    return "renewal_not_recorded"


# ------------------------------------------------------------ Belavia


def test_belavia_on_10_september_2025_is_in_force_with_every_authority(shipped: Timeline) -> None:
    """The OFAC listing of August 2023 and the BIS rule of April 2022 stand; only the BIS denial order had lapsed.

    The lapse of that order in December 2024 is one layer among two: the BIS row stays in force.
    """
    found = rows(shipped, "2025-09-10", "belavia", "united_states")
    assert {name: row.state for name, row in found.items()} == {"ofac": "in_force", "bis": "in_force"}
    assert [layer.state for layer in found["bis"].layers] == ["in_force", "expired"]
    assert found["bis"].layers[1].entries[-1] == "sanctions-2024-12-bis-belavia-lapse"
    assert not shipped.sanctions(on="2025-09-10", target="belavia").announced


def test_belavia_on_11_september_2025_is_announced_and_possibly_licensed(shipped: Timeline) -> None:
    """Coale announced relief that day; General License 11 is dated the 11th or the 12th.

    The announcement changes no state. The licence does, from a day known only as one of two: on the
    11th the OFAC row says in force, possibly licensed.
    """
    (announced,) = shipped.sanctions(on="2025-09-11", target="belavia").announced
    assert (announced.action, announced.modality, announced.authority) == ("announced", "announced", "united_states")
    assert rows(shipped, "2025-09-11", "belavia")["bis"].state == "in_force"
    ofac = rows(shipped, "2025-09-11", "belavia")["ofac"]
    assert {ofac.state, *ofac.possible} <= {"in_force", "licensed"}
    assert "licensed" in {ofac.state, *ofac.possible}


@pytest.mark.parametrize("on", ["2025-09-12", "2025-10-01"])
def test_belavia_on_12_september_and_1_october_2025_is_licensed_by_both_not_lifted(shipped: Timeline, on: str) -> None:
    """Two licences, one of OFAC and one of BIS, over what stands under them; press reports called it a lifting."""
    found = rows(shipped, on, "belavia", "united_states")
    assert {name: (row.state, row.match) for name, row in found.items()} == {
        "ofac": ("licensed", "certain"),
        "bis": ("licensed", "certain"),
    }
    assert found["ofac"].layers[0].entries == (GL_11,)
    assert [layer.state for layer in found["ofac"].layers] == ["licensed", "in_force", "expired"]
    assert [layer.measure for layer in found["bis"].layers] == ["licence", "flight ban", "export denial order"]


def test_belavia_on_5_november_2025_is_delisted_by_ofac_and_still_only_licensed_by_bis(shipped: Timeline) -> None:
    """The delisting of 4 November ends the OFAC listing; it is no act of the Commerce Department."""
    found = rows(shipped, "2025-11-05", "belavia", "united_states")
    assert {name: row.state for name, row in found.items()} == {"ofac": "delisted", "bis": "licensed"}
    assert found["ofac"].layers[0].since.text == "2025-11-04"
    assert "sanctions-2025-11-04-ofac-belavia-delisted" in found["ofac"].layers[0].entries
    assert rows(shipped, "2025-11-03", "belavia")["ofac"].state == "licensed"


@pytest.mark.parametrize("on", ["2025-09-10", "2025-09-12", "2025-10-01", "2025-11-05"])
def test_belavia_in_the_eu_and_the_uk_is_untouched_by_all_of_it(shipped: Timeline, on: str) -> None:
    """The EU listing of December 2021 and the UK flight ban of 2021 stand.

    The EU's programme has no recorded extension for 2025: the listing is then `renewal_not_recorded`,
    which is neither expired nor lifted.
    """
    found = rows(shipped, on, "belavia")
    assert found["eu_council"].state == eu_on(shipped, on)
    assert found["eu_council"].layers[0].entries[0] == "sanctions-2021-12-02-eu-fifth-package"
    assert (found["uk_fcdo"].state, found["uk_fcdo"].match) == ("in_force", "certain")


def test_belavia_on_5_november_2025_as_known_on_3_november_is_licensed(shipped: Timeline) -> None:
    """What was recorded later is not known: the answer of that evening had no delisting."""
    (ofac,) = shipped.sanctions(on="2025-11-05", target="belavia", authority="ofac", known_at=date(2025, 11, 3)).targets
    assert ofac.state == "licensed"


# ------------------------------------------------------------ potash


@pytest.mark.parametrize(
    ("on", "belaruskali", "bpc"),
    [
        ("2021-12-07", "licensed", "licensed"),
        ("2021-12-08", "in_force", "licensed"),
        ("2022-03-31", "in_force", "licensed"),
        ("2022-04-01", "in_force", "in_force"),
        ("2025-12-14", "in_force", "in_force"),
        ("2025-12-16", "licensed", "licensed"),
        ("2026-03-20", "licensed", "licensed"),
    ],
)
def test_potash_in_the_us(shipped: Timeline, on: str, belaruskali: str, bpc: str) -> None:
    """General License 5 covered the trading company and Agrorozkvit to 31 March 2022, the last whole day, included.

    It did not cover Belaruskali, whose own licence had ended on 7 December 2021. The relief for
    potash that was announced on 13 December 2025 changed nothing until General License 13 of the
    15th; the lifting announced on 19 March 2026 has no act that carries it out.
    """
    expected = {"belaruskali": belaruskali, "belarusian_potash_company": bpc, "agrorozkvit": bpc}
    assert {target: states(shipped, on, target, "united_states") for target in expected} == {
        target: {"ofac": (state, "certain")} for target, state in expected.items()
    }


def test_potash_licences_are_the_topmost_layers_over_the_listings(shipped: Timeline) -> None:
    """Each licence names itself, and the listing of 2021 stands under it, in force to this day."""
    for on, licence in (("2022-03-31", GL_5), ("2026-03-20", GL_13)):
        row = rows(shipped, on, "belarusian_potash_company")["ofac"]
        assert [layer.state for layer in row.layers[:2]] == ["licensed", "in_force"]
        assert row.layers[0].entries == (licence,)
        assert row.layers[1].entries[0] == "sanctions-2021-12-02-ofac-listing"
    spent = rows(shipped, "2022-04-01", "agrorozkvit")["ofac"].layers
    assert [(layer.state, layer.entries[0]) for layer in spent][1] == ("expired", GL_5)


def test_the_potash_sector_is_no_us_target_and_its_companies_are_not_the_sector(shipped: Timeline) -> None:
    """No OFAC act is recorded on the sector: what was announced for it is listed, and gives it no state.

    Asking for the sector finds its companies too, each as a target of its own.
    """
    answer = shipped.sanctions(on="2025-12-14", target="potash_sector", authority="united_states")
    assert "potash_sector" not in {row.target for row in answer.targets}
    assert {"belaruskali", "belarusian_potash_company", "agrorozkvit"} <= {row.target for row in answer.targets}
    assert [act.entries for act in answer.announced] == [("sanctions-2025-12-13-us-announced-potash",)]
    later = shipped.sanctions(on="2025-12-16", target="potash_sector", authority="united_states")
    assert [act.followed_by for act in later.announced] == [(GL_13,)]


def test_potash_announced_on_19_march_2026_leaves_the_licence_as_the_state(shipped: Timeline) -> None:
    """Announced is not lifted: on 20 March 2026 the three companies are licensed, and the announcement is told."""
    answer = shipped.sanctions(on="2026-03-20", target="belaruskali", authority="united_states")
    assert [(row.authority, row.state) for row in answer.targets] == [("ofac", "licensed")]
    assert [act.entries for act in answer.announced] == [("sanctions-2026-03-19-us-announced-listed",)]


@pytest.mark.parametrize("on", ["2022-03-31", "2022-04-01", "2025-12-14", "2025-12-16", "2026-03-20"])
def test_potash_in_the_eu(shipped: Timeline, on: str) -> None:
    """The sector has been under EU bans since June 2021; the two companies were listed in June 2022, Agrorozkvit never.

    A ban on the sector is not read into the companies: before June 2022 they have no EU row, and the
    sector's is `related`.
    """
    expected = eu_on(shipped, on)
    assert states(shipped, on, "potash_sector", "european_union") == {"eu_council": (expected, "certain")}
    listed = {"eu_council": (expected, "certain")} if on > "2022-06-03" else {}
    assert states(shipped, on, "belaruskali", "european_union") == listed
    assert states(shipped, on, "belarusian_potash_company", "european_union") == listed
    assert states(shipped, on, "agrorozkvit", "european_union") == {}
    related = shipped.sanctions(on=on, target="belaruskali", authority="european_union").related
    assert "potash_sector" in {row.target for row in related}


# ------------------------------------------------------------ the EU's programme


def test_the_eu_on_1_june_2022_is_in_force_on_every_target(shipped: Timeline) -> None:
    """The extension of February 2022, of which only the month is known, went on with the one before without a gap."""
    found = shipped.sanctions(on="2022-06-01", authority="european_union").targets
    assert len(found) > 5
    assert {(row.state, row.match) for row in found} == {("in_force", "certain")}
    assert {row.layers[0].until.text for row in found if row.layers[0].until} == {"2023-02-28"}


def test_the_eu_in_february_2022_has_no_day_in_doubt(shipped: Timeline) -> None:
    """An extension of an unknown day of the month in which the last one ran out leaves no gap."""
    for on in ("2022-02-01", "2022-02-15", "2022-02-28", "2022-03-01"):
        assert states(shipped, on, "potash_sector", "european_union") == {"eu_council": ("in_force", "certain")}


def test_the_eu_on_1_june_2025_is_never_expired(shipped: Timeline) -> None:
    """The extension of February 2025 has no source yet, but the Council went on acting: `renewal_not_recorded`.

    The same holds on the first day after the recorded end, and ends with the extension of 26 February
    2026. With the missing source recorded it is `in_force` throughout.
    """
    for on in ("2025-03-01", "2025-06-01", "2026-02-25"):
        found = shipped.sanctions(on=on, authority="european_union").targets
        assert {row.state for row in found} == {eu_on(shipped, on)}, on
    assert {row.state for row in shipped.sanctions(on="2026-02-26", authority="european_union").targets} == {"in_force"}
    missing = [
        row for row in shipped.sanctions(on="2025-06-01", authority="european_union").targets if row.state != "in_force"
    ]
    assert all("2025-02-28" in (row.why or "") for row in missing)


def test_with_the_missing_extension_recorded_the_eu_is_in_force_throughout() -> None:
    """What a source for February 2025 would change: recorded today, it fills the gap on every target."""
    extension = SanctionsChange(
        when=PartialDate("2025-02"),
        authority="eu_council",
        programme="eu_belarus_sanctions",
        targets=("belarus",),
        action="extended",
        effective=Effective(end=PartialDate("2026-02-28")),
    )
    with imported() as timeline:
        before = timeline.position()
        timeline.record(extension, ref="sanctions-2025-02-eu-missing", claims=[Claim(source=Source(publisher="X"))])
        for on in ("2025-02-28", "2025-03-01", "2025-06-01", "2026-02-25", "2026-02-28"):
            found = timeline.sanctions(on=on, authority="european_union").targets
            assert {(row.state, row.match) for row in found} == {("in_force", "certain")}, on
        known_before = timeline.sanctions(on="2025-06-01", authority="european_union", known_at=before).targets
        assert {row.state for row in known_before} == {eu_on(timeline, "2025-06-01", known_at=before)}


def test_us_measures_do_not_expire_because_the_data_ends(shipped: Timeline) -> None:
    """The emergency runs to 16 June 2026, the data to March 2026: nobody looked, so nothing is said to have expired."""
    assert rows(shipped, "2026-06-16", "belaz")["ofac"].state == "in_force"
    assert rows(shipped, "2026-06-17", "belaz")["ofac"].state == "renewal_not_recorded"


def test_no_target_of_the_shipped_data_is_expired_but_by_a_recorded_expiry_or_the_end_of_a_licence(
    shipped: Timeline,
) -> None:
    """Sweep over every month of the data."""
    for year in range(2020, 2028):
        for month in range(1, 13):
            for row in shipped.sanctions(on=date(year, month, 28)).targets:
                assert row.state != "expired" or row.layers[0].measure == "general licence", (year, month, row)


# ------------------------------------------------------------ offices


def test_the_envoy_for_belarus_on_1_october_2025_is_nobody(shipped: Timeline) -> None:
    """Coale had negotiated before without the office: nobody is recorded, which is not called vacant."""
    for on in ("2025-06-21", "2025-10-01", "2025-11-08"):
        assert office(shipped, on, "us_special_envoy_belarus").state == "nobody_recorded"
        assert office(shipped, on, "us_special_envoy_belarus").holders == ()


def test_the_envoy_for_belarus_on_1_december_2025_is_coale_as_announced_by_trump(shipped: Timeline) -> None:
    """Trump heads the White House, which fills the office: his announcement makes the holder.

    Sources differ on the word (nominated, selected, appointed); those claims change nothing.
    """
    for on in ("2025-11-09", "2025-12-01"):
        found = holder(shipped, on, "us_special_envoy_belarus")
        assert (found.person, found.how, found.match, found.status) == (
            "john_coale",
            "announced",
            "certain",
            "standing",
        )
        assert (found.since.text, found.entries[0]) == ("2025-11-09", COALE)
    assert office(shipped, "2026-03-20", "us_special_envoy_belarus").state == "held"


def test_the_envoy_on_1_december_2025_as_known_on_1_november_is_nobody(shipped: Timeline) -> None:
    """Before the announcement was recorded nobody could know."""
    (found,) = shipped.offices(on="2025-12-01", office="us_special_envoy_belarus", known_at=date(2025, 11, 1)).offices
    assert found.state == "nobody_recorded"


def test_the_foreign_minister_before_on_and_after_27_june_2024(shipped: Timeline) -> None:
    """The day of the change is the new minister's. Aleinik's own beginning is known as December 2022 only."""
    ministers = {
        on: [(found.person, found.match) for found in office(shipped, on, "belarus_foreign_minister").holders]
        for on in ("2022-12-15", "2024-06-26", "2024-06-27", "2024-06-28", "2025-12-06")
    }
    assert ("siarhei_aleinik", "possible") in ministers["2022-12-15"]
    assert ministers["2024-06-26"] == [("siarhei_aleinik", "certain")]
    for on in ("2024-06-27", "2024-06-28", "2025-12-06"):
        assert ministers[on] == [("maksim_ryzhenkov", "certain")], on
    assert [step.person for step in office(shipped, "2024-06-27", "belarus_foreign_minister").ended] == [
        "siarhei_aleinik"
    ]


def test_kellogg_is_no_envoy_while_he_is_only_selected(shipped: Timeline) -> None:
    """Trump, then president-elect, named him in November 2024: selected makes no holder."""
    found = office(shipped, "2024-12-15", "us_special_envoy_ukraine_russia")
    assert found.holders == ()
    assert [(step.person, step.change) for step in found.pending] == [("keith_kellogg", "selected")]


def test_kelloggs_narrowed_role_is_another_office(shipped: Timeline) -> None:
    """Up to 14 March 2025 he was envoy for Ukraine and Russia, then for Ukraine alone; the wider office is vacant."""

    def held(on: str) -> set[str]:
        return {found.office for found in shipped.offices(on=on, person="Keith Kellogg").offices if found.holders}

    assert held("2025-03-14") == {"us_special_envoy_ukraine_russia"}
    assert held("2025-03-15") == held("2025-12-06") == {"us_special_envoy_ukraine"}
    assert office(shipped, "2025-03-15", "us_special_envoy_ukraine_russia").state == "vacant"
    assert [step.person for step in office(shipped, "2025-03-16", "us_special_envoy_ukraine_russia").ended] == [
        "keith_kellogg"
    ]


@pytest.mark.parametrize("on", ["2025-12-06", "2026-02-15", "2026-03-19"])
def test_kelloggs_planned_leaving_ends_nothing_and_is_told(shipped: Timeline, on: str) -> None:
    """Reuters reported a plan for January 2026; that he left is not recorded, and so he still holds the office."""
    found = office(shipped, on, "us_special_envoy_ukraine")
    assert [(person.person, person.match) for person in found.holders] == [("keith_kellogg", "certain")]
    assert [(step.change, step.modality, step.when.text) for step in found.pending] == [("left", "planned", "2026-01")]


def test_kellogg_never_holds_the_office_he_is_only_known_to_have_left(shipped: Timeline) -> None:
    """When he began as the vice president's adviser, or when he left, no source says."""
    for on in ("2019-01-01", "2024-12-01", "2025-12-01"):
        assert office(shipped, on, "us_vice_president_security_adviser").holders == ()


def test_the_presidents_office_is_told_as_held_with_who_disputes_it(shipped: Timeline) -> None:
    """Lukashenko took office on 25 March 2025; that Tsikhanouskaya disputes it is shown, and decides nothing."""
    for on in ("2025-03-25", "2025-12-06"):
        found = holder(shipped, on, "belarus_president")
        assert (found.person, found.match, found.status) == ("lukashenko", "certain", "disputed")
        assert "sviatlana_tsikhanouskaya" in found.disputed_by


def test_the_ambassador_who_was_nominated_and_confirmed_is_no_holder(shipped: Timeline) -> None:
    """Fisher was confirmed by the Senate; that she took office is not recorded."""
    found = office(shipped, "2021-06-01", "us_ambassador_belarus")
    assert (found.state, [step.change for step in found.pending]) == ("nobody_recorded", ["nominated", "confirmed"])


def test_the_ambassador_who_died_left_the_office_vacant(shipped: Timeline) -> None:
    """He was appointed and never reached Washington; on the day of his death the office is vacant."""
    assert holder(shipped, "2020-12-24", "belarus_ambassador_us").person == "oleg_kravchenko"
    assert office(shipped, "2020-12-25", "belarus_ambassador_us").state == "vacant"


def test_no_office_of_the_shipped_data_has_two_certain_holders_on_any_month(shipped: Timeline) -> None:
    """Sweep over every month of the data."""
    for year in range(2020, 2027):
        for month in range(1, 13):
            for found in shipped.offices(on=date(year, month, 15)).offices:
                assert sum(person.match == "certain" for person in found.holders) <= 1, (year, month, found)


def test_what_was_imposed_after_an_unrenewed_end_is_no_older_than_itself(shipped: Timeline) -> None:
    found = shipped.sanctions(on="2025-09-10", target="belarus", authority="european_union").targets
    layers = {layer.entries[0]: layer for row in found for layer in row.layers}
    listed = layers["sanctions-2025-07-18-eu-listing"]
    assert (listed.state, listed.since.text) == ("renewal_not_recorded", "2025-07-18")
