import pytest

from pazanga.files.spreadsheets import neutralise


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        '=HYPERLINK("http://x")',
        "+A1",
        "-A1",
        "-2+3",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "＝1+1",
        "+370 600 00000 a",
    ],
)
def test_formula_gets_an_apostrophe(text: str) -> None:
    assert neutralise(text) == f"'{text}"


@pytest.mark.parametrize(
    "text", ["", "UAB", "-5,00", "+5", "-", "– 5", "1 234,56", "-1\u00a0234.5", "'=1"]
)
def test_harmless_text_stays(text: str) -> None:
    assert neutralise(text) == text
