"""Plans are looked at apart unless a file tells of several."""

import pytest

from etl.refresh.repeated_payments import group_plans


@pytest.mark.parametrize(
    ("told", "groups"),
    [
        ([], []),
        ([("f1", "a"), ("f2", "a"), ("f3", "b")], [["a"], ["b"]]),
        ([("f1", "a"), ("f1", "b"), ("f2", "c")], [["a", "b"], ["c"]]),
        (
            [("f1", "a"), ("f2", "b"), ("f3", "c"), ("f2", "a"), ("f3", "b")],
            [["a", "b", "c"]],
        ),
        (
            [("f1", "a"), ("f2", "b"), ("f2", "c"), ("f1", "d"), ("f3", "b")],
            [["a", "d"], ["b", "c"]],
        ),
    ],
)
def test_plans_that_a_file_tells_of_are_one_group(
    told: list[tuple[str, str]], groups: list[list[str]]
) -> None:
    assert sorted(group_plans(told)) == groups
    assert sorted(group_plans(reversed(told))) == groups
