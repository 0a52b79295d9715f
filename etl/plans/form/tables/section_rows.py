"""What the reader of a section gives: rows of the package, and findings."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etl.plans.contract.plan_package import Rows
    from etl.plans.findings.model import Reported


@dataclass(frozen=True, slots=True)
class SectionRows:
    """Rows of the package's tables, and findings by code of their rule."""

    rows: Rows
    reported: Reported = field(default_factory=dict)
