import json
from pathlib import Path

import pytest
from polars.testing import assert_frame_equal

from etl.plans.contract.plan_package import TABLES
from etl.plans.package.frames import Frames
from etl.plans.package.read import read_package
from etl.plans.package.write import write_package
from pazanga.errors import PackageError


def test_package_reads_back_as_it_was_written(frames: Frames, tmp_path: Path) -> None:
    write_package(frames, tmp_path / "plan")
    read = read_package(tmp_path / "plan")
    assert list(read) == list(TABLES)
    for name, frame in frames.items():
        assert_frame_equal(read[name], frame)


def test_package_has_the_same_bytes_every_time(frames: Frames, tmp_path: Path) -> None:
    write_package(frames, tmp_path / "one")
    write_package(frames, tmp_path / "two")
    write_package(frames, tmp_path / "two")
    one, two = (
        {path.name: path.read_bytes() for path in (tmp_path / name).iterdir()}
        for name in ("one", "two")
    )
    assert one == two
    assert len(one) == len(TABLES) + 1
    assert b"\r" not in b"".join(one.values())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["one", "two"]


def test_package_orders_numbers_as_numbers(frames: Frames, tmp_path: Path) -> None:
    write_package(frames, tmp_path / "plan")
    text = (tmp_path / "plan" / "activities.csv").read_text(encoding="utf-8")
    first, second = text.splitlines()[1:]
    assert first.startswith('8.2,1,8,"Laboratorija, dirbtuvės",infrastructure,100.50,')
    assert second.startswith('8.10,1,8,"Laboratorija, dirbtuvės",infrastructure,50.00,')


def test_package_keeps_corrections_of_a_person(frames: Frames, tmp_path: Path) -> None:
    write_package(frames, tmp_path / "plan")
    corrections = tmp_path / "plan" / "corrections.csv"
    corrections.write_text("table,key,column,printed,corrected,why\n", "utf-8")
    write_package(frames, tmp_path / "plan")
    assert corrections.read_text("utf-8").startswith("table,key")
    descriptor = json.loads((tmp_path / "plan" / "datapackage.json").read_bytes())
    assert descriptor["resources"][-1]["path"] == "corrections.csv"


def test_package_leaves_folders_with_other_files_alone(
    frames: Frames, tmp_path: Path
) -> None:
    (tmp_path / "thesis.txt").write_text("mine", "utf-8")
    with pytest.raises(PackageError, match=r"other files \(thesis.txt\)"):
        write_package(frames, tmp_path)
    with pytest.raises(PackageError, match="this is a file"):
        write_package(frames, tmp_path / "thesis.txt")
    with pytest.raises(PackageError, match="could not be written"):
        write_package(frames, tmp_path / "thesis.txt" / "plan")
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_descriptor_says_what_the_contract_says(frames: Frames, tmp_path: Path) -> None:
    write_package(frames, tmp_path / "plan")
    descriptor = json.loads((tmp_path / "plan" / "datapackage.json").read_bytes())
    resources = {item["name"]: item for item in descriptor["resources"]}
    assert descriptor["sources"][0]["hash"] == "sha256:" + "0" * 64
    assert resources["activities"]["schema"]["primaryKey"] == [
        "activity_number",
        "occurrence",
    ]
    fields = {
        item["name"]: item for item in resources["activities"]["schema"]["fields"]
    }
    assert fields["net_eur"]["normalize"] == {"value_kind": "net"}
    assert fields["occurrence"]["constraints"] == {"required": True, "minimum": 1}
    assert all(field["description"] for field in fields.values())


def test_package_stays_when_the_new_one_cannot_take_its_place(
    frames: Frames, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_package(frames, tmp_path / "plan")
    before = {path.name for path in (tmp_path / "plan").iterdir()}
    rename = Path.rename

    def fail_for_drafts(path: Path, target: Path) -> Path:
        if path.name.startswith(".package-"):
            raise OSError(28, "No space left on device")
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", fail_for_drafts)
    with pytest.raises(PackageError, match="No space left on device"):
        write_package(frames, tmp_path / "plan")
    assert {path.name for path in (tmp_path / "plan").iterdir()} == before
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]
