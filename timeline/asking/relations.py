"""Two nouns that are one actor: "муж Ціханоўскай", "Lukashenko's spokeswoman", "US Secretary of State", "the Pope".

Ties and descriptions in the register say who that is on a day. Where exactly one person is it, the
mention is that person; kin that the register does not know is a person all the same, and not the owner.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from timeline.asking.folding import fold
from timeline.asking.mention import Mention

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from timeline.asking.nouns import Noun, Nouns
    from timeline.asking.sentence import Sentence
    from timeline.dates import PartialDate
    from timeline.register import Actor, Register, Tie

# What kin is whose: by its own tie, or by the other's.
_OWN: dict[str, Tie] = {
    "husband": "husband_of", "wife": "wife_of", "son": "child_of", "daughter": "child_of", "child": "child_of",
    "brother": "sibling_of", "sister": "sibling_of", "father": "parent_of", "mother": "parent_of",
    "spokesperson": "spokesperson_of", "adviser": "adviser_of", "head": "head_of",
}  # fmt: skip
_OTHERS: dict[str, Tie] = {
    "husband": "wife_of", "wife": "husband_of", "son": "parent_of", "daughter": "parent_of", "child": "parent_of",
    "brother": "sibling_of", "sister": "sibling_of", "father": "child_of", "mother": "child_of",
}  # fmt: skip
_GENDERS = {
    "husband": "male", "son": "male", "brother": "male", "father": "male",
    "wife": "female", "daughter": "female", "sister": "female", "mother": "female",
}  # fmt: skip
_SERVANTS = frozenset({"spokesperson", "adviser"})
_ALONE = frozenset({"pope", "secretary_of_state", "high_representative", "kgb_chair", "election_chair"})
_BETWEEN = frozenset(
    {
        "of", "the", "for", "to", "in", "von", "der", "des", "die", "für", "na", "ds", "w", "do", "od", "pana", "pani",
        "по", "па", "в", "у", "ў", "ва", "во", "до", "щодо", "з", "из",
    }
)  # fmt: skip
_NO_LONGER = (
    "ex",
    "former",
    "formerly",
    "экс",
    "быв",
    "был",
    "колиш",
    "ehemalig",
    "był",
    "buv",
    "eks",
    "deputy",
    "late",
)
_NOT_HELD = frozenset({"deputy", "former", "formerly", "vice", "candidate", "acting"})
_MOST_OWNERS = 3


class _Held(NamedTuple):
    person: str
    since: PartialDate | None
    until: PartialDate | None

    def on(self, day: date) -> bool:
        begun = self.since is None or self.since.earliest is None or self.since.earliest <= day
        return begun and not (self.until is not None and self.until.latest is not None and self.until.latest < day)


class _Office(NamedTuple):
    id: str
    of: frozenset[str]
    state: frozenset[str]
    held: tuple[_Held, ...]


class Relations:
    """Who is what to whom in a register: kin, spokespeople, holders of offices."""

    def __init__(self, register: Register, known: Nouns) -> None:
        self._register = register
        self._gender = {actor.id: actor.gender for actor in register if actor.type == "person"}
        self._kin = _kin_of(register)
        self._offices = _offices_of(register, known)

    def resolved(self, sentence: Sentence, found: tuple[Mention, ...], on: date) -> tuple[Mention, ...]:
        """The mentions, those that an office or a relation binds together taken as one."""
        mentions = list(found)
        at = 0
        while at < len(sentence.words):
            inside = next((m for m in mentions if m.first <= sentence.index[at] <= m.last), None)
            if inside is not None:
                at = sentence.place[inside.last] + 1
                continue
            whole = self._at(sentence, mentions, at, on)
            if whole is not None:
                mentions = [m for m in mentions if not whole.first <= m.first <= whole.last]
                mentions.append(whole)
                at = sentence.place[whole.last] + 1
                continue
            at += 1
        return tuple(sorted(mentions, key=lambda mention: mention.first))

    def _at(self, sentence: Sentence, mentions: list[Mention], at: int, on: date) -> Mention | None:
        for noun in sentence.nouns(at):
            whole = None
            if noun.sort == "kin":
                whole = self._relation(sentence, mentions, at, noun, on)
            elif noun.sort == "offices":
                whole = self._role(sentence, mentions, at, noun, on)
            if whole is not None:
                return whole
        return None

    def _relation(self, sentence: Sentence, mentions: list[Mention], at: int, noun: Noun, on: date) -> Mention | None:
        if at and (sentence.words[at - 1].script == "digit" or sentence.is_noun(at - 1, "many")):
            return None  # "100 чоловік", "viele Kinder": people, nobody's kin
        left = _ending_at(sentence, mentions, at - 1)
        right = _beginning_at(sentence, mentions, at + noun.words)
        owners = [m for m in (left, right) if m is not None and _may_own(m, noun.value)]
        if not owners:
            return None
        owner = (
            left if left in owners and left is not None and (right not in owners or _owns(sentence, left)) else right
        )
        assert owner is not None
        first, last = min(sentence.index[at], owner.first), max(sentence.index[at + noun.words - 1], owner.last)
        persons = tuple(dict.fromkeys(p for actor in owner.actors for p in self._related(actor, noun.value, on)))
        if not persons and (noun.value == "head" or (noun.value in _SERVANTS and not owner.person)):
            return None
        behind = _beginning_at(sentence, mentions, sentence.place[last] + 1, between=False)
        other = behind or (left if owner is right else right)
        if other is not None and other.person and set(other.actors) & set(persons):
            first, last = min(first, other.first), max(last, other.last)
            persons = tuple(person for person in persons if person in other.actors)
        return Mention(first, last, persons, "relation", person=True, parts=(owner,))

    def _related(self, owner: str, kind: str, on: date) -> Iterator[str]:
        owners = {owner} if kind != "spokesperson" else {owner, *self._headed(owner, on)}
        gender = _GENDERS.get(kind)
        for body in owners:
            for held in self._kin.get((kind, body), ()):
                if held.on(on) and held.person != owner and gender in (None, self._gender.get(held.person)):
                    yield held.person

    def _headed(self, person: str, on: date) -> Iterator[str]:
        if person in self._register:
            for tie in self._register[person].relations:
                if tie.kind == "head_of" and _Held(person, tie.since, tie.until).on(on):
                    yield tie.to

    def _role(self, sentence: Sentence, mentions: list[Mention], at: int, noun: Noun, on: date) -> Mention | None:
        span = sentence.index[at], sentence.index[at + noun.words - 1]
        # "Глава КГБ Беларуси": a name may begin inside the words of an office and go on behind them.
        inner = tuple(mention for mention in mentions if span[0] <= mention.first <= span[1])
        end = max([at + noun.words, *(sentence.place[mention.last] + 1 for mention in inner)])
        owners = _owners(sentence, mentions, at, end)
        offices = self._offices.get(noun.value, ())
        if not owners and not (noun.value in _ALONE and len(offices) == 1):
            return None
        office = _the_one(offices, {actor for owner in owners for actor in owner.actors}) if owners else offices[0]
        holders = {held.person for held in office.held if held.on(on)} if office is not None else set()
        first = min([sentence.index[at], *(owner.first for owner in owners)])
        begin = sentence.place[first]
        if begin and sentence.joined(begin) and sentence.words[begin - 1].text.lower().startswith(_NO_LONGER):
            return None
        last = max([sentence.index[end - 1], *(owner.last for owner in owners)])
        if office is None:
            return None
        apposed = _beginning_at(sentence, mentions, sentence.place[last] + 1, between=False)
        if apposed is not None and {held.person for held in office.held} & set(apposed.actors):
            return replace(apposed, first=first, how="role", parts=(*inner, *owners, apposed))
        if len(holders) != 1:
            return None
        return Mention(first, last, tuple(holders), "role", person=True, parts=(*inner, *owners))


def _may_own(owner: Mention, kind: str) -> bool:
    """Whether somebody's kin can be named after this: people have kin, bodies have heads and spokespeople."""
    if kind == "head":
        return not owner.person and owner.how in ("name", "compound")
    return owner.person or kind in _SERVANTS


def _owners(sentence: Sentence, mentions: list[Mention], begin: int, end: int) -> tuple[Mention, ...]:
    """The states and bodies named beside an office, in order."""
    owners: list[Mention] = []
    left = _ending_at(sentence, mentions, begin - 1)
    if left is not None and not left.person:
        owners.append(left)
    right = _beginning_at(sentence, mentions, end)
    while right is not None and not right.person and len(owners) < _MOST_OWNERS:
        owners.append(right)
        right = _beginning_at(sentence, mentions, sentence.place[right.last] + 1)
    return tuple(owners)


def _the_one(offices: tuple[_Office, ...], owners: set[str]) -> _Office | None:
    """The office that is theirs; None if none or several are. States that it is for must be named, and no others."""
    theirs = [office for office in offices if owners & office.of and owners <= office.of | office.state]
    exact = [office for office in theirs if office.state <= owners]
    if len(exact) != 1:
        return None
    # "US envoy" alone is not the only envoy that is for no state in particular.
    return None if not exact[0].state and len(theirs) > 1 else exact[0]


def _owns(sentence: Sentence, owner: Mention) -> bool:
    """Whether a name before a noun is its owner by form: "Tsikhanouskaya's", "Tichanowskajas", "Cichanouskajos"."""
    word = sentence.tokens[owner.last].text.lower()
    return word.endswith(("s", "o"))


def _ending_at(sentence: Sentence, mentions: list[Mention], at: int) -> Mention | None:
    if at < 0 or not sentence.joined(at + 1):
        return None
    return next((mention for mention in mentions if mention.last == sentence.index[at]), None)


def _beginning_at(sentence: Sentence, mentions: list[Mention], at: int, *, between: bool = True) -> Mention | None:
    for _ in range(3):
        if at >= len(sentence.words) or not sentence.joined(at):
            return None
        for mention in mentions:
            if mention.first == sentence.index[at]:
                return mention
        if not between or sentence.words[at].text.lower() not in _BETWEEN:
            return None
        at += 1
    return None


def _kin_of(register: Register) -> dict[tuple[str, str], tuple[_Held, ...]]:
    kin: dict[tuple[str, str], tuple[_Held, ...]] = {}
    for actor in register:
        for tie in actor.relations:
            for kind, own in _OWN.items():
                if tie.kind == own:
                    key = kind, tie.to
                    kin[key] = (*kin.get(key, ()), _Held(actor.id, tie.since, tie.until))
            for kind, other in _OTHERS.items():
                if tie.kind == other:
                    key = kind, actor.id
                    kin[key] = (*kin.get(key, ()), _Held(tie.to, tie.since, tie.until))
    return kin


def _offices_of(register: Register, known: Nouns) -> dict[str, tuple[_Office, ...]]:
    """The offices of a register by what they are, with those who held them."""
    offices = [actor for actor in register if actor.type == "office"]
    titles = sorted(
        ((name.text.lower(), office) for office in offices for name in office.names if name.lang == "en"),
        key=lambda title: -len(title[0]),
    )
    held: dict[str, list[_Held]] = {office.id: [] for office in offices}
    for actor in register:
        if actor.type == "person":
            for office, holding in _holdings(actor, titles, offices):
                held[office].append(holding)
    found: dict[str, tuple[_Office, ...]] = {}
    for actor in offices:
        of = frozenset(whole for body in actor.to("of") for whole in register.above(body))
        known_as = _Office(actor.id, of, frozenset(actor.to("for")), tuple(held[actor.id]))
        for kind in _kinds(actor, known):
            found[kind] = (*found.get(kind, ()), known_as)
    return found


def _holdings(person: Actor, titles: list[tuple[str, Actor]], offices: list[Actor]) -> Iterator[tuple[str, _Held]]:
    """The offices that a person's roles name, and those whose body the person heads where it has one office."""
    for role in person.roles:
        text = role.text.get("en", "").lower()
        for title, office in titles:
            before, found, _ = text.partition(title)
            if found and not _NOT_HELD & set(before.replace(",", " ").split()):
                yield office.id, _Held(person.id, role.since, role.until)
                break
    for tie in person.relations:
        if tie.kind == "head_of":
            of_body = [office.id for office in offices if tie.to in office.to("of")]
            if len(of_body) == 1:
                yield of_body[0], _Held(person.id, tie.since, tie.until)


def _kinds(office: Actor, known: Nouns) -> frozenset[str]:
    kinds: set[str] = set()
    for name in office.names:
        if name.lang != "en":
            continue
        words = tuple(token for token in fold(name.text).tokens if token.script != "other")
        for at in range(len(words)):
            noun = next((noun for noun in known.at(words, at) if noun.sort == "offices"), None)
            if noun is not None:
                kinds.add(noun.value)
                break
    return frozenset(kinds)
