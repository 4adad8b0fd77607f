"""The read model's files: built when missing, built anew when they cannot be trusted, never seen half."""

from __future__ import annotations

import json
import logging
import os
import signal
import sqlite3
import stat
import subprocess
import sys
import threading
import time
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.naive_chronology import NaiveChronology
from tests.shipped_pack import lines
from tests.writers import PEOPLE, call, claim, tell
from timeline import Actor, Timeline
from timeline.cli.program import run
from timeline.errors import UnreachableError
from timeline.exchange.event_lines import import_lines
from timeline.log import open_log
from timeline.projections import generations, read_model
from timeline.projections.generations import Generations
from timeline.projections.projector import Projector
from timeline.projections.schema import shape

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def store(tmp_path: Path) -> Path:
    """A store that holds the shipped timeline; nobody has read it yet."""
    path = tmp_path / "timeline.db"
    with Timeline.open(f"sqlite:///{path}", register=None) as timeline:
        import_lines(timeline, lines())
    return path


def opened(store: Path) -> Timeline:
    return Timeline.open(f"sqlite:///{store}", register=PEOPLE)


def views(store: Path) -> Path:
    return store.with_name(store.name + ".views")


def files(store: Path) -> list[str]:
    return sorted(path.name for path in views(store).iterdir())


def generation(store: Path) -> Path:
    """The file of the present generation."""
    (found,) = views(store).glob("*.sqlite")
    return found


def listed(store: Path) -> list[str]:
    """What a process that comes now lists, which is what the log holds."""
    with opened(store) as timeline:
        found = [entry.ref for entry in timeline.entries(limit=None, all=True)]
        assert found == [entry.ref for entry in NaiveChronology(timeline.log.read()).all()]
    return found


def tie(timeline: Timeline, actor: str, whole: str) -> None:
    """Let an actor be part of another one too."""
    before = timeline.actor(actor).model_dump(mode="json", exclude={"number"})
    before["relations"] = [*before["relations"], {"kind": "part_of", "to": whole}]
    version = len(timeline.log.recorder.of([f"actor:{actor}"]))
    timeline.add(Actor.model_validate(before), version=version)


@pytest.fixture
def said(caplog: pytest.LogCaptureFixture) -> Callable[[], list[str]]:
    """What was said of read models since the last time."""
    caplog.set_level(logging.INFO, "timeline.views")

    def since() -> list[str]:
        messages = [record.getMessage() for record in caplog.records if record.name == "timeline.views"]
        caplog.clear()
        return messages

    return since


# ---------------------------------------------------------------- where it is


def test_it_lies_beside_the_store_for_its_owner_alone_and_reading_makes_it(store: Path) -> None:
    assert not views(store).exists()
    assert len(listed(store)) > 200
    of_code = generation(store).name.split("-")[1]
    assert files(store) == [f"views-{of_code}-1.sqlite", f"views-{of_code}.current", "views.lock"]
    assert stat.S_IMODE(views(store).stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in views(store).iterdir()} == {0o600}


def test_opening_recording_and_an_unwritten_store_make_none(tmp_path: Path) -> None:
    with opened(tmp_path / "new.db") as timeline:
        assert timeline.entries().entries == ()
        assert list(tmp_path.iterdir()) == []
        timeline.record(call(), ref="call-1", claims=[claim()])
        assert not views(tmp_path / "new.db").exists()
        assert [entry.ref for entry in timeline.entries()] == ["call-1"]
    assert views(tmp_path / "new.db").exists()


def test_deleted_it_is_built_again_and_nothing_is_lost(store: Path, said: Callable[[], list[str]]) -> None:
    before = listed(store)
    for path in views(store).iterdir():
        path.unlink()
    views(store).rmdir()
    assert listed(store) == before
    assert said() == []


def test_deleted_under_a_reader_it_is_built_again(store: Path) -> None:
    with opened(store) as timeline:
        before = timeline.entries(limit=None)
        for path in views(store).iterdir():
            path.unlink()
        assert timeline.entries(limit=None) == before
        assert generation(store).exists()


def test_where_nothing_can_be_made_beside_the_store_it_lies_in_the_cache(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[[], list[str]]
) -> None:
    views(store).write_text("somebody's file")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert len(listed(store)) > 200
    assert len(list((tmp_path / "cache").rglob("views-*.sqlite"))) == 1
    assert said() == []


def test_where_nothing_can_be_written_at_all_lists_are_right_and_it_is_said(
    store: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[[], list[str]]
) -> None:
    views(store).write_text("somebody's file")
    (tmp_path / "cache").write_text("another")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    assert len(listed(store)) > 200
    assert len(said()) == 1


def test_logs_on_postgresql_have_theirs_in_the_cache_each_its_own(
    new_url: Callable[[str], str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    for name in ("one", "two"):
        with Timeline.open(new_url("postgres"), register=PEOPLE) as timeline:
            timeline.record(call(), ref=f"call-{name}", claims=[claim()])
            assert [entry.ref for entry in timeline.entries()] == [f"call-{name}"]
    assert len(list((tmp_path / "cache").rglob("views-*.sqlite"))) == 2


def test_no_address_that_tells_stores_apart_holds_a_password(postgres_url: str) -> None:
    with closing(open_log(postgres_url + ("&" if "?" in postgres_url else "?") + "password=s3cret")) as log:
        assert "s3cret" not in log.recorder.address
        assert log.recorder.address


# ---------------------------------------------------------------- what cannot be trusted


def garbage(path: Path) -> None:
    path.write_bytes(b"this is no database" * 100)


def emptied(path: Path) -> None:
    path.write_bytes(b"")


def truncated(path: Path) -> None:
    os.truncate(path, path.stat().st_size // 3 // 4096 * 4096)


def cut_in_a_page(path: Path) -> None:
    os.truncate(path, 70_001)


def overwritten(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(8192)
        file.write(os.urandom(path.stat().st_size - 8192))


def foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE state (position)")
        connection.commit()


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA user_version=99")
        connection.execute("ALTER TABLE state ADD COLUMN more")
        connection.commit()


def without_a_table(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("DROP TABLE face")
        connection.commit()


def with_a_damaged_event(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE event SET state = substr(state, 1, 40)")
        connection.commit()


def of_another_log(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("UPDATE state SET event_id = zeroblob(16)")
        connection.commit()


DAMAGES = (
    garbage, emptied, truncated, cut_in_a_page, overwritten, foreign, newer, without_a_table, with_a_damaged_event,
    of_another_log,
)  # fmt: skip


@pytest.mark.parametrize("damage", DAMAGES, ids=lambda damage: damage.__name__)
def test_what_is_damaged_foreign_or_newer_is_built_anew_and_said_once(
    store: Path, said: Callable[[], list[str]], damage: Callable[[Path], None]
) -> None:
    before = listed(store)
    damage(generation(store))
    assert listed(store) == before
    messages = said()
    assert len(messages) == 1
    assert "built anew" in messages[0]
    assert listed(store) == before
    assert said() == []


@pytest.mark.parametrize("damage", [with_a_damaged_event, without_a_table], ids=lambda damage: damage.__name__)
def test_damage_under_a_reader_is_noticed_by_the_question_that_meets_it(
    store: Path, said: Callable[[], list[str]], damage: Callable[[Path], None]
) -> None:
    with opened(store) as timeline:
        before = timeline.entries(limit=3)
        damage(generation(store))
        assert timeline.entries(limit=None).entries[:3] == before.entries
        assert len(said()) == 1


@pytest.mark.parametrize("text", ["", "7", "x", "../../etc", "1\n2", "9" * 400])
def test_a_pointer_that_leads_nowhere_is_replaced(store: Path, text: str) -> None:
    before = listed(store)
    next(views(store).glob("*.current")).write_text(text)
    assert listed(store) == before
    assert generation(store).exists()


def test_a_store_that_was_replaced_by_a_backup_is_read_anew(store: Path, said: Callable[[], list[str]]) -> None:
    backup = store.read_bytes()
    with opened(store) as timeline:
        timeline.record(call(), ref="call-later", claims=[claim()])
    assert "call-later" in listed(store)
    for side in ("-wal", "-shm"):
        store.with_name(store.name + side).unlink(missing_ok=True)
    store.write_bytes(backup)
    assert "call-later" not in listed(store)
    assert "backup" in said()[0]
    with opened(store) as timeline:
        timeline.record(call(), ref="call-other", claims=[claim()])
    assert "call-other" in listed(store)


def test_another_store_in_the_place_of_one_is_read_anew(tmp_path: Path, said: Callable[[], list[str]]) -> None:
    path = tmp_path / "timeline.db"
    for name in ("one", "two"):
        for side in ("", "-wal", "-shm"):
            path.with_name(path.name + side).unlink(missing_ok=True)
        with opened(path) as timeline:
            timeline.record(call(), ref=f"call-{name}", claims=[claim()])
            assert [entry.ref for entry in timeline.entries()] == [f"call-{name}"]
    assert len(said()) == 1


def test_code_of_another_shape_has_files_of_its_own(
    store: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[[], list[str]]
) -> None:
    before = listed(store)
    monkeypatch.setattr(read_model, "shape", lambda _: "0123456789ab")
    assert listed(store) == before
    assert len(list(views(store).glob("*.sqlite"))) == 2
    assert said() == []


def test_files_of_other_shapes_go_when_they_were_long_unused(store: Path) -> None:
    listed(store)
    old, recent = (views(store) / f"views-{letter * 12}-4.sqlite" for letter in "ab")
    for path in (old, recent):
        path.write_bytes(b"")
    os.utime(old, (1_600_000_000, 1_600_000_000))
    with opened(store) as timeline:
        timeline.rebuild()
    assert not old.exists()
    assert recent.exists()


def test_the_shape_changes_with_the_code_and_with_the_stored_shapes(monkeypatch: pytest.MonkeyPatch) -> None:
    with closing(open_log("sqlite://")) as log:
        now = shape.__wrapped__(log.shapes)
        assert now == shape.__wrapped__(log.shapes)
        monkeypatch.setattr("timeline.projections.schema.pkgutil.get_data", lambda *_: b"other code")
        assert shape.__wrapped__(log.shapes) != now


def test_every_source_of_the_shape_is_there() -> None:
    from timeline.projections import schema  # noqa: PLC0415

    for source in schema._SOURCES:
        assert (Path(schema.__file__).parents[1] / f"{source}.py").is_file()


# ---------------------------------------------------------------- generations, and who writes


def test_a_rebuild_is_a_new_generation_and_the_old_one_goes(store: Path) -> None:
    listed(store)
    first = generation(store)
    with opened(store) as timeline:
        path = timeline.rebuild()
    assert path == generation(store) != first
    assert [name for name in files(store) if "scratch" in name or "-wal" in name] == []


def test_a_reader_goes_on_with_the_generation_that_another_process_made(store: Path) -> None:
    with opened(store) as reader, opened(store) as other:
        before = reader.entries(limit=None)
        other.rebuild()
        assert reader.entries(limit=None) == before
        other.record(call(), ref="call-1", claims=[claim()])
        assert "call-1" in [entry.ref for entry in reader.entries(kinds=["call"], limit=None)]


def test_a_rebuild_that_fails_leaves_what_is_there(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before, kept = listed(store), files(store)

    def broken(*_: object) -> None:
        raise KeyboardInterrupt

    with opened(store) as timeline:
        monkeypatch.setattr(read_model, "load_into", broken)
        with pytest.raises(KeyboardInterrupt):
            timeline.rebuild()
    assert files(store) == kept
    monkeypatch.undo()
    assert listed(store) == before


def test_a_batch_that_was_interrupted_is_taken_in_whole_the_next_time(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(store) as timeline:
        before = len(timeline.entries(actors=["european_union"], limit=None))
        tie(timeline, "belarus", "european_union")
        timeline.record(call("unheard words"), ref="call-1", claims=[claim()])
        with monkeypatch.context() as patch:

            def interrupted(*_: object) -> None:
                raise KeyboardInterrupt

            patch.setattr(Projector, "stamp", interrupted)
            with pytest.raises(KeyboardInterrupt):
                timeline.entries()
        assert [entry.ref for entry in timeline.entries(text="unheard")] == ["call-1"]
        assert len(timeline.entries(actors=["european_union"], limit=None)) > before
    assert "call-1" in listed(store)


def test_who_waits_too_long_for_the_writer_is_told_which_lock(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(generations, "PATIENCE", 0.05)
    home = Generations(views(store), "0" * 12)
    home.prepare()
    with home.writing(), opened(store) as timeline, pytest.raises(UnreachableError, match=r"views\.lock"):
        timeline.entries()


def test_somebody_who_only_reads_waits_for_no_writer(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = listed(store)
    monkeypatch.setattr(generations, "PATIENCE", 0.05)
    with Generations(views(store), "0" * 12).writing():
        assert listed(store) == before


def test_far_behind_it_is_loaded_anew_and_near_it_is_continued(store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    listed(store)
    first = generation(store)
    monkeypatch.setattr(read_model, "FAR", 600)
    with opened(store) as timeline:
        timeline.record_many((call(f"a{number}"), f"call-a-{number}", [claim()]) for number in range(590))
    listed(store)
    assert generation(store) == first
    with opened(store) as timeline:
        timeline.record_many((call(f"b{number}"), f"call-b-{number}", [claim()]) for number in range(700))
    listed(store)
    assert generation(store) != first


def test_where_ties_of_many_entries_change_everything_is_loaded_anew(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with opened(store) as timeline:
        timeline.entries()
        first = generation(store)
        monkeypatch.setattr(read_model, "MOST", 2)
        tie(timeline, "belarus", "european_union")
        found = timeline.entries(actors=["european_union"], kinds=["prisoner_count", "arrest"], limit=None)
        assert len(found) == len(timeline.entries(actors=["belarus"], kinds=["prisoner_count", "arrest"], limit=None))
        assert generation(store) != first


def test_a_full_disk_leaves_the_lists_right(
    store: Path, monkeypatch: pytest.MonkeyPatch, said: Callable[[], list[str]]
) -> None:
    before = listed(store)
    with opened(store) as timeline:
        timeline.entries()
        timeline.record(call(), ref="call-1", claims=[claim()])
        timeline._chronology._model._opened().connection.execute("PRAGMA max_page_count=1")

        def full(*_: object) -> None:
            raise sqlite3.OperationalError("database or disk is full")

        monkeypatch.setattr(read_model, "load_into", full)
        assert len(timeline.entries(limit=None, all=True)) == len(before) + 1
    assert len(said()) <= 2


def test_the_command_builds_it_anew_and_says_where(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = listed(store)
    first = generation(store)
    assert run(["rebuild", "--store", f"sqlite:///{store}"]) == 0
    assert str(generation(store)) in capsys.readouterr().out
    assert run(["--json", "rebuild", "--store", f"sqlite:///{store}"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"position": len(lines()), "file": str(generation(store))}
    assert generation(store) != first
    assert run(["rebuild", "--known-at", "2025-01-01", "--store", f"sqlite:///{store}"]) == 2
    assert listed(store) == before


def test_the_command_line_says_what_is_built_anew_in_one_line(store: Path, capsys: pytest.CaptureFixture[str]) -> None:
    listed(store)
    garbage(generation(store))
    assert run(["list", "--limit", "1", "--store", f"sqlite:///{store}"]) == 0
    said = capsys.readouterr().err
    assert said.startswith("timeline: the read model ")
    assert said.count("\n") == 1


# ---------------------------------------------------------------- several at once, and ends without warning

READER = """
import sys
from timeline import Timeline
with Timeline.open(sys.argv[1]) as timeline:
    print("ready", flush=True)
    sys.stdin.readline()
    seen = 0
    while seen < int(sys.argv[2]):
        refs = [entry.ref for entry in timeline.entries(kinds=["call"], limit=None, all=True)]
        assert len(set(refs)) == len(refs) >= seen, refs
        seen = len(refs)
    print("saw", seen, flush=True)
"""


def test_processes_that_read_while_one_records_see_all_of_it_and_never_less_than_before(
    tmp_path: Path,
) -> None:
    url = f"sqlite:///{tmp_path / 'timeline.db'}"
    with Timeline.open(url, register=PEOPLE) as timeline:
        timeline.record(call(), ref="call-0", claims=[claim()])
        readers = [
            subprocess.Popen(
                [sys.executable, "-c", READER, url, "151"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
            )
            for _ in range(3)
        ]
        for reader in readers:
            assert reader.stdout
            assert reader.stdout.readline() == "ready\n"
            tell(reader, "begin")
        for number in range(1, 151):
            timeline.record(call(str(number)), ref=f"call-{number}", claims=[claim()])
            if number % 50 == 0:
                timeline.rebuild()
    for reader in readers:
        printed, _ = reader.communicate(timeout=60)
        assert printed == "saw 151\n"
        assert reader.returncode == 0


def test_threads_of_one_timeline_read_while_another_records(store: Path) -> None:
    wrong: list[object] = []
    with opened(store) as timeline:
        number = len(timeline.entries(limit=None))

        def read() -> None:
            seen = number
            while seen < number + 30:
                now = len(timeline.entries(limit=None))
                if now < seen:
                    wrong.append(now)
                seen = now

        threads = [threading.Thread(target=read) for _ in range(3)]
        for thread in threads:
            thread.start()
        for turn in range(30):
            timeline.record(call(str(turn)), ref=f"call-{turn}", claims=[claim()])
        for thread in threads:
            thread.join(timeout=60)
        assert not any(thread.is_alive() for thread in threads)
    assert wrong == []


KILLED = """
import sys
from timeline import Timeline
print("ready", flush=True)
while True:
    with Timeline.open(sys.argv[1]) as timeline:
        {do}
        timeline.entries(limit=1)
"""


@pytest.mark.parametrize("do", ["timeline.rebuild()", "pass"], ids=["rebuilding", "following"])
def test_killed_at_any_moment_it_is_whole_or_built_again(store: Path, do: str) -> None:
    before = len(listed(store))
    for turn in range(12):
        with subprocess.Popen(
            [sys.executable, "-c", KILLED.format(do=do), f"sqlite:///{store}"], stdout=subprocess.PIPE, text=True
        ) as child:
            assert child.stdout
            assert child.stdout.readline() == "ready\n"
            with opened(store) as timeline:
                timeline.record_many(
                    (call(f"{turn} {number}"), f"call-{turn}-{number}", [claim()]) for number in range(40)
                )
            time.sleep(turn * 0.004)  # another moment each time, not luck: every one must do
            child.send_signal(signal.SIGKILL)
        assert len(listed(store)) == before + 40 * (turn + 1)
    with opened(store) as timeline:
        timeline.rebuild()
    assert len(files(store)) == 3, "what a killed process left behind went with the next generation"


def test_a_correction_is_in_the_next_list(store: Path) -> None:
    with opened(store) as timeline:
        timeline.entries()
        entry = timeline.record(call("first words"), ref="call-1", claims=[claim()])
        assert timeline.entries(text="first words").entries == (entry,)
        corrected = timeline.correct(entry, topics=["second thoughts"], reason="r")
        assert timeline.entries(text="second thoughts").entries == (corrected,)
        assert timeline.entries(text="first words").entries == ()
        assert timeline.entries(text="first words", known_at=entry.position).entries == (entry,)
