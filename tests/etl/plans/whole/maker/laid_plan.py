"""A plan whose tables are laid out otherwise: what was done, and what it means."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from random import Random
from typing import Any

from plan_form import Form, Grid, Text

Row = Sequence[Any]
Parts = list[Any]
BETWEEN: tuple[str | None, ...] = (
    None,
    "",
    "Lentelės tęsinys",
    "6 lentelė (tęsinys)",
    "Pastaba. Sumos gali būti tikslinamos.",
)


@dataclass
class Laid:
    """A plan with tables laid out otherwise.

    Attributes:
        form: The plan.
        names: What was done.
        factors: What one of an amount may count in a table; none where it is not sure.
        doubts: Tables of which something must be said.
        dropped: Headings that are not printed any more.
    """

    form: Form
    names: list[str] = field(default_factory=list)
    factors: dict[str, set[int]] = field(default_factory=dict)
    doubts: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)


def key_of(grid: Grid) -> str:
    """What a table is, by any of its headings."""
    printed = " ".join(str(cell) for cell in grid.rows[0]) + " ".join(
        str(cell) for cell in (grid.rows[1] if len(grid.rows) > 1 else ())
    )
    for words, key in (
        ("vertinimas", "schools"),
        ("Adresas", "partners"),
        ("Siekiama", "indicators"),
        ("Planuojama veikla", "planned"),
        ("poreikio", "costs"),
        ("matavimo", "costs"),
        ("Dokumentai", "costs"),
        ("Veiklos trukmė", "costs"),
        ("principas", "principles"),
        ("Rizikos", "risks"),
    ):
        if words in printed:
            return key
    return "budget" if "Eil. Nr." in printed else "rest"


def is_money(part: Text | Grid) -> bool:
    return isinstance(part, Grid) and key_of(part) in {"costs", "budget"}


def width_of(grid: Grid) -> int:
    return len(grid.widths)


def opened(row: Row) -> Parts:
    """A row without cells merged to the left."""
    return ["" if cell == "<" else cell for cell in row]


def map_rows(
    grid: Grid, change: Callable[[list[Any]], Row], widths: Sequence[float]
) -> Grid:
    rows = tuple(row if len(row) == 1 else change(opened(row)) for row in grid.rows)
    return replace(grid, rows=rows, widths=tuple(widths))


def find_cut(grid: Grid, chance: Random) -> int | None:
    places = [
        place
        for place in range(grid.heading_rows + 1, len(grid.rows))
        if "^" not in grid.rows[place]
    ]
    return chance.choice(places) if places else None


def rule_amounts(laid: Laid, key: str, factor: int | None) -> None:
    """Let amounts of a table count so; other parts of it may count as before."""
    parts = [part for part in laid.form if isinstance(part, Grid)]
    own = [part for part in parts if key_of(part) == key]
    is_parted = len(own) > 1 or any(map(_has_more_headings, own))
    now = laid.factors.get(key, {1}) if is_parted else set()
    laid.factors[key] = now if factor is None else now | {factor}
    if factor != 1 and not is_parted:
        laid.doubts.add(key)


def _has_more_headings(grid: Grid) -> bool:
    below = grid.rows[grid.heading_rows :]
    return any("PVM" in str(cell) for row in below if len(row) > 1 for cell in row)


def money_columns(grid: Grid) -> tuple[int, int] | None:
    if not is_money(grid) or "<" in grid.rows[0]:
        return None
    places = [n for n, cell in enumerate(grid.rows[0]) if "PVM" in str(cell)]
    nets = [n for n in places if "be PVM" in str(grid.rows[0][n])]
    vats = [n for n in places if n not in nets]
    return (nets[0], vats[0]) if len(nets) == len(vats) == 1 else None
