"""Hundreds of changes of one cell each: a number that is printed, or none and said.

Each change puts something else into one cell of a good plan. Numbers of every other
cell stay as they were; the cell's own become what it prints, or are empty with a
finding.
"""

import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from random import Random

import pytest
from plan_content import to_document
from plan_form import Facts, Form, Grid, Look, lay_out

from etl.plans.content.sections import find_sections
from etl.plans.contract.plan_package import Row
from etl.plans.findings.registry import find_all
from etl.plans.form.extract import extract_form

QUICK, MANY, PARTS = 40, 1_500, 3
Plan = dict[str, list[Row]]


@dataclass(frozen=True)
class Kind:
    """What a cell prints instead.

    Attributes:
        form: `{}` is an amount such as `1200,50`, `{whole}` its euro, `{cents}` the
            rest, `{other}` another amount.
        money: Amounts it says in a column of money, in parts of the amount; none where
            it says no sure one.
        value: The same in a column of values of indicators.
    """

    form: str
    money: tuple[int, ...] = ()
    value: tuple[int, ...] = ()


ONE = (1,)
KINDS = {
    "number": Kind("{}", ONE, ONE),
    "decimal_point": Kind("{whole}.{cents}", ONE, ONE),
    "euro": Kind("{} Eur", ONE, ONE),
    "euro_sign": Kind("€ {}", ONE, ONE),
    "no_break_space": Kind("{hard},{cents}", ONE, ONE),
    "narrow_space": Kind("{narrow},{cents}", ONE, ONE),
    "apostrophe": Kind("{quoted},{cents}", ONE, ONE),
    "dot_and_comma": Kind("{dotted},{cents}", ONE, ONE),
    "zero_width": Kind("{head}\u200b{tail}", ONE, ONE),
    "superscript": Kind("{}¹", ONE, ONE),
    "two_superscripts": Kind("{}¹²", ONE, ONE),
    "star": Kind("{}*", ONE, ONE),
    "bracket_mark": Kind("{} 1)", ONE, ONE),
    "thousands": Kind("{} tūkst.", (1000,)),
    "soft_hyphen": Kind("{head}\u00ad{tail}", ONE, ONE),
    "brackets": Kind("({})"),
    "minus": Kind("–{}"),
    "two_numbers": Kind("{} {other}"),
    "two_with_slash": Kind("{} / {other}"),
    "two_with_semicolon": Kind("{}; {other}"),
    "sum": Kind("{} + {other}"),
    "dollars": Kind("{} USD", (), ONE),
    "litas": Kind("{} Lt", (), ONE),
    "percent": Kind("{} %", (), ONE),
    "percent_in_words": Kind("{} proc.", (), ONE),
    "day": Kind("2024-05-31"),
    "day_in_words": Kind("2024 m. gegužės 31 d."),
    "year": Kind("2025", (2025,), (2025,)),
    "years": Kind("2024–2026"),
    "about": Kind("apie {}"),
    "at_most": Kind("iki {}", (), ONE),
    "from_to": Kind("nuo {other} iki {}"),
    "in_words": Kind("Bus {} patikslinta"),
    "words": Kind("Bus patikslinta"),
    "no_data": Kind("n. d."),
    "long_note": Kind("{} (kartu su visų pastatų remonto darbais ir įranga)", (), ONE),
    "note_without_number": Kind("Pastaba, kuri tęsiasi ir nieko nesako apie sumas"),
    "letter_for_zero": Kind("{whole},OO"),
    "row_number": Kind("1. {}"),
    "activity": Kind("{} (įtraukta prie 3.1 veiklos)", ONE, ONE),
    "question": Kind("?"),
    "zero": Kind("0,00", (0,), (0,)),
    "dash": Kind("–"),
    "nothing": Kind(""),
}

MONEY = {"activities.net_eur", "plan_totals.net_eur"}
TAX = {"activities.vat_eur", "plan_totals.vat_eur"}
DAYS = {"activities.period_start", "activities.period_end"}
PROSE_FIGURES = {"exam_results.value", "school_figures.value"}
# What a column of the form may give, by the beginning of its heading.
GIVES = {
    "Bendras mokyklos": PROSE_FIGURES,
    "Pradinė reikšmė": {"indicator_values.value"},
    "Siekiama reikšmė": {"indicators.target_value"},
    "Veiklos trukmė": DAYS,
    "Išlaidos Eur": MONEY,
    "PVM suma": TAX,
    "Eur be PVM": MONEY | TAX,
    "PVM, Eur": MONEY | TAX,
}
# Columns that name a row: it may go with its name, or come under another one.
NAMES = ("Mokyklos pavadinimas", "Rodikl", "Veiklos Nr.", "Eil. Nr.")
# Prose says nothing where the sentence that is looked for is not there.
PROSE = ("Bendras mokyklos", "Veiklos pavadinimas", "Veiklos poreikio")
KEYS = (
    *("activity_number", "occurrence", "indicator_number", "school_code"),
    *("total_kind", "exam", "measure", "subject", "school_year", "figure"),
    *("fact", "period"),
)


@dataclass(frozen=True)
class Change:
    """One cell of a plan and what it prints: the cell by table, row and column."""

    grid: int
    row: int
    column: int
    kind: str
    seed: int

    @property
    def printed(self) -> str:
        return spell(KINDS[self.kind].form, self.amounts[0], self.amounts[1])

    @property
    def amounts(self) -> tuple[Decimal, Decimal]:
        chance = Random(self.seed)  # noqa: S311 – an amount is no secret
        one, other = (Decimal(chance.randint(100_000, 99_999_999)) for _ in "12")
        return one / 100, other / 100


def spell(form: str, amount: Decimal, other: Decimal) -> str:
    plain, another = (f"{one:.2f}".replace(".", ",") for one in (amount, other))
    whole, cents = plain.split(",")
    grouped = f"{int(whole):,}"
    signs = {"hard": "\u00a0", "narrow": "\u202f", "quoted": "'", "dotted": "."}
    texts = {name: grouped.replace(",", sign) for name, sign in signs.items()}
    texts |= {"whole": whole, "cents": cents, "other": another}
    return form.format(plain, head=plain[:2], tail=plain[2:], **texts)


@pytest.fixture(scope="module")
def form(facts: Facts) -> Form:
    return lay_out(facts, Look(words=20))


@pytest.fixture(scope="module")
def usual(form: Form) -> Plan:
    return read(form)


def read(form: Form) -> Plan:
    facts = extract_form(find_sections(to_document(form)))
    return {**facts.rows, "findings": find_all(facts)}


def list_changes(form: Form) -> Iterator[Change]:
    """Every kind of change of every cell."""
    for place, part in enumerate(form):
        for index, row in enumerate(part.rows if isinstance(part, Grid) else ()):
            is_data = isinstance(part, Grid) and index >= part.heading_rows
            for column, cell in enumerate(row if is_data and len(row) > 1 else ()):
                if cell not in ("<", "^"):
                    for number, kind in enumerate(KINDS):
                        seed = hash((place, index, column, number))
                        yield Change(place, index, column, kind, seed)


def apply(form: Form, change: Change) -> Form:
    grid = form[change.grid]
    assert isinstance(grid, Grid)
    row = list(grid.rows[change.row])
    row[change.column] = change.printed
    rows = (*grid.rows[: change.row], row, *grid.rows[change.row + 1 :])
    changed = replace(grid, rows=rows)
    return [*form[: change.grid], changed, *form[change.grid + 1 :]]


def heading_of(form: Form, change: Change) -> str:
    grid = form[change.grid]
    assert isinstance(grid, Grid)
    names = grid.rows[0]
    # The numbers of section 7 name no row.
    is_budget = names[0] == "Eil. Nr." and change.column == 1
    return "Dokumentai" if is_budget else str(names[change.column])


def numbers_of(plan: Plan) -> dict[tuple[object, ...], list[object]]:
    """Numbers and days of a plan by their column and what they are of."""
    found: dict[tuple[object, ...], list[object]] = {}
    for table, rows in plan.items():
        for row in rows if table != "findings" else ():
            keys = tuple(row.get(name) for name in KEYS)
            for name, value in row.items():
                if isinstance(value, (Decimal, date)):
                    found.setdefault((f"{table}.{name}", *keys), []).append(value)
    return found


def differences(
    before: Plan, now: Plan, *, is_name: bool
) -> tuple[list[tuple[str, object]], list[tuple[str, object]]]:
    """Columns and values that came, and that went.

    Args:
        before: The usual plan.
        now: The changed one.
        is_name: Whether rows may have another name now, so that it does not count.
    """

    def count(plan: Plan) -> Counter[tuple[object, ...]]:
        return Counter(
            (key[0].partition(".")[2], value) if is_name else (*key, value)
            for key, values in numbers_of(plan).items()
            for value in values
        )

    was, is_now = count(before), count(now)
    came, went = is_now - was, was - is_now
    return [(str(k[0]), k[-1]) for k in came], [(str(k[0]), k[-1]) for k in went]


def faults(form: Form, usual: Plan, change: Change) -> list[str]:
    """What is wrong with the plan after a change."""
    heading, printed = heading_of(form, change), change.printed
    is_name = heading.startswith(NAMES)
    gives = next((own for n, own in GIVES.items() if heading.startswith(n)), set())
    now = read(apply(form, change))
    came, went = differences(usual, now, is_name=is_name)
    place = f"{heading[:20]} {change.kind} {printed!r}"
    wrong = [
        f"{place}: {column} is {value}"
        for column, value in came
        if column not in gives or not may_be(value, column, change)
    ]
    wrong += [
        f"{place}: {column} lost {value}"
        for column, value in went
        if not is_name and column not in gives
    ]
    is_said = bool(subjects(now) - subjects(usual)) or bool(came)
    is_word = any(map(str.isalnum, printed)) and not heading.startswith(PROSE)
    if went and is_word and not is_said:
        wrong.append(f"{place}: nothing is said of {went}")
    has_numbers = bool(gives) and gives != DAYS and change.kind != "zero"
    if has_numbers and is_word and not (went or is_said):
        wrong.append(f"{place}: what it printed before is kept")
    return wrong


def may_be(value: object, column: str, change: Change) -> bool:
    """Whether a cell prints a value."""
    if isinstance(value, date):
        return str(value.year) in change.printed
    kind = KINDS[change.kind]
    parts = kind.money if column in MONEY | TAX else kind.value
    amount = change.amounts[0] if "{" in kind.form else Decimal(1)
    return value in {amount * part for part in parts}


def subjects(plan: Plan) -> set[tuple[str, str]]:
    return {(row["rule"], row["subject"]) for row in plan["findings"]}


def choose(form: Form, seed: int, count: int) -> list[Change]:
    """Distinct changes by chance, out of every kind and every cell."""
    changes = list(list_changes(form))
    Random(seed).shuffle(changes)  # noqa: S311 – an order is no secret
    return changes[:count]


def check(form: Form, usual: Plan, changes: list[Change]) -> None:
    found = [fault for change in changes for fault in faults(form, usual, change)]
    assert found == []


def test_changed_cell_gives_what_it_prints_or_nothing(form: Form, usual: Plan) -> None:
    check(form, usual, choose(form, 0, QUICK))


@pytest.mark.slow
@pytest.mark.parametrize("part", range(PARTS))
def test_cells_changed_by_the_thousand_give_what_they_print_or_nothing(
    part: int, form: Form, usual: Plan
) -> None:
    changes = choose(form, 0, MANY)
    assert len(set(changes)) == MANY
    check(form, usual, changes[part::PARTS])


@pytest.mark.parametrize(
    ("column", "kind", "amount", "is_fault"),
    [
        pytest.param("net_eur", "year", "2025", False, id="as_printed"),
        pytest.param("net_eur", "year", "2020", True, id="another_number"),
        pytest.param("net_eur", "year", "7500", True, id="nothing_changed"),
        pytest.param("vat_eur", "year", "2025", True, id="another_column"),
        pytest.param("net_eur", "words", None, True, id="nothing_said"),
        pytest.param("net_eur", "nothing", None, False, id="nothing_printed"),
    ],
)
def test_reader_that_gives_something_else_is_at_fault(  # noqa: PLR0913 – a table
    column: str,
    kind: str,
    amount: str | None,
    form: Form,
    usual: Plan,
    monkeypatch: pytest.MonkeyPatch,
    *,
    is_fault: bool,
) -> None:
    value = None if amount is None else Decimal(amount)
    rows = [
        {**row, column: value} if row["activity_number"] == "5" else row
        for row in usual["activities"]
    ]
    monkeypatch.setattr(
        sys.modules[__name__], "read", lambda _: {**usual, "activities": rows}
    )
    change = next(
        change
        for change in list_changes(form)
        if change.kind == kind
        and heading_of(form, change) == "Išlaidos Eur be PVM"
        and row_of(form, change)[0] == "5."
    )
    assert bool(faults(form, usual, change)) is is_fault


def row_of(form: Form, change: Change) -> Sequence[object]:
    grid = form[change.grid]
    assert isinstance(grid, Grid)
    return grid.rows[change.row]
