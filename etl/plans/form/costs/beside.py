"""What a table of costs prints beside its net and VAT: sums with VAT, and notes."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from etl.plans.findings.model import Finding
from etl.plans.form.money.amounts import read_cell

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from etl.plans.content.document import GridCell
    from etl.plans.findings.model import Reported
    from etl.plans.form.money.amounts import Reading

_DOUBT: Final = re.compile(
    r"\bišbrauk|\b[įi]trauk\w+\s+(?:prie|į)|\batsisak|\bneįgyvendin|\bneb?evykd|\bnevykd"
    r"|\banuliuo|\bnukel|\bperkel|\bpreliminar|\bnepatvirtin|\bdubliuoj",
    re.IGNORECASE,
)
"""Words beside an activity that may take its cost back."""


def report_notes(owner: str, cells: Sequence[GridCell]) -> Reported:
    """Return findings about cells under no known heading that doubt the cost.

    Args:
        owner: The activity.
        cells: Cells of columns that the form does not have.
    """
    found = [
        Finding(
            subject=owner,
            message=(
                f"Beside activity {owner} is printed “{cell.text}”: its cost counts."
            ),
            found=cell.text,
            line=cell.line,
        )
        for cell in cells
        if _DOUBT.search(cell.text)
    ]
    return {"cost_noted": found} if found else {}


def report_gross(
    owner: str,
    cells: Mapping[str, GridCell],
    net: Reading,
    vat: Reading,
    unit: int = 1,
) -> Reported:
    """Return the finding about a printed sum with VAT that net and VAT do not give.

    Args:
        owner: The activity.
        cells: Its cells by the names of their columns.
        net: What its net cost says, in the unit of the table.
        vat: What its VAT says.
        unit: What one means in the table, in euro.
    """
    cell = cells.get("gross")
    if cell is None or net.amount is None:
        return {}
    printed = read_cell("\n".join(cell.texts), unit).amount
    expected = net.amount + (vat.amount or Decimal(0))
    if printed is None or printed == expected:
        return {}
    finding = Finding(
        subject=owner,
        message=(
            f"The sum with VAT of activity {owner} is printed as {printed}; net cost"
            f" and VAT are {expected} together."
        ),
        expected=str(expected),
        found=str(printed),
        difference=printed - expected,
        line=cell.line,
    )
    return {"gross_differs": [finding]}
