"""`pazanga map` proposes, shows every line's fate, and keeps a mapping when asked."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from etl.check.check import check_workbook
from etl.mapping.command import MappingRequest, run_map
from etl.workbooks.mappings import read_mappings
from pazanga.settings import Settings

from .conftest import LINE, write_lines

SET = ("plan_code=birstonas", "phase=executed")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """Three lines: two of a known code, one of another."""
    cells = [{}, {"SASK_NR": "B", "SUMA": "-.43"}, {"PRIEMONE": "999"}]
    return write_lines(tmp_path / "dk.csv", [{**LINE, **line} for line in cells])


@pytest.fixture
def codes(tmp_path: Path) -> Path:
    path = tmp_path / "codes.csv"
    path.write_text('"15020104004";1\n', encoding="utf-8")
    return path


def test_proposal_is_kept_and_reads_the_file_the_same(
    ledger: Path, codes: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    wanted = MappingRequest(constants=SET, codes=codes, out="dk", as_json=True)
    assert run_map(ledger, settings, wanted) == 0
    first = json.loads(capsys.readouterr().out)
    parts = {
        part["fate"]: (part["rows"], part["amount"]) for part in first["accounting"]
    }
    assert parts == {"loaded": (2, "99.57"), "rejected": (1, "100.00")}
    assert first["kept"] == str(settings.mappings_dir / "dk.toml")

    assert run_map(ledger, settings, MappingRequest(as_json=True)) == 0
    second = json.loads(capsys.readouterr().out)
    assert (second["fits"], second["accounting"]) == ("dk", first["accounting"])
    assert second["first"] == first["first"]
    check = check_workbook(ledger, settings, "dk.csv")
    assert sum(part.amount or 0 for part in check.accounting) == Decimal("199.57")

    assert run_map(ledger, settings, MappingRequest(out="kitas")) == 2
    assert "dk.toml" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("lt", ["Liko 3 klausimai", "Sumos stulpelis iš viso: 199,57 €"]),
        ("en", ["3 questions are left"]),
    ],
)
def test_questions_are_shown_and_nothing_is_written(
    ledger: Path,
    settings: Settings,
    language: Any,  # noqa: ANN401
    words: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    spoken = Settings(home=settings.home, data=settings.data, language=language)
    (settings.data / "packages").mkdir()
    assert run_map(ledger, spoken, MappingRequest()) == 0
    said = capsys.readouterr().out
    assert all(word in said for word in words)
    assert not read_mappings(settings.mappings_dir).contents


@pytest.mark.parametrize(
    ("wanted", "said"),
    [
        pytest.param(MappingRequest(constants=("plan",)), "COLUMN=VALUE", id="no_pair"),
        pytest.param(
            MappingRequest(constants=SET, out="a/b"),
            "cannot be the name",
            id="bad_name",
        ),
        pytest.param(
            MappingRequest(codes=Path("/nowhere")), "could not be read", id="no_codes"
        ),
        pytest.param(
            MappingRequest(using=Path("/nowhere.toml")),
            "could not be read",
            id="no_mapping",
        ),
    ],
)
def test_what_cannot_be_is_refused(
    ledger: Path,
    settings: Settings,
    wanted: MappingRequest,
    said: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run_map(ledger, settings, wanted) == 2
    assert said in capsys.readouterr().err


def test_our_own_layout_needs_none(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    headings = "Plano kodas;Sprendimo Nr.;Sprendimo data;Kas keičiama;Numeris;Keičiamas dydis;Nauja reikšmė"  # noqa: E501
    path = tmp_path / "a.csv"
    path.write_text(headings + "\n", encoding="utf-8")
    assert run_map(path, settings, MappingRequest()) == 0
    assert "needs no mapping" in capsys.readouterr().out


def test_text_that_is_no_table_is_refused(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "a.csv"
    path.write_text("labas\nrytas\n", encoding="utf-8")
    assert run_map(path, settings, MappingRequest(as_json=True)) == 2
    assert (
        json.loads(capsys.readouterr().out)["error"]["code"]
        == "mappings.nothing_to_map"
    )


def test_turned_table_is_told_so(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "turned.csv"
    labels = ("Sąskaitos Nr.", "Sąskaitos data", "Tiekėjas", "Suma be PVM")
    cells = zip(labels, ("SF-1", "2024-05-31", "UAB Pirmas", "100,00"), strict=True)
    path.write_text("\n".join(map(";".join, cells)), encoding="utf-8")
    assert run_map(path, settings, MappingRequest(as_json=True)) == 2
    said = json.loads(capsys.readouterr().out)["error"]
    assert said["code"] == "mappings.table_turned"


def test_personal_codes_are_neither_shown_nor_kept(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [
        {"PRIEMONE": "Jonas 38001010011"},
        {"PRIEMONE": "380 0101 0011", "KREDITORIUS": "Jonas 38001010011"},
        {"SASK_NR": "38001010011", "SALTINIS": "380-0101-0011"},
    ]
    ledger = write_lines(tmp_path / "dk.csv", [{**LINE, **line} for line in cells])
    for wanted in (
        MappingRequest(constants=SET, out="dk"),
        MappingRequest(as_json=True),
    ):
        run_map(ledger, settings, wanted)
    kept = (settings.mappings_dir / "dk.toml").read_text(encoding="utf-8")
    assert "0011" not in capsys.readouterr().out + kept
    assert "15020104004" in kept


def test_a_line_of_another_currency_adds_nothing_to_the_sum(
    tmp_path: Path, settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    cells = [{"VALIUTA": "EUR"}, {"VALIUTA": "USD", "SUMA": "1000"}]
    path = write_lines(tmp_path / "dk.csv", [{**LINE, **line} for line in cells])
    assert run_map(path, settings, MappingRequest(as_json=True)) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["amount"], found["unread"]) == ("100.00", 1)
