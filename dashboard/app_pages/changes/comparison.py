"""A plan in two snapshots, compared topic by topic."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import duckdb

from dashboard.app_pages.changes.compare import TOPICS, Compared, compare_topic
from dashboard.app_pages.changes.queries import has_plan, query_topic, query_totals

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dashboard.app_pages.changes.compare import Topic


@dataclass(frozen=True)
class ComparedStates:
    """What differs between two snapshots.

    Attributes:
        topics: Each that was compared, in order.
        before: Sums then; empty where the earlier snapshot cannot tell them.
        after: Sums now.
        has_plan: Whether the earlier snapshot holds the plan: without it nothing of
            the plan is compared, rather than all of it called new.
    """

    topics: tuple[Compared, ...]
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    has_plan: bool

    @property
    def count(self) -> int:
        """Return how many differences there are."""
        return sum(len(one.differences) for one in self.topics)


def compare_snapshots(earlier: str, shown: str, plan: str) -> ComparedStates:
    """Compare what two snapshots hold of a plan.

    Args:
        earlier: Path of the earlier snapshot, which is whole.
        shown: Path of the one on screen.
        plan: Code of the plan.

    Raises:
        duckdb.Error: The snapshot on screen lacks what is compared, or a query fails.
    """
    after = query_totals(shown, plan)
    had_plan = has_plan(earlier, plan)
    topics = tuple(
        _compare(topic, earlier, shown, plan)
        for topic in TOPICS
        if had_plan or not topic.is_of_plan
    )
    before = _query_before(earlier, plan) if had_plan else {}
    return ComparedStates(topics, before, after, had_plan)


def _query_before(earlier: str, plan: str) -> Mapping[str, Any]:
    """Query the sums then; an older version may not have made them."""
    try:
        return query_totals(earlier, plan)
    except (duckdb.CatalogException, duckdb.BinderException):
        return {}


def _compare(topic: Topic, earlier: str, shown: str, plan: str) -> Compared:
    after = query_topic(shown, topic.name, plan)
    try:
        before = query_topic(earlier, topic.name, plan)
    except (duckdb.CatalogException, duckdb.BinderException):
        return Compared(topic, missing=(topic.name,))
    return compare_topic(topic, before, after)
