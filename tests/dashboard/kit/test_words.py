from __future__ import annotations

import pytest

from dashboard.kit.texts import Words


@pytest.mark.parametrize(
    ("count", "expected"),
    [
        (1, "1 eilutę"),
        (2, "2 eilutes"),
        (10, "10 eilučių"),
        (21, "21 eilutę"),
        (1439, "1\u00a0439 eilutes"),
    ],
)
def test_words_choose_the_lithuanian_plural(count: int, expected: str) -> None:
    assert expected in Words("kit", "lt")("download.label", count=count)
