"""People are hidden in what messages quote, and what is no person is left alone."""

import pytest

from etl.workbooks.contract.notes import Note, quote_some
from pazanga.people import hide_people


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("Kontaktas: Ona Onaitė, klausti jos", "Kontaktas: •••, klausti jos"),
        ("grąžino Petrui Kazlauskui", "grąžino •••"),
        ("Avansas, J. Jonaitis", "Avansas, •••"),
        ("ONA ONAITĖ", "•••"),
        ("Rasa Petrauskaitė-Jonienė", "•••"),
        ("Petraitienė tikslina", "••• tikslina"),
        ("Vytautas Vytautaitis mokytojas", "••• mokytojas"),
        ("rašyti ona.onaite@savivaldybe.lt", "rašyti •••"),
        ("ona.onaite (at) savivaldybe.lt", "•••"),
        ("+370 612 34567", "•••"),
        ("8-612-34567", "•••"),
        ("(8 37) 42 26 31", "•••"),
        ("skambinti tel. 42 26 31", "skambinti tel.•••"),
        ("a. k. 38001010011", "a. k. •••"),
    ],
)
def test_person_is_hidden(text: str, hidden: str) -> None:
    assert hide_people(text) == hidden


@pytest.mark.parametrize(
    "text",
    [
        "Jono Basanavičiaus gimnazija",
        "J. Basanavičiaus g. 5",
        "Vytauto Didžiojo universitetas",
        "Kauno Aušros gimnazija",
        "UAB „Antras“",
        "pakeičia SF-1, 50/50 su G2",
        "Eilutė pakeista",
        "Savaitės užmokestis",
        "Kauno ir Vilniaus m. savivaldybės",
        "Suma 8 612 345,67 Eur",
        "SF Nr. 860012345",
        "LT12 7300 0100 1234 5678",
        "2025-03-05 iki 2025-06-30",
        "II ketv. ES lėšos",
    ],
)
def test_what_is_no_person_stays(text: str) -> None:
    assert hide_people(text) == text


@pytest.mark.parametrize("language", ["lt", "en"])
def test_note_quotes_no_person_and_no_code(language: str) -> None:
    said = quote_some(["Ona Onaitė, tel. 8 612 34567, a. k. 38001010011"])
    note = Note("texts_unread", "note", fields={"count": 1, "rows": "2", "said": said})
    text = note.to_remark().text("lt" if language == "lt" else "en")
    assert "•••" in text
    assert not any(part in text for part in ("Ona", "8 612", "38001010011"))
