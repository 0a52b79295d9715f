"""Seeded plan documents: cells of costs with a known meaning, as DOCX, PDF and text."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
import tomllib
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from bench.truth.spellings import ODD
from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

MAKER: Final = PROJECT_ROOT / "tests/etl/plans/whole"
sys.path.insert(0, str(MAKER / "maker"))  # the tests write their plans with it too

from plan_chance import make_up  # noqa: E402
from plan_docx import write_docx  # noqa: E402
from plan_form import COST_HEADINGS, Form, Grid, Look, lay_out  # noqa: E402
from plan_text import write_text  # noqa: E402

NET, VAT = COST_HEADINGS.index("Išlaidos Eur be PVM"), COST_HEADINGS.index("PVM suma")
TWISTS: Final = ("spelling", "spelling", "spelling", "order", "thousands", "litas")
Amounts = dict[str, tuple[Decimal | None, Decimal | None]]


@dataclass(frozen=True, slots=True)
class MadePlan:
    """A plan on its way to a file.

    Attributes:
        kind: What is special about it.
        form: Its paragraphs and tables.
        look: How it is printed.
        meant: Net and VAT of each activity; a missing amount must not be read.
        fits_text: Whether text without cells can hold it.
    """

    kind: str
    form: Form
    look: Look
    meant: Amounts
    fits_text: bool


def make_plan(seed: int) -> MadePlan:
    """Make a plan; the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - made-up figures
    facts = tomllib.loads((MAKER / "made_up_plan.toml").read_text(encoding="utf-8"))
    facts, look = make_up(facts, chance)
    facts["activities"] = _drop_notes(facts["activities"])
    twist = TWISTS[seed % len(TWISTS)]
    kind, meant = _write_amounts(facts["activities"], twist, chance)
    form = lay_out(facts, look)
    if twist == "order":
        form, look = _reorder(form, look, chance)
    headings = {
        "thousands": "Išlaidos tūkst. Eur be PVM",
        "litas": "Išlaidos Lt be PVM",
    }
    if twist in headings:
        form = [_rename(part, headings[twist]) for part in form]
    return MadePlan(kind, form, look, meant, fits_text=twist == "spelling")


def _drop_notes(activities: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Drop rows whose zero stands for a note on the cost; other tests cover them."""
    return [one for one in activities if "note" not in one]


def _write_amounts(
    activities: list[dict[str, Any]], twist: str, chance: random.Random
) -> tuple[str, Amounts]:
    odd = chance.choice(ODD)
    kind = f"{twist} {odd.name}" if twist == "spelling" else twist
    meant: Amounts = {}
    for one in activities:
        if "net" not in one:
            continue
        read = [_amount(one["net"]), _amount(one["vat"])]
        said: list[Decimal | None] = [*read]
        for place, name in enumerate(("net", "vat")):
            if twist == "spelling" and chance.random() < 0.4:  # noqa: PLR2004
                one[name] = odd.write(read[place])
                said[place] = odd.means(read[place])
        if twist == "thousands":  # the whole column, or nothing of it
            said = [read[0] * 1000, None]
        if twist == "litas":
            said = [None, None]
        meant[one["number"]] = (said[0], said[1])
    return kind, meant


def _amount(text: str) -> Decimal:
    return Decimal(text.replace(",", "."))


def _reorder(form: Form, look: Look, chance: random.Random) -> tuple[Form, Look]:
    """Move the columns of costs into another order; number and title stay first."""
    order = list(range(2, len(COST_HEADINGS)))
    chance.shuffle(order)
    order = [0, 1, *order]
    widths = tuple(look.widths[place] for place in order)
    look = replace(look, widths=widths)
    return [_reorder_grid(part, order) for part in form], look


def _reorder_grid(part: Any, order: list[int]) -> Any:  # noqa: ANN401 - a part of a form
    if not _is_costs(part):
        return part
    rows = []
    for row in part.rows:
        whole = ["" if cell == "<" else cell for cell in row]
        rows.append(row if len(row) == 1 else tuple(whole[place] for place in order))
    widths = tuple(part.widths[place] for place in order)
    return replace(part, widths=widths, rows=tuple(rows))


def _rename(part: Any, heading: str) -> Any:  # noqa: ANN401 - a part of a form
    if not _is_costs(part):
        return part
    first = tuple(heading if n == NET else text for n, text in enumerate(part.rows[0]))
    return replace(part, rows=(first, *part.rows[1:]))


def _is_costs(part: Any) -> bool:  # noqa: ANN401 - a part of a form
    return isinstance(part, Grid) and tuple(part.rows[0]) == COST_HEADINGS


def write_plan_docx(plan: MadePlan, path: Path) -> Path:
    """Write a plan as DOCX."""
    write_docx(plan.form, plan.look, path)
    return path


def write_plan_text(plan: MadePlan, path: Path) -> Path:
    """Write a plan as text taken out of a PDF."""
    write_text(plan.form, path)
    return path


def print_pdfs(documents: Iterable[Path], folder: Path) -> list[Path]:
    """Print DOCX files as PDF with LibreOffice; none where it is not installed."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    documents = list(documents)
    if office is None or not documents:
        return []
    profile = (folder / "profile").as_uri()
    command = [office, "--headless", f"-env:UserInstallation={profile}"]
    command += ["--convert-to", "pdf", "--outdir", str(folder), *map(str, documents)]
    subprocess.run(command, check=True, capture_output=True, timeout=900)
    return [folder / f"{path.stem}.pdf" for path in documents]
