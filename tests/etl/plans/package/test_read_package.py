from collections.abc import Callable
from pathlib import Path

import pytest

from etl.plans.contract.plan_package import TABLES
from etl.plans.package.frames import Frames
from etl.plans.package.read import read_package, read_reference, read_table
from etl.plans.package.write import write_package
from pazanga.errors import PackageError
from pazanga.settings import PROJECT_ROOT

ACTIVITY = "8.2,1,8,Darbas,infrastructure,1.00,0.21,,counted,,2024-01-01,,3,"
HEADING = ",".join(TABLES["activities"].columns())


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        pytest.param(
            [ACTIVITY.replace("1.00", "1,00").replace("1,00", '"1,00"')],
            r"row 2, column “net_eur”: found “1,00”, expected: 1234.56",
            id="decimal_comma",
        ),
        pytest.param(
            [ACTIVITY.replace("1.00", "1.005")],
            r"row 2, column “net_eur”: found “1.005”",
            id="tenth_of_a_cent",
        ),
        pytest.param(
            [ACTIVITY.replace("infrastructure", "rooms")],
            r"column “cost_category”: found “rooms”, expected: infrastructure \| equ",
            id="unknown_word",
        ),
        pytest.param(
            [ACTIVITY.replace("2024-01-01", "01.01.2024")],
            r"column “period_start”: found “01.01.2024”, expected: 2025-12-31",
            id="date",
        ),
        pytest.param(
            [ACTIVITY.replace("Darbas", "")],
            r"row 2, column “title”: the cell is empty",
            id="empty",
        ),
        pytest.param(
            [ACTIVITY, ACTIVITY.replace("8.2,1", "8.2,0")],
            r"row 3, column “occurrence”: found “0”, expected: ≥ 1",
            id="too_small",
        ),
        pytest.param(
            [ACTIVITY.replace("8.2,1", "8-2,1")],
            r"column “activity_number”: found “8-2”",
            id="pattern",
        ),
        pytest.param(
            [ACTIVITY, ACTIVITY],
            r"row 3: the key “8.2\|1” \(activity_number, occurrence\) is already",
            id="repeated_key",
        ),
        pytest.param([ACTIVITY + ",x"], r"row 2: 15 cells found, 14", id="width"),
        pytest.param([f'"{ACTIVITY}'], r"no proper CSV", id="open_quotation_mark"),
    ],
)
def test_table_names_the_cell_that_breaks_it(
    rows: list[str], message: str, tmp_path: Path
) -> None:
    path = tmp_path / "activities.csv"
    path.write_text("\n".join([HEADING, *rows]), encoding="utf-8")
    with pytest.raises(PackageError, match=message):
        read_table(path, TABLES["activities"])


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(lambda path: path.unlink(), "is missing", id="missing"),
        pytest.param(
            lambda path: path.write_text("number;title\n", "utf-8"),
            "found: number;title",
            id="semicolons",
        ),
        pytest.param(
            lambda path: path.write_text(f"{HEADING}\nš", "cp1257"),
            "not in UTF-8",
            id="cp1257",
        ),
    ],
)
def test_package_names_the_file_that_breaks_it(
    damage: Callable[[Path], object], message: str, frames: Frames, tmp_path: Path
) -> None:
    write_package(frames, tmp_path / "plan")
    damage(tmp_path / "plan" / "activities.csv")
    with pytest.raises(PackageError, match=message):
        read_package(tmp_path / "plan")


def test_table_tolerates_what_spreadsheets_add(tmp_path: Path) -> None:
    path = tmp_path / "activities.csv"
    path.write_text(f"\ufeff{HEADING}\r\n{ACTIVITY}\r\n\r\n", encoding="utf-8")
    assert read_table(path, TABLES["activities"]).height == 1


def test_empty_key_means_none_where_the_contract_says_so(tmp_path: Path) -> None:
    path = tmp_path / "indicator_values.csv"
    heading = ",".join(TABLES["indicator_values"].columns())
    path.write_text(f"{heading}\n1,,0,unclear,0,8\n", encoding="utf-8")
    assert read_table(path, TABLES["indicator_values"])["period"].to_list() == [""]


def test_bundled_reference_tables_keep_their_contract() -> None:
    frames = read_reference(PROJECT_ROOT / "data" / "reference")
    assert frames["municipalities"].height == 60
    assert frames["municipalities"]["plan_code"].n_unique() == 60
