import pytest

from etl.plans.form.activities.school_lists import (
    label_with_schools,
    read_all_codes,
    read_other_schools,
    read_schools,
)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("Salė Mokykla G2 Vietų: 30", "G2", id="one"),
        pytest.param("Mokyklos: G1, G2 ir G5; 30 vaikų", "G1 G2 G5", id="list"),
        pytest.param("Mokykla; G1 – G3, Darbai", "G1 G2 G3", id="range"),
        pytest.param("Mokykla: G1 – G-3 Vadovai", "G1 G2 G3", id="range_with_hyphen"),
        pytest.param("Mokykla: G1 – 3 Vadovai", "G1 G2 G3", id="range_of_figures"),
        pytest.param("Mokykla G1, G3 - G5.", "G1 G3 G4 G5", id="school_and_range"),
        pytest.param("Mokykla: G4. Įranga, G2 - 3D spausdintuvas", "G4", id="printer"),
        pytest.param("Mokykla: G2 - 3D spausdintuvas", "G2", id="printer_in_the_list"),
        pytest.param(
            "Mokyklos: G1, G5 (antras pastatas), G6 (3 salės), G7 Darbai: 1.",
            "G1 G5 G6 G7",
            id="remarks",
        ),
        pytest.param(
            "Mokyklos Pirmi metai: Mokyklose G1, G2, Antri metai: G3. Klasė",
            "G1 G2 G3",
            id="by_years",
        ),
        pytest.param(
            "Mokykla: pirmaisiais metais G1, antraisiais metais G3, G10", "G1 G3 G10"
        ),
        pytest.param(
            "Pirmaisiais metais mokyklose G1, G2, antraisiais – G3. Dalyvaus",
            "G1 G2 G3",
            id="label_in_small_letters",
        ),
        pytest.param(
            "2024 m. I-II ketv. mokyklose G1; 2024 – 2025 m. m. mokyklose G3, G8 ;",
            "G1 G3 G8",
            id="by_dates",
        ),
        pytest.param(
            "Mokyklose: G2: darbo vietų sk.: 30; G4 darbo vietų sk.: 15",
            "G2 G4",
            id="with_places",
        ),
        pytest.param("Mokykla G8 Mokykla G9", "G8 G9", id="label_twice"),
        pytest.param("Mokykla: G1 ir tinklo mokyklos T1-T48.", "G1", id="network"),
        pytest.param("Mokykla: 10 TŪM ir 9 tinklo mokyklų T35", "", id="no_codes"),
        pytest.param("Dalyvaus 22 G1-G11 vadovai", "", id="no_label"),
        pytest.param("mokymai kiekvienoje mokykloje", "", id="each_without_codes"),
        pytest.param(
            "mokymai kiekvienoje mokykloje G1–G3, T1-T2",
            "G1 G2 G3 T1 T2",
            id="each_school",
        ),
        pytest.param("Visose mokyklose (G1 - G2, T3)", "G1 G2 T3", id="in_brackets"),
        pytest.param("visose TŪM mokyklose: G1−G2 ir T2", "G1 G2 T2", id="all_of_them"),
        pytest.param("Mokykla: G1 iki G3, T1", "G1 G2 G3 T1", id="range_in_words"),
        pytest.param("visose mokyklose veiks G1 klubas", "", id="words_between"),
    ],
)
def test_read_schools_reads_what_follows_the_label(cell: str, expected: str) -> None:
    assert list(read_schools(cell)) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("G1 su G5, T18; G3 su T4.", "G1 G5 T18 G3 T4", id="pairs"),
        pytest.param("Visos mokyklos. T1-T3.", "T1 T2 T3", id="range"),
        pytest.param("22 G1-G2 ir 8 tinklo", "G1 G2", id="after_a_count"),
        pytest.param("X klasė, A4 formatas, IT, PUPP", "A4", id="no_schools"),
        pytest.param("nėra", "", id="nothing"),
    ],
)
def test_read_all_codes_reads_every_code_once(text: str, expected: str) -> None:
    assert list(read_all_codes(text)) == expected.split()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Mokykla: G2; vietų – 25", "Mokykla: G2"),
        ("Mokykla: G7 (2 pastatai); liftai", "Mokykla: G7 (2 pastatai)"),
        ("Klasė. Mokykla: G2", ""),
    ],
)
def test_label_with_schools_gives_a_label_that_stands_first(
    text: str, expected: str
) -> None:
    assert label_with_schools(text) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        pytest.param("Stažuotė. Dalyvaus G1-G2, T1 mokytojai", "G1 G2 T1", id="all"),
        pytest.param("Mokykla G5. Dalyvauja G1, G5, T14", "G1 T14", id="others"),
        pytest.param(
            "Mokykla: G1 – G2 mokyklų vadovai, T1-T2 mokyklų vadovai",
            "T1 T2",
            id="heads",
        ),
        pytest.param("Kalbos kursai (A1 – B2 lygis)", "", id="nobody"),
    ],
)
def test_schools_that_take_part_are_those_that_do_not_do_the_work(
    cell: str, expected: str
) -> None:
    assert list(read_other_schools(cell)) == expected.split()
