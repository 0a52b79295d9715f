"""Rules on figures of schools and of the municipality: what can be read twice."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Final

from etl.plans.findings.model import Finding, Rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from etl.plans.contract.plan_package import Row
    from etl.plans.findings.model import PlanFacts

_WHOLE: Final = 100
_TABLES: Final = {
    "exam_results": ("school_code", "exam", "subject", "school_year"),
    "school_figures": ("school_code", "figure", "period"),
    "municipal_facts": ("fact", "period"),
}


def find_ambiguous_readings(facts: PlanFacts) -> Iterator[Finding]:
    """Find lists of exam figures that can be read in more than one way."""
    lists: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    for row in facts.table("exam_results"):
        if row["reading"] == "ambiguous":
            lists[row["school_code"], row["exam"], row["school_year"]].append(row)
    for (school, exam, year), rows in lists.items():
        read = ", ".join(str(row["value"]) for row in rows)
        yield Finding(
            subject=school,
            message=(
                f"{exam} figures of school {school} for {year} are printed as"
                f" “{rows[0]['printed']}” and read as {read}."
            ),
            expected=read,
            found=rows[0]["printed"],
            line=rows[0]["source_line"],
        )


def find_shares_out_of_range(facts: PlanFacts) -> Iterator[Finding]:
    """Find printed shares below 0 or above 100 percent."""
    for table, names in _TABLES.items():
        for row in facts.table(table):
            value = row["value"]
            if row["unit"] != "percent" or value is None or 0 <= value <= _WHOLE:
                continue
            subject = " ".join(str(row[name]) for name in names if row[name])
            yield Finding(
                subject=subject,
                message=f"The share {subject} is printed as {row['printed']} percent.",
                expected="0–100",
                found=row["printed"],
                line=row["source_line"],
            )


RULES: Final = (
    Rule("reading_ambiguous", "warning", find_ambiguous_readings),
    Rule("share_out_of_range", "error", find_shares_out_of_range),
)
