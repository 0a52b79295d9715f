"""Measure how true readings are, beside plain libraries, and write `docs/truth.md`."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.truth import plans, read_plans, read_sheets
from bench.truth.plans import make_plan, print_pdfs, write_plan_docx, write_plan_text
from bench.truth.scores import Score, describe, judge
from bench.truth.sheets import make_sheet, write_sheet
from pazanga.settings import PROJECT_ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from bench.truth.plans import Amounts, MadePlan
    from bench.truth.sheets import MadeSheet

SHEETS: Final = 750
PLANS: Final = 180
PRINTED: Final = 40
"""So many of the plans are printed as PDF too: it takes seconds each."""
DOCUMENT: Final = PROJECT_ROOT / "docs" / "truth.md"
US: Final = "Pažanga"
PAGE: Final = """\
# Truth: what is read of what people write

<!-- Written by `python -m bench truth`. -->

Amounts whose meaning is known, written in many ways: thousands with dots, commas and
spaces, notes, brackets, words, two amounts in a cell, units and currencies wherever
they stand, columns in any order, subtotals, second tables.

*Exact*: the amount that is meant. *Refused, said*: no amount, and the reader names the
cell, the row or the file. *Silently wrong*: another amount. *Silently lost*: no amount,
and nobody is told. Where a text means no exact amount, only a refusal is right.

## Sheets: {sheet_count} seeded variants

{sheets}

## Plan documents: {plan_count} seeded variants, {printed} of them as PDF

{plans}

The peers are used as a short script would: the heading found, the columns taken by its
words, the first number of each cell taken.
"""

Scores = dict[str, Score]


def run() -> None:
    """Measure sheets and plans, print the scores and write them down."""
    sheets = measure_sheets(range(SHEETS))
    with tempfile.TemporaryDirectory() as name:
        documents = measure_plans(range(PLANS), PRINTED, Path(name))
    text = _write(sheets, documents)
    DOCUMENT.write_text(text, encoding="utf-8")
    print(text)
    for reader, score in (sheets | documents).items():
        for kind, count in score.examples.most_common() if US in reader else ():
            print(f"{reader}: {count} × {kind}")


def measure_sheets(seeds: Iterable[int]) -> Scores:
    """Read seeded sheets with our reader and with pandas; score every amount."""
    ours, peer = Score(), Score()
    with tempfile.TemporaryDirectory() as name:
        for seed in seeds:
            sheet = make_sheet(seed)
            path = write_sheet(sheet, Path(name), seed)
            read, aside, is_refused = read_sheets.read_ours(path)
            said = set(sheet.meant) if is_refused else aside
            _score_sheet(ours, sheet, read, said)
            _score_sheet(peer, sheet, read_sheets.read_with_pandas(path), set())
    return {f"{US}: XLSX, CSV": ours, "pandas": peer}


def _score_sheet(score: Score, sheet: MadeSheet, read: Amounts, said: set[str]) -> None:
    """Count every amount that is meant, and every payment that nobody wrote."""
    meant = (
        dict.fromkeys(sheet.meant, (None, None)) if sheet.is_refusal else sheet.meant
    )
    _score(score, meant, read, said, sheet.kind)
    for _ in read.keys() - sheet.meant.keys():
        score.add("wrong", f"{sheet.kind}: a payment that nobody wrote")


def measure_plans(seeds: Iterable[int], printed: int, folder: Path) -> Scores:
    """Read seeded plans as DOCX, PDF and text; score every cost.

    Args:
        seeds: One plan each.
        printed: How many of them are printed as PDF.
        folder: Where the documents are written.
    """
    made = {seed: make_plan(seed) for seed in seeds}
    documents = {
        seed: write_plan_docx(plan, folder / f"{seed}.docx")
        for seed, plan in made.items()
    }
    first = list(made)[:printed]
    pdfs = dict(
        zip(first, print_pdfs([documents[n] for n in first], folder), strict=False)
    )
    texts = {
        seed: write_plan_text(plan, folder / f"{seed}.txt")
        for seed, plan in made.items()
        if plan.fits_text
    }
    scores: Scores = {}
    for kind, files in {"DOCX": documents, "PDF": pdfs, "text": texts}.items():
        scores[f"{US}: {kind}"] = _score_ours(files, made)
    scores["python-docx"] = _score_plainly(documents, made)
    scores["pdfplumber"] = _score_plainly(pdfs, made)
    return scores


def _score_ours(files: Mapping[int, Path], made: Mapping[int, MadePlan]) -> Score:
    score = Score()
    for seed, path in files.items():
        read, said, is_refused = read_plans.read_ours(path)
        plan = made[seed]
        said = set(plan.meant) if is_refused else said
        _score(score, plan.meant, read, said, plan.kind)
        for number in read.keys() - plan.meant.keys():
            costs = [amount for amount in read[number] if amount is not None]
            for _ in costs:
                score.add("wrong", f"{plan.kind}: a cost of {number} nobody wrote")
    return score


def _score_plainly(files: Mapping[int, Path], made: Mapping[int, MadePlan]) -> Score:
    score = Score()
    for seed, path in files.items():
        read = read_plans.read_plainly(path)
        _score(score, made[seed].meant, read, set(), made[seed].kind)
    return score


def _score(
    score: Score, meant: plans.Amounts, read: Amounts, said: set[str], kind: str
) -> None:
    for key, amounts in meant.items():
        found = read.get(key, (None, None))
        for wanted, amount in zip(amounts, found, strict=True):
            score.add(judge(wanted, amount, is_said=key in said), kind)


def _write(sheets: Scores, documents: Scores) -> str:
    """Write the page: what was measured, and the tables."""
    return PAGE.format(
        sheet_count=SHEETS,
        sheets="\n".join(describe(sheets)),
        plan_count=PLANS,
        printed=PRINTED,
        plans="\n".join(describe(documents)),
    )
