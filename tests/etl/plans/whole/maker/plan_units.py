"""Headings and notes of a plan that say otherwise what its amounts are."""

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
    rule_amounts,
    width_of,
)
from plan_form import Grid, Text

THOUSANDS = 1000
PLAIN_PARENTS = (
    "Informacija",
    "Išlaidos, Eur",
    "Duomenys apie veiklą",
    "Lėšų poreikis",
)
NARROW_PARENTS = ("2024 m.", "I etapas", "Vienai mokyklai", "Iš jų valstybės biudžeto")
SPENT_PARENTS = ("Faktinės išlaidos", "Panaudota lėšų")
UNITS = {
    "thousands": ("Išlaidos tūkst. Eur be PVM", "PVM suma, tūkst. Eur", THOUSANDS),
    "thousands_of_net": ("Išlaidos be PVM (tūkst. Eur)", "PVM suma", None),
    "thousands_of_vat": ("Išlaidos Eur be PVM", "PVM, tūkst. Eur", None),
    "millions": ("Išlaidos be PVM, mln. Eur", "PVM, mln. Eur", 1_000_000),
    "cents": ("Išlaidos be PVM, centais", "PVM, centais", None),
    "litas": ("Išlaidos be PVM, Lt", "PVM, Lt", None),
    "per_school": ("Išlaidos vienai mokyklai be PVM", "PVM suma", None),
    "with_vat": ("Išlaidos Eur su PVM", "PVM suma", None),
    "unknown": ("Išlaidos Eur", "Mokestis", None),
    "euro": ("Išlaidos (eurais) be PVM", "PVM suma (eurais)", 1),
    "sign": ("Išlaidos, € be PVM", "PVM, €", 1),
    "capitals": ("IŠLAIDOS EUR BE PVM", "PVM SUMA", 1),
    "marked": ("Išlaidos Eur be PVM*", "PVM suma¹", 1),
}
ABOVE = {
    "(tūkst. Eur)": THOUSANDS,
    "Visos sumos nurodytos tūkst. eurų": THOUSANDS,
    "(Eur)": 1,
    "Sumos su PVM": None,
    "Litais": None,
}


def add_parent(grid: Grid, chance: Random, laid: Laid) -> Parts | None:
    """A heading above some columns."""
    if len(grid.rows[0]) == 1 or "<" in grid.rows[0]:
        return None
    start = chance.randrange(width_of(grid) - 1)
    end = chance.randint(start + 2, width_of(grid))
    if chance.random() < 0.5 and is_money(grid):
        money = [n for n, cell in enumerate(grid.rows[0]) if "PVM" in str(cell)]
        if len(money) > 1:
            start, end = money[0], money[-1] + 1
    kind = chance.choice(("plain", "narrow", "spent", "thousands"))
    choices = {
        "plain": PLAIN_PARENTS,
        "narrow": NARROW_PARENTS,
        "spent": SPENT_PARENTS,
        "thousands": ("Tūkst. Eur", "Lėšos (tūkst. Eur)"),
    }
    text = chance.choice(choices[kind])
    covered = [str(cell) for cell in grid.rows[0][start:end]]
    key = key_of(grid)
    if any("PVM" in cell for cell in covered):
        if kind in ("spent", "thousands"):
            rule_amounts(laid, key, THOUSANDS if kind == "thousands" else None)
        elif kind == "narrow":
            laid.doubts.add(key)
    top = [
        text if n == start else "<" if start < n < end else cell
        for n, cell in enumerate(grid.rows[0])
    ]
    below = [cell if start <= n < end else "^" for n, cell in enumerate(grid.rows[0])]
    rows = (top, below, *grid.rows[1:])
    return [replace(grid, rows=rows, heading_rows=grid.heading_rows + 1)]


def rename_units(grid: Grid, chance: Random, laid: Laid) -> Parts | None:
    found = money_columns(grid)
    if found is None:
        return None
    net, vat, factor = UNITS[chance.choice(list(UNITS))]
    heading = list(grid.rows[0])
    heading[found[0]], heading[found[1]] = net, vat
    rule_amounts(laid, key_of(grid), factor)
    return [replace(grid, rows=(heading, *grid.rows[1:]))]


def two_units(grid: Grid, chance: Random, laid: Laid) -> Parts | None:
    """The second part of a table is counted in another unit."""
    found, place = money_columns(grid), find_cut(grid, chance)
    if found is None or place is None or any("^" in row for row in grid.rows):
        return None
    net, vat, factor = UNITS[chance.choice(list(UNITS))]
    heading = list(grid.rows[0])
    heading[found[0]], heading[found[1]] = net, vat
    key = key_of(grid)
    now = laid.factors.get(key, {1})
    laid.factors[key] = now if factor is None else now | {factor}
    if factor != 1:
        laid.doubts.add(key)
    below = (heading, *grid.rows[place:])
    if chance.random() < 0.5:
        return [replace(grid, rows=(*grid.rows[:place], *below))]
    second = replace(grid, rows=below, heading_rows=1)
    text = chance.choice(BETWEEN)
    middle = [] if text is None else [Text(text)]
    return [replace(grid, rows=grid.rows[:place]), *middle, second]


def say_above(grid: Grid, chance: Random, laid: Laid) -> Parts | None:
    if not is_money(grid):
        return None
    text = chance.choice(list(ABOVE))
    key, factor = key_of(grid), ABOVE[text]
    if factor != 1:
        rule_amounts(laid, key, factor)
    return [Text(text), grid]


def two_nets(grid: Grid, chance: Random, laid: Laid) -> Parts | None:
    """Net costs of two years side by side."""
    found = money_columns(grid)
    if found is None:
        return None
    place = found[0]
    headings = chance.choice(
        (("2024 m. be PVM", "2025 m. be PVM"), ("Planuota be PVM", "Faktas be PVM"))
    )
    rule_amounts(laid, key_of(grid), None)

    def doubled(row: list[Any]) -> Row:
        return [*row[: place + 1], row[place], *row[place + 1 :]]

    changed = map_rows(grid, doubled, doubled(list(grid.widths)))
    top = list(changed.rows[0])
    top[place : place + 2] = headings
    return [replace(changed, rows=(top, *changed.rows[1:]))]


UNIT_CHANGES: dict[str, Callable[[Grid, Random, Laid], Parts | None]] = {
    "add_parent": add_parent,
    "rename_units": rename_units,
    "two_units": two_units,
    "say_above": say_above,
    "two_nets": two_nets,
}
