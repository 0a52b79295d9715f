"""Tables of a plan laid out otherwise: what they mean stays, or cannot be known."""

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from laid_plan import (
    BETWEEN,
    Laid,
    Parts,
    Row,
    find_cut,
    is_money,
    key_of,
    map_rows,
    money_columns,
    width_of,
)
from plan_form import Form, Grid, Text
from plan_units import UNIT_CHANGES

ADDED = {
    "words": ("Pastabos", "Bus tikslinama"),
    "person": ("Atsakingas asmuo", "Direktoriaus pavaduotojas"),
    "amount": ("ES lėšos, Eur", "4321,09"),
    "own": ("Iš jų savivaldybės lėšos", "999,99"),
    "with_vat": ("Iš viso su PVM, Eur", "1,00"),
    "year": ("Metai", "2025"),
    "day": ("Data", "2024-05-31"),
    "spent": ("Panaudota lėšų, Eur", "555,55"),
    "empty": ("", ""),
    "amount_without_heading": ("", "777,77"),
    "ordinal": ("Eil. Nr.", "9."),
    "rate": ("PVM tarifas, proc.", "21"),
}


def lay_out_otherwise(form: Form, chance: Random, count: int) -> Laid:
    """Change the layout of some tables of a plan."""
    laid = Laid(list(form))
    for _ in range(count):
        places = [
            place
            for place, part in enumerate(laid.form)
            if isinstance(part, Grid) and 0 < part.heading_rows < len(part.rows)
        ]
        costs = [place for place in places if is_money(laid.form[place])]
        place = chance.choice(costs if costs and chance.random() < 0.6 else places)
        grid = laid.form[place]
        assert isinstance(grid, Grid)
        name, change = chance.choice(list(CHANGES.items()))
        parts = change(grid, chance, laid)
        if parts is not None:
            laid.names.append(f"{name} of {key_of(grid)!r}")
            laid.form[place : place + 1] = parts
    return laid


def _take(grid: Grid, order: list[int]) -> Grid:
    """The columns of these places, in their order."""

    def taken(row: Row) -> list[Any]:
        return [row[place] for place in order]

    return map_rows(grid, taken, taken(grid.widths))


def reorder(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    if "<" in grid.rows[0]:
        return None
    order = list(range(width_of(grid)))
    chance.shuffle(order)
    return [_take(grid, order)]


def swap(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    """Two neighbours change places, their headings with them."""
    if "<" in grid.rows[0]:
        return None
    one = chance.randrange(width_of(grid) - 1)
    order = list(range(width_of(grid)))
    order[one], order[one + 1] = order[one + 1], order[one]
    return [_take(grid, order)]


def drop(grid: Grid, chance: Random, laid: Laid) -> Parts | None:
    place = chance.randrange(width_of(grid))
    is_merged = any("^" in row for row in grid.rows) or "<" in grid.rows[0]
    if is_merged or width_of(grid) < 3:
        return None
    laid.dropped.add(str(grid.rows[0][place]))
    if key_of(grid) in laid.factors and "PVM" in str(grid.rows[0][place]):
        laid.factors[key_of(grid)].add(1)
    return [_take(grid, [n for n in range(width_of(grid)) if n != place])]


def add(grid: Grid, chance: Random, _: Laid) -> Parts:
    heading, printed = ADDED[chance.choice(list(ADDED))]
    place = chance.randrange(width_of(grid) + 1)
    data = grid.rows[grid.heading_rows :]
    rows: list[Row] = []
    for index, row in enumerate(grid.rows):
        if len(row) == 1:
            rows.append(row)
            continue
        is_first = index == 0
        own = heading if is_first else ("" if row not in data else printed)
        rows.append([*row[:place], own, *row[place:]])
        if place < len(row) and row[place] == "<" and not is_first:
            rows[-1] = [*row[:place], "<", *row[place:]]
    widths = [*grid.widths[:place], 2.0, *grid.widths[place:]]
    return [replace(grid, rows=tuple(rows), widths=tuple(widths))]


def repeat(grid: Grid, chance: Random, _: Laid) -> Parts:
    rows: list[Row] = list(grid.rows[: grid.heading_rows])
    count = chance.choice((1, grid.heading_rows))
    for index, row in enumerate(grid.rows[grid.heading_rows :]):
        if index and "^" not in row and chance.random() < 0.4:
            rows.extend(grid.rows[:count])
        rows.append(row)
    return [replace(grid, rows=tuple(rows))]


def split(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    place = find_cut(grid, chance)
    if place is None:
        return None
    has_headings = chance.random() < 0.5
    below = grid.rows[place:]
    rows = (*grid.rows[: grid.heading_rows], *below) if has_headings else below
    stretch = 1 if chance.random() < 0.6 else chance.uniform(0.8, 1.1)
    second = replace(
        grid,
        rows=rows,
        widths=tuple(width * stretch for width in grid.widths),
        heading_rows=grid.heading_rows if has_headings else 0,
    )
    text = chance.choice(BETWEEN)
    middle = [] if text is None else [Text(text)]
    return [replace(grid, rows=grid.rows[:place]), *middle, second]


def split_rows(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    """A row goes on in the next one, which has no number."""
    places = [
        place
        for place in range(grid.heading_rows, len(grid.rows))
        if len(grid.rows[place]) > 1
        and "<" not in grid.rows[place]
        and "^" not in grid.rows[place]
        and not (place + 1 < len(grid.rows) and "^" in grid.rows[place + 1])
    ]
    if not places:
        return None
    place = chance.choice(places)
    first, second = [], []
    for number, cell in enumerate(grid.rows[place]):
        texts = [cell] if isinstance(cell, str) else list(cell)
        at = chance.randint(0, len(texts)) if number else len(texts)
        first.append(texts[:at])
        second.append(texts[at:])
    rows = (*grid.rows[:place], first, second, *grid.rows[place + 1 :])
    return [replace(grid, rows=rows)]


def add_rows(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    """Rows of no activity: subtotals, notes, empty ones."""
    place = find_cut(grid, chance)
    if place is None or "<" in grid.rows[0] or key_of(grid) == "rest":
        return None
    width = width_of(grid)
    money = money_columns(grid)
    blank: list[Any] = [""] * width
    kinds: list[Any] = [blank, ["–"] * width]
    if key_of(grid) == "costs":
        kinds.append(("Pastaba. Kainos be PVM, patikslintos 2024-05-31.",))
    if money:
        for label in (
            "Iš viso infrastruktūrai:",
            "Tarpinė suma",
            "Iš jų: ES lėšos",
            "",
            "Viso 1 veiklai",
        ):
            row = list(blank)
            row[1 if width > 4 and chance.random() < 0.5 else 0] = label
            row[money[0]], row[money[1]] = "11111,11", "2333,33"
            kinds.append(row)
    row = chance.choice(kinds)
    return [replace(grid, rows=(*grid.rows[:place], row, *grid.rows[place:]))]


def merge_down(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    places = [
        place
        for place in range(grid.heading_rows, len(grid.rows) - 1)
        if all(
            len(row) == width_of(grid) and "<" not in row and "^" not in row
            for row in grid.rows[place : place + 2]
        )
    ]
    if not places:
        return None
    place = chance.choice(places) + 1
    column = chance.randrange(width_of(grid))
    heading = str(grid.rows[0][column])
    if any(word in heading for word in ("avadinimas", "Rodiklis", "vertinimas")):
        return None  # what stands beside a merged name is more of that one
    if not any(map(str.isalnum, str(grid.rows[place - 1][column]))):
        return None
    row = list(grid.rows[place])
    row[column] = "^"
    return [replace(grid, rows=(*grid.rows[:place], row, *grid.rows[place + 1 :]))]


def merge_across(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    places = [
        place
        for place in range(grid.heading_rows, len(grid.rows))
        if len(grid.rows[place]) == width_of(grid)
        and "<" not in grid.rows[place]
        and "^" not in grid.rows[place]
        and not (place + 1 < len(grid.rows) and "^" in grid.rows[place + 1])
    ]
    if not places:
        return None
    place = chance.choice(places)
    column = chance.randrange(width_of(grid) - 1)
    row = list(grid.rows[place])
    both = [row[column], row[column + 1]]
    row[column] = [
        t for cell in both for t in ([cell] if isinstance(cell, str) else cell)
    ]
    row[column + 1] = "<"
    return [replace(grid, rows=(*grid.rows[:place], row, *grid.rows[place + 1 :]))]


def wrap_headings(grid: Grid, chance: Random, _: Laid) -> Parts:
    """Headings broken by narrow cells, with notes and in capitals."""

    def wrapped(cell: str | list[str]) -> str | list[str]:
        if isinstance(cell, list) or cell in ("<", "^", ""):
            return cell
        kind = chance.choice(("none", "words", "hyphen", "capitals", "soft"))
        if kind == "words":
            return cell.split()
        if kind == "hyphen":
            return cell.replace("Veiklos", "Veik- los").replace(
                "Išlaidos", "Išlai- dos"
            )
        if kind == "capitals":
            return cell.upper()
        return "\u00ad".join((cell[:4], cell[4:])) if kind == "soft" else cell

    return [replace(grid, rows=([*map(wrapped, grid.rows[0])], *grid.rows[1:]))]


def behead(grid: Grid, *_: object) -> Parts:
    rows = grid.rows[grid.heading_rows :]
    return [replace(grid, rows=rows, heading_rows=0)]


CHANGES: dict[str, Callable[[Grid, Random, Laid], list[Any] | None]] = {
    "reorder": reorder,
    "swap": swap,
    "drop": drop,
    "add": add,
    "repeat": repeat,
    "split": split,
    "split_rows": split_rows,
    "add_rows": add_rows,
    "merge_down": merge_down,
    "merge_across": merge_across,
    "wrap_headings": wrap_headings,
    "behead": behead,
    **UNIT_CHANGES,
}
