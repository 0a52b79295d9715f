import pytest

from bench.tables import Cells, TableScore, count

TRUTH: Cells = {(0, 0): "Metai", (0, 1): "Suma", (1, 0): "Vilnius", (1, 1): "12,5"}


@pytest.mark.parametrize(
    ("given", "found", "total"),
    [
        pytest.param(TRUTH, 1, 1, id="same"),
        pytest.param({(2, 3): "Vilnius", (2, 7): "12,5"}, 1, 1, id="other_place"),
        pytest.param({(1, 0): "Vilnius", (1, 1): "125"}, 0, 0, id="no_cell_of_it"),
        pytest.param({(1, 1): "12,5", (2, 1): "99"}, 1, 2, id="one_too_many"),
        pytest.param({}, 0, 0, id="refused"),
    ],
)
def test_numeric_cells_are_counted(given: Cells, found: int, total: int) -> None:
    score = TableScore()
    count(score, TRUTH, [given])
    assert (score.wanted, score.found, score.given) == (1, found, total)
