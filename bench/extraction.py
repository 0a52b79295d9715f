"""Reading a plan document: the bundled plan's text where present, and a made-up one."""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
from pathlib import Path

from bench.processes import measure
from bench.synthetic_plan import write_plan
from etl.plans.extract import extract_to_folder

SEEDS = Path(__file__).resolve().parent.parent.parent / "shared" / "seeds"


def run() -> None:
    """Measure `pazanga extract` as a whole process, and its parsing alone."""
    with tempfile.TemporaryDirectory() as folder:
        made_up = Path(folder) / "plan.txt"
        write_plan(made_up, activities=400)
        for document in [made_up, *sorted(SEEDS.glob("004*"))]:
            lines = document.read_text(encoding="utf-8").count("\n")
            command = [sys.executable, "-m", "pazanga", "extract", str(document)]
            measure(
                f"extract, whole process, {lines:,} lines",
                [*command, "--out", str(Path(folder) / "out")],
            )
            _measure_parsing(document, Path(folder))


def _measure_parsing(document: Path, folder: Path) -> None:
    data = Path(__file__).resolve().parent.parent / "data"
    seconds = []
    for _ in range(6):
        before = resource.getrusage(resource.RUSAGE_SELF)
        extract_to_folder(document, folder / "warm", data / "reference")
        after = resource.getrusage(resource.RUSAGE_SELF)
        seconds.append(
            after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
        )
    label = "  the same without starting Python"
    print(f"{label:<44} cpu {statistics.median(seconds[1:]):6.2f} s")
