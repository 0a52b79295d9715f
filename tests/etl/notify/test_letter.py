from dataclasses import replace
from datetime import datetime
from typing import get_args

import pytest

from etl.notify.events import ErrorFinding, Message, Refreshed, Trouble, TroubleKind
from etl.notify.letter import write_letter
from pazanga.settings import Settings


@pytest.fixture
def lithuanian(settings: Settings) -> Settings:
    return replace(settings, language="lt")


def test_failure_says_what_when_where_and_what_to_do(
    failed: Message, lithuanian: Settings
) -> None:
    letter = write_letter(failed, lithuanian)
    assert letter.title == "Pažanga: duomenų atnaujinti nepavyko"
    assert letter.body.startswith(
        "Nauji duomenys nepaskelbti: patikros juose rado klaidų. Rodomi ankstesni.\n"
        "\nKą pranešė programa:\n  KLAIDA totals: sumos nesutampa.\n\n"
        "Laikas: 2026-11-22 06:00 (Vilniaus)\n"
        "Rodoma duomenų kopija: 20261121T040000Z-abcdef01.duckdb, "
        "paskelbta 2026-11-22 06:00\n"
    )
    assert "docs/runbooks/refresh-failed.md" in letter.body
    assert str(lithuanian.home / "logs/schedule.log") in letter.body


@pytest.mark.parametrize(
    ("count", "title"),
    [
        (1, "Pažanga: 1 nauja klaida planų duomenyse"),
        (2, "Pažanga: 2 naujos klaidos planų duomenyse"),
        (10, "Pažanga: 10 naujų klaidų planų duomenyse"),
    ],
)
def test_title_counts_as_lithuanian_does(
    found: Message, lithuanian: Settings, count: int, title: str
) -> None:
    findings = (found.findings[0],) * count
    letter = write_letter(replace(found, findings=findings), lithuanian)
    assert letter.title == title


def test_findings_are_listed_by_the_names_of_their_rules(
    found: Message, settings: Settings
) -> None:
    lines = write_letter(found, settings).body.splitlines()
    assert lines[:3] == [
        "The published data have errors that were not there before:",
        "  birstonas: Differs (2.1); expected 10.00, found 9.00",
        "  birstonas: rule_b (G1)",
    ]


def test_long_lists_are_cut_and_counted(found: Message, settings: Settings) -> None:
    findings = tuple(
        ErrorFinding("p", "rule", str(n), None, "x" * 900) for n in range(42)
    )
    lines = write_letter(replace(found, findings=findings), settings).body.splitlines()
    assert lines[31] == "  and 12 more errors"
    assert max(map(len, lines)) < 600


def test_recovery_says_since_when(moment: datetime, settings: Settings) -> None:
    message = Message("recovered", Refreshed(moment, None, None), since=moment)
    letter = write_letter(message, settings)
    assert "since 2026-11-22 06:00 (Vilnius time)" in letter.body
    assert "No data are shown yet." in letter.body
    assert "refresh-failed" not in letter.body


@pytest.mark.parametrize("language", ["lt", "en"])
@pytest.mark.parametrize(
    "kind",
    get_args(TroubleKind),
)
def test_every_trouble_has_words(
    settings: Settings,
    moment: datetime,
    kind: str,
    language: str,
) -> None:
    trouble = Trouble(kind=kind, exit_code=1)  # type: ignore[arg-type]
    message = Message("failed", Refreshed(moment, trouble, None))
    spoken = replace(settings, language=language)  # type: ignore[arg-type]
    letter = write_letter(message, spoken)
    assert letter.title.startswith("Pažanga: ")
    assert "{" not in letter.body
