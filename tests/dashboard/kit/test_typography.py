"""Days and years stay on one line; the characters a reader sees do not change."""

import pytest

from dashboard.kit.typography import JOINER, keep_days


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("Iki 2025-12-31 panaudota 68 proc.", 1),
        ("2024-01-01–2025-12-31", 2),
        ("2024-2025 m., Nr. 12-34-56, e-dienynas", 0),
        ("", 0),
    ],
)
def test_only_days_are_kept_whole(text: str, days: int) -> None:
    kept = keep_days(text)
    assert kept.count(f"-{JOINER}") == 2 * days
    assert kept.replace(JOINER, "") == text
