"""Where the time of one refresh goes: CPU of each step, in the process that refreshes.

python -m bench steps-of HOME DATA
"""

from __future__ import annotations

import importlib
import time
from collections import defaultdict
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from pazanga.settings import Settings

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

STEPS: Final = """
etl.refresh.refresh: _read_shown take_in find_sources clear_inbox
etl.refresh.input_archive: keep_inputs
etl.refresh.retention: apply_retention
etl.inbox.parse_cache: remove_outdated
etl.refresh.rebuild: find_changed_part find_blueprint read_descriptions read_audits
etl.refresh.rebuild: list_unchanged copy_lists copy_rejected list_related
warehouse.changed_models.PartBuilder: compare_raw fill copy
etl.refresh.rebuild: list_kept replace_ops replace_sources replace_models run_audits
etl.refresh.rebuild: remark_replaced remark_repeated_payments remark_old_values
etl.refresh.rebuild: remark_foreign_marks insert_results read_runs insert_runs publish
etl.refresh.rebuild: remember_keys list_shrunk sum_by_plan list_disturbed
etl.refresh.load_sources.Loader: load
shutil: copyfile
warehouse.publish: hash_file sync
warehouse.integrity: hash_file
"""
"""Modules and their functions; one that is called within another counts in both."""


def main(arguments: Sequence[str]) -> None:
    """Refresh the home that the arguments name, and print what each step took."""
    home, data = map(Path, arguments)
    began = time.process_time()
    from etl.refresh import rebuild, refresh, retention  # noqa: F401, PLC0415

    costs: defaultdict[str, list[float]] = defaultdict(lambda: [0.0, 0.0, 0])
    imported = time.process_time() - began
    for line in STEPS.split("\n"):
        where, _, names = line.partition(": ")
        for name in names.split():
            _measure(where, name, costs)
    report = refresh.refresh(Settings(home=home, data=data))
    print(f"\n{report.run.outcome}, {report.taken_over} packages taken over\n")
    print("| step | times | CPU s | wall s |\n| --- | --- | --- | --- |")
    print(f"| until the program runs | 1 | {began:.2f} | |")
    print(f"| libraries | 1 | {imported:.2f} | |")
    for step, (cpu, wall, count) in sorted(costs.items(), key=lambda one: -one[1][0]):
        print(f"| {step} | {count} | {cpu:.2f} | {wall:.2f} |")
    print(f"| all of it | 1 | {time.process_time():.2f} | |")


def _measure(where: str, name: str, costs: dict[str, list[float]]) -> None:
    """Replace a function by one that counts what it takes."""
    owner: Any
    try:
        owner = importlib.import_module(where)
    except ModuleNotFoundError:
        module, _, kept = where.rpartition(".")
        owner = getattr(importlib.import_module(module), kept)
    called: Callable[..., Any] = getattr(owner, name)

    @wraps(called)
    def measured(*arguments: Any, **options: Any) -> Any:  # noqa: ANN401
        cpu, wall = time.process_time(), time.perf_counter()
        try:
            return called(*arguments, **options)
        finally:
            cost = costs[f"{where.rpartition('.')[2]}.{name}"]
            cost[0] += time.process_time() - cpu
            cost[1] += time.perf_counter() - wall
            cost[2] += 1

    setattr(owner, name, measured)
