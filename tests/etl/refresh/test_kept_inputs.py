"""Every hash of `ops.load` leads to the files that were loaded."""

from collections.abc import Callable
from pathlib import Path

from etl.refresh.input_archive import keep_inputs
from etl.refresh.inputs import find_sources, hash_source
from etl.refresh.refresh import refresh
from pazanga.settings import Settings
from warehouse.connection import open_snapshot
from warehouse.snapshots import read_current


def read_loads(settings: Settings) -> list[tuple[str, str]]:
    connection = open_snapshot(read_current(settings.warehouse_dir).path)
    rows = connection.execute("select source_kind, sha256 from ops.load").fetchall()
    connection.close()
    return [(str(kind), str(sha256)) for kind, sha256 in rows]


def test_loaded_hashes_lead_to_their_files(
    settings: Settings, write_plan: Callable[..., Path]
) -> None:
    folder = write_plan()
    refresh(settings)
    before = read_loads(settings)
    goals = (folder / "goals.csv").read_bytes()
    write_plan(goals=[{"goal_number": "1", "title": "Tikslas"}])
    refresh(settings)
    assert {kind for kind, _ in before} == {"reference", "plan_package"}
    for kind, sha256 in {*before, *read_loads(settings)}:
        assert hash_source(kind, settings.originals_dir / sha256) == sha256  # type: ignore[arg-type]
    [old] = set(before) - set(read_loads(settings))
    assert (settings.originals_dir / old[1] / "goals.csv").read_bytes() == goals


def test_input_that_changes_while_it_is_copied_is_not_kept(
    settings: Settings, write_plan: Callable[..., Path]
) -> None:
    folder = write_plan()
    sources = find_sources(settings)
    (folder / "goals.csv").write_text("changed meanwhile")
    keep_inputs(sources, settings.originals_dir)
    kept = {path.name for path in settings.originals_dir.iterdir()}
    assert kept == {source.sha256 for source in sources if source.kind == "reference"}


def test_copy_that_was_cut_short_is_made_again(
    settings: Settings, write_plan: Callable[..., Path]
) -> None:
    write_plan()
    sources = find_sources(settings)
    for source in sources:
        torn = settings.originals_dir / f".{source.sha256}.new"
        torn.mkdir(parents=True)
        (torn / "goals.csv").write_text("half")
    refresh(settings)
    kept = {path.name for path in settings.originals_dir.iterdir()}
    assert kept == {source.sha256 for source in sources}
