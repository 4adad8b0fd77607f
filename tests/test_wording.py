from __future__ import annotations

import re
import string
from datetime import date
from itertools import product
from pathlib import Path

import pytest

from tests.catalogues import (
    RECORDED,
    ROOT,
    TRANSLATED,
    Message,
    catalogue,
    said,
    said_by_no_literal,
    said_in,
    translations,
    translators_file,
)
from tests.shipped_pack import every_entry, imported
from timeline import PartialDate, Period
from timeline.cli.output import on_one_line
from timeline.facts import Incident, Negotiation, SanctionsChange, Statement
from timeline.quantities import Quantity
from timeline.register import Actor, Name
from timeline.wording import LANGUAGES, LATIN, wording
from timeline.wording.catalogue import LOCALE
from timeline.wording.translators import bring_up_to_date, compiled, up_to_date, written

PACKAGE = ROOT / "timeline"
SAID = said_in(PACKAGE)
NBSP = "\u00a0"


def spaced(text: str) -> str:
    return text.replace(NBSP, " ")


# The catalogues and the code


def test_every_language_but_english_has_a_catalogue_and_no_other_has() -> None:
    assert {path.name for path in LOCALE.iterdir() if path.is_dir()} == set(TRANSLATED) == set(LANGUAGES) - {"en"}


@pytest.mark.parametrize("language", TRANSLATED)
def test_everything_that_is_said_can_be_said(language: str) -> None:
    lacking = {message: place for message, place in SAID.items() if message not in translations(language)}
    assert not lacking, "run python -m timeline.wording, and translate"


@pytest.mark.parametrize("language", TRANSLATED)
def test_nothing_is_translated_that_nobody_says(language: str) -> None:
    assert {message for message in translations(language) if message.context is None} <= set(SAID)


@pytest.mark.parametrize("language", TRANSLATED)
def test_no_translation_is_missing_or_fuzzy(language: str) -> None:
    assert not [message for message, forms in translations(language).items() if not all(forms)]
    assert not [message.id for message in catalogue(language) if message.id and message.fuzzy]
    assert not list(catalogue(language).obsolete)


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("language", TRANSLATED)
def test_every_translation_fills_in_what_the_english_sentence_does(language: str) -> None:
    for message, forms in translations(language).items():
        for form in forms:
            assert fields(form) == fields(message.plural or message.one), (message.one, form)


def test_what_is_filled_in_has_a_name() -> None:
    for message in SAID:
        for name in fields(message.one) + fields(message.plural or ""):
            assert name.isidentifier(), message


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_counted_message_has_as_many_forms_as_the_language_has(language: str) -> None:
    for message, forms in translations(language).items():
        assert len(forms) == (catalogue(language).num_plurals if message.plural else 1), message


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_literals_are_said(path: Path) -> None:
    assert not list(said_by_no_literal(path.read_text(encoding="utf-8")))


def test_the_walk_over_the_code_sees_every_way_of_saying() -> None:
    source = 'w.say("A {b}", b=w.count("one", "many", len(x)))\nx.count("no")\nw.say("in two " "parts")\nw.say(x)'
    assert [message for message, _ in said(source)] == [
        Message("A {b}"),
        Message("in two parts"),
        Message("one", "many"),
    ]
    assert list(said_by_no_literal(source)) == [4]


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_compiled_catalogue_belongs_to_the_translators_file(language: str) -> None:
    stored = (LOCALE / language / "LC_MESSAGES" / "timeline.mo").read_bytes()
    assert stored == compiled(translators_file(language), language), "run python -m timeline.wording"


def test_the_compiled_catalogue_holds_nothing_of_the_day_or_the_tool() -> None:
    header = wording("be")._messages.info()
    assert set(header) == {
        "project-id-version", "language", "plural-forms", "mime-version", "content-type", "content-transfer-encoding",
    }  # fmt: skip


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_translators_file_is_as_the_tool_writes_it(language: str) -> None:
    assert translators_file(language) == written(up_to_date(language, PACKAGE)), "run python -m timeline.wording"


def test_a_new_message_reaches_the_translators_with_its_comment_and_an_old_one_goes(tmp_path: Path) -> None:
    package, locale = tmp_path / "spoken", tmp_path / "spoken" / "wording" / "locale"
    (locale / "pl").mkdir(parents=True)
    package.joinpath("a.py").write_text('# Translators: mind the gap\n# and the train.\nw.say("Mind")\nw.say("Old")\n')
    assert list(bring_up_to_date(package, locale)) == [("pl", 2)]
    po = locale / "pl" / "LC_MESSAGES" / "timeline.po"
    po.write_text(po.read_text().replace('"Mind"\nmsgstr ""', '"Mind"\nmsgstr "Uwaga"'))
    package.joinpath("a.py").write_text('# Translators: mind the gap\nw.say("Mind")\nw.count("one", "many", n)\n')

    assert list(bring_up_to_date(package, locale)) == [("pl", 1)]

    assert "#. mind the gap" in po.read_text()
    assert "Old" not in po.read_text()
    assert wording("pl", locale).say("Mind") == "Uwaga"
    assert wording("pl", locale).say("dozens") == "dziesiątki"  # the library's catalogue is behind one's own


# What curators wrote


def recorded_texts() -> set[str]:
    """Every text of the shipped timeline that a title shows as it was written."""
    found: set[str] = set()
    with imported() as timeline:
        for entry in every_entry(timeline).values():
            match entry.fact:
                case Incident(what=what):
                    found.add(what)
                case Statement(topics=[first, *_]) | Negotiation(sought=[first, *_]):
                    found.add(first)
                case SanctionsChange(measure=str(measure)):
                    found.add(measure)
                case _:
                    pass
    return found


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_catalogue_knows_what_curators_wrote_in_the_shipped_timeline_and_nothing_else(language: str) -> None:
    assert {message.one for message in translations(language) if message.context == RECORDED} == recorded_texts()


def test_what_the_catalogue_does_not_know_is_quoted_and_marked_with_its_language() -> None:
    said = {language: wording(language).recorded("Something new") for language in (*LANGUAGES, LATIN)}

    assert said == {
        "be": "«Something new» [en]",
        "ru": "«Something new» [en]",
        "uk": "«Something new» [en]",
        "en": "Something new",
        "de": "„Something new“ [en]",
        "pl": "„Something new” [en]",
        "lt": "„Something new“ [en]",
        "be-Latn": "«Something new» [en]",
    }
    assert wording("en").recorded("Нешта новае", "be") == "“Нешта новае” [be]"
    assert wording("ru").recorded("Нечто новое", "ru") == "Нечто новое"


# Own voice (safety.md): none of these words is ours

FORBIDDEN = [
    r"диктатор|дыктатар|dictator|diktator|dyktator",
    r"режим|рэжым|regime|reżim|režim",
    r"самопровозглаш|самаабвешчан|самопроголош|self-proclaimed|selbsternannt|samozwańcz|apsišaukėl",
    r"\bpresident\b|президент(?!с[кь])|прэзідэнт(?!\w*ск)|präsident(?!schaft)",
    r"\bprezydent(?!\w*ck)|prezident(?!o rinkimai)",
    r"заложник|закладнік|заручник|hostage|geisel|zakładni|įkait",
    r"белорусси[яиюей]|білорусі[яїю]\b|weißrussland|b[iy]?elorussia|gudij",
    r"террорист|тэрарыст|терорист|terrorist",
    r"freed by|освобожд\w+ США|вызвал\w+ ЗША|звільн\w+ США|\bby the US\b",
    r"марионет|марыянет|маріонет|puppet|marionet",
]
OURS_NEITHER = [r"\bобмен|\bабмен|\bобмін|\bexchange|austausch|\bwymian|\bmain(ai|ų)\b|\bswap|\bdeal\b"]
EXTREMISM = r"экстр[эе]мі?и?[сз]т?м?|екстремі[сз]|extremis|ekstrem[iy][sz]"


@pytest.mark.parametrize("language", [*TRANSLATED, "en"])
def test_no_word_that_takes_sides_is_in_our_voice(language: str) -> None:
    if language == "en":
        texts = [(message, text) for message in SAID for text in (message.one, message.plural or "")]
        texts += [(message, message.one) for message in translations("be") if message.context]
    else:
        texts = [(message, form) for message, forms in translations(language).items() for form in forms]
    for message, text in texts:
        words = FORBIDDEN + (OURS_NEITHER if message.context is None else [])
        for word in words:
            assert not re.search(word, text, re.IGNORECASE), (text, word)
        unquoted = re.sub(r"«[^»]*»|„[^“”]*[“”]|“[^”]*”|\"[^\"]*\"", "", text)
        assert not re.search(EXTREMISM, unquoted, re.IGNORECASE), text


@pytest.mark.parametrize(
    "text",
    [
        "диктатор", "рэжым", "президент", "Президент Беларуси", "прэзідэнт", "Präsident", "prezydent", "prezidentas",
        "President of Belarus", "Белоруссия", "Білорусія", "Weißrussland", "freed by the US", "самопроголошений",
    ],
)  # fmt: skip
def test_the_list_of_words_would_catch_them(text: str) -> None:
    assert any(re.search(word, text, re.IGNORECASE) for word in FORBIDDEN)


@pytest.mark.parametrize(
    "text",
    ["Президентские выборы", "Прэзідэнцкія выбары", "Президентські вибори", "Präsidentschaftswahl",
     "Wybory prezydenckie", "Prezidento rinkimai", "Białoruś", "Baltarusija", "Білорусь", "Беларусь"],
)  # fmt: skip
def test_the_list_of_words_lets_plain_words_pass(text: str) -> None:
    assert not any(re.search(word, text, re.IGNORECASE) for word in FORBIDDEN)


# Dates

DAYS = ["2025-09-11", "2025-09", "2025", "2025-09-11~", "2025-09~", "2025?", "2025-09%", "2025-09-11/2025-09-12",
        "2025-06/2025-09", "2020/2025", "2025-06-21/..", "2025-09/..", "../2025-08-15", "../2025-08"]  # fmt: skip
WRITTEN = {
    "en": ["11 September 2025", "September 2025", "2025", "about 11 September 2025", "about September 2025",
           "2025 (date uncertain)", "about September 2025 (date uncertain)", "11–12 Sep 2025", "June – September 2025",
           "2020–2025", "since 21 June 2025", "since September 2025", "up to 15 August 2025", "up to August 2025"],
    "be": ["11 верасня 2025 г.", "верасень 2025 г.", "2025 г.", "каля 11 верасня 2025 г.", "каля верасня 2025 г.",
           "2025 г. (дата няпэўная)", "каля верасня 2025 г. (дата няпэўная)", "11–12 верасня 2025 г.",
           "чэрвень – верасень 2025 г.", "2020–2025 г.", "з 21 чэрвеня 2025 г.", "з верасня 2025 г.",
           "па 15 жніўня 2025 г. уключна", "па жнівень 2025 г. уключна"],
    "ru": ["11 сентября 2025 г.", "сентябрь 2025 г.", "2025 г.", "около 11 сентября 2025 г.", "около сентября 2025 г.",
           "2025 г. (дата под вопросом)", "около сентября 2025 г. (дата под вопросом)", "11–12 сентября 2025 г.",
           "июнь – сентябрь 2025 г.", "2020–2025 г.", "с 21 июня 2025 г.", "с сентября 2025 г.",
           "по 15 августа 2025 г. включительно", "по август 2025 г. включительно"],
    "uk": ["11 вересня 2025 р.", "вересень 2025 р.", "2025 р.", "близько 11 вересня 2025 р.",
           "близько вересня 2025 р.", "2025 р. (дата непевна)", "близько вересня 2025 р. (дата непевна)",
           "11–12 вересня 2025 р.", "червень – вересень 2025 р.", "2020–2025 р.", "з 21 червня 2025 р.",
           "з вересня 2025 р.", "по 15 серпня 2025 р. включно", "по серпень 2025 р. включно"],
    "de": ["11. September 2025", "September 2025", "2025", "etwa 11. September 2025", "etwa September 2025",
           "2025 (Datum unsicher)", "etwa September 2025 (Datum unsicher)", "11.–12. September 2025",
           "Juni – September 2025", "2020–2025", "ab 21. Juni 2025", "ab September 2025",
           "bis einschließlich 15. August 2025", "bis einschließlich August 2025"],
    "pl": ["11 września 2025", "wrzesień 2025", "2025", "około 11 września 2025", "około września 2025",
           "2025 (data niepewna)", "około września 2025 (data niepewna)", "11–12 września 2025",
           "czerwiec – wrzesień 2025", "2020–2025", "od 21 czerwca 2025", "od września 2025",
           "do 15 sierpnia 2025 włącznie", "do sierpnia 2025 włącznie"],
    "lt": ["2025 m. rugsėjo 11 d.", "2025 m. rugsėjis", "2025 m.", "maždaug 2025 m. rugsėjo 11 d.",
           "maždaug 2025 m. rugsėjis", "2025 m. (data abejotina)", "maždaug 2025 m. rugsėjis (data abejotina)",
           "2025 m. rugsėjo 11–12 d.", "2025 m. birželis – rugsėjis", "2020–2025 m.", "nuo 2025 m. birželio 21 d.",
           "nuo 2025 m. rugsėjo", "iki 2025 m. rugpjūčio 15 d. imtinai", "iki 2025 m. rugpjūčio imtinai"],
    "be-Latn": ["11 vieraśnia 2025 h.", "vierasień 2025 h.", "2025 h.", "kala 11 vieraśnia 2025 h.",
                "kala vieraśnia 2025 h.", "2025 h. (data niapeŭnaja)", "kala vieraśnia 2025 h. (data niapeŭnaja)",
                "11–12 vieraśnia 2025 h.", "červień – vierasień 2025 h.", "2020–2025 h.", "z 21 červienia 2025 h.",
                "z vieraśnia 2025 h.", "pa 15 žniŭnia 2025 h. uklučna", "pa žnivień 2025 h. uklučna"],
}  # fmt: skip


@pytest.mark.parametrize("language", [*LANGUAGES, LATIN])
def test_a_date_is_written_no_more_exactly_than_it_is_known(language: str) -> None:
    assert [spaced(wording(language).day(PartialDate(day))) for day in DAYS] == WRITTEN[language]


def test_the_ends_of_an_interval_keep_their_own_precision() -> None:
    assert wording("en").day(PartialDate("2020-05/2025-12-31")) == "May 2020 – 31 December 2025"
    assert wording("en").day(PartialDate("2026-01-30~/2026-02-09")) == "about 30 January 2026 – 9 February 2026"
    assert wording("en").day(PartialDate("2025-12-30/2026-01-02")) == "30 Dec 2025 – 2 Jan 2026"
    assert (
        spaced(wording("lt").day(PartialDate("2025-12-30/2026-01-02")))
        == "2025 m. gruodžio 30 d. – 2026 m. sausio 2 d."
    )


@pytest.mark.parametrize(
    ("language", "since", "until"),
    [
        ("en", "since September 2025", "up to September 2025"),
        ("be", "з верасня 2025 г.", "па верасень 2025 г. уключна"),
        ("ru", "с сентября 2025 г.", "по сентябрь 2025 г. включительно"),
        ("pl", "od września 2025", "do września 2025 włącznie"),
        ("lt", "nuo 2025 m. rugsėjo", "iki 2025 m. rugsėjo imtinai"),
    ],
)
def test_a_month_takes_the_form_that_since_and_until_ask_for(language: str, since: str, until: str) -> None:
    w, month = wording(language), PartialDate("2025-09")

    assert [spaced(w.since(month)), spaced(w.until(month))] == [since, until]


def test_since_and_until_keep_what_is_uncertain() -> None:
    w = wording("en")

    assert w.since(PartialDate("2025-09~")) == "since about September 2025"
    assert w.until(PartialDate("2025-09-11/2025-09-12")) == "up to 11–12 Sep 2025"
    assert w.since(date(2025, 9, 1)) == "since 1 September 2025"


def test_a_plain_day_is_written_too() -> None:
    assert wording("pl").day(date(2025, 9, 1)) == "1 września 2025"


@pytest.mark.parametrize(
    ("start", "end", "english", "german"),
    [
        ("2025-09-01", "2025-12-06", "1 Sep – 6 Dec 2025", "1. September – 6. Dezember 2025"),
        ("2025-09-01", "2025-09-06", "1–6 Sep 2025", "1.–6. September 2025"),
        ("2024-09-01", "2025-12-06", "1 Sep 2024 – 6 Dec 2025", "1. September 2024 – 6. Dezember 2025"),
        ("2025-09-01", "2025-09-30", "September 2025", "September 2025"),
        ("2024-02-01", "2024-02-29", "February 2024", "Februar 2024"),
        ("2025-01-01", "2025-12-31", "2025", "2025"),
        ("2024-01-01", "2025-12-31", "2024–2025", "2024–2025"),
        ("2025-03-01", "2025-05-31", "1 Mar – 31 May 2025", "1. März – 31. Mai 2025"),
        ("2025-09-11", "2025-09-11", "11 September 2025", "11. September 2025"),
        (None, "2025-09-11", "up to 11 September 2025", "bis einschließlich 11. September 2025"),
        ("2025-09-11", None, "since 11 September 2025", "ab 11. September 2025"),
        (None, None, "at any time", "im gesamten Zeitraum"),
    ],
)
def test_a_period_shows_both_its_days_unless_it_is_a_whole_month_or_year(
    start: str | None, end: str | None, english: str, german: str
) -> None:
    period = Period.model_validate({"start": start, "end": end})

    assert wording("en").period(period) == english
    assert wording("de").period(period) == german


@pytest.mark.parametrize("end", ["9999-12-31", "9999-12-30"])
def test_the_last_day_of_all_can_be_written(end: str) -> None:
    assert "9999" in wording("be").period(Period.model_validate({"start": "2025-01-01", "end": end}))


@pytest.mark.parametrize("language", [*LANGUAGES, LATIN])
def test_no_date_or_number_holds_a_blank_that_terminals_lack(language: str) -> None:
    w = wording(language)
    texts = [w.day(PartialDate(day)) for day in DAYS] + [w.number(1168), w.number(1_234_567)]
    texts.append(w.period(Period(start=date(2025, 9, 1), end=date(2025, 12, 6))))
    assert not re.search("[\u2000-\u200f\u202f\u205f]", "".join(texts))


def test_the_command_line_shows_the_blank_inside_a_number() -> None:
    assert on_one_line(wording("be").number(1168)) == "1\u00a0168"
    assert on_one_line("a\u202eb\x1b") == r"a\u202eb\x1b"


# Numbers

NUMBERS = [
    ({"value": 1}, "one person", "адзін чалавек", "jedna osoba", "vienas žmogus"),
    ({"value": 2}, "2 people", "2 чалавекі", "2 osoby", "2 žmonės"),
    ({"value": 5}, "5 people", "5 чалавек", "5 osób", "5 žmonės"),
    ({"value": 11}, "11 people", "11 чалавек", "11 osób", "11 žmonių"),
    ({"value": 21}, "21 people", "21 чалавек", "21 osób", "21 žmogus"),
    ({"value": 22}, "22 people", "22 чалавекі", "22 osoby", "22 žmonės"),
    ({"value": 1168}, "1,168 people", "1 168 чалавек", "1168 osób", "1 168 žmonės"),
    ({"value": 12_000}, "12,000 people", "12 000 чалавек", "12 000 osób", "12 000 žmonių"),
    ({"value": 21, "qualifier": "at_least"}, "at least 21 people", "не менш за 21 чалавека", "co najmniej 21 osób",
     "mažiausiai 21 žmogus"),
    ({"value": 2, "qualifier": "more_than"}, "more than 2 people", "больш за 2 чалавек", "ponad 2 osoby",
     "daugiau kaip 2 žmonės"),
    ({"value": 300, "qualifier": "about"}, "about 300 people", "каля 300 чалавек", "około 300 osób",
     "maždaug 300 žmonių"),
    ({"value": 50, "qualifier": "at_most"}, "at most 50 people", "не больш за 50 чалавек", "najwyżej 50 osób",
     "daugiausia 50 žmonių"),
    ({"value": 1200, "qualifier": "fewer_than"}, "fewer than 1,200 people", "менш за 1 200 чалавек",
     "mniej niż 1200 osób", "mažiau kaip 1 200 žmonių"),
    ({"lower": 5, "upper": 6, "qualifier": "between"}, "5–6 people", "5–6 чалавек", "5–6 osób", "5–6 žmonės"),
    ({"lower": 2, "upper": 3, "qualifier": "between"}, "2–3 people", "2–3 чалавекі", "2–3 osoby", "2–3 žmonės"),
    ({"qualifier": "dozens"}, "dozens of people", "дзясяткі людзей", "dziesiątki osób", "dešimtys žmonių"),
    ({"qualifier": "thousands", "unit": "cases"}, "thousands of cases", "тысячы крымінальных спраў",
     "tysiące spraw karnych", "tūkstančiai baudžiamųjų bylų"),
    ({"qualifier": "unknown"}, "an unknown number of people", "невядомая колькасць людзей", "nieznana liczba osób",
     "nežinomas skaičius žmonių"),
    ({"value": 1, "unit": "entities"}, "one entity", "адна арганізацыя", "jeden podmiot", "viena organizacija"),
    ({"value": 3, "unit": "assets"}, "3 assets", "3 аб’екты маёмасці", "3 składniki majątku", "3 turto objektai"),
    ({"value": 3, "unit": "ships"}, "3 ships", "3 «ships» [en]", "3 „ships” [en]", "3 „ships“ [en]"),
    ({"qualifier": "dozens", "unit": "ships"}, "dozens of ships", "дзясяткі «ships» [en]", "dziesiątki „ships” [en]",
     "dešimtys „ships“ [en]"),
]  # fmt: skip


@pytest.mark.parametrize(("quantity", "en", "be", "pl", "lt"), NUMBERS, ids=[row[1] for row in NUMBERS])
def test_a_number_keeps_its_qualifier_and_its_noun_its_form(
    quantity: dict[str, object], en: str, be: str, pl: str, lt: str
) -> None:
    said = [wording(one).quantity(Quantity.model_validate(quantity)) for one in ("en", "be", "pl", "lt")]
    assert [spaced(text) for text in said] == [en, be, pl, lt]


UNITS = ("people", "entities", "assets", "cases", "ships")
SIZES = (
    *({"value": n, "qualifier": q} for q in ("exactly", "about", "at_least", "more_than", "at_most", "fewer_than")
      for n in (1, 2, 5, 21, 1000)),
    *({"qualifier": q} for q in ("dozens", "hundreds", "thousands", "unknown")),
    {"lower": 1, "upper": 4, "qualifier": "between"},
)  # fmt: skip


@pytest.mark.parametrize(("language", "unit"), [*product([*TRANSLATED, LATIN], UNITS)])
def test_every_quantity_is_said_in_the_language_and_in_no_other(language: str, unit: str) -> None:
    for size in SIZES:
        quantity = Quantity.model_validate(size | {"unit": unit})
        said, english = wording(language).quantity(quantity), wording("en").quantity(quantity)
        assert said != english
        assert not re.search(r"\b(people|person|at least|more than|unknown)\b", said)


def test_bounds_are_written_as_such() -> None:
    w = wording("en")
    assert [w.bounds(5, 5), w.bounds(5, 6), w.bounds(5, None), w.bounds(None, 6), w.bounds(None, None)] == [
        "5", "5–6", "at least 5", "at most 6", "an unknown number",
    ]  # fmt: skip


def test_numbers_in_sentences_are_written_as_the_language_writes_them() -> None:
    assert wording("de").say("at least {n}", n=1168) == "mindestens 1.168"
    assert wording("en").count("{n} year", "{n} years", 1) == "1 year"
    assert spaced(wording("uk").count("{n} year", "{n} years", 1002)) == "1 002 роки"


# Lists and names


def test_a_list_ends_with_and() -> None:
    assert [wording("en").join(parts) for parts in ([], ["a"], ["a", "b"], ["a", "b", "c"])] == [
        "", "a", "a and b", "a, b and c",
    ]  # fmt: skip
    assert wording("be").join(["а", "б", "в"]) == "а, б і в"


def test_braces_in_a_value_are_no_placeholders() -> None:
    assert wording("en").say("{first} and {last}", first="{last}", last="{0}") == "{last} and {0}"


def names(*texts: tuple[str, str, str]) -> Actor:
    return Actor(
        id="ales",
        type="person",
        names=tuple(Name(text=text, lang=lang, script=script) for text, lang, script in texts),
    )


def test_a_name_is_the_registers_own_and_uninflected() -> None:
    ales = names(("Алесь", "be", "Cyrl"), ("Aleś B.", "be", "Latn"), ("Ales", "en", "Latn"))

    assert [wording(language).name(ales) for language in ("be", LATIN, "en", "lt")] == [
        "Алесь",
        "Aleś B.",
        "Ales",
        "Ales",
    ]
    assert wording(LATIN).name(names(("Зміцер", "be", "Cyrl"))) == "Źmicier"


def test_a_country_is_called_by_its_code() -> None:
    called = {language: wording(language).country("BY") for language in (*LANGUAGES, LATIN)}

    assert called == {
        "be": "Беларусь", "ru": "Беларусь", "uk": "Білорусь", "en": "Belarus", "de": "Belarus", "pl": "Białoruś",
        "lt": "Baltarusija", "be-Latn": "Biełaruś",
    }  # fmt: skip
    assert wording("en").country("XQ") == "XQ"


def test_any_other_language_gets_english() -> None:
    assert wording("fr").language == "en"
    assert wording("fr").say("dozens") == "dozens"


def test_there_is_one_voice_for_each_language() -> None:
    assert wording("be") is wording("be")


@pytest.mark.parametrize("message", sorted(SAID, key=str), ids=lambda message: message.one[:40])
def test_lacinka_holds_no_cyrillic_letter(message: Message) -> None:
    values = dict.fromkeys({*fields(message.one), *fields(message.plural or "")} - {"n"}, "x")
    w = wording(LATIN)
    if "n" in fields(message.one) and message.plural is None:
        values["n"] = "5"
    said = w.say(message.one, **values) if message.plural is None else w.count(message.one, message.plural, 5, **values)
    assert not re.search("[Ѐ-ӿ]", said)
