"""Machines that share a store: what one publishes, the others show, whole or not."""

import errno
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from unittest.mock import patch

import pytest

from dashboard.server.health import check_health
from etl.refresh.refresh import refresh
from etl.refresh.report import say_complaints
from pazanga.errors import NoSnapshot, SettingError, StoreBusy, StoreError
from pazanga.files.store_state import read_state
from pazanga.settings import Settings, read_settings
from pazanga.settings.store import StoreSettings
from warehouse.publish import new_building_file, publish
from warehouse.snapshots import Snapshot, read_current
from warehouse.status import read_status, say_status
from warehouse.store import files as store_files
from warehouse.store import following
from warehouse.store.entries import SharedStore, parse_entry
from warehouse.store.files import FolderFiles, open_files
from warehouse.store.following import (
    FollowedStore,
    look_and_tell,
    roll_back_shared,
)

Publish = Callable[[Settings, int], Snapshot]


@pytest.fixture
def first(settings: Settings, published: Snapshot, tmp_path: Path) -> Settings:
    """A machine that has published, in a store that it shares from now on."""
    root = tmp_path / "shared"
    root.mkdir()
    shared = replace(settings, store=StoreSettings(address=f"file://{root}"))
    store = FollowedStore(shared)
    store.take_over()
    store.finish(published, is_whole=False)
    return shared


@pytest.fixture
def second(first: Settings, tmp_path: Path) -> Settings:
    """Another machine, with nothing but the address of the store."""
    return replace(first, home=tmp_path / "second")


def publish_later(machine: Settings, number: int) -> Snapshot:
    """Publish a copy of what a machine shows, as a refresh would."""
    store = FollowedStore(machine)
    store.take_over()
    return announce_copy(machine, store, number)


def announce_copy(machine: Settings, store: FollowedStore, number: int) -> Snapshot:
    shown = read_current(machine.warehouse_dir)
    with new_building_file(machine.warehouse_dir) as building:
        building.write_bytes(shown.path.read_bytes())
        later = replace(
            shown,
            path=shown.path.with_name(f"29990101T00000{number}Z-0.duckdb"),
            input_hash=f"hash {number}",
        )
        return publish(building, later, store.announce)


def list_entries(machine: Settings) -> list[Path]:
    root = Path(machine.store.address.removeprefix("file://"))
    return sorted((root / "published").iterdir())


def list_files(machine: Settings) -> dict[str, Path]:
    root = Path(machine.store.address.removeprefix("file://"))
    return {path.name: path for path in (root / "files").iterdir()}


def find_trouble(machine: Settings) -> str:
    look_and_tell(machine)
    state = read_state(machine.published_dir, machine.store.address)
    assert state
    return state.trouble.name if state.trouble else ""


def test_what_one_machine_publishes_the_others_show(
    first: Settings, second: Settings
) -> None:
    look_and_tell(second)
    shown = read_current(second.warehouse_dir)
    assert shown.path.is_relative_to(second.home)
    assert replace(shown, path=Path()) == replace(
        read_current(first.warehouse_dir), path=Path()
    )
    later = publish_later(first, 1)
    assert read_current(second.warehouse_dir).name != later.name
    look_and_tell(second)
    assert read_current(second.warehouse_dir).name == later.name


def test_new_machine_with_an_empty_home_goes_on_refreshing(
    first: Settings, second: Settings
) -> None:
    assert refresh(second).run.outcome == "unchanged"
    assert read_current(second.warehouse_dir).sha256
    mine, theirs = (
        sorted(path.name for path in machine.originals_dir.rglob("*"))
        for machine in (first, second)
    )
    assert mine == theirs != []
    runs = [read_status(one.warehouse_dir).runs[-1] for one in (first, second)]
    assert runs[0] == runs[1]


def test_killed_publication_leaves_the_entry_before(
    first: Settings, second: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = read_current(first.warehouse_dir)

    def end(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(FolderFiles, "create", end)
        with pytest.raises(KeyboardInterrupt):
            publish_later(first, 1)
    look_and_tell(second)
    for machine in (first, second):
        assert read_current(machine.warehouse_dir).name == before.name
    assert len(list_entries(first)) == 1


def test_machine_killed_after_the_entry_shows_it_at_the_next_look(
    first: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("warehouse.publish.write_current", end)
        with pytest.raises(KeyboardInterrupt):
            publish_later(first, 1)
    look_and_tell(first)
    assert read_current(first.warehouse_dir).name == "29990101T000001Z-0.duckdb"


def test_of_two_that_publish_at_once_one_is_told(
    first: Settings, second: Settings
) -> None:
    slow = FollowedStore(second)
    slow.take_over()
    later = publish_later(first, 1)
    with pytest.raises(StoreBusy, match="another machine") as busy:
        announce_copy(second, slow, 2)
    assert "Niekas neprarasta" in busy.value.text("lt")
    assert busy.value.exit_code == 3
    assert publish_later(second, 3).name == "29990101T000003Z-0.duckdb"
    look_and_tell(first)
    assert read_current(first.warehouse_dir).name != later.name


def test_store_that_writes_over_entries_is_found_out(
    first: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write(self: FolderFiles, name: str, content: bytes) -> None:
        (self._root / name).write_bytes(content)

    monkeypatch.setattr(FolderFiles, "create", write)
    with pytest.raises(StoreError, match="If-None-Match"):
        publish_later(first, 1)
    assert len(list_entries(first)) == 1


def test_rollback_goes_through_the_store(first: Settings, second: Settings) -> None:
    before = read_current(first.warehouse_dir)
    publish_later(first, 1)
    look_and_tell(second)
    assert roll_back_shared(second, None).name == before.name
    look_and_tell(first)
    assert read_current(first.warehouse_dir).name == before.name
    assert read_current(first.warehouse_dir).input_hash == "hash 1"
    with pytest.raises(NoSnapshot, match="no earlier"):
        roll_back_shared(first, None)
    with pytest.raises(NoSnapshot, match="29990101T000001Z"):
        roll_back_shared(first, "x")


def remove(path: Path) -> None:
    path.unlink()


def damage(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(b"x" + path.read_bytes()[1:])


def cut(path: Path) -> None:
    path.chmod(0o600)
    path.write_bytes(path.read_bytes()[:-100])


@pytest.mark.parametrize(
    ("harm", "name"),
    [
        (remove, "store_file_missing"),
        (damage, "store_file_damaged"),
        (cut, "store_file_damaged"),
    ],
)
def test_harmed_snapshot_is_not_taken_and_can_be_mended(
    harm: Callable[[Path], None], name: str, first: Settings, second: Settings
) -> None:
    shown = read_current(first.warehouse_dir)
    harm(list_files(first)[shown.sha256])
    assert find_trouble(second) == name
    assert not list(second.home.rglob("*.part"))
    store = FollowedStore(first)
    store.take_over()
    store.finish(shown, is_whole=True)
    assert find_trouble(second) == ""
    assert read_current(second.warehouse_dir).name == shown.name


def test_damaged_entry_is_said_and_nothing_changes(
    first: Settings, second: Settings
) -> None:
    look_and_tell(second)
    before = read_current(second.warehouse_dir)
    (entry,) = list_entries(first)
    entry.with_name("000000000002.json").write_text(entry.read_text()[:-50])
    assert find_trouble(second) == "store_entry_damaged"
    assert read_current(second.warehouse_dir) == before


def test_entry_may_not_name_a_file_outside_of_the_lake(first: Settings) -> None:
    (entry,) = list_entries(first)
    fields = json.loads(entry.read_text())
    assert parse_entry(1, json.dumps(fields).encode()).lake == fields["lake"]
    for path in (
        *("../x", "/etc/x", "originals/../../x", "warehouse/CURRENT", "originals"),
        *("originals//x", "originals/.x.json", "access/tokens.json", "mappings\\x"),
    ):
        lake = {path: "0" * 64}
        with pytest.raises(ValueError):  # noqa: PT011 - whichever part is wrong
            parse_entry(1, json.dumps(fields | {"lake": lake}).encode())


def test_store_that_is_gone_is_said_everywhere_and_the_old_is_shown(
    first: Settings, second: Settings
) -> None:
    look_and_tell(second)
    assert check_health(second)[1]["store"] == "followed"
    root = Path(first.store.address.removeprefix("file://"))
    root.rename(root.with_name("away"))
    assert find_trouble(second) == "store_no_bucket"
    status, body = check_health(second)
    assert (status, body["store"]) == (200, "not_followed")
    assert body["store_reason"] == "store_no_bucket"
    told = read_status(second.warehouse_dir, None, second.store.address)
    assert told.to_json()["store"]["trouble"]
    for language, words in (("lt", "Bendra saugykla nepasiekiama"), ("en", "no such")):
        assert any(words in line for line in say_status(told, language))
    with pytest.raises(StoreError, match="no such store"):
        refresh(second)
    root.with_name("away").rename(root)
    assert find_trouble(second) == ""


def test_disk_that_is_full_is_said_and_leaves_no_half(
    second: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fill(_files: FolderFiles, _name: str, path: Path) -> None:
        path.write_bytes(b"half")
        raise OSError(errno.ENOSPC, "No space left on device", str(path))

    monkeypatch.setattr(FolderFiles, "get", fill)
    assert find_trouble(second) == "home_not_writable"
    assert not list(second.home.rglob("*.part"))
    with pytest.raises(NoSnapshot):
        read_current(second.warehouse_dir)


def test_files_go_with_the_snapshots_that_are_kept(first: Settings) -> None:
    keep_two = FollowedStore(first, lambda stored: stored[-2:])
    keep_two.take_over()
    announce_copy(first, keep_two, 1)
    announce_copy(first, keep_two, 2)
    entry = SharedStore(open_files(first.store.address), "").read_last()
    assert entry
    assert len(entry.snapshots) == 2
    left = next(iter(list_files(first).values()))
    left.with_name("0" * 64).write_bytes(b"of no entry")
    store = SharedStore(open_files(first.store.address), "")
    store.clean(entry, keep_seconds=3600)
    assert "0" * 64 in list_files(first)
    store.clean(entry, keep_seconds=-1)
    assert set(list_files(first)) == entry.list_sums()


def test_lake_takes_what_others_changed_and_keeps_what_is_ours(
    first: Settings, second: Settings
) -> None:
    def write(machine: Settings, name: str, text: str) -> Path:
        machine.mappings_dir.mkdir(exist_ok=True, parents=True)
        path = machine.mappings_dir / name
        path.write_text(text)
        return path

    for name in ("same", "theirs", "ours", "both", "gone"):
        write(first, f"{name}.toml", "old")
    publish_later(first, 1)
    FollowedStore(second).take_over()
    write(first, "theirs.toml", "new")
    write(first, "both.toml", "theirs")
    (first.mappings_dir / "gone.toml").unlink()
    write(second, "ours.toml", "edited")
    write(second, "both.toml", "mine")
    write(second, "added.toml", "added")
    publish_later(first, 2)
    [(clash, aside)] = FollowedStore(second).take_over().items()
    assert clash == "mappings/both.toml"
    found = {path.name: path.read_text() for path in second.mappings_dir.iterdir()}
    assert found.pop(aside) == "mine"
    assert found == {
        "same.toml": "old",
        "theirs.toml": "new",
        "ours.toml": "edited",
        "both.toml": "theirs",
        "added.toml": "added",
    }


def test_refresh_tells_what_was_changed_on_two_machines(second: Settings) -> None:
    clashes = {"mappings/both.toml": "both.toml.aside"}
    with patch.object(following, "take_lake", return_value=clashes):
        report = refresh(second)
    [error] = [one for one in report.errors if one.name == "store_clash"]
    assert "both.toml.aside" in error.text("lt")
    assert report.run.failed_source_count == 1
    assert report.exit_code == 2
    assert "mappings/both.toml" in "".join(say_complaints(report, "lt"))


def test_copies_go_when_the_store_keeps_them_no_longer(
    first: Settings, second: Settings
) -> None:
    look_and_tell(second)
    before = read_current(second.warehouse_dir)
    keep_one = FollowedStore(first, lambda stored: stored[-1:])
    keep_one.take_over()
    announce_copy(first, keep_one, 1)
    look_and_tell(second)
    assert not before.path.exists()
    assert read_current(second.warehouse_dir).path.exists()


@pytest.mark.parametrize("given", ["s3://KEY:SECRET@pazanga/x", "http://x", "s3://"])
def test_address_that_is_none_is_refused_and_not_repeated(given: str) -> None:
    with pytest.raises(SettingError) as refused:
        read_settings({"PAZANGA_STORE": given})
    assert "SECRET" not in refused.value.text("lt")
    good = read_settings({"PAZANGA_STORE": "s3://pazanga/kaunas/"})
    assert good.store.address == "s3://pazanga/kaunas"


def test_bucket_without_its_client_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(store_files, "find_spec", lambda _: None)
    with pytest.raises(StoreError, match="make store"):
        open_files("s3://pazanga/kaunas")
