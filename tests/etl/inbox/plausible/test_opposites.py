"""Values said to be of the opposite share are put aside, unless the plan says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from etl.inbox.beside_held import match_beside
from etl.workbooks import read_workbook

from .conftest import RECEIVED, REFERENCES

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "Plano kodas;Rodiklio Nr.;Laikotarpis;Matavimo data;{};Reikšmės būsena;Šaltinis"
ROWS = ["p;1;2024;2025-01-10;17,2;galutinė;ŠVIS", "p;3;2024;2025-01-10;8;galutinė;ŠVIS"]
WORDS = ["Nepasiekusių mokinių dalis", "Nedalyvavo", "Neturinčių mokinių dalis"]
WORDS += ["Neišlaikiusių dalis", "Did not reach the level"]


def find_rules(path: Path, title: str, heading: str = "Reikšmė") -> list[str | None]:
    lines = [title, "", HEAD.format(heading), *ROWS]
    path.write_text("\n".join(lines), encoding="utf-8")
    reading = read_workbook(path)
    facts = reading.facts["measurements"]
    said = match_beside(facts, reading.beside)
    faults = REFERENCES.find_faults("measurements", facts, RECEIVED, None, said)
    return faults["rule"].to_list()


@pytest.mark.parametrize("words", WORDS)
def test_share_of_the_others_is_put_aside(tmp_path: Path, words: str) -> None:
    rules = find_rules(tmp_path / "a.csv", words)
    assert rules == ["opposite_share", None]


@pytest.mark.parametrize(
    "words", ["Pasiekusių mokinių dalis", "Pasiekusių ir nepasiekusių", "Rodikliai"]
)
def test_other_titles_put_nothing_aside(tmp_path: Path, words: str) -> None:
    assert find_rules(tmp_path / "a.csv", words) == [None, None]


def test_name_of_a_file_is_only_a_warning(tmp_path: Path) -> None:
    path = tmp_path / "nepasiekusių dalis.csv"
    assert find_rules(path, "Rodikliai") == [None, None]
    assert "words_heard" in {note.name for note in read_workbook(path).notes}
