"""Names in questions: found in every spelling and form, and nowhere else."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest

from tests.named import DAY, actors, mentions, names, register, strangers
from timeline.asking.folding import fold
from timeline.asking.names import Names
from timeline.register import Register

QUESTIONS = Path(__file__).resolve().parent.parent / "fixtures" / "questions"
SAID_ABOUT = {
    "be": "Што вядома пра {}?", "ru": "Что известно о {}?", "uk": "Що відомо про {}?", "en": "What about {} now?",
    "de": "Was ist mit {} passiert?", "pl": "Co wiadomo o {}?", "lt": "Kas žinoma apie {}?",
}  # fmt: skip


def found(known: Names, text: str, actor: str) -> bool:
    told = known.mentions(fold(text), DAY)
    return any(mention.actors == (actor,) or mention.place == actor for mention in told)


def test_nearly_every_spelling_in_the_register_is_its_actor_and_nobody_else() -> None:
    asked = missed = 0
    for actor in register():
        if actor.type in ("office", "programme"):
            continue
        for name in actor.names:
            asked += 1
            missed += not found(names(), SAID_ABOUT[name.lang].format(name.text), actor.id)
    assert asked > 4_000
    assert missed <= asked * 0.005  # "Знака" without a first name, "Jungtinių" alone and their like


def test_nineteen_of_twenty_case_forms_are_found_that_no_list_holds() -> None:
    basic = Names(
        Register(
            actor.model_copy(update={"names": tuple(name for name in actor.names if name.kind != "inflected")})
            for actor in register()
        )
    )
    asked = missed = 0
    for actor in register():
        if actor.type != "person":
            continue
        for name in actor.names:
            if name.kind == "inflected":
                asked += 1
                missed += not found(basic, SAID_ABOUT[name.lang].format(name.text), actor.id)
    assert asked > 100
    assert missed <= asked * 0.05


def test_every_person_that_a_question_expects_is_found() -> None:
    missed = []
    persons = {actor.id for actor in register() if actor.type == "person"}
    for path in sorted(QUESTIONS.glob("**/*.jsonl")):
        for line in path.read_text(encoding="utf-8").splitlines():
            question = json.loads(line)
            wanted = set(question["expect"].get("actors") or ()) & persons
            latin_keys_for_cyrillic = "layout" in " ".join(question["tags"]) or not fold(question["text"]).tokens
            typed = question["text"]
            if wanted and not latin_keys_for_cyrillic and not wanted <= set(actors(typed)):
                missed.append((question["id"], typed))
    assert [one for one in missed if "jcdj" not in one[1] and "fhsre" not in one[1]] == []


@pytest.mark.parametrize(
    ("text", "actor"),
    [
        ("Што з Лукашэнкам?", "lukashenko"),
        ("што з лукашэнкам", "lukashenko"),
        ("Łukašenku", "lukashenko"),
        ("Lukasenka", "lukashenko"),
        ("Lukašenkos", "lukashenko"),
        ("з Лукошенком", "lukashenko"),
        ("Tpaмп", "donald_trump"),
        ("Лукaшэнка", "lukashenko"),
        ("Kalesnikava", "maria_kalesnikava"),
        ("Kolesnikowa", "maria_kalesnikava"),
        ("Чи звільнили Колесникову?", "maria_kalesnikava"),
        ("Калесникава", "maria_kalesnikava"),
        ("Kada Lietuva įvedė sankcijas Coale'ui?", "john_coale"),
        ("Coale’ui", "john_coale"),
        ("Coale's role", "john_coale"),
        ("Koulo", "john_coale"),
        ("Trumpo", "donald_trump"),
        ("Trumpui", "donald_trump"),
        ("su Statkevičiumi", "mikola_statkevich"),
        ("Statkevičiaus", "mikola_statkevich"),
        ("Statkiewicza", "mikola_statkevich"),
        ("o Poczobucie", "andrzej_poczobut"),
        ("зі Статкевичем", "mikola_statkevich"),
        ("Was wurde aus Statkewitsch?", "mikola_statkevich"),
        ("бабарико", "viktar_babaryka"),
        ("Tsikanouskaya", "sviatlana_tsikhanouskaya"),
        ("Александр Григорьевич Лукашенко", "lukashenko"),
        ("А. Г. Лукашенко", "lukashenko"),
        ("Лукашенко Александр", "lukashenko"),
        ("Виктор Лукашенко", "viktar_lukashenka"),
        ("Losik Ihar", "ihar_losik"),
        ("Туска", "donald_tusk"),
        ("Дональда Туска", "donald_tusk"),
        ("Северинца", "pavel_seviarynets"),
        ("Дедку", "mikola_dziadok"),
    ],
)
def test_a_person_is_found_however_the_name_is_written(text: str, actor: str) -> None:
    assert actor in actors(text)
    assert set(actors(text)) <= {actor, "lithuania"}


@pytest.mark.parametrize(
    ("hers", "his"),
    [
        ("Ціханоўская", "Ціханоўскі"),
        ("Ціханоўскай", "Ціханоўскага"),
        ("Ціханоўскую", "Ціханоўскаму"),
        ("Тихановской", "Тихановского"),
        ("Тихановською", "Тихановським"),
        ("Тихановській", "Тихановський"),
        ("Cichanouskiej", "Cichanouskiego"),
        ("Tichanowskajas", "Tichanowskis"),
        ("Cichanouskajos", "Cichanouskio"),
        ("Tsikhanouskaya's", "Tsikhanouski's"),
    ],
)
def test_hers_and_his_are_told_apart_by_the_ending(hers: str, his: str) -> None:
    assert actors(hers) == ["sviatlana_tsikhanouskaya"]
    assert actors(his) == ["siarhei_tsikhanouski"]


def test_a_couple_is_both_of_them() -> None:
    assert set(actors("Тихановские")) == {"sviatlana_tsikhanouskaya", "siarhei_tsikhanouski"}


def test_a_guess_says_that_it_is_one() -> None:
    (guess,) = mentions("Лукшенко")
    assert (guess.actors, guess.guessed) == (("lukashenko",), True)
    (exact,) = mentions("Лукашенко")
    assert exact.guessed is False


def test_peoples_are_told_from_states_and_adjectives() -> None:
    told = {text: mentions(text)[0] for text in ("українців", "Ukrainiečių", "litewski", "Poland")}
    assert (told["українців"].how, told["українців"].nationality) == ("inhabitant", "UA")
    assert told["Ukrainiečių"].nationality == "UA"
    assert (told["litewski"].how, told["litewski"].actors, told["litewski"].nationality) == (
        "adjective",
        ("lithuania",),
        None,
    )
    assert (told["Poland"].how, told["Poland"].nationality) == ("name", None)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Lietuvos piliečių", "LT"),
        ("граждан США", "US"),
        ("citizens of the US", "US"),
        ("obywateli Polski", "PL"),
        ("litauische Staatsbürger", "LT"),
        ("How many Polish prisoners were freed?", "PL"),
        ("Wie viele Polen wurden freigelassen?", "PL"),
        ("Колькі ўкраінцаў адпусцілі", "UA"),
        ("How many Czechs?", "CZ"),
    ],
)
def test_citizens_are_people_of_a_nationality(text: str, code: str) -> None:
    assert [mention.nationality for mention in mentions(text)] == [code]


def test_polen_is_the_state_unless_people_are_counted() -> None:
    assert mentions("Polen öffnet die Grenze")[0].nationality is None
    assert mentions("Belarusian political prisoners")[0].nationality is None


def test_a_capital_is_its_state_and_keeps_the_place() -> None:
    minsk, washington = mentions("Пра што вядуць перамовы Мінск і Вашынгтон?")
    assert (minsk.how, minsk.actors, minsk.place) == ("capital", ("belarus",), "minsk")
    assert (washington.actors, washington.place) == (("united_states",), "washington")
    assert mentions("Kremlin says")[0].actors == ("russia",)


@pytest.mark.parametrize(
    "text", ["встреча в Минске", "у Менску", "in Minsk", "w Mińsku", "Minske", "z Mińska", "до Мінська"]
)
def test_a_capital_is_a_place_where_something_happens(text: str) -> None:
    (mention,) = mentions(text)
    assert (mention.how, mention.actors) == ("name", ("minsk",))


def test_prepositions_of_one_language_are_none_in_another() -> None:
    assert mentions("Do Minsk and Washington still talk?")[0].actors == ("belarus",)
    assert mentions("Is Minsk talking to the US?")[0].actors == ("belarus",)
    assert mentions("Vašynhton i Minsk damovilisia")[1].actors == ("belarus",)


def test_talks_with_minsk_are_talks_with_a_state() -> None:
    assert mentions("перамовы з Мінскам")[0].actors == ("belarus",)
    assert mentions("rozmowy z Mińskiem")[0].actors == ("belarus",)


def test_the_longest_name_wins() -> None:
    assert actors("Когда посольство США в Минске приостановило работу?") == ["us_embassy_minsk"]
    assert actors("Hat das US-Finanzministerium Belavia gestrichen?") == ["us_treasury", "belavia"]
    assert actors("литовская граница, Белорусско-литовская граница") == ["lithuania", "belarus_lithuania_border"]


def test_strangers_are_seen_as_people() -> None:
    assert strangers("Ці ёсць у спісе Іван Пятроўскі?") == ["Іван", "Пятроўскі"]
    assert strangers("Was Navalny among the 52?") == ["Navalny"]
    assert strangers("ar paleistas Jonas Petrauskas?") == ["Jonas", "Petrauskas"]
    assert strangers("Wurde Alena Dubrouskaja freigelassen?") == ["Alena", "Dubrouskaja"]
    assert strangers("есть ли в списке Стаевский?") == ["Стаевский"]


def test_mentions_stand_in_order_and_none_inside_another() -> None:
    told = mentions("муж Ціханоўскай, прэзідэнт ЗША Дональд Трамп, Мінск і Лукашэнка")
    assert all(one.last < other.first for one, other in pairwise(told))
    assert len(told) == 4


def test_looking_up_costs_as_much_as_a_word_is_long_however_many_names_there_are() -> None:
    spellings = names()._spellings
    word = fold("Лукшенковічаўскагаўскагаўскагаўскага").tokens[0]
    asked: list[str] = []

    class Counted(dict):  # type: ignore[type-arg]
        def get(self, key: str, default: object = None) -> object:
            asked.append(key)
            return super().get(key, default)

    kept = spellings._written, spellings._sounding, spellings._merged, spellings._shortened
    try:
        spellings._written, spellings._sounding = Counted(kept[0]), Counted(kept[1])
        spellings._merged, spellings._shortened = Counted(kept[2]), Counted(kept[3])
        spellings.word(word)
        spellings.guess(word)
    finally:
        spellings._written, spellings._sounding, spellings._merged, spellings._shortened = kept
    assert 0 < len(asked) < 10 * len(word.text)


def test_a_register_without_actors_names_nobody_but_peoples() -> None:
    empty = Names(Register())
    assert empty.mentions(fold("Лукашэнка, ЗША, Мінск"), DAY) == ()
    (poles,) = empty.mentions(fold("сколько поляков"), DAY)
    assert (poles.actors, poles.nationality) == ((), "PL")
