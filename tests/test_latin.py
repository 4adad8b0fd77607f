from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline.wording.latin import latin

WORDS = {
    "Беларусь": "Biełaruś",
    "палітвязень": "palitviazień",
    "вызваленне": "vyzvaleńnie",
    "памілаванне": "pamiłavańnie",
    "спецпасланнік": "śpiecpasłańnik",
    "Святлана Ціханоўская": "Śviatłana Cichanoŭskaja",
    "Аляксандр Лукашэнка": "Alaksandr Łukašenka",
    "Андрэй Кузнечык": "Andrej Kuźniečyk",
    "Дзмітрый": "Dźmitryj",
    "незалежнасці": "niezaležnaści",
    "насельніцтва": "nasielnictva",
    "жыццё": "žyćcio",
    "вяселле": "viasielle",
    "калоссе": "kałośsie",
    "снег": "śnieh",
    "згінуць": "zhinuć",
    "дзве": "dźvie",
    "дзень": "dzień",
    "ліст": "list",
    "лёс": "los",
    "сям’я": "siamja",
    "з'езд": "zjezd",
    "Украіна": "Ukraina",
    "ЗША": "ZŠA",
    "ЕС": "JES",
    "Ян": "Jan",
    "Я": "Ja",
    "не менш за 40": "nie mienš za 40",
    "«Вясна» (prisoners.spring96.org)": "«Viasna» (prisoners.spring96.org)",
}


@pytest.mark.parametrize(("cyrillic", "written"), WORDS.items())
def test_a_belarusian_word_is_written_as_lacinka_writes_it(cyrillic: str, written: str) -> None:
    assert latin(cyrillic) == written


@given(st.text(alphabet="абвгґдеёжзійклмнопрстуўфхцчшыьэюя’'АЕЁЗСЦНЛЮЯ АZ1-"))
def test_no_belarusian_letter_is_left_and_finished_text_stays(text: str) -> None:
    once = latin(text)
    assert not re.search("[Ѐ-ӿ]", once)
    assert latin(once) == once
