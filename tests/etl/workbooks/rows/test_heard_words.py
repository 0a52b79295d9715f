"""Words that say what rows are, in every place around a table of every kind."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from etl.workbooks import read_workbook
from etl.workbooks.cells.meanings import find_meanings
from etl.workbooks.cells.municipalities import hear_municipalities
from pazanga.errors import WorkbookError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from etl.workbooks import WorkbookReading

    Read = Callable[..., WorkbookReading]
    Book = Callable[..., Path]

HEADINGS = {
    "spending": "Plano kodas|Veiklos Nr.|Data|Dokumento Nr.|Tiekėjas|Suma be PVM, Eur"
    "|PVM, Eur|Finansavimo šaltinis|Etapas",
    "measurements": "Plano kodas|Rodiklio Nr.|Mokyklos kodas|Laikotarpis"
    "|Matavimo data|Reikšmė|Reikšmės būsena|Šaltinis",
    "exams": "Plano kodas|Mokyklos kodas|Egzaminas|Dalykas|Matas|Mokslo metai"
    "|Reikšmė|Laikė",
    "plan-changes": "Plano kodas|Sprendimo Nr.|Sprendimo data|Kas keičiama|Numeris"
    "|Keičiamas dydis|Nauja reikšmė",
    "outcomes": "Plano kodas|Veiklos Nr.|Veiklos baigtis|Būklės data"
    "|Atsakinga įstaiga|Metinės išlaidos su PVM, Eur|Finansuojama iki|Pagrindimas",
}
ROWS = {
    "spending": "kaunas|3.1|2025-03-01|SF-1|UAB Pirmas|100,00|21,00|EGADP|panaudota",
    "measurements": "kaunas|1||2024|2024-12-31|45,2|galutinė|ŠVIS",
    "exams": "kaunas|G1|VBE|math|share_36_100|2023-2024|54,2|48",
    "plan-changes": "kaunas|T-45|2025-09-12|veikla|3.1|suma be PVM|1500,00",
    "outcomes": "kaunas|3.1|tęsiama|2026-05-31|Skyrius|12500,00|2027-12-31|T-1",
}
HEARD = {"words_heard", "words_heard_in_cells"}
DOUBTED = {"payments_doubtful", "payments_doubted_beside", "payments_income"}
STOPS = {
    "spending": [
        ("Išlaidos nuo metų pradžios augančia tvarka", "cumulative"),
        ("Suma nuo metų pradžios", "cumulative"),
        ("Panaudota nuo metų pradžios", "cumulative"),
        ("Suminiai duomenys", "cumulative"),
        ("Anykščių r. sav. progreso planas", "another municipality"),
        ("Vilniaus miesto savivaldybė", "another municipality"),
        ("Kauno rajono savivaldybė", "another municipality"),
    ],
    "measurements": [
        ("Siektinos reikšmės", "targets"),
        ("Planuojamos reikšmės", "targets"),
        ("Anykščių rajono savivaldybė", "another municipality"),
    ],
    "exams": [
        ("Neišlaikiusių dalis", "opposite share"),
        ("Nepasiekusių mokinių dalis", "opposite share"),
        ("Bandomasis egzaminas", "trial"),
        ("Bandomųjų VBE rezultatai", "trial"),
        ("Siektini rezultatai", "targets"),
    ],
    "plan-changes": [
        ("Lėšų pokytis (+ padidinta, – sumažinta)", "differences"),
        ("Skirtumas", "differences"),
        ("Pakeitimo suma", "differences"),
        ("Anykščių rajono savivaldybė", "another municipality"),
    ],
}
WARNINGS = {
    "spending": {
        "income": [
            *["Sugrąžintos lėšos", "Pajamų ataskaita", "Gautinos sumos"],
            *["Skola tiekėjams", "Kompensuota 50 proc."],
        ],
        "average": ["Vidutinės mėnesio išlaidos", "Vieno mėnesio vidurkis"],
        "forecast": ["Išlaidų prognozė"],
        "rounded": ["Sumos suapvalintos"],
        "not_spent": ["Bandomieji duomenys", "Suma vienam mokiniui"],
        "extract": ["1 dalis iš 2", "Lapas 1 iš 3", "Ištrauka", "Atrinkti įrašai"],
        "signed": ["Visos sumos neigiamos"],
    },
    "measurements": {
        "opposite": ["Nepasiekusių mokinių dalis"],
        "forecast": ["2024 m. prognozė", "Preliminarūs duomenys"],
        "average": ["Vidurkis per 3 metus"],
        "fractions": ["Rodiklio reikšmė dalimis (0–1)"],
        "group": ["Berniukai", "8 klasės"],
        "elsewhere": ["Lietuvos vidurkis", "Respublikos rodikliai", "Šalies vidurkis"],
    },
    "exams": {
        "group": [
            *["Pakartotinė sesija", "IV a klasė", "4a kl.", "Merginos", "IV a"],
            *["Eksternai", "B lygis", "4a klasė", "Tarpinis patikrinimas"],
        ],
        "elsewhere": ["Lietuvos vidurkis"],
        "count": ["Mokinių skaičius", "Mokinių skaičius, gavusių 36–100 balų"],
        "forecast": ["Prognozė", "Išankstiniai duomenys"],
    },
    "plan-changes": {
        "difference": [
            *["Padidinti asignavimus", "Sumažinimas", "Pridėti prie plano"],
            "Pokyčiai",
        ],
        "draft": ["Sprendimo projektas", "Siūlomi pakeitimai", "Nepriimta tarybos"],
        "with_vat": ["Sumos su PVM"],
        "one_year": ["Suma 2026 metams"],
    },
    "outcomes": {
        "per_month": ["Sumos per mėnesį"],
        "over_years": ["Išlaidos 3 metams"],
        "without_vat": ["Sumos be PVM"],
        "draft": ["Siūlymai tarybai"],
        "forecast": ["Prognozė 2027 m.", "Preliminarus vertinimas"],
    },
}
CELLS = {
    "measurements": ["prognozė", "klaidinga, netaikyti", "planuojama"],
    "exams": ["tik IV a klasė", "bandomasis"],
    "plan-changes": ["padidinta 1500 Eur", "neįsigaliojo", "sumažinti", "sustabdyta"],
    "outcomes": ["suma per mėnesį", "netęsiama", "be PVM"],
}
# The plan decides of these: see the tests of opposites in the inbox.
HELD = [("measurements", "opposite", place) for place in ("title", "sheet")]
PLACED = [
    (kind, name, text, place)
    for kind, groups in WARNINGS.items()
    for at, (name, texts) in enumerate(groups.items())
    for text in texts
    for place in (("title",) if at else ("title", "sheet", "file", "below"))
    if (kind, name, place) not in HELD
]
CLEAN = [
    "Siekiamų rodiklių matavimai",
    "Siektinų rodiklių stebėsena",
    "2024–2026 m. pažangos planas",
    "Kauno miesto savivaldybė",
    "Kauno m. sav. pažangos plano ataskaita",
    "Savivaldybės administracija",
    "Parengta 2025-01-15",
    "Tarybos sprendimai",
    "Plano pakeitimai",
    "Matematikos VBE rezultatai",
    "Mokinių, gavusių 36–100 balų, dalis",
    "Rodiklių reikšmės",
    "Faktinės ir siektinos reikšmės",
    "Veiklų baigtys",
    "Išlaidos",
    "Švietimo skyriaus vedėja",
    "Duomenys",
]


def table(kind: str) -> list[list[Any]]:
    return [HEADINGS[kind].split("|"), ROWS[kind].split("|")]


def put(kind: str, text: str, place: str, path: Path, make_book: Book) -> Path:
    rows = table(kind)
    rows = [[text], [], *rows] if place == "title" else rows
    rows = [*rows, [], [text]] if place == "below" else rows
    stem = text.replace("/", "-") if place == "file" else "duomenys"
    name = text[:31] if place == "sheet" else "Lapas"
    return make_book(path / f"{stem}.xlsx", {name: rows})


def heard(reading: WorkbookReading) -> list[str]:
    assert reading.rows_loaded == 1
    found = [note for note in reading.notes if note.name in HEARD]
    assert all(note.severity == "warning" for note in found)
    return [note.text("lt") for note in found]


@pytest.mark.parametrize("place", ["title", "sheet"])
@pytest.mark.parametrize(
    ("kind", "text", "why"),
    [(kind, *case) for kind, cases in STOPS.items() for case in cases],
)
def test_rows_of_something_else_are_refused(
    kind: str, text: str, why: str, place: str, make_book: Book, tmp_path: Path
) -> None:
    with pytest.raises(WorkbookError, match=why):
        read_workbook(put(kind, text, place, tmp_path, make_book))


@pytest.mark.parametrize(("kind", "name", "text", "place"), [*PLACED])
def test_doubtful_word_is_said_with_its_place(
    kind: str, name: str, text: str, place: str, make_book: Book, tmp_path: Path
) -> None:
    reading = read_workbook(put(kind, text, place, tmp_path, make_book))
    [meaning] = [m for m in find_meanings(text, kind) if m.name == name]
    shown = f"„{meaning.words if place == 'below' else text}“"
    others = [n.text("lt") for n in reading.notes if n.name in DOUBTED]
    assert any(shown in said for said in (*heard(reading), *others))


@pytest.mark.parametrize(
    ("kind", "text"), [(kind, text) for kind, of in CELLS.items() for text in of]
)
def test_note_on_a_row_is_said(kind: str, text: str, read_xlsx_rows: Read) -> None:
    names, row = table(kind)
    reading = read_xlsx_rows([*names, "Pastabos"], [*row, text])
    said = [n.text("lt") for n in reading.notes if n.severity == "warning"]
    assert any(text in one and "eilutės: 2" in one for one in said)


@pytest.mark.parametrize("kind", list(HEADINGS))
def test_natural_titles_are_no_warning(
    kind: str, make_book: Book, tmp_path: Path
) -> None:
    assert not any(find_meanings(text, kind) for text in CLEAN)
    for place in ("title", "sheet", "file", "below"):
        path = put(kind, "Kauno m. sav. duomenys", place, tmp_path, make_book)
        assert not heard(read_workbook(path))


def test_unit_of_hundreds_has_a_name(make_book: Book, tmp_path: Path) -> None:
    path = put("spending", "Sumos suapvalintos iki šimtų", "sheet", tmp_path, make_book)
    with pytest.raises(WorkbookError, match="EUR 100"):
        read_workbook(path)


def test_measure_that_says_so_itself_is_right(read_xlsx_rows: Read) -> None:
    names, row = table("exams")
    row[4] = "dalis, neišlaikiusi egzamino"
    assert not heard(read_xlsx_rows(["Neišlaikiusių dalis"], names, row))


@pytest.mark.parametrize(
    ("text", "plans", "action", "words"),
    [
        (
            "Anykščių rajono savivaldybė",
            "kaunas",
            "stop",
            "anyksciu rajono savivaldybe",
        ),
        ("Kauno rajono savivaldybė", "kaunas", "stop", "kauno rajono savivaldybe"),
        ("Kauno r. sav.", "kaunas_district", "", ""),
        ("Kauno savivaldybė", "kaunas_district", "", ""),
        ("Kazlų Rūdos savivaldybė", "kazlu_ruda", "", ""),
        ("Birštono savivaldybė", "birstonas", "", ""),
        ("Vilniaus gatvės mokykla", "kaunas", "", ""),
        ("Vilniaus m. savivaldybė", "vms-1", "", ""),
        ("Kauno ir Vilniaus m. savivaldybės", "kaunas", "warn", "kauno ir vilniaus"),
        ("Vilniaus, Kauno ir Alytaus m. sav.", "kaunas", "warn", "vilniaus kauno ir"),
        ("Kauno m. sav. ir Kauno r. sav.", "kaunas", "warn", "kauno m sav kauno r"),
        ("Kauno m. ir r. savivaldybės", "kaunas", "warn", "kauno m ir r"),
        (
            "Vilniaus ir Alytaus m. savivaldybės",
            "kaunas",
            "stop",
            "vilniaus ir alytaus",
        ),
        ("Kauno m. savivaldybė", "kaunas vilnius", "warn", "kauno m savivaldybe"),
        ("Kauno ir Vilniaus m. savivaldybės", "kaunas vilnius", "", ""),
        ("Kaunas and Vilnius municipalities", "kaunas", "warn", "kaunas and vilnius"),
        ("Kaunas city municipality", "kaunas", "", ""),
    ],
)
def test_municipality_of_a_title(
    text: str, plans: str, action: str, words: str
) -> None:
    found = hear_municipalities(text, plans.split())
    assert (found.action if found else "") == action
    assert words in (found.words if found else "")


@pytest.mark.parametrize("place", ["title", "sheet", "file"])
@pytest.mark.parametrize("kind", list(HEADINGS))
def test_two_municipalities_over_rows_of_one_are_named(
    kind: str, place: str, make_book: Book, tmp_path: Path
) -> None:
    text = "Kauno ir Vilniaus m. sav."
    [said] = heard(read_workbook(put(kind, text, place, tmp_path, make_book)))
    assert f"„{text}“" in said
    assert "savivaldybės" in said


@pytest.mark.few(8)
@pytest.mark.parametrize(
    ("text", "is_said"),
    [
        *[("Bendroji suma", True), ("Skola 2025-01-01", True), ("2024 m.", True)],
        *[("Įsiskolinimas metų pradžioje", True), ("Nuo metų pradžios", True)],
        *[("Panaudota iki 2025-01-01", True), ("Ankstesnių metų išlaidos", True)],
        *[("Sausis–kovas", True), ("Vidurkis", True), ("Likęs planas", True)],
        *[("Suvestinis žin.", True), ("Atidėjinys", True), ("SF-1", False)],
        *[("SF 2024/123", False), ("Žin. 3.1-1", False), ("Sausio žin.", False)],
        *[("Suvestinė sąskaita 17", False), ("2024 m. sąskaita 5", False)],
    ],
)
def test_sum_called_by_a_word_is_no_payment(
    text: str,
    is_said: bool,  # noqa: FBT001
    read_xlsx_rows: Read,
) -> None:
    names, row = table("spending")
    noted = [[*names, "Pastabos"], [*row, text]]
    numbered = [names, [*row[:3], text, *row[4:]]]
    for rows in (noted, numbered):
        found = heard(read_xlsx_rows(*rows))
        assert [f"„{text}“" in one for one in found] == ([True] if is_said else [])


@pytest.mark.parametrize(
    "measure", ["dalis, negavusi 36–100 balų", "nepasiekusi bent pagrindinio lygio"]
)
def test_opposite_measure_is_never_offered(measure: str, read_xlsx_rows: Read) -> None:
    names, row = table("exams")
    row[4] = measure
    [reason] = read_xlsx_rows(names, row).rejects["reason_lt"]
    assert "dalis, gavusi" not in reason
    assert "pasiekusi" not in reason.replace("nepasiekusi", "")


@pytest.mark.parametrize(("rate", "is_said"), [("1,08", True), ("1", False)])
def test_rate_of_exchange_is_said(
    rate: str,
    is_said: bool,  # noqa: FBT001
    read_xlsx_rows: Read,
) -> None:
    names, row = table("spending")
    found = heard(read_xlsx_rows([*names, "Valiutos kursas"], [*row, rate]))
    assert len(found) == is_said


@pytest.mark.parametrize(
    ("heading", "is_refused"),
    [
        *[("Metinės išlaidos be PVM, Eur", True), ("Mėnesio išlaidos", True)],
        *[("Išlaidos, Eur", True), ("Kaina", True), ("Išlaidos 2026–2028 m.", True)],
        *[("Metinės išlaidos su PVM, Eur", False), ("Pastabos", False)],
    ],
)
def test_unknown_costs_are_not_lost(
    heading: str,
    is_refused: bool,  # noqa: FBT001
    read_xlsx_rows: Read,
) -> None:
    names, row = table("outcomes")
    rows = [[*names[:5], heading, *names[6:]], row]
    if not is_refused:
        assert read_xlsx_rows(*rows).rows_loaded == 1
        return
    with pytest.raises(WorkbookError, match="costs would be lost"):
        read_xlsx_rows(*rows)


def test_count_in_the_heading_of_shares_is_said(read_xlsx_rows: Read) -> None:
    names, row = table("exams")
    names[6] = "Reikšmė, skaičius"
    [said] = heard(read_xlsx_rows(names, row))
    assert "„Reikšmė, skaičius“" in said
