"""Subjects and measures of exams: a list, in many spellings, that can be added to."""

import csv
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from etl.plans.package.read import read_reference
from etl.workbooks.cells.codes import PARSERS
from etl.workbooks.cells.words import fold, read_words
from etl.workbooks.contract.reference_lists import (
    BUNDLED,
    read_reference_lists,
    use_reference_lists,
)
from etl.workbooks.headings.naming import rate_in


@pytest.fixture
def lists(tmp_path: Path) -> Iterator[Path]:
    """A copy of the reference tables; the bundled ones are in use again afterwards."""
    folder = tmp_path / "reference"
    shutil.copytree(BUNDLED, folder)
    yield folder
    use_reference_lists(BUNDLED)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Rusų kalba", "ru"),
        ("Rusų k.", "ru"),
        ("Užsienio kalba (rusų)", "ru"),
        ("Vokiečių kalba", "de"),
        ("užsienio kalba (vokiečių k.)", "de"),
        ("Prancūzų kalba", "fr"),
        ("Lenkų gimtoji kalba", "pl"),
        ("Matematika", "math"),
        ("Matematika A", "math_a"),
        ("Matematika (A)", "math_a"),
        ("Matematika (B lygis)", "math_b"),
        ("Matematika, išplėstinis kursas", "math_a"),
        ("MATEMATIKA B", "math_b"),
        ("Lietuvių kalba ir literatūra", "lt"),
        ("Lietuvių k.", "lt"),
        ("Lietuvių kalba ir literatūra (A lygis)", "lt_a"),
        ("Anglų kalba", "en"),
        ("English", "en"),
        ("German", "de"),
        ("Chemija", "chemistry"),
        ("Fizika", "physics"),
        ("Informacinės technologijos", "it"),
        ("Informatika", "it"),
        ("Geografija", "geography"),
        ("Istorija", "history"),
        ("Biologija", "biology"),
        ("Inžinerinės technologijos", "engineering"),
    ],
)
def test_real_subjects_are_known(text: str, code: str) -> None:
    assert PARSERS["subject"](text) == (code, "")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("vidurkis", "mean_score"),
        ("Vidutinis balas", "mean_score"),
        ("Pažymių vidurkis", "mean_score"),
        ("36–100", "share_36_100"),
        ("36-100 balų dalis", "share_36_100"),
        ("Dalis, gavusi 36–100 balų", "share_36_100"),
        ("Išlaikiusiųjų dalis", "share_passed"),
        ("Bent pagrindinis lygis", "share_basic_level"),
        ("share at basic level or above", "share_basic_level"),
    ],
)
def test_measures_are_known_by_name(text: str, code: str) -> None:
    assert PARSERS["measure"](text) == (code, "")


@pytest.mark.parametrize("column", ["subject", "measure"])
def test_no_spelling_means_two_things(column: str) -> None:
    said: dict[str, str] = {}
    for code, entry in read_reference_lists().choices[column].items():
        words = {fold(w) for w in (code, entry["lt"], entry["en"], *entry["synonyms"])}
        for word in words - {""}:
            assert said.setdefault(word, code) == code, word


def test_added_subject_is_understood_and_changes_the_version(lists: Path) -> None:
    before = read_reference_lists().version
    with (lists / "subjects.csv").open("a", encoding="utf-8", newline="") as stream:
        row = ["astronomy", "Astronomija", "Astronomy", "99", "žvaigždės"]
        csv.writer(stream).writerow(row)
    assert PARSERS["subject"]("Žvaigždės") == (None, "not_a_subject")
    assert use_reference_lists(lists).version != before
    assert PARSERS["subject"]("Žvaigždės") == ("astronomy", "")
    assert "astronomy" in {choice.code for choice in read_words().choices["subject"]}


@pytest.mark.parametrize(
    "harm", ["missing", "not_utf8", "other_headings", "without_spellings"]
)
def test_list_that_cannot_be_read_is_the_bundled_one(lists: Path, harm: str) -> None:
    path = lists / "subjects.csv"
    match harm:
        case "missing":
            path.unlink()
        case "not_utf8":
            path.write_bytes(b"\xff\xfe\x00")
        case "other_headings":
            path.write_text("a,b\n1,2\n", encoding="utf-8")
        case "without_spellings":
            path.write_text(
                "subject_code,name_lt,name_en,sort_order\nru,Rusų kalba,Russian,1\n",
                encoding="utf-8",
            )
    use_reference_lists(lists)
    assert PARSERS["subject"]("Rusų kalba") == ("ru", "")
    spelled, _ = PARSERS["subject"]("rusų gimtoji kalba")
    assert (spelled is None) == (harm == "without_spellings")


def test_folder_of_an_earlier_version_is_still_read(lists: Path) -> None:
    for name in ("exam_measures.csv", "vat_rates.csv"):
        (lists / name).unlink()
    (lists / "subjects.csv").write_text(
        "subject_code,name_lt,name_en,sort_order\nru,Rusų kalba,Russian,1\n",
        encoding="utf-8",
    )
    frames = read_reference(lists)
    assert frames["subjects"]["spellings"].to_list() == [None]
    assert frames["exam_measures"].height == frames["exam_measures"].unique().height > 9


def test_rates_of_vat_are_those_of_the_reference_table(tmp_path: Path) -> None:
    bundled = (BUNDLED / "vat_rates.csv").read_text(encoding="utf-8")
    assert [rate_in(f"Suma su {rate} % PVM") for rate in (12, 21, 13)] == [12, 21, 0]
    added = bundled + "13.00,2027-01-01,,Naujas,New\n"
    (tmp_path / "vat_rates.csv").write_text(added, encoding="utf-8")
    before = read_reference_lists().version
    assert use_reference_lists(tmp_path).version != before
    assert rate_in("Suma su 13 % PVM") == 13
