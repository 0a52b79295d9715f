"""A proposal finds the columns and forms of a ledger, and asks what it cannot know."""

import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from etl.workbooks.files.limits import LIMITS
from etl.workbooks.mappings import parse_mapping
from etl.workbooks.mappings.profile import Ledger, find_ledger
from etl.workbooks.mappings.propose import Known, Proposal, propose
from etl.workbooks.mappings.write import write_mapping
from etl.workbooks.reading import read_sheets

from .conftest import Line, write_lines

EXPORT: Line = {
    "SASKAITOS_METAI": "2013",
    "KREDITORIUS": "UAB Pirmas",
    "SUTARTIES_NR": "1-250",
    "SASKAITOS_DATA": "30-APR-13",
    "SASKAITOS_NR": "VVT 1",
    "DK_DATA": "31-DEC-14",
    "VALIUTA": "EUR",
    "FIN_SALTINIS": "01",
    "PRIEMONE": "15020104004",
    "EILUTES_SUMA": ".58",
    "APMOKETA_SUMA": "0",
}
KNOWN = Known(
    plans=("kaunas", "anyksciai"),
    constants={"plan_code": "kaunas", "phase": "executed"},
    codes={"15020104004": "3.1"},
)
Propose = Callable[..., Proposal]


@pytest.fixture
def look(tmp_path: Path) -> Callable[[Sequence[Line], str], Ledger]:
    def look(lines: Sequence[Line], separator: str = ";") -> Ledger:
        path = write_lines(tmp_path / "a.csv", lines, separator)
        ledger = find_ledger(read_sheets(path, LIMITS)[0])
        assert ledger is not None
        return ledger

    return look


@pytest.fixture
def propose_for(look: Callable[..., Ledger]) -> Propose:
    def make(*lines: Line, known: Known = KNOWN, separator: str = ";") -> Proposal:
        full = [{**EXPORT, **line} for line in lines]
        return propose(look(full, separator), "spending", known)

    return make


@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_export_is_understood(propose_for: Propose, separator: str) -> None:
    found = propose_for({}, {"EILUTES_SUMA": "-1234.5"}, separator=separator)
    assert found.questions == ()
    assert found.content["columns"] == {
        "date": "DK_DATA",
        "document_number": "SASKAITOS_NR",
        "document_date": "SASKAITOS_DATA",
        "supplier": "KREDITORIUS",
        "contract_number": "SUTARTIES_NR",
        "net_eur": "EILUTES_SUMA",
        "funding_source": "FIN_SALTINIS",
    }
    assert found.content["codes"] == {
        "activity_number": {"column": "PRIEMONE", "values": {"15020104004": "3.1"}}
    }
    assert found.content["formats"]["currency"] == "VALIUTA"
    assert parse_mapping("export", found.content).kind == "spending"


@pytest.mark.parametrize(
    ("cells", "known", "asked"),
    [
        pytest.param(
            {},
            Known(plans=("a", "b")),
            ["constants.plan_code", "constants.phase", "codes.activity_number.values"],
            id="nothing_known",
        ),
        pytest.param(
            {"DK_DATA": "01/02/2014", "SASKAITOS_DATA": "01/02/2014"},
            KNOWN,
            ["formats.date"],
            id="two_readings_of_a_day",
        ),
        pytest.param(
            {"EILUTES_SUMA": "1,234"},
            KNOWN,
            ["formats.decimal"],
            id="two_readings_of_an_amount",
        ),
        pytest.param({"EILUTES_SUMA": "x"}, KNOWN, ["columns.net_eur"], id="no_amount"),
        pytest.param(
            {"PRIEMONE": "7"},
            KNOWN,
            ["codes.activity_number.values"],
            id="unknown_code",
        ),
    ],
)
def test_what_is_not_sure_is_asked(
    propose_for: Propose, cells: Line, known: Known, asked: list[str]
) -> None:
    found = propose_for(cells, known=known)
    assert [question.key for question in found.questions] == asked


@pytest.mark.parametrize(
    ("cells", "formats"),
    [
        ({"EILUTES_SUMA": "1.234.567,89"}, {"decimal": ",", "thousands": "."}),
        ({"EILUTES_SUMA": "40,800,000"}, {"decimal": ".", "thousands": ","}),
        (
            {"DK_DATA": "20/12/2014", "SASKAITOS_DATA": "01/12/2014"},
            {"date": "DD/MM/YYYY"},
        ),
        (
            {"DK_DATA": "12/20/2014", "SASKAITOS_DATA": "12/01/2014"},
            {"date": "MM/DD/YYYY"},
        ),
    ],
)
def test_form_is_found(
    propose_for: Propose, cells: Line, formats: dict[str, str]
) -> None:
    found = propose_for(cells)
    kept = {name: found.content["formats"].get(name) for name in formats}
    assert (kept, found.questions) == (formats, ())


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize("known", [KNOWN, Known()])
def test_written_mapping_is_toml_that_says_the_same(
    propose_for: Propose,
    known: Known,
    language: Any,  # noqa: ANN401
) -> None:
    line = {'Pastaba "x" \\ č': "1", "Tuščia": ""}
    found = propose_for(line, known=known)
    content = found.content | {
        "leave_out": [{"name": 'a "b"', "column": "x", "empty": True}]
    }
    text = write_mapping(content, found.questions, language, "a\nb.csv")
    assert {k: v for k, v in tomllib.loads(text).items() if v} == content
    for question in found.questions:
        assert all(candidate in text for candidate in question.candidates)


def test_title_above_and_headings_of_two_rows(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text(
        "Didžioji knyga;;;;\n;;;;\nDokumentas;;Apyvarta;;Programa\n"
        "Nr.;Data;Debetas;Kreditas;\nA1;2024-05-31;1,00;;P1\nA2;2024-06-01;2,00;;P1\n",
        encoding="utf-8",
    )
    ledger = find_ledger(read_sheets(path, LIMITS)[0])
    assert ledger is not None
    assert (ledger.row, ledger.lines) == (4, 2)
    assert [column.heading for column in ledger.columns] == [
        "Dokumentas Nr.",
        "Dokumentas Data",
        "Apyvarta Debetas",
        "Apyvarta Kreditas",
        "Programa",
    ]


def rename(line: Line, names: dict[str, str]) -> Line:
    return {names.get(name, name): cell for name, cell in line.items()}


def propose_lines(look: Callable[..., Ledger], *lines: Line) -> Proposal:
    return propose(look(lines), "spending", KNOWN)


def test_credit_is_taken_off_the_debit(look: Callable[..., Ledger]) -> None:
    line = rename(EXPORT, {"EILUTES_SUMA": "Debetas", "APMOKETA_SUMA": "Kreditas"})
    other = line | {"Debetas": "0.00", "Kreditas": "7.00"}
    found = propose_lines(look, line, other)
    assert found.content["columns"]["net_eur"] == "Debetas"
    assert found.content["subtract"] == {"net_eur": "Kreditas"}
    assert parse_mapping("a", found.content).subtract == {"net_eur": "Kreditas"}


@pytest.mark.parametrize("heading", ["Suma", "EILUTES_SUMA", "Amount"])
def test_an_amount_beside_vat_is_asked_about(
    heading: str, look: Callable[..., Ledger]
) -> None:
    line = rename(EXPORT, {"EILUTES_SUMA": heading, "APMOKETA_SUMA": "PVM"})
    found = propose_lines(look, line)
    assert [(q.key, q.name) for q in found.questions] == [
        ("columns.net_eur", "net_or_gross")
    ]
    assert "net_eur" not in found.content["columns"]
    assert found.questions[0].candidates == (heading,)


@pytest.mark.parametrize("heading", ["Suma be PVM", "Suma be PVM, Eur"])
def test_an_amount_that_says_it_is_net_is_not_asked_about(
    heading: str, look: Callable[..., Ledger]
) -> None:
    line = rename(EXPORT, {"EILUTES_SUMA": heading, "APMOKETA_SUMA": "PVM"})
    found = propose_lines(look, line)
    assert not found.questions
    assert found.content["columns"]["net_eur"] == heading


@pytest.mark.parametrize("heading", ["D/K", "Dt/Kt", "Pusė", "Side"])
def test_the_side_of_a_line_is_asked_about(
    heading: str, look: Callable[..., Ledger]
) -> None:
    found = propose_lines(
        look, EXPORT | {heading: "D"}, EXPORT | {heading: "K", "EILUTES_SUMA": "2"}
    )
    assert [(q.key, q.candidates) for q in found.questions] == [
        ("sign.column", (heading,))
    ]
    text = write_mapping(found.content, found.questions, "lt", "a.csv")
    assert "[sign]" in text
    assert 'minus = ["K"]' in text


def test_bank_account_is_no_number_of_a_document(
    look: Callable[..., Ledger],
) -> None:
    lines = [
        {"Sąskaitos Nr.": "LT121000011101001000", "Dok. Nr.": number, **EXPORT}
        for number in ("17", "18")
    ]
    for line in lines:
        del line["SASKAITOS_NR"]
    columns = propose(look(lines), "spending", KNOWN).content["columns"]
    assert columns["document_number"] == "Dok. Nr."
