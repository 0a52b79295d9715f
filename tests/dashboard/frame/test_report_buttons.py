"""The buttons for the report: it is made on demand, and a failure is said."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import pytest

from dashboard.frame import report_buttons
from dashboard.kept.commentary import Commentary, Writing
from dashboard.server.on_request.reports import LIMITS
from pazanga.errors import NoSnapshot, ReportError
from pazanga.processes.answering_child import ChildError

if TYPE_CHECKING:
    from shown_page import RunPage


def test_report_is_made_only_when_it_is_asked_for(
    run_page: "RunPage", monkeypatch: pytest.MonkeyPatch
) -> None:
    made = []

    def make(*asked: str) -> bytes:
        made.append(asked)
        return b"%PDF"

    monkeypatch.setattr(report_buttons, "make_report", make)
    app = run_page("plan", plan="birstonas", lang="en")
    assert made == []
    app.button("report_pdf").click().run()
    assert made == [("en", "birstonas", "pdf", "")]
    labels = [button.proto.label for button in app.get("download_button")]
    assert "Download the PDF" in labels
    app.run()
    assert len(made) == 1


def test_report_is_made_anew_once_its_day_or_commentary_changed(
    run_page: "RunPage", monkeypatch: pytest.MonkeyPatch
) -> None:
    said, day = [], [date(2026, 1, 2)]
    written = Writing(datetime(2026, 1, 2, tzinfo=UTC), "Vėluoja.", "lt")
    monkeypatch.setattr(report_buttons, "make_report", lambda *_: b"%PDF")
    monkeypatch.setattr(report_buttons, "find_today", lambda: day[0])
    monkeypatch.setattr(
        report_buttons, "read_commentary", lambda *_: Commentary(tuple(said))
    )
    app = run_page("plan", plan="birstonas")
    for change in (
        lambda: said.append(written),
        lambda: day.__setitem__(0, date(2026, 1, 3)),
    ):
        app.button("report_pdf").click().run()
        assert len(app.get("download_button")) == 1
        change()
        app.run()
        assert not app.get("download_button")


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (OSError("/home/x"), "ieškoti reikia „report_failed“."),
        (NoSnapshot("no_snapshot", home="/home/x"), "ieškoti reikia „report_failed“."),
        (ReportError("changing"), "Bandykite, kai atnaujinimas baigsis."),
        (ChildError("memory", "/home/x", LIMITS, was_fresh=True), "2048 MB atminties"),
        (ChildError("crash", "/home/x", LIMITS, was_fresh=True), "„report_failed“."),
        (BlockingIOError(), "Kaip tik rengiamos kitos ataskaitos."),
    ],
)
def test_failure_is_said_in_words(
    run_page: "RunPage", monkeypatch: pytest.MonkeyPatch, error: Exception, said: str
) -> None:
    def fail(*_: str) -> bytes:
        raise error

    monkeypatch.setattr(report_buttons, "make_report", fail)
    app = run_page(plan="birstonas")
    app.button("report_docx").click().run()
    assert any(said in block.body for block in app.get("html"))
    assert not any("/home/x" in block.body for block in app.get("html"))
    assert not app.exception
