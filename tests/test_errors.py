"""Every error: one tree, drawn in the docstring; one line each; whole across processes."""

import inspect
import pickle
import re

import pytest

from timeline import errors
from timeline.errors import (
    AmbiguousNameError,
    CitationError,
    ConflictError,
    DateError,
    FullError,
    ImportError_,
    InputError,
    NewerError,
    NotFoundError,
    QuantityError,
    RefTakenError,
    StatusError,
    StoreError,
    TimelineError,
    UnknownActorError,
    UnknownRefError,
    UnreachableError,
    UnreadableError,
    VersionError,
)


def drawn(docstring: str) -> dict[str, str]:
    """Each error of the drawing, with the one it hangs from."""
    parents: dict[str, str] = {}
    path: list[str] = []
    for line in docstring.splitlines():
        found = re.match(r"^    ((?:[│ ]   )*(?:[├└]── )?)(\w+Error_?)\b", line)
        if found:
            depth = len(found[1]) // 4
            path = [*path[:depth], found[2]]
            if depth:
                parents[found[2]] = path[depth - 1]
    return parents


def test_the_tree_in_the_docstring_is_the_tree() -> None:
    assert errors.__doc__
    real = {
        name: cls.__bases__[0].__name__
        for name, cls in inspect.getmembers(errors, inspect.isclass)
        if issubclass(cls, TimelineError) and cls is not TimelineError
    }
    assert drawn(errors.__doc__) == real


def test_every_error_is_caught_as_a_timeline_error_and_as_what_python_calls_it() -> None:
    assert issubclass(InputError, ValueError)
    assert issubclass(NotFoundError, LookupError)
    assert not issubclass(ImportError_, ImportError)
    assert all(issubclass(cls, TimelineError) for _, cls in inspect.getmembers(errors, inspect.isclass))


NASTY = "a\nb\x1b[2J\u202e\x00"
MADE: list[TimelineError] = [
    TimelineError("nothing went well"),
    InputError("is wrong", where="line 3", field="fact.people", remedy="write a number"),
    InputError("is wrong"),
    DateError("is no date", field="when", remedy="write YYYY"),
    QuantityError("is no number"),
    NotFoundError("not there"),
    UnknownRefError("call-1"),
    UnknownRefError(NASTY, ["call-2", "call-3"]),
    UnknownActorError("nobody"),
    UnknownActorError(NASTY, ["somebody"]),
    AmbiguousNameError(NASTY, ["one", "two"]),
    ConflictError("try again"),
    RefTakenError("call-1", '{"kind":"call"}', '{"kind":"meeting"}', "line 4"),
    RefTakenError(NASTY, "{}", "{}"),
    VersionError("call-1", 1, 2, "line 5"),
    VersionError(NASTY, None, 2),
    StatusError("is retracted"),
    CitationError("what the answer rested on was changed"),
    ImportError_("holds another log"),
    StoreError("failed"),
    UnreachableError("no server"),
    FullError("no room"),
    NewerError("newer"),
    UnreadableError(7, "call-1", "no JSON"),
]


def test_there_is_an_example_of_every_error_here() -> None:
    classes = {cls for _, cls in inspect.getmembers(errors, inspect.isclass) if issubclass(cls, TimelineError)}
    assert {type(error) for error in MADE} == classes


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_its_message_is_one_line_that_no_terminal_obeys(error: TimelineError) -> None:
    message = str(error)
    assert message
    assert message.splitlines() == [message]
    assert message.isprintable()


@pytest.mark.parametrize("error", MADE, ids=lambda error: type(error).__name__)
def test_it_crosses_processes_whole(error: TimelineError) -> None:
    again = pickle.loads(pickle.dumps(error))
    assert type(again) is type(error)
    assert str(again) == str(error)
    assert vars(again) == vars(error)
    assert again.args == error.args


def test_an_input_error_says_where_which_field_what_and_what_to_do() -> None:
    error = InputError("is wrong", where="line 3", field="fact.people", remedy="write a number")
    assert str(error) == "line 3, fact.people: is wrong; write a number"
    assert str(InputError("is wrong", field="when")) == "when: is wrong"
    assert (error.problem, error.where, error.field, error.remedy) == (
        "is wrong", "line 3", "fact.people", "write a number",
    )  # fmt: skip


def test_errors_carry_their_data_and_the_way_out() -> None:
    assert VersionError("call-1", 1, 3).current == 3
    assert "give version 3" in str(VersionError("call-1", 1, 3))
    assert "no version was given" in str(VersionError("call-1", None, 3))
    assert UnknownRefError("cal-1", ["call-1"]).near == ("call-1",)
    assert "did you mean call-1?" in str(UnknownRefError("cal-1", ["call-1"]))
    assert AmbiguousNameError("Rumas", ["one", "two"]).ids == ("one", "two")
    assert UnreadableError(7, "call-1", "no JSON").position == 7
    taken = RefTakenError("call-1", '{"a":1}', '{"a":2}')
    assert '{"a":1}' in str(taken)
    assert '{"a":2}' in str(taken)
