"""A corrected file settles the earlier one of its name, whichever way each came."""

import hashlib
import io
from collections.abc import Callable, Sequence

import pytest
import xlsxwriter

from dashboard.server.uploads import send_to_inbox
from etl.inbox.originals import read_originals
from etl.refresh.refresh import refresh
from etl.workbooks.headings.headings import columns_of
from pazanga.cli.refreshing import _refresh
from pazanga.files.unfinished import keep_given_name, list_entries
from pazanga.program import OWN_FILE
from pazanga.settings import Settings
from warehouse.snapshots import Snapshot
from warehouse.status import read_status

from .conftest import Ask, Drop, Row, pay

Send = Callable[[Settings, str, bytes], object]
Sheet = tuple[Sequence[Row], set[str]]

NAME = "Kovo mėn. (2) – išlaidos.xlsx"
LOADS = """
select status, source_name, settled_by is not null
from ops.load where source_kind = 'workbook' order by changed_at
"""


def put(settings: Settings, name: str, content: bytes) -> None:
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    (settings.inbox_dir / name).write_bytes(content)


def make_book(*sheets: Sheet) -> bytes:
    """Make a workbook of sheets of payments, each without the columns it lacks."""
    stream = io.BytesIO()
    with xlsxwriter.Workbook(stream) as book:
        for rows, lacking in sheets:
            sheet = book.add_worksheet()
            columns = [c for c in columns_of("spending") if c.name not in lacking]
            sheet.write_row(0, 0, [column.lt for column in columns])
            for number, row in enumerate(rows, start=1):
                cells = [row.get(column.name, "") for column in columns]
                sheet.write_row(number, 0, cells)
    return stream.getvalue()


REJECTED = make_book(([], {column.name for column in columns_of("spending")[1:]}))
STOPPED = make_book(([pay(n, activity_number="99") for n in range(20, 27)], set()))
PARTLY = make_book(([pay(1)], set()), ([pay(2)], {"document_number"}))
CORRECTED = make_book(([pay(1)], set()), ([pay(2)], set()))


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "ways",
    [
        pytest.param((put, send_to_inbox), id="inbox_page", marks=pytest.mark.slow),
        pytest.param((send_to_inbox, put), id="page_inbox", marks=pytest.mark.slow),
        pytest.param((send_to_inbox, send_to_inbox), id="page_twice"),
    ],
)
@pytest.mark.parametrize(
    ("content", "status"),
    [
        pytest.param(REJECTED, "rejected", id="rejected"),
        pytest.param(STOPPED, "stopped", id="stopped"),
        pytest.param(PARTLY, "partly", id="partly"),
    ],
)
@pytest.mark.usefixtures("published")
def test_corrected_file_settles_the_earlier_one(
    settings: Settings,
    ask: Ask,
    content: bytes,
    status: str,
    ways: tuple[Send, Send],
) -> None:
    earlier, later = ways
    earlier(settings, NAME, content)
    refresh(settings)
    assert ask(LOADS) == [(status, NAME, False)]
    later(settings, NAME, CORRECTED)
    refresh(settings)
    assert ask(LOADS) == [(status, NAME, True), ("loaded", NAME, False)]
    assert not list(settings.inbox_dir.iterdir())


@pytest.mark.few(1)
@pytest.mark.parametrize(
    "other",
    [
        pytest.param("Kovo mėn. (3) – išlaidos.xlsx", id="other_number"),
        pytest.param("Kovo mėn 2 išlaidos.xlsx", id="other_marks"),
        pytest.param("Kovo mėn. (2) – išlaidos-20240531.xlsx", id="with_a_day"),
    ],
)
def test_file_of_another_name_settles_nothing(
    settings: Settings, published: Snapshot, ask: Ask, other: str
) -> None:
    assert published
    send_to_inbox(settings, NAME, PARTLY)
    refresh(settings)
    send_to_inbox(settings, other, CORRECTED)
    refresh(settings)
    assert ask(LOADS) == [("partly", NAME, False), ("loaded", other, False)]


def test_name_its_owner_gave_is_shown_everywhere(
    settings: Settings, published: Snapshot
) -> None:
    assert published
    send_to_inbox(settings, "C:\\Temp\\" + NAME, CORRECTED)
    assert list_entries(settings.inbox_dir)
    assert read_status(settings.warehouse_dir, settings.inbox_dir).waiting == (NAME,)
    [arrival] = refresh(settings).intake.arrivals
    [original] = read_originals(settings.originals_dir)
    assert arrival.name == original.name == NAME


def test_a_file_of_the_same_name_is_another_one(
    settings: Settings,
    published: Snapshot,
    drop: Drop,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    good = drop(pay(1), pay(2), name="x.csv")
    bad = drop(pay(6, net_eur="daug"), name="z.csv")
    keep_given_name(good, "a")
    keep_given_name(bad, "a")
    hashes = [hashlib.sha256(path.read_bytes()).hexdigest() for path in (good, bad)]
    report = refresh(settings)
    assert report.shown != published
    monkeypatch.setattr("etl.refresh.refresh.refresh", lambda *_, **__: report)

    def say_to_owner(sha256: str) -> str:
        monkeypatch.setenv(OWN_FILE, sha256)
        assert _refresh(settings) == report.exit_code
        printed = capsys.readouterr()
        assert not printed.err
        return printed.out

    of_good, of_bad = map(say_to_owner, hashes)
    assert "a: 2 rows loaded" in of_good
    assert "none of its rows" not in of_good
    # Why it is not loaded is for its owner.
    assert "none of its rows" in of_bad
    assert "2 rows loaded" not in of_bad
    assert say_to_owner("f" * 64).strip() == ""
