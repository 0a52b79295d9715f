"""Who may load a file is decided by the plans of all its rows, good or not."""

from etl.check.check import check_workbook
from etl.check.report import describe_check
from pazanga.settings import Settings

from .conftest import WriteFile
from .conftest import payment as row


def test_plans_of_rows_put_aside_are_told_too(
    settings: Settings, published: object, write_file: WriteFile
) -> None:
    lines = [
        row("SF-1", "100,00"),
        row("SF-2", "100,00").replace("birstonas;1;", "kaunas;99;"),
        row("SF-3", "daug").replace("birstonas", "vilnius"),
        row("SF-4", "100,00").replace("birstonas", ""),
    ]
    check = check_workbook(write_file(lines), settings, "p.csv")
    assert published
    assert check.plans == ("", "birstonas", "kaunas", "vilnius")
    assert describe_check(check)["plans"] == list(check.plans)
