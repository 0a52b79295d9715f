from __future__ import annotations

import csv
import io
import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest
from shown_page import RunPage, read_text

from dashboard.app_pages.quality import queries
from dashboard.app_pages.quality import summary as view
from dashboard.app_pages.quality.finding_words import (
    mark_missing,
    say_figure,
    say_subject,
)
from dashboard.app_pages.quality.findings import (
    list_sheet_columns,
    say_codes,
    write_findings,
)
from dashboard.app_pages.quality.summary import list_choices, write_findings_title
from dashboard.app_pages.quality.totals import list_notes, write_title, write_totals
from dashboard.kit.blocks.downloads import make_sheet
from dashboard.kit.blocks.filter_row import describe_condition
from dashboard.kit.filters import FindingFilter
from dashboard.kit.formats import format_amount, format_money
from dashboard.kit.sheets import write_csv
from dashboard.kit.texts import Words
from warehouse.connection import open_snapshot, query_frame

if TYPE_CHECKING:
    from dashboard.kit.screen import Screen
    from pazanga.texts import Language

WHOLE = FindingFilter("kaunas")


def test_one_difference_has_one_sign_everywhere(bundled: str, screen: Screen) -> None:
    totals = queries.query_printed_totals(bundled, "kaunas").row(0, named=True)
    chosen = FindingFilter("kaunas", rule=("total_not_reproduced",))
    findings = queries.query_findings(bundled, chosen, screen.language)
    for name in ("net", "vat"):
        row = findings.filter(findings["subject"] == f"direct.{name}_eur").row(
            0, named=True
        )
        assert row["difference"] == totals[f"{name}_difference_eur"]
        assert Decimal(row["expected_text"]) == totals[f"printed_{name}_eur"]
        assert Decimal(row["found_text"]) == totals[f"summed_{name}_eur"]
    printed = queries.query_printed_totals(bundled, "kaunas")
    sign = "+26" if totals["net_difference_eur"] > 0 else "\u221226"
    assert sign in write_totals(printed, screen)
    assert sign in write_findings(findings, chosen, screen)


@pytest.mark.parametrize(
    ("text", "other", "marked"),
    [
        ("G1, G5, G6", "G1, G6", ["G5"]),
        ("G1", "G1, G2", []),
        ("G1, T12", "G2", ["G1", "T12"]),
        ("35, 32, 82, 50", "35, 32, 82,50", []),
        ("G1, G2", None, []),
        ("12.5", "G2", []),
    ],
)
def test_code_that_the_other_list_lacks_is_marked(
    screen: Screen, text: str, other: str | None, marked: list[str]
) -> None:
    found = re.findall(r"<strong[^>]*>(\w+)<", mark_missing(text, other, screen))
    assert found == marked


def test_codes_stand_left_and_numbers_right(bundled: str, screen: Screen) -> None:
    for rule, side in (("planned_schools_differ", "text"), ("vat_unusual", "number")):
        chosen = FindingFilter("kaunas", rule=(rule,))
        findings = queries.query_findings(bundled, chosen, screen.language)
        markup = write_findings(findings, chosen, screen)
        label = screen.label("expected_text")
        assert f'<td class="{side}" data-label="{label}">' in markup


def test_every_filter_stands_in_the_heading(bundled: str, screen: Screen) -> None:
    options = queries.query_choices(bundled, "kaunas", screen.language)
    choices = list_choices(options, screen)
    given = [(one.name, code) for one in choices for code in one.options or {}]
    for name, code in given:
        chosen = FindingFilter("kaunas", **{name: (code,)})
        count = queries.query_findings(bundled, chosen, screen.language).height
        condition = describe_condition(screen, chosen, choices)
        for shown in (0, count):
            assert condition in write_findings_title(shown, condition, chosen, screen)
    assert len(given) > 10


def test_rows_are_those_of_the_plan(bundled: str) -> None:
    counts = {
        plan: queries.query_counts(bundled, plan)["row_count"]
        for plan in ("kaunas", "anyksciai")
    }
    assert 0 < counts["anyksciai"] < 100 < counts["kaunas"]


@pytest.mark.parametrize("language", ["lt", "en"])
def test_quality_page_shows_the_difference_to_the_cent(
    run_bundled: RunPage, bundled: str, language: Language
) -> None:
    name = {"lt": "Kauno m. sav.", "en": "Kaunas City"}[language]
    body = read_text(run_bundled("quality", lang=language, plan=name))
    row = queries.query_printed_totals(bundled, "kaunas").row(0, named=True)
    assert row["total_kind"] == "direct"
    assert format_money(abs(row["net_difference_eur"]), language) in body
    assert format_amount(row["summed_net_eur"], language) in body
    assert format_amount(row["printed_vat_eur"], language) in body


def test_quality_page_groups_every_finding_under_its_rule(
    run_bundled: RunPage, bundled: str
) -> None:
    body = read_text(run_bundled("quality"))
    findings = queries.query_findings(bundled, WHOLE, "lt")
    for rule in findings.unique("rule_code").iter_rows(named=True):
        assert f"{rule['rule_title']} · {rule['rule_count']}</summary>" in body
        assert rule["explanation"] in body.replace("&quot;", '"')


def test_quality_page_speaks_no_english_of_the_rules(
    run_bundled: RunPage, bundled: str
) -> None:
    for plan in ("Kauno m. sav.", "Anykščių r. sav."):
        body = read_text(run_bundled("quality", plan=plan))
        messages = query_frame(
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
    count = queries.query_totals(bundled, WHOLE, "lt")["error_count"]
    body = read_text(app)
    said = Words("quality", "lt")("findings.title_filtered", count=count, condition="")
    assert said.partition("(")[0] in body
    assert "svarba – ■ klaida" in body
    assert Words("quality", "lt")("group.warning", count=1)[2:] not in body
    app.text_input(key="finding_search").set_value("nesamas").run()
    assert Words("kit", "lt")("state.empty.title") in read_text(app)
    app.button(key="clear_all").click().run()
    assert Words("kit", "lt")("state.empty.title") not in read_text(app)


def test_quality_page_says_in_words_that_nothing_was_put_aside(
    run_bundled: RunPage,
) -> None:
    assert Words("quality", "lt")("rejects.none") in read_text(run_bundled("quality"))


def test_quality_page_names_document_hash_and_rows(
    run_bundled: RunPage, bundled: str
) -> None:
    body = read_text(run_bundled("quality"))
    source = queries.query_sources(bundled, "kaunas").row(0, named=True)
    assert source["document_name"] in body
    assert f'title="{source["document_sha256"]}"' in body
    tables = queries.query_tables(bundled, "kaunas")
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
    found = queries.query_findings(bundled, FindingFilter("kaunas", **narrowed), "en")
    assert 0 < found.height < queries.query_findings(bundled, WHOLE, "en").height
    assert values is None or set(found[column]) == values


def test_findings_about_an_indicator_have_its_name(bundled: str) -> None:
    chosen = FindingFilter("kaunas", rule=("change_is_level",))
    found = queries.query_findings(bundled, chosen, "lt")
    assert found["subject_name"].null_count() == 0
    assert found["subject_name"].str.contains("mažėjimas").all()


def test_findings_sheet_has_every_row_with_its_line(
    bundled: str, screen: Screen
) -> None:
    findings = queries.query_findings(bundled, WHOLE, screen.language)
    said, columns = say_codes(findings, screen), list_sheet_columns(screen)
    text = write_csv(make_sheet("quality", said, columns, "", screen), screen.language)
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
