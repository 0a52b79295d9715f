from __future__ import annotations

import csv
import io
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from dashboard.filters import FindingFilter
from dashboard.formats import format_amount, format_money
from dashboard.queries import quality as queries
from dashboard.sheets import write_csv
from dashboard.views import quality as view
from dashboard.views.finding_words import say_figure, say_subject
from dashboard.views.quality_findings import make_sheet
from dashboard.views.quality_totals import list_notes, write_title
from dashboard.words import Words
from warehouse.connection import fetch, open_snapshot

if TYPE_CHECKING:
    from dashboard.screen import Screen
    from warehouse.messages import Language

RunPage = Callable[..., AppTest]
WHOLE = FindingFilter("kaunas")


def read_text(app: AppTest) -> str:
    return "\n".join(block.body for block in app.get("html"))


@pytest.mark.parametrize("language", ["lt", "en"])
def test_quality_page_shows_the_difference_to_the_cent(
    run_bundled: RunPage, bundled: str, language: Language
) -> None:
    name = {"lt": "Kauno m. sav.", "en": "Kaunas City"}[language]
    body = read_text(run_bundled("quality", lang=language, plan=name))
    row = queries.fetch_printed_totals(bundled, "kaunas").row(0, named=True)
    assert row["total_kind"] == "direct"
    assert format_money(abs(row["net_difference_eur"]), language) in body
    assert format_amount(row["summed_net_eur"], language) in body
    assert format_amount(row["printed_vat_eur"], language) in body


def test_quality_page_groups_every_finding_under_its_rule(
    run_bundled: RunPage, bundled: str
) -> None:
    body = read_text(run_bundled("quality"))
    findings = queries.fetch_findings(bundled, WHOLE, "lt")
    for rule in findings.unique("rule_code").iter_rows(named=True):
        assert f"{rule['rule_title']} · {rule['rule_count']}</summary>" in body
        assert rule["explanation"] in body.replace("&quot;", '"')


def test_quality_page_speaks_no_english_of_the_rules(
    run_bundled: RunPage, bundled: str
) -> None:
    for plan in ("Kauno m. sav.", "Anykščių r. sav."):
        body = read_text(run_bundled("quality", plan=plan))
        messages = fetch(
            open_snapshot(Path(bundled)), "select message from marts.fct_finding"
        )["message"]
        assert not [message for message in messages if message in body]
        for word in (">activities<", ">soft<", "direct.net_eur", ">published<"):
            assert word not in body


def test_quality_page_narrows_findings_by_severity_rule_and_words(
    run_bundled: RunPage, bundled: str
) -> None:
    app = run_bundled("quality")
    app.multiselect(key="severity").set_value(["error"]).run()
    count = queries.fetch_totals(bundled, WHOLE, "lt")["error_count"]
    body = read_text(app)
    assert Words("quality", "lt")("findings.title", count=count) in body
    assert Words("quality", "lt")("group.warning", count=1)[2:] not in body
    app.text_input(key="finding_search").set_value("nesamas").run()
    assert Words("common", "lt")("state.empty.title") in read_text(app)
    app.button(key="clear_all").click().run()
    assert Words("common", "lt")("state.empty.title") not in read_text(app)


def test_quality_page_says_in_words_that_nothing_was_put_aside(
    run_bundled: RunPage,
) -> None:
    assert Words("quality", "lt")("quarantine.none") in read_text(
        run_bundled("quality")
    )


def test_quality_page_names_document_hash_and_rows(
    run_bundled: RunPage, bundled: str
) -> None:
    body = read_text(run_bundled("quality"))
    source = queries.fetch_sources(bundled, "kaunas").row(0, named=True)
    assert source["document_name"] in body
    assert f'title="{source["document_sha256"]}"' in body
    tables = queries.fetch_tables(bundled, "kaunas")
    assert tables.height > 10
    assert Path(bundled).name in body


@pytest.mark.parametrize(
    ("narrowed", "column", "values"),
    [
        ({"severity": ("warning",)}, "severity", {"warning"}),
        ({"rule": ("vat_unusual",)}, "rule_code", {"vat_unusual"}),
        ({"finding_search": "G3"}, "subject", None),
    ],
)
def test_findings_keep_to_the_filter(
    bundled: str, narrowed: dict[str, Any], column: str, values: set[str] | None
) -> None:
    found = queries.fetch_findings(bundled, FindingFilter("kaunas", **narrowed), "en")
    assert 0 < found.height < queries.fetch_findings(bundled, WHOLE, "en").height
    assert values is None or set(found[column]) == values


def test_findings_about_an_indicator_have_its_name(bundled: str) -> None:
    chosen = FindingFilter("kaunas", rule=("change_is_level",))
    found = queries.fetch_findings(bundled, chosen, "lt")
    assert found["subject_name"].null_count() == 0
    assert found["subject_name"].str.contains("mažėjimas").all()


def test_findings_sheet_has_every_row_with_its_line(
    bundled: str, screen: Screen
) -> None:
    findings = queries.fetch_findings(bundled, WHOLE, screen.language)
    text = write_csv(make_sheet(findings, "", screen), screen.language)
    mark = {"lt": ";", "en": ","}[screen.language]
    rows = list(csv.reader(io.StringIO(text.decode("utf-8-sig")), delimiter=mark))[1:]
    numbers = [str(number) for number in findings["finding_number"]]
    assert [row[0] for row in rows] == numbers
    lines = [str(line) for line in findings["source_line"]]
    assert [row[8] for row in rows] == lines


@pytest.mark.parametrize(
    ("kind", "subject", "lt"),
    [
        ("activity", "14.2 (2)", "14.2 (2) veikla"),
        ("indicator", "13", "13 rodiklis"),
        ("school", "G3", "mokykla G3"),
        ("total", "direct.vat_eur", "Tiesioginės išlaidos, PVM"),
        ("document", "activities", "visos veiklos"),
        ("document", "G1 VBE lt 2021-2022", "G1 VBE lt 2021-2022"),
    ],
)
def test_subject_is_said_in_words(
    screen: Screen, kind: str, subject: str, lt: str
) -> None:
    said = say_subject({"subject_kind": kind, "subject": subject}, screen)
    assert said == lt or screen.language == "en"
    assert "{" not in said


@pytest.mark.parametrize(
    ("text", "lt"),
    [
        ("21104929.81", "21 104 929,81"),
        ("-3906", "−3 906"),
        ("24.3%", "24,3 %"),
        ("decrease", "mažėti"),
        ("G1, G2", "G1, G2"),
        ("2023-05-11/2026-04-30", "2023-05-11/2026-04-30"),
    ],
)
def test_figure_of_a_finding_is_written_for_the_reader(
    screen: Screen, text: str, lt: str
) -> None:
    said = say_figure(text, screen).replace("\u00a0", " ")
    assert said == lt or screen.language == "en"


def total(kind: str, basis: str, net: str | None, vat: str | None) -> dict[str, Any]:
    return {
        "total_kind": kind,
        "basis_code": basis,
        "net_difference_eur": None if net is None else Decimal(net),
        "vat_difference_eur": None if vat is None else Decimal(vat),
        "vat_unknown_count": 0,
    }


@pytest.mark.parametrize(
    ("rows", "text"),
    [
        pytest.param([], "answer.unknown", id="no_totals"),
        pytest.param([total("direct", "rows", "0", "0")], "answer.agrees", id="agrees"),
        pytest.param(
            [total("grand", "rows", "0", None)], "answer.agrees_partly", id="no_vat"
        ),
    ],
)
def test_answer_about_totals_that_agree(
    screen: Screen, rows: list[dict[str, Any]], text: str
) -> None:
    schema = pl.DataFrame([total("direct", "rows", "1", "1")]).schema
    totals = pl.DataFrame(rows, schema=schema)
    assert view.write_answer(totals, screen) == screen.words("quality")(text)
    assert write_title(totals, screen)


def test_notes_say_whether_parents_agree_with_their_parts(screen: Screen) -> None:
    totals = pl.DataFrame([total("direct", "rows", "1", "1")])
    say = screen.words("quality")
    for parents, differing, text in ((0, 0, "none"), (5, 0, "agree"), (5, 2, "differ")):
        counts = {"parent_count": parents, "differing_count": differing}
        [note] = list_notes(totals, counts, screen)
        number = {"none": {}, "agree": {"count": 5}, "differ": {"count": 2}}[text]
        assert note == say(f"parents.{text}", **number)
