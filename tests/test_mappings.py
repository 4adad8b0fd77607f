"""Mappings of frozen models do not change either."""

from __future__ import annotations

import copy
import pickle

import pytest

from timeline import Call, Release
from timeline.mappings import FrozenDict


def a_call() -> Call:
    return Call(when="2025-08-15", participants=["donald_trump", "lukashenko"], title={"en": "Call"})


@pytest.mark.parametrize(
    "change",
    [
        lambda title: title.update(en="Other"),
        lambda title: title.__setitem__("en", "Other"),
        lambda title: title.__delitem__("en"),
        lambda title: title.pop("en"),
        lambda title: title.popitem(),
        lambda title: title.clear(),
        lambda title: title.setdefault("de", "Anruf"),
        lambda title: title.__ior__({"de": "Anruf"}),
    ],
)
def test_nobody_changes_a_title_behind_the_models_back(change: object) -> None:
    fact = a_call()
    with pytest.raises(TypeError, match="does not change"):
        change(fact.title)  # type: ignore[operator]
    assert fact.title == {"en": "Call"}


def test_a_fact_with_titles_can_stand_in_a_set() -> None:
    assert {a_call(), a_call()} == {a_call()}


def test_copies_and_pickles_are_equal_and_just_as_frozen() -> None:
    title = a_call().title
    for twin in (copy.copy(title), copy.deepcopy(title), pickle.loads(pickle.dumps(title))):
        assert twin == title
        assert isinstance(twin, FrozenDict)


def test_what_is_left_out_is_an_empty_mapping_that_does_not_change_either() -> None:
    release = Release(when="2025-09-11", people=52)
    with pytest.raises(TypeError):
        release.nationalities["BY"] = release.people
    assert release.nationalities == {}
