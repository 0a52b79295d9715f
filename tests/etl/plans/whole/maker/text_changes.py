"""What people do to tables of plans that a text shows badly, or not at all."""

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import Any

from laid_plan import (
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
from plan_form import Form, Grid, Text
from plan_layouts import lay_out_otherwise

NARROWED = (
    "Tik valstybės biudžeto lėšos",
    "Iš jų Europos Sąjungos lėšos:",
    "2024 m. išlaidos",
    "Lentelėje nurodytos tik 2025 metų lėšos",
    "II etapas",
    "Savivaldybės biudžeto lėšos",
    "Vienai mokyklai skiriamos lėšos",
    "I pusmetis",
)
FOREIGN_NOTES = (
    "* Sumos nurodytos litais.",
    "¹ Kainos nurodytos JAV doleriais (USD).",
    "** Visos sumos nurodytos tūkst. eurų.",
    "* Visos sumos su PVM.",
)
UNITS_AMONG = ("(tūkst. Eur)", "Toliau sumos nurodytos tūkst. Eur", "tūkst. Eur")
PLAIN_NOTES = (
    "* Suma gali būti tikslinama.",
    "1 Pagal 2022 m. gruodžio 5 d. tyrimą.",
    "** 12 kabinetų, 350 vietų.",
    "Perkelta į kitą puslapį",
)
PARTS = ("Tarpinė suma", "Iš viso savivaldybei", "Iš jų savivaldybei:", "Suma")
WHOLES = ("Iš viso:", "IŠ VISO", "Bendra suma", "Viso", "Iš viso partneriams")
TITLED_AGAIN = ("Lentelės tęsinys", "6 lentelės tęsinys", "(tęsinys)", "Tęsinys:")


def lay_out_text(form: Form, chance: Random) -> Laid:
    """Change a plan as only texts cannot show it, and maybe its tables as well."""
    laid = Laid(list(form))
    if chance.random() < 0.3:
        laid = lay_out_otherwise(form, chance, 1)
    for _ in range(chance.choice((1, 1, 2))):
        places = [
            place
            for place, part in enumerate(laid.form)
            if isinstance(part, Grid) and is_money(part) and len(part.rows) > 2
        ]
        if not places:
            break
        place = chance.choice(places)
        grid = laid.form[place]
        assert isinstance(grid, Grid)
        name, change = chance.choice(list(TEXT_CHANGES.items()))
        parts = change(grid, chance, laid)
        if parts is not None:
            laid.names.append(f"{name} of {key_of(grid)!r}")
            laid.form[place : place + 1] = parts
    return laid


def _stop(laid: Laid, key: str) -> None:
    """No amount of a table is sure any more."""
    rule_amounts(laid, key, None)


def narrow_above(grid: Grid, chance: Random, laid: Laid) -> Parts:
    laid.doubts.add(key_of(grid))
    return [Text(chance.choice(NARROWED)), grid]


def note_at_end(grid: Grid, chance: Random, laid: Laid) -> Parts:
    """A currency or a unit that only a note below the table names."""
    _stop(laid, key_of(grid))
    return [grid, Text(chance.choice(FOREIGN_NOTES))]


def note_far_below(grid: Grid, chance: Random, laid: Laid) -> Parts:
    _stop(laid, key_of(grid))
    laid.form.append(Text(chance.choice(FOREIGN_NOTES)))
    return [grid]


def unit_among(grid: Grid, chance: Random, laid: Laid) -> Parts | None:
    """Rows below count in another unit, as a row between them says."""
    place = find_cut(grid, chance)
    if place is None or any("^" in row for row in grid.rows):
        return None
    laid.factors.setdefault(key_of(grid), {1}).add(1000)
    laid.doubts.add(key_of(grid))
    row = (chance.choice(UNITS_AMONG),)
    return [replace(grid, rows=(*grid.rows[:place], row, *grid.rows[place:]))]


def note_among(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    place = find_cut(grid, chance)
    if place is None:
        return None
    row = (chance.choice(PLAIN_NOTES),)
    return [replace(grid, rows=(*grid.rows[:place], row, *grid.rows[place:]))]


def go_on(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    """The table goes on under a title of its own, with its headings or without."""
    place = find_cut(grid, chance)
    if place is None:
        return None
    heads = grid.rows[: grid.heading_rows] if chance.random() < 0.6 else ()
    below = (*heads, *grid.rows[place:])
    second = replace(grid, rows=below, heading_rows=len(heads))
    title = Text(chance.choice(TITLED_AGAIN))
    return [replace(grid, rows=grid.rows[:place]), title, second]


def part_cents(grid: Grid, _: Random, laid: Laid) -> Parts | None:
    """Cents stand in a column of their own."""
    found = money_columns(grid)
    if found is None or any("^" in row for row in grid.rows):
        return None
    _stop(laid, key_of(grid))
    net, vat = found

    def parted(row: list[Any]) -> Row:
        cells: list[Any] = []
        for place, cell in enumerate(row):
            text = cell if isinstance(cell, str) else cell[0] if cell else ""
            whole, point, cents = text.partition(",")
            if place not in found:
                cells.append(cell)
            elif "PVM" in text:
                cells.extend((cell, "ct"))
            else:
                cells.extend((whole, cents if point else ""))
        return cells

    widths = [
        part
        for place, width in enumerate(grid.widths)
        for part in ((width, 0.9) if place in (net, vat) else (width,))
    ]
    return [map_rows(grid, parted, widths)]


def _respell(
    grid: Grid, columns: tuple[int, ...], spell: Callable[[str], str | list[str]]
) -> Parts:
    def spelt(row: list[Any]) -> Row:
        cells = list(row)
        for place in columns:
            cell = cells[place]
            text = cell if isinstance(cell, str) else cell[0] if cell else ""
            if text[:1].isdigit():
                rest = [] if isinstance(cell, str) else cell[1:]
                printed = spell(text)
                cells[place] = [
                    *([printed] if isinstance(printed, str) else printed),
                    *rest,
                ]
        return cells

    return [map_rows(grid, spelt, grid.widths)]


def _dotted(text: str) -> str:
    whole, point, cents = re.sub(r"[ .]", "", text).partition(",")
    if not whole.isdigit():
        return text
    groups = f"{int(whole):,}".replace(",", ".")
    return f"{groups}{point}{cents}"


def dot_thousands(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    found = money_columns(grid)
    if found is None:
        return None
    columns = chance.choice(((found[0],), (found[1],), found))
    return _respell(grid, columns, _dotted)


def drop_cents(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    """Thousands by dots, and no cents where there are none: `80.000`."""
    found = money_columns(grid)
    if found is None:
        return None
    columns = chance.choice(((found[0],), (found[1],), found))
    return _respell(grid, columns, lambda text: _dotted(text).removesuffix(",00"))


def say_in_words(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    """The sum in words stands below its figures."""
    found = money_columns(grid)
    if found is None:
        return None
    words = chance.choice(("(penki tūkstančiai eurų 00 ct)", "Suma žodžiais: trys Eur"))
    return _respell(grid, (found[0],), lambda text: [text, words])


def only_words(grid: Grid, _: Random, laid: Laid) -> Parts | None:
    found = money_columns(grid)
    if found is None or any("^" in row for row in grid.rows):
        return None
    laid.doubts.add(key_of(grid))
    return _respell(grid, (found[0],), lambda _: "Penki tūkstančiai eurų")


def mark_currency(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    found = money_columns(grid)
    if found is None:
        return None
    sign = chance.choice((" Eur", " €", " EUR", "*", " eur."))
    return _respell(grid, (chance.choice(found),), lambda text: f"{text}{sign}")


def empty_vat(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    """One of the two amounts is not printed in some rows."""
    found = money_columns(grid)
    if found is None or any("^" in row for row in grid.rows):
        return None
    gone, share = chance.choice(found), chance.choice((0.3, 1))

    def emptied(row: list[Any]) -> Row:
        cells = list(row)
        is_amount = str(cells[gone]).strip("['")[:1].isdigit()
        if is_amount and chance.random() < share:
            cells[gone] = ""
        return cells

    return [map_rows(grid, emptied, grid.widths)]


def beside(grid: Grid, _: Random, laid: Laid) -> Parts | None:
    """Another table stands at the side of this one."""
    if any("^" in row or "<" in row for row in grid.rows):
        return None
    other = [("Šaltinis", "Suma, Eur"), ("ES lėšos", "5000,00"), ("VB", "1234,50")]
    rows: list[Row] = []
    for row in grid.rows:
        cells = other.pop(0) if other and len(row) > 1 else ("", "")
        rows.append(row if len(row) == 1 else [*row, *cells])
    laid.doubts.add(key_of(grid))
    return [replace(grid, rows=tuple(rows), widths=(*grid.widths, 3, 2))]


def renumber(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    """Numbers with a bracket, without a dot, or with a word before them."""
    if key_of(grid) != "costs":
        return None
    kind = chance.choice(("{n})", "{n}", "Nr. {n}", "{n} veikla", "{n}.."))

    def numbered(row: list[Any]) -> Row:
        text = str(row[0])
        is_number = text.rstrip(".").replace(".", "").isdigit() and len(row) > 2
        first = kind.format(n=text.rstrip(".")) if is_number and row[1] != "2" else text
        return [first, *row[1:]]

    return [map_rows(grid, numbered, grid.widths)]


def romans(grid: Grid, _: Random, laid: Laid) -> Parts | None:
    if key_of(grid) != "costs":
        return None
    names = {"1.": "I.", "2.": "II.", "3.": "III.", "4.": "IV.", "5.": "V."}
    if not any(str(row[0]) in names for row in grid.rows):
        return None
    laid.doubts.add("costs")

    def numbered(row: list[Any]) -> Row:
        return [names.get(str(row[0]), row[0]), *row[1:]]

    return [map_rows(grid, numbered, grid.widths)]


def total_of_page(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    """What the rows of a page sum to, over the columns before the amounts."""
    place, found = find_cut(grid, chance), money_columns(grid)
    if place is None or found is None or found[1] != found[0] + 1:
        return None
    labels = ("Iš viso puslapyje:", "Tarpinė suma", "Perkelta:", "Suma", "Viso:", "Σ")
    row: list[Any] = [chance.choice(labels), *("<",) * (found[0] - 1)]
    row += ["3333,33", "700,00", *("",) * (width_of(grid) - found[1] - 1)]
    return [replace(grid, rows=(*grid.rows[:place], row, *grid.rows[place:]))]


def more_partners(grid: Grid, chance: Random, _: Laid) -> Parts | None:
    """A sum for each of two partners, some with a sum of both or of one again."""
    if key_of(grid) != "budget" or grid.rows[0][0] != "Eil. Nr.":
        return None
    first = ["1.", "1., 2.", "Savivaldybė", "1000000,00", "200000,00"]
    second = ["2.", "3.", "Utenos gimnazija", "255773,85", "62137,51"]
    part = [chance.choice(PARTS), "<", "<", "1000000,00", "200000,00"]
    whole = [chance.choice(WHOLES), "<", "<", "1255773,85", "262137,51"]
    rows: list[Row] = [grid.rows[0], first]
    rows += [part] if chance.random() < 0.5 else []
    rows.append(second)
    rows += [whole] if chance.random() < 0.5 else []
    return [replace(grid, rows=tuple(rows))]


TEXT_CHANGES: dict[str, Callable[[Grid, Random, Laid], Parts | None]] = {
    "narrow_above": narrow_above,
    "note_at_end": note_at_end,
    "note_far_below": note_far_below,
    "unit_among": unit_among,
    "note_among": note_among,
    "go_on": go_on,
    "part_cents": part_cents,
    "dot_thousands": dot_thousands,
    "drop_cents": drop_cents,
    "say_in_words": say_in_words,
    "only_words": only_words,
    "mark_currency": mark_currency,
    "empty_vat": empty_vat,
    "beside": beside,
    "renumber": renumber,
    "romans": romans,
    "total_of_page": total_of_page,
    "more_partners": more_partners,
}
