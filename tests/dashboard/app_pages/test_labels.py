"""A column has one label: the warehouse says it, and no page another."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import pytest

from dashboard.kit.blocks.tables import Column
from dashboard.kit.labels import label_column
from dashboard.kit.pages import PAGES
from dashboard.kit.sheets import SheetColumn
from pazanga.texts import LANGUAGES, Language
from warehouse.build import MODELS_DIR
from warehouse.descriptions import read_columns

if TYPE_CHECKING:
    from shown_page import RunPage
    from streamlit.testing.v1 import AppTest

Said = set[tuple[str, str]]

COLUMNS = read_columns(MODELS_DIR)
PIVOTED: Final = {"value", "previous_value"}
"""Two years side by side: each is headed by its year."""
SPENDING: Final = [{"absorption": by} for by in ("category", "school", "month")]
OPENED: Final = [
    *((page, {}) for page in PAGES),
    *(("spending", chosen) for chosen in SPENDING),
    ("activity", {"key": "birstonas:1:1"}),
    ("school", {"code": "G1"}),
    ("indicator", {"number": "1"}),
]


def list_labels(name: str, language: Language) -> set[str]:
    """List what a column may be called; nothing where the warehouse gives no label."""
    return {
        label_column(name, language, of=report, is_short=is_short)
        for report, columns in COLUMNS.items()
        if name in columns and "label_lt" in columns[name].meta
        for is_short in (False, True)
    }


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> Said:
    """Names and labels of all columns that are made; composed cells excepted."""
    found: Said = set()

    def listen(made: type) -> None:
        build = made.__init__  # type: ignore[misc]

        def note(column: Any, *args: Any, **fields: Any) -> None:  # noqa: ANN401
            build(column, *args, **fields)
            if getattr(column, "markup", None) is None:
                found.add((column.name, column.label))

        monkeypatch.setattr(made, "__init__", note)

    listen(Column)
    listen(SheetColumn)
    return found


@pytest.mark.few(24)
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("page", "chosen"), OPENED)
def test_page_calls_a_column_what_the_warehouse_calls_it(
    page: str, chosen: dict[str, str], language: Language, said: Said, run_fed: RunPage
) -> None:
    app: AppTest = run_fed(page, lang=language, **chosen)
    assert not app.exception
    assert said
    other = {
        (name, label)
        for name, label in said
        if (labels := list_labels(name, language)) and label not in labels
        if name not in PIVOTED or page != "exams"
    }
    assert other == set()


@pytest.mark.parametrize(
    ("name", "is_short", "lt", "en"),
    [
        ("net_eur", False, "Suma be PVM, €", "Net amount, €"),
        ("net_eur", True, "Be PVM, €", "Net, €"),
        ("activity_number", True, "Nr.", "No."),
        ("school_year", True, "Mokslo metai", "School year"),
    ],
)
def test_label_has_the_sign_of_its_unit(
    name: str, lt: str, en: str, *, is_short: bool
) -> None:
    assert label_column(name, "lt", is_short=is_short) == lt
    assert label_column(name, "en", is_short=is_short) == en


def test_report_may_call_a_column_its_own_way() -> None:
    label = label_column("net_eur", "lt", of="rpt_indicator")
    assert label == "Jų lėšos be PVM, €"
    with pytest.raises(KeyError):
        label_column("activity_key", "lt")


def test_labels_are_given_in_both_languages() -> None:
    for columns in COLUMNS.values():
        for name, column in columns.items():
            for kind in ("label", "short"):
                given = [f"{kind}_{language}" in column.meta for language in LANGUAGES]
                assert len(set(given)) == 1, name
            assert "label_lt" in column.meta or "short_lt" not in column.meta, name
