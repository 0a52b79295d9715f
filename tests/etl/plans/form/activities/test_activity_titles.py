import pytest

from etl.plans.form.activities.titles import cut_title


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("Salės remontas. Mokykla G2", "Salės remontas.", id="sentence"),
        pytest.param("Kino klasė Mokykloje G9 Vietų", "Kino klasė", id="school_label"),
        pytest.param("Salė Numatyti darbai: 1. Grindys", "Salė", id="works"),
        pytest.param("Stažuotės. Dalyvaus vadovai", "Stažuotės.", id="participants"),
        pytest.param("Kursai. 40 ak. val. per metus", "Kursai.", id="figure_follows"),
        pytest.param(
            "Anglų k. Šekspyro ir 8 kl. Tado m. klubas. Vyks",
            "Anglų k. Šekspyro ir 8 kl. Tado m. klubas.",
            id="abbreviations",
        ),
        pytest.param(
            "Ilgalaikės (2-3 m.) „Meno“ programos. Vyks",
            "Ilgalaikės (2-3 m.) „Meno“ programos.",
            id="abbreviation_in_brackets",
        ),
        pytest.param(
            "Zonos (kėdės ir kt. Mažos) vaikams. Bus",
            "Zonos (kėdės ir kt. Mažos) vaikams.",
            id="sentence_in_brackets",
        ),
        pytest.param(
            "Zonos (baldai (stalai, kėdės). Mokyklos G1",
            "Zonos (baldai (stalai, kėdės).",
            id="bracket_never_closed",
        ),
        pytest.param("Mokyklos erdvių plėtra", "Mokyklos erdvių plėtra", id="no_label"),
        pytest.param("Mokykla: G2; vietų – 25", "Mokykla: G2", id="label_only"),
        pytest.param("Klubas „Vakaras“. Rengiama", "Klubas „Vakaras“.", id="quotes"),
    ],
)
def test_cut_title_ends_where_the_title_does(cell: str, expected: str) -> None:
    assert cut_title(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (
            "Klasių telkimas, priskiriant: VDU koordinuos",
            "Klasių telkimas, priskiriant",
        ),
        ("Stažuotė į universitetą G9 Dalyvauja:", "Stažuotė į universitetą"),
        (
            "Programa „Ženklų kalba: judesys“. Veikla",
            "Programa „Ženklų kalba: judesys“.",
        ),
    ],
)
def test_cut_title_may_end_at_a_colon(cell: str, expected: str) -> None:
    assert cut_title(cell, ends_at_colon=True) == expected


def test_endless_codes_are_cut_off_at_the_end_only() -> None:
    # Looked at from each of its codes, it would take hours.
    codes = ", T12 G5" * 100_000
    assert cut_title(f"Salė{codes} x") == f"Salė{codes} x"
    assert cut_title(f"Salė{codes}") == "Salė"
    assert cut_title(f"Žr. pan. {'a. B ' * 50_000}").endswith("a. B")
