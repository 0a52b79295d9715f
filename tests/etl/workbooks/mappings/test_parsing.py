"""A mapping says what is known, once and whole, or is refused with what to write."""

import tomllib
from pathlib import Path
from typing import Any

import pytest

from etl.workbooks.mappings import parse_mapping, read_mappings
from pazanga.errors import MappingError

from .conftest import LEDGER, change

CODES = {"column": "PRIEMONE", "values": {"1": "3.1"}}
RULE = {"name": "r", "column": "SUMA", "empty": True}


@pytest.mark.parametrize(
    ("changes", "error", "words"),
    [
        pytest.param({"kinds": "x"}, "unknown_key", "kinds", id="unknown_key"),
        pytest.param(
            {"formats": {"datum": "x"}},
            "unknown_key",
            "formats.datum",
            id="unknown_key_within",
        ),
        pytest.param(
            {"kind": "payments"}, "not_a_choice", "payments", id="unknown_kind"
        ),
        pytest.param({"kind": None}, "missing_key", "kind", id="no_kind"),
        pytest.param({"kind": 1}, "not_text", "kind", id="kind_no_text"),
        pytest.param({"headings": []}, "no_headings", "headings", id="no_headings"),
        pytest.param({"headings": [1]}, "not_texts", "headings", id="heading_no_text"),
        pytest.param(
            {"columns": {"net": "SUMA"}},
            "unknown_column",
            "columns.net",
            id="unknown_target",
        ),
        pytest.param(
            {"columns": {"corrects": "X"}},
            "unknown_column",
            "corrects",
            id="technical_target",
        ),
        pytest.param(
            {"columns": {"net_eur": None}},
            "no_source",
            "columns.net_eur",
            id="no_source",
        ),
        pytest.param(
            {"columns": {"phase": "X"}},
            "two_sources",
            "columns.phase",
            id="column_and_constant",
        ),
        pytest.param(
            {"codes": {"supplier": CODES}},
            "two_sources",
            "columns.supplier",
            id="column_and_codes",
        ),
        pytest.param(
            {"constants": {"plan_code": "Каунас"}},
            "bad_value",
            "constants.plan_code",
            id="bad_constant",
        ),
        pytest.param(
            {"constants": {"phase": "someday"}}, "bad_value", "someday", id="bad_phase"
        ),
        pytest.param(
            {"constants": {"phase": ""}},
            "missing_key",
            "constants.phase",
            id="empty_constant",
        ),
        pytest.param(
            {"codes": {"activity_number": {"column": "P", "values": {"1": "x.y"}}}},
            "bad_value",
            "x.y",
            id="bad_activity",
        ),
        pytest.param(
            {"codes": {"activity_number": {"column": "P", "values": {}}}},
            "no_codes",
            "values",
            id="no_codes",
        ),
        pytest.param(
            {"codes": {"activity_number": {"values": {"1": "1"}}}},
            "missing_key",
            "column",
            id="codes_without_column",
        ),
        pytest.param({"codes": "x"}, "not_table", "codes", id="codes_no_table"),
        pytest.param(
            {"formats": {"date": "DD-XX-YY"}},
            "not_a_date_form",
            "DD-XX-YY",
            id="bad_date",
        ),
        pytest.param(
            {"formats": {"date": "MM-YYYY"}},
            "not_a_date_form",
            "MM-YYYY",
            id="date_without_day",
        ),
        pytest.param(
            {"formats": {"thousands": "."}},
            "same_separators",
            "thousands",
            id="same_separators",
        ),
        pytest.param(
            {"formats": {"decimal": None}},
            "missing_key",
            "formats.decimal",
            id="thousands_alone",
        ),
        pytest.param(
            {"formats": {"negative": ["red"]}},
            "not_a_choice",
            "red",
            id="unknown_negative",
        ),
        pytest.param(
            {"formats": {"multiplier": 100}}, "not_a_choice", "100", id="odd_multiplier"
        ),
        pytest.param(
            {"formats": {"multiplier": True}},
            "not_number",
            "multiplier",
            id="multiplier_no_number",
        ),
        pytest.param(
            {"sign": {"column": "DK"}},
            "missing_key",
            "sign.minus",
            id="side_without_values",
        ),
        pytest.param(
            {"sign": {"minus": ["K"]}},
            "missing_key",
            "sign.column",
            id="side_without_column",
        ),
        pytest.param(
            {"sign": {"column": "DK", "plus": ["K"], "minus": ["K"]}},
            "on_both_sides",
            "K",
            id="both_sides",
        ),
        pytest.param(
            {"sign": {"turned": "yes"}}, "not_flag", "turned", id="flag_no_flag"
        ),
        pytest.param(
            {"vat": {"rate": 21, "column": "T"}},
            "rate_or_column",
            "rate",
            id="rate_and_column",
        ),
        pytest.param({"vat": {"rate": 0.21}}, "not_a_rate", "0.21", id="fraction_rate"),
        pytest.param(
            {"vat": {"rate": "many"}}, "not_a_rate", "many", id="rate_no_number"
        ),
        pytest.param(
            {"vat": {"rate": 21}, "columns": {"vat_eur": "PVM"}},
            "two_sources",
            "vat_eur",
            id="vat_twice",
        ),
        pytest.param(
            {"columns": {"net_eur": None, "gross_eur": "SUMA"}},
            "gross_without_rate",
            "gross_eur",
            id="gross_alone",
        ),
        pytest.param(
            {"subtract": {"date": "X"}},
            "unknown_column",
            "subtract.date",
            id="subtract_a_day",
        ),
        pytest.param(
            {"leave_out": [{**RULE, "equals": ["x"]}]},
            "one_test",
            "leave_out[1]",
            id="two_tests",
        ),
        pytest.param(
            {"leave_out": [{"name": "r", "column": "SUMA"}]},
            "one_test",
            "leave_out[1]",
            id="no_test",
        ),
        pytest.param(
            {"leave_out": [RULE, {"column": "SUMA", "empty": True}]},
            "missing_key",
            "leave_out[2].name",
            id="nameless_rule",
        ),
        pytest.param(
            {"leave_out": {"name": "x"}}, "not_tables", "leave_out", id="rules_no_list"
        ),
        pytest.param(
            {"equal_lines": "twice"}, "not_a_choice", "once, each", id="equal_lines"
        ),
    ],
)
def test_mapping_is_refused(changes: dict[str, Any], error: str, words: str) -> None:
    with pytest.raises(MappingError) as caught:
        parse_mapping("kreditoriai", change(LEDGER, **changes))
    assert caught.value.code == f"mappings.{error}"
    for language in ("lt", "en"):
        said = caught.value.text(language)  # type: ignore[arg-type]
        assert "kreditoriai.toml" in said
        assert words in said


def test_folder_gives_good_mappings_and_the_reasons_of_others(tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text("kind = spending", encoding="utf-8")
    (tmp_path / "worse.toml").write_bytes(b"kind = '\xff'")
    (tmp_path / "note.txt").write_text("?", encoding="utf-8")
    good = 'kind = "plan-changes"\nheadings = ["A"]\n[columns]\n' + "".join(
        f'{name} = "{name}"\n'
        for name in (
            *("plan_code", "decision_number", "decided_on", "item"),
            *("number", "field", "new_value"),
        )
    )
    (tmp_path / "good.toml").write_text(good, encoding="utf-8")
    assert tomllib.loads(good)
    found = read_mappings(tmp_path)
    assert set(found.contents) == {"good"}
    assert {name: e.code for name, e in found.broken.items()} == {
        "bad": "mappings.not_toml",
        "worse": "mappings.not_toml",
    }
    (tmp_path / "good.toml").write_text(f"before_ours = true\n{good}", encoding="utf-8")
    assert read_mappings(tmp_path).version != found.version


def test_home_without_mappings_has_none(tmp_path: Path) -> None:
    assert read_mappings(tmp_path / "mappings").found == ()
