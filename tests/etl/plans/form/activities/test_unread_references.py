"""What an activity names in other words than the form asks for is said."""

import pytest

from etl.plans.findings.periods import is_parted
from etl.plans.form.activities.cost_headings import read_policy_areas
from etl.plans.form.activities.references import find_unread_references


@pytest.mark.parametrize(
    "text",
    [
        "Rodikliai 1–4",
        "1, 2, 4 rodikliai",
        "Rodiklis Nr. 2",
        "rodikliai: visi",
        "1.1, 1.2 uždaviniai",
        "I tikslo 1 uždavinys",
        "1 tikslo visi uždaviniai",
        "uždaviniai 1.1–1.2",
        "1 ir 2 uždaviniai",
        "veiklos 1–3 ir 5",
        "Veiklos 1–3 ir 5",
        "Veikla Nr. 2",
        "1.1 uždavinys",
        "1 tikslo pirmas uždavinys",
        "pirmas rodiklis",
        "Rodikliai: x1",
    ],
)
def test_other_words_are_said(text: str) -> None:
    assert len(find_unread_references(text)) == 1


@pytest.mark.parametrize(
    "text",
    [
        "1 tikslo 1, 2 ir 3 uždaviniai. Rodikliai: 1, 2. Veiklos: 2., 3.",
        "1 tikslo 1 uždavinys. Rodikliai: 1. Gerės 5 proc. mokinių rodikliai.",
        "Veikla prisidės prie rodiklių gerinimo 2025 m.",
        "Bus pasiekti uždaviniai, rodikliai gerės 20 proc.",
        "rodiklis 85 % mokyklų",
        "",
    ],
)
def test_usual_words_and_prose_are_not(text: str) -> None:
    assert find_unread_references(text) == []


@pytest.mark.parametrize(
    ("cell", "areas"),
    [
        ("ne STEAM", ()),
        ("Lyderystė (ne įtrauktis)", ("leadership",)),
        ("STEAM, išskyrus kultūrinis ugdymas", ("steam",)),
        ("Lyderystė, įtrauktis", ("leadership", "inclusion")),
        ("STEAM (netaikoma)", ()),
        ("STEAM – ne", ()),
        ("Netaikoma STEAM", ()),
        ("Lyderystė, nesusiję su STEAM", ("leadership",)),
        ("STEAM (robotika)", ("steam",)),
        ("Įtrauktis be STEAM ugdymas", ("inclusion",)),
    ],
)
def test_area_that_is_denied_is_none(cell: str, areas: tuple[str, ...]) -> None:
    assert read_policy_areas(cell) == areas


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024, 2026 m.", True),
        ("2024 ir 2026 m.", True),
        ("2025 m. I ketv., 2026 m. I ketv.", True),
        ("2024, 2025, 2026 m.", False),
        ("2024–2026 m.", False),
        ("2024 m. III ketv.–2026 m. I ketv.", False),
        ("2025 m. I ketv., 2025 m. II ketv.", False),
        ("2025 m. I, II ketv.", False),
        ("2024 m.", False),
    ],
)
def test_period_in_parts_is_known(text: str, *, expected: bool) -> None:
    assert is_parted(text) is expected
