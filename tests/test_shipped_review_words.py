"""The repairs that the review of the raw data asked for: register, names and wording, items 21 to 25.

Of item 25, that every answer about "now" says how old its figure is, is the answers' to show; here
is what they need: no event after the last day, and a newest stock to name.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from tests.shipped_pack import claims_at, every_entry, imported, lines, of_kind, own_words
from timeline import Entry, PrisonerCount, Statement, Timeline

if TYPE_CHECKING:
    from collections.abc import Iterator

LAST = date(2026, 3, 19)
STEMS = (
    "01b54bb354120a93a34804320ab0dba1e0d31182461c18f5139c532902b2143892dc1f5114632d32e137147f9fb6260e"
    "2df7d00664e22fe06833857c2ff27520d69a323cef33adfd38b04826e9f338d90cd4651c3bc09c46c2a23d1954f13399"
    "3d7b7f0b50853d996421eba0481d13bf0e0e49eab7a84d6949f1f122408a5914efbad63e5a3b0605dc8a5c52672affad"
    "67e604f70c826d16ef0dbfc06f0810dd30667577769a7dfe7ce2236e5b6e810d7bd994fc8259de67ef878592c553585d"
    "8642c0e18fee87294a394f0589092b3a22b48969ff5f04958d742ab1ced893c4f1ec2710946a08437d70955ce7b86ded"
    "9b201b1d474a9e892c3b8ea59f9b2e3e060aa339654922caa6110cbfb53aa6e9d65158d1ae7896a813a6b0bc785451b9"
    "bbee39fea70ebd51b75174fbc0dab3765b1ac2ffd4f9aafac980b4978199ca9e67074690d0a85ced340ad4ab4ec86c36"
    "d6a4114d3373d9259ff6e8f4d9d0fb2dee07db166ae8c9a2db4dd5c5fe55def2f2cd3fa5ec610118376df83be9bb7d53"
    "f859328b804cfa5f4c69e923"
)
"""Of each name that goes by number only: 48 bits of SHA-256 over a folded stem, in seven languages' spellings.

The names themselves stand nowhere in this project.
"""


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


@pytest.fixture(scope="module")
def entries(shipped: Timeline) -> dict[str, Entry]:
    return every_entry(shipped)


def test_item_21_the_register_has_what_was_missing(shipped: Timeline) -> None:
    wanted = (
        "us_special_envoy_belarus", "us_special_envoy_ukraine", "us_ambassador_belarus", "us_president",
        "us_secretary_of_state", "belarus_president", "belarus_prime_minister", "belarus_foreign_minister",
        "belarus_ambassador_us", "belarus_head_presidential_administration", "poland", "ukraine", "russia",
        "united_kingdom", "canada", "european_union", "eu_council", "european_commission", "belinvestbank",
        "bank_dabrabyt", "belagroprombank", "development_bank_belarus", "slavkali", "belaz", "viktar_lukashenka",
        "mikalai_lukashenka", "ryhor_kastusiou", "kim_samusenka", "aliaksandr_syrytsa", "dzmitry_salauyou",
        "roger_carstens", "vitali_shkliarov", "belarus_mfa", "white_house", "minsk", "vilnius", "moscow", "alaska",
        "penal_colony_hlybokaye", "border_crossing_bobrowniki", "border_crossing_kuznica", "belarus_lithuania_border",
    )  # fmt: skip
    assert [actor for actor in wanted if actor not in shipped.register()] == []


def words_that_begin_with(stems: frozenset[str]) -> list[str]:
    """The words of the pack, addresses included, that begin with one of the hashed stems."""
    text = "\n".join(unquote(line.decode()) for line in lines())
    words = set(re.findall(r"[^\W\d_]+", unicodedata.normalize("NFC", text.casefold())))
    parts = {word: {word[:length] for length in (5, 6, 7, 8, 9, 11, 12) if len(word) >= length} for word in words}
    return sorted(word for word, begun in parts.items() if stems & {hashed(part) for part in begun})


def hashed(stem: str) -> str:
    return hashlib.sha256(stem.encode()).hexdigest()[:12]


def test_item_22_nobody_who_goes_by_number_is_named_anywhere() -> None:
    stems = frozenset(STEMS[start : start + 12] for start in range(0, len(STEMS), 12))
    assert len(stems) > 60
    assert words_that_begin_with(stems) == []


def test_item_22_the_search_would_find_a_name_in_either_script_and_in_addresses() -> None:
    found = words_that_begin_with(frozenset(map(hashed, ("кастус", "kaleśni", "statkev"))))
    assert {"кастусёў", "kaleśnikava", "statkevich"} <= set(found)


def test_item_23_the_articles_last_claims_have_their_entries(entries: dict[str, Entry]) -> None:
    counts = of_kind(entries, PrisonerCount)
    assert counts["count-2025-12-thousands-of-cases-since-2020"].count.qualifier == "thousands"
    assert counts["count-2025-12-viasna-more-than-1000"].count.lower == 1001
    assert counts["count-2025-12-others-clearly-more"].count.qualifier == "unknown"
    ambiguous = entries["count-2025-12-more-than-1000-since-2020"]
    assert (ambiguous.status, ambiguous.confidence) == ("disputed", "low")
    assert entries["arrest-2010-12-19-andrei-sannikau"].kind == "arrest"
    statements = of_kind(entries, Statement)
    sannikau = statements["statement-2025-11-sannikau-naked-pravda"]
    assert (sannikau.speaker, sannikau.capacity) == ("andrei_sannikau", "former presidential candidate")
    leader = statements["statement-2025-12-05-tsikhanouskaya-kyiv-independent"]
    assert leader.capacity == "leader of the democratic opposition in exile"
    for said in (sannikau, leader):
        assert said.quote
        assert (said.quote.language, said.quote.translated) == ("de", True)
    assert entries["appointment-2024-11-27-keith-kellogg-adviser"].fact.when.text == "../2024-11-27"


def test_item_24_wording_is_plain(entries: dict[str, Entry]) -> None:
    for ref in ("arrest-2020-09-07-maria-kalesnikava", "arrest-2021-04-youras-ziankovich"):
        assert "detained" in entries[ref].fact.title["en"]
    assert "14" not in entries["arrest-2025-06-viasna-60"].fact.title["en"]
    assert 'Donald"' not in str(entries["meeting-2025-09-11-coale-minsk"].fact.summary)
    for ref in ("sanctions-2025-09-11-us-announced-belavia", "sanctions-2025-12-13-us-announced-potash"):
        assert "announces relief" in entries[ref].fact.title["en"]
        assert "which he calls lifting" in entries[ref].fact.title["en"]
        assert next(claims_at(entries[ref], "action")).value == "lifted"
    assert not [
        (ref, text) for ref, entry in entries.items() for _, text in own_words(entry) if "seize" in text.lower()
    ]


def test_item_25_nothing_happened_after_the_last_day_and_a_newest_figure_is_there(entries: dict[str, Entry]) -> None:
    late = [ref for ref, entry in entries.items() if entry.fact.when.earliest and entry.fact.when.earliest > LAST]
    assert late == []
    stocks = [fact for fact in of_kind(entries, PrisonerCount).values() if fact.basis == "stock" and fact.counted_by]
    newest = max(stocks, key=lambda fact: fact.when.latest or date.min)
    assert (newest.when.latest, newest.counted_by, newest.count.lower) == (LAST, "viasna", 1101)
    assert "before the release of 250" in newest.summary["en"]
