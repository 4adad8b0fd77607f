"""The conversation: what is said to commands, numbers, buttons and words, in every language."""

from __future__ import annotations

import re
import string
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest
from babel.messages.pofile import read_po
from hypothesis import given, settings
from hypothesis import strategies as st

import bots
from bots import questions
from bots.buttons import Press, Verb, fingerprint
from bots.commands import MENU, Word, command
from bots.conversation import Conversation
from bots.memory import Memory
from bots.replies import MOST_BYTES, Items, Picture, as_text
from bots.requests import Request
from bots.wording import DOMAIN, LANGUAGES, LATIN, LOCALE, spoken
from tests.catalogues import TRANSLATED, said_by_no_literal, said_in
from tests.shipped_pack import imported
from tests.test_wording import FORBIDDEN
from timeline import Actor, Answer, Call, Claim, Envelope, Freed, Period, Quantity, Query, Release, Source, Timeline
from timeline.answers import telling
from timeline.wording import LANGUAGES as LIBRARY_LANGUAGES
from timeline.wording.translators import compiled, up_to_date, written

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bots.replies import Reply

PACKAGE = Path(bots.__file__).parent
TODAY = date(2025, 12, 6)
WITH_OFFICES = ("office", "on", "appointments")
"""Commands whose replies hold names of offices, those of heads of state among them."""
SEPTEMBER = Period(start=date(2025, 9, 1), end=date(2025, 9, 30))


@pytest.fixture(scope="module")
def shipped() -> Iterator[Timeline]:
    with imported() as timeline:
        yield timeline


class Chat:
    """One conversation, a second between its messages."""

    def __init__(self, timeline: Timeline, **more: object) -> None:
        self.conversation = Conversation(timeline, **more)  # type: ignore[arg-type]
        self.now = 0.0

    def say(self, text: str, **more: object) -> Reply:
        self.now += 1
        request = Request(today=TODAY, now=self.now, text=text, key="a")
        for name, value in more.items():
            object.__setattr__(request, name, value)
        return self.conversation.reply(request)

    def press(self, press: str, question: str = "", **more: object) -> Reply:
        return self.say(question, pressed=press, **more)

    def text(self, text: str, **more: object) -> str:
        return as_text(self.say(text, **more))


@pytest.fixture
def chat(shipped: Timeline) -> Chat:
    return Chat(shipped)


def september(timeline: Timeline, asked: list[tuple[str, Query | None]] | None = None) -> Chat:
    """A chat that takes any words for the releases of September, or asks back where they hold "or"."""

    def ask(text: str, today: date, language: str | None, before: Query | None) -> Answer:
        if asked is not None:
            asked.append((text, before))
        answer = timeline.answer(Query(kinds=("release",), period=SEPTEMBER), today=today, language=language or "en")
        if " or " in text:
            choices = (Query(kinds=("call",)), Query(kinds=("meeting",)))
            return answer.model_copy(update={"outcome": "unclear", "text": "Which one?", "choices": choices})
        return answer

    return Chat(timeline, ask=ask)


# What is a command


@pytest.mark.parametrize(
    ("text", "word", "argument"),
    [
        ("/latest", "latest", ""),
        ("/releases@timeline_bot 2025-09", "releases", "2025-09"),
        ("!timeline person Ales Bialiatski", "person", "Ales Bialiatski"),
        ("!latest", "latest", ""),
        ("!timeline", "help", ""),
        ("  /HELP  ", "help", ""),
    ],
)
def test_a_word_behind_a_sign_is_a_command(text: str, word: str, argument: str) -> None:
    assert command(text) == (word, argument)


@pytest.mark.parametrize(
    "text", ["help", "stop", "forget me", "latest", "/", "/ latest", "what is /latest?", "!", "/a/b", ""]
)
def test_words_that_command_the_bot_are_just_words(text: str) -> None:
    assert command(text) is None


def test_where_others_are_spoken_to_a_bare_exclamation_mark_is_no_command() -> None:
    assert command("!latest", alone=False) is None
    assert command("!timeline latest", alone=False) == ("latest", "")


def test_the_menu_shows_eight_commands_and_all_but_following_work_here() -> None:
    assert len(MENU) == 8
    assert set(MENU) - set(get_args(Word)) == {"follow"}


# What every command says


@pytest.mark.parametrize("language", [*LANGUAGES, LATIN])
@pytest.mark.parametrize("word", get_args(Word))
def test_every_command_answers_in_every_language(shipped: Timeline, language: str, word: str) -> None:
    chat = Chat(shipped)
    argument = {
        "person": "Ales Bialiatski",
        "on": "2025-09-11",
        "search": "Belavia",
        "office": "US special envoy for Belarus",
    }
    reply = chat.say(f"/{word} {argument.get(word, '')}", language=language)
    text = as_text(reply)

    assert reply.language == language
    assert text
    ours = text.replace("Byelorussian Steel Works", "")  # as the works call themselves
    for pattern in FORBIDDEN:
        assert word in WITH_OFFICES or not re.search(pattern, ours, re.IGNORECASE), pattern
    if language == LATIN:
        assert word == "language" or not re.search("[Ѐ-ӿ]", re.sub(r"«[^»]*» \[\w+\]", "", text))


def test_a_reply_shows_the_reading_the_answer_its_entries_and_its_sources(chat: Chat) -> None:
    text = chat.text("/releases 2025-09")

    assert "Understood as: Releases · September 2025" in text
    assert "2. 11 September 2025: 52 people pardoned" in text
    assert "Sources: The Kyiv Independent" in text
    assert "[3] Sources" in text


def test_a_long_list_pages_and_its_numbers_go_on(chat: Chat) -> None:
    first = chat.say("/releases")
    more = next(choice for choice in first.choices if choice.label == "More")
    second = chat.press(more.press)

    assert min(second.presses) == 13
    assert "Entries 13–24 of 25" in as_text(second)
    assert [choice.label for choice in second.choices][:2] == ["Back", "More"]
    assert "more entr" not in as_text(first)


def test_prisoners_are_told_by_each_who_counts(chat: Chat) -> None:
    text = chat.text("/prisoners")
    assert "1,218 people – held, 5 December 2025" in text
    assert "1,336 people – held, 30 September 2025 (Dissidentby)" in text


def test_the_state_of_a_target_is_told_authority_by_authority(chat: Chat) -> None:
    text = chat.text("/sanctions Belavia")
    assert "Office of Foreign Assets Control: taken off the list" in text
    assert "UK Foreign, Commonwealth and Development Office: in force" in text


def test_a_day_tells_what_happened_and_who_held_which_office(chat: Chat) -> None:
    text = chat.text("/on 2025-12-01")
    assert "Offices on that day" in text
    assert "US special envoy for Belarus: John Coale" in text


def test_an_official_is_told_by_office_where_nothing_became_of_them(chat: Chat) -> None:
    assert "US special envoy for Belarus" in chat.text("/person John Coale")


# One clear line for what cannot be taken


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("/nothing", "There is no command /nothing. /help lists those there are."),
        ("/follow", "/follow works only in chats that can be kept up to date, and not here."),
        ("/releases soon", "I cannot read “soon” as a date."),
        ("/on", "Write a date after the command"),
        ("/person", "Write a name after the command"),
        ("/search", "Write the words after the command"),
        ("/sources no-such-entry", "There is no such entry."),
        ("/sources", "Ask something first"),
        ("17", "There is no list here with the number 17."),
        ("   ", "Ask a question, or write /help."),
    ],
)
def test_what_cannot_be_taken_gets_one_clear_line(chat: Chat, text: str, said: str) -> None:
    reply = chat.say(text)
    assert len(reply.blocks) == 1
    assert said in as_text(reply)
    assert not reply.found


def test_absence_proves_nothing_and_that_is_said(chat: Chat) -> None:
    text = chat.text("/person Ivan Ivanou")
    assert "Not in this timeline: Ivan Ivanou" in text
    assert "proves nothing: neither freedom nor guilt" in text
    assert "prisoners.spring96.org" in text


@pytest.mark.parametrize(
    "press", ["entry:999999::en", "entry:1::en", "history:0::en", "actor:999999::en", "rm -rf", "entry:::", "x" * 99]
)
def test_a_button_that_leads_nowhere_says_so(chat: Chat, press: str) -> None:
    reply = chat.press(press)
    assert len(reply.blocks) == 1
    assert not reply.found


TEXTS = st.text(max_size=300) | st.sampled_from(
    ["/on ", "/person ", "/why ", "/search ", "/releases ", "/sources "]
).flatmap(lambda start: st.text(max_size=80).map(lambda rest: start + rest))


@settings(max_examples=300, deadline=None)
@given(TEXTS, st.text(max_size=80))
def test_whatever_is_written_or_pressed_is_answered(shipped: Timeline, text: str, press: str) -> None:
    chat = Chat(shipped)
    for reply in (chat.say(text), chat.press(press or "x", text)):
        assert as_text(reply)
        assert not re.search("[\x00-\x09\x0b-\x1f\u202a-\u202e\u2066-\u2069\ud800-\udfff]", as_text(reply))


# An entry, opened


def opened(chat: Chat, question: str = "/releases 2025-09", number: int = 2) -> Reply:
    return chat.press(chat.say(question).presses[number])


def labelled(reply: Reply, label: str) -> str:
    return next(choice.press for choice in reply.choices if choice.label == label)


def test_an_entry_shows_fields_and_claims_side_by_side(chat: Chat) -> None:
    text = as_text(opened(chat))

    assert "Citizens of: Belarus: 38; Lithuania: 6; Latvia: 2; Poland: 2" in text
    assert "AFP (news agency, 11 September 2025); quoting: BelTA; gives Citizens of: Poland: 2" in text
    assert "Ministry of Foreign Affairs of Poland; gives Citizens of: Poland: 3" in text
    assert "Mikola Statkevich (refused to leave the country)" in text


def test_no_address_is_shown_until_it_is_asked_for(chat: Chat) -> None:
    entry = opened(chat)
    assert "http" not in as_text(entry)

    addresses = as_text(chat.press(labelled(entry, "Show addresses")))
    assert "“extremist” is punished" in addresses
    assert "https://" in addresses


def test_where_administrators_did_not_switch_addresses_on_none_is_shown(chat: Chat) -> None:
    addresses = chat.press(labelled(opened(chat), "Show addresses"), links=False)
    assert "http" not in as_text(addresses)
    assert "administrators can switch them on" in as_text(addresses)

    press = labelled(opened(chat), "Show addresses")
    assert "http" not in as_text(chat.press(press, chat="group"))
    assert "http" in as_text(chat.press(press, chat="group", links=True))


def test_what_changed_says_why_and_what_it_was_before(chat: Chat) -> None:
    text = as_text(chat.press(labelled(opened(chat), "What changed")))
    assert "corrected" in text
    assert "an unknown number" in text
    assert "Reason: It became known that Viasna counts at least 40" in text


def test_what_an_entry_did_to_the_totals_is_told(chat: Chat) -> None:
    text = as_text(chat.press(labelled(opened(chat), "What it did to the totals")))
    assert re.search(r"a new report: people released: \d+–\d+ → \d+–\d+", text) or "→" in text


def test_a_named_person_is_one_press_away(chat: Chat) -> None:
    text = as_text(chat.press(labelled(opened(chat), "What became of: Ihar Losik")))
    assert "Ihar Losik: released and taken out of the country" in text


def test_an_entry_is_quoted_with_what_finds_it_again(chat: Chat, shipped: Timeline) -> None:
    text = as_text(chat.press(labelled(opened(chat), "Copy as quotation")))
    assert "> 11 September 2025: 52 people pardoned" in text
    assert f"release-2025-09-11-vilnius-52 --known-at @{shipped.position()}" in text


def test_an_answer_is_quoted_with_a_citation_that_can_be_resolved(chat: Chat, shipped: Timeline) -> None:
    text = as_text(chat.press(labelled(chat.say("/releases 2025-09"), "Copy as quotation")))
    token = text.split("\n")[-1]

    assert shipped.cite(token).query == Query(kinds=("release",), period=SEPTEMBER)
    assert "> Releases · September 2025" in text


def test_an_entry_that_is_disputed_or_was_taken_back_says_so(chat: Chat) -> None:
    texts = [as_text(reply) for reply in every_entry_opened(chat, "en")]
    assert any("Disputed: sources contradict it" in text for text in texts)

    with Timeline.in_memory() as timeline:
        fact = Call(when="2025-08-15", participants=["donald_trump", "lukashenko"])
        entry = timeline.record(fact, ref="call-a", claims=[Claim(source=Source(publisher="Reuters"))])
        timeline.retract(entry, reason="There was no such call.")
        own = Chat(timeline)
        reply = own.press(f"entry:{entry.number}::en")
        assert "Taken back" in as_text(reply)
        assert "Reason: There was no such call." in as_text(own.press(labelled(reply, "What changed")))
        assert "1." not in own.text("/calls")


def test_a_private_person_is_a_number() -> None:
    with Timeline.in_memory() as timeline:
        actor = timeline.add(Actor(id="private_one", type="person", private=True))
        fact = Release(when="2025-09-11", people=Quantity(value=40), named=(Freed(person=actor.id, outcome="freed"),))
        entry = timeline.record(fact, ref="release-a", claims=[Claim(source=Source(publisher="Reuters"))])
        fields = as_text(Chat(timeline).press(f"entry:{entry.number}::en")).split("\n\n")[1]
        assert f"person no. {actor.number}" in fields
        assert "private_one" not in fields


def every_entry_opened(chat: Chat, language: str) -> Iterator[Reply]:
    for envelope in chat.conversation._timeline.log.read():
        if isinstance(envelope, Envelope) and envelope.ref is not None and envelope.version == 1:
            yield chat.press(f"entry:{envelope.position}::{language}")


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_entry_opens_in_every_language_and_leaves_nothing_raw(chat: Chat, language: str) -> None:
    for reply in every_entry_opened(chat, language):
        text = as_text(reply)
        assert not re.search(r"[{}]|\bNone\b|http", re.sub("[“«„].*?[”»“]", "", text)), text
        assert all(len(press.encode()) <= MOST_BYTES for press in reply.presses.values())
        if language != "en":
            ours = re.sub(r"[“«„].*?[”»“]( \[[a-z-]+\])?", "", text)
            assert not re.search(r"\b(political_prisoner|freed|deported|took office|state media|Sources)\b", ours), ours


# Pictures


def test_an_answer_is_drawn_once_on_its_first_page(shipped: Timeline) -> None:
    picture = Picture("releases.png", "image/png", b"1", "Releases", "25 releases")
    chat = Chat(shipped, draw=lambda answer: (picture,) if "release" in answer.query.kinds else ())
    first = chat.say("/releases")

    assert first.pictures == (picture,)
    assert chat.press(labelled(first, "More")).pictures == ()
    assert chat.say("/releases 2019").pictures == ()
    assert chat.say("/help").pictures == ()


def test_a_page_holds_as_many_entries_as_an_answer_lists() -> None:
    assert questions.SHOWN == telling.SHOWN


# Words, and what goes on with them


def test_words_that_nobody_understands_here_are_searched_for_and_that_is_said(chat: Chat) -> None:
    text = chat.text("Belavia")
    assert "this is a search for the words as written" in text
    assert "removed Belavia" in text


def test_a_search_pages_by_the_question_that_its_message_answered(chat: Chat) -> None:
    first = chat.say("/search Belavia")
    assert min(chat.press(labelled(first, "More"), "/search Belavia").presses) == 13
    assert not chat.press(labelled(first, "More"), "").found


def test_a_question_goes_on_with_what_was_answered_before(shipped: Timeline) -> None:
    asked: list[tuple[str, Query | None]] = []
    chat = september(shipped, asked)
    chat.say("how many were released in September?")
    chat.say("and in November?")

    assert asked[0][1] is None
    assert asked[1][1] == Query(kinds=("release",), period=SEPTEMBER)


def test_what_stands_after_a_command_may_be_words(shipped: Timeline) -> None:
    asked: list[tuple[str, Query | None]] = []
    assert september(shipped, asked).say("/releases in September").found
    assert asked == [("in September", Query(kinds=("release",)))]


def test_an_unclear_question_offers_its_readings(shipped: Timeline) -> None:
    chat = september(shipped)
    reply = chat.say("calls or meetings")

    assert [choice.label for choice in reply.choices] == ["Calls", "Meetings"]
    assert "Understood as: Meetings" in as_text(chat.say("2"))


def test_after_ten_minutes_nothing_is_gone_on_with(shipped: Timeline) -> None:
    asked: list[tuple[str, Query | None]] = []
    chat = september(shipped, asked)
    chat.say("September?")
    chat.now += 601
    chat.say("and in November?")
    assert asked[1][1] is None


def test_a_button_works_weeks_later_by_the_question_it_hangs_on(shipped: Timeline) -> None:
    first = september(shipped)
    by_words = labelled(first.say("September?"), "Sources")
    by_command = labelled(first.say("/releases 2025-09"), "Copy as quotation")
    later = september(shipped)

    assert "AFP (news agency)" in as_text(later.press(by_words, "September?"))
    assert "Releases · September 2025" in as_text(later.press(by_command, "/releases 2025-09"))
    assert "I no longer know" in as_text(september(shipped).press(by_command, "/calls"))


def test_conversations_never_see_each_other(shipped: Timeline) -> None:
    chat = Chat(shipped)
    press = labelled(chat.say("/releases 2025-09"), "Sources")
    assert "I no longer know" in as_text(chat.press(press, key="b"))
    assert "Ask something first" in as_text(chat.say("/sources", key="b"))


def test_a_conversation_without_a_key_is_never_remembered(shipped: Timeline) -> None:
    memory = Memory()
    Chat(shipped, memory=memory).say("/releases", key="")
    assert len(memory) == 0


def test_memory_is_bounded_in_number_and_in_time() -> None:
    memory = Memory(conversations=3)
    for number in range(5):
        memory.answered(str(number), [Query()], "en", now=float(number))
    assert len(memory) == 3
    assert memory.last("0", 5.0) is None
    assert memory.last("4", 5.0) is not None
    assert memory.last("4", 700.0) is None
    assert len(memory) == 0


def test_a_conversation_remembers_few_queries_and_no_text(shipped: Timeline) -> None:
    memory = Memory()
    chat = Chat(shipped, memory=memory)
    for year in range(1990, 2025):
        chat.say(f"/releases {year}")
    chat.say("a very private question")
    kept = memory._kept["a"]

    assert len(kept.queries) <= 12
    assert "private" not in repr(kept)


# Languages


def test_the_language_is_the_chats_choice_before_the_clients() -> None:
    assert spoken("", "de-AT") == "de"
    assert spoken("lt", "de") == "lt"
    assert spoken("fr", None, "be_BY") == "be"
    assert spoken("be-Latn") == LATIN
    assert spoken("xx") == "en"


def test_a_language_is_chosen_by_code_by_name_or_by_button(chat: Chat) -> None:
    assert chat.say("/language Lietuvių").chosen == "lt"
    assert chat.say("/language be-latn").chosen == LATIN
    assert len(chat.say("/language").choices) == 8
    reply = chat.press("speak:pl::en")
    assert (reply.chosen, as_text(reply)) == ("pl", "Od teraz po polsku.")


def test_a_button_answers_in_the_language_of_its_message(chat: Chat) -> None:
    press = chat.say("/calls", language="lt").presses[1]
    assert chat.press(press, language="de").language == "lt"


def test_the_languages_are_those_of_the_library() -> None:
    assert LANGUAGES == LIBRARY_LANGUAGES


# Buttons


def test_a_button_says_what_it_is_and_is_read_again() -> None:
    for verb in get_args(Verb):
        press = Press(verb, "123456789012", "be-Latn", fingerprint(Query()))
        assert Press.read(str(press)) == press
        assert len(str(press).encode()) <= MOST_BYTES


# Safety


def test_the_beginning_holds_no_political_word(chat: Chat) -> None:
    for language in LANGUAGES:
        text = chat.text("/start", language=language)
        assert not re.search(
            r"(?i)belarus|беларус|білорус|białoru|baltarus|prison|sanc|санк|зняв|заключ|lukas|лука", text
        )


def test_privacy_says_what_the_messenger_sees_but_not_in_a_program_of_ones_own(chat: Chat) -> None:
    assert "What the messenger itself keeps" in chat.text("/privacy")
    assert "This program runs on this computer" in chat.text("/privacy", chat="terminal")


def test_whoever_runs_it_is_named_where_that_is_known(shipped: Timeline) -> None:
    chat = Chat(shipped, operator="ops@example.org")
    assert "ops@example.org" in chat.text("/wrong")
    assert "ops@example.org" in chat.text("/about")


# The catalogues


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_bots_say_everything_in_every_language(language: str) -> None:
    po = (LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.po").read_bytes()
    messages = [message for message in read_po(BytesIO(po), locale=language, abort_invalid=True) if message.id]
    said = {(message.one, message.plural) for message in said_in(PACKAGE)}

    assert {tuple(m.id) if isinstance(m.id, tuple | list) else (m.id, None) for m in messages} == said
    assert po == written(up_to_date(language, PACKAGE, LOCALE, DOMAIN)), "run python -m timeline.wording --package bots"
    assert (LOCALE / language / "LC_MESSAGES" / f"{DOMAIN}.mo").read_bytes() == compiled(po, language)
    for message in messages:
        forms = (message.string,) if isinstance(message.string, str) else message.string
        english = message.id if isinstance(message.id, str) else message.id[1]
        assert all(forms), message.id
        assert all(fields(form) == fields(english) for form in forms), message.id
        assert not any(re.search(pattern, form, re.IGNORECASE) for pattern in FORBIDDEN for form in forms), message.id


def fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in string.Formatter().parse(text) if name is not None)


@pytest.mark.parametrize("path", sorted(PACKAGE.rglob("*.py")), ids=lambda path: str(path.relative_to(PACKAGE)))
def test_only_literals_are_said(path: Path) -> None:
    # A picture's `as_of` has words of its own, made of literals.
    source = path.read_text(encoding="utf-8").replace("as_of.say(w)", "as_of")
    assert not list(said_by_no_literal(source))


def test_items_that_open_are_entries(chat: Chat) -> None:
    blocks = [block for block in chat.say("/latest").blocks if isinstance(block, Items)]
    assert all(item.press.startswith("entry:") for block in blocks for item in block.items)


def test_what_nothing_is_recorded_of_has_no_sources_and_no_quotation(shipped: Timeline) -> None:
    def ask(text: str, today: date, language: str | None, before: Query | None) -> Answer:
        return timeline_ask(text, today=today, language=language, before=before)

    timeline_ask = shipped.ask
    chat = Chat(shipped, ask=ask)
    reply = chat.say("How many people were released in 2019?")
    assert "Nothing of this is recorded" in as_text(reply)
    for again in (chat.say("/sources"), chat.press(labelled(reply, "Copy as quotation"))):
        assert "Nothing of this is recorded" in as_text(again)
        assert "@" not in as_text(again)


def test_a_question_is_answered_in_its_own_language_unless_the_chat_chose_one(shipped: Timeline) -> None:
    chat = Chat(shipped, ask=lambda text, today, language, before: shipped.ask(text, today=today, language=language))
    assert "Paleista" in chat.text("Kiek žmonių paleista 2024?")
    assert "Freigelassen" in chat.text("Kiek žmonių paleista 2024?", language="de")
