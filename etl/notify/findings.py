"""The findings of severity `error` in a snapshot."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Final

import duckdb

from etl.notify.events import ErrorFinding
from pazanga.errors import UnreadableError
from pazanga.log import pairs
from warehouse.connection import open_snapshot

if TYPE_CHECKING:
    from warehouse.snapshots import Snapshot

_LOG = logging.getLogger(__name__)
_SELECT: Final = """
    select
        findings.plan_code,
        findings.rule_code,
        findings.subject,
        findings.expected_text,
        findings.found_text,
        rules.title_lt,
        rules.title_en
    from marts.fct_finding as findings
    left join marts.dim_finding_rule as rules on findings.rule_code = rules.rule_code
    where findings.severity = 'error'
    order by findings.plan_code, findings.finding_number
"""


def read_error_findings(snapshot: Snapshot) -> tuple[ErrorFinding, ...] | None:
    """Read the errors of a snapshot; None where it cannot be read."""
    try:
        connection = open_snapshot(snapshot.path)
        try:
            rows = connection.execute(_SELECT).fetchall()
        finally:
            connection.close()
    except (duckdb.Error, UnreadableError) as error:
        _LOG.warning("findings_unreadable %s", pairs(reason=str(error)))
        return None
    return tuple(ErrorFinding(*row) for row in rows)
