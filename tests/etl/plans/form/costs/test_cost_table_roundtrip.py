"""Made-up cost tables, laid out in columns and pages and read back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from plan_text import wrap_cell

from etl.plans.content.document import parse_lines
from etl.plans.contract.plan_package import Row
from etl.plans.form.costs.extract import extract_costed_activities
from etl.plans.form.costs.totals import find_leftover_amounts

HEADINGS = {
    "infrastructure": "Infrastruktūra",
    "equipment": "Įranga ir mokymo priemonės",
    "competence": "Mokyklų vadovų ir pedagoginių darbuotojų kompetencijų stiprinimas",
    "network": "Tinklo mokyklų išteklių prieinamumo gerinimas",
    "education": "Ugdymo veiklų ir užsiėmimų organizavimas",
}
AREAS = {
    "leadership": "Lyderystė",
    "inclusion": "Įtraukusis ugdymas",
    "culture": "Kultūrinis ugdymas",
    "steam": "STEAM ugdymas",
}
LINKED = ("1", "2.1", "3")
PERIODS = {
    "2025 m. I-IV ketv.": (date(2025, 1, 1), date(2025, 12, 31)),
    "2024 m. - 2026 m. balandžio 30 d.": (date(2024, 1, 1), date(2026, 4, 30)),
    "40 ak. val., 2024 m. III ketv.- 2025 m. II ketv.": (
        date(2024, 7, 1),
        date(2025, 6, 30),
    ),
    "Ne mažiau kaip 60 ak. val., 2027 m. rugsėjo 15 d. – 2028 m.": (
        date(2027, 9, 15),
        date(2028, 12, 31),
    ),
}
NOUNS = ("Klasės", "Salės", "Bibliotekos", "Baseino", "Kiemo", "Dirbtuvių", "Parko")
VERBS = ("įrengimas", "tvarkymas", "pirkimas", "plėtra", "kūrimas", "atnaujinimas")
ADJECTIVES = ("naujos", "senos", "didelės", "lauko", "bendros", "mažos", "jaukios")
PROSE = (
    "Vaikai čia mokysis drauge ir padės vieni kitiems, o suaugusieji stebės, kaip"
    " keičiasi kasdieniai įpročiai, ir aptars tai su šeimomis bei kaimynais. "
)
CHECKS = "Stebimas eigos grafikas, pildomi dienynai, aptariama su bendruomene. "


@dataclass(frozen=True)
class Fact:
    """What one row says. A part without columns is printed over the whole width."""

    number: str
    category: str
    has_columns: bool
    title: str
    schools: tuple[int, ...]
    areas: tuple[str, ...]
    tasks: tuple[int, ...]
    indicators: tuple[int, ...]
    related: tuple[str, ...]
    period: str
    net: Decimal
    vat: Decimal | None
    paid_under: str


@dataclass(frozen=True)
class Layout:
    """How a table is printed: widths of its columns, length of its pages, habits."""

    widths: tuple[int, ...]
    number_style: str
    short_cents: bool
    has_paragraphs: bool
    page_lines: int
    page_mark: str
    one_line_amounts: bool
    prose_words: int
    check_words: int


amounts = st.integers(0, 30_000_000).map(lambda cents: Decimal(cents) / 100)
titles = st.lists(st.sampled_from(ADJECTIVES), max_size=7).flatmap(
    lambda words: st.tuples(st.sampled_from(NOUNS), st.sampled_from(VERBS)).map(
        lambda ends: " ".join((ends[0], *words, ends[1])) + "."
    )
)
layouts = st.builds(
    Layout,
    widths=st.tuples(
        *(st.integers(low, high) for low, high in ((17, 24), (11, 13), (36, 50))),
        *(st.integers(low, high) for low, high in ((18, 24), (5, 7), (6, 8))),
        *(st.integers(low, high) for low, high in ((4, 7), (4, 6))),
    ),
    number_style=st.sampled_from(("{}.", "{}", "spaced")),
    short_cents=st.booleans(),
    has_paragraphs=st.booleans(),
    page_lines=st.integers(10, 40),
    page_mark=st.sampled_from(("number", "feed", "space")),
    one_line_amounts=st.booleans(),
    prose_words=st.integers(8, 130),
    check_words=st.integers(3, 40),
)


@st.composite
def fact_lists(draw: st.DrawFn) -> list[Fact]:
    facts: list[Fact] = []
    categories = sorted(draw(st.sets(st.sampled_from(sorted(HEADINGS)), min_size=1)))
    for top in range(1, draw(st.integers(1, 5)) + 1):
        category = categories[top % len(categories)]
        has_columns = draw(st.booleans())
        facts.append(draw(row_facts(str(top), category)))
        for part in range(1, draw(st.integers(0, 3)) + 1):
            fact = row_facts if has_columns else part_facts
            facts.append(draw(fact(f"{top}.{part}", category)))
    repeated = draw(st.sampled_from(facts))
    if repeated.has_columns and draw(st.booleans()):
        facts.append(draw(row_facts(repeated.number, categories[-1])))
    return sorted(facts, key=lambda fact: fact.category)


@st.composite
def row_facts(draw: st.DrawFn, number: str, category: str) -> Fact:
    areas = st.sets(st.sampled_from(sorted(AREAS)), min_size=1, max_size=2)
    is_elsewhere = draw(st.integers(0, 5)) == 0
    net = Decimal(0) if is_elsewhere else draw(amounts)
    rate = draw(st.sampled_from(("0", "0.09", "0.21")))
    vat = (net * Decimal(rate)).quantize(Decimal("0.01"))
    return Fact(
        number=number,
        category=category,
        has_columns=True,
        title=draw(titles),
        schools=tuple(sorted(draw(st.sets(st.integers(1, 40), max_size=6)))),
        areas=tuple(sorted(draw(areas))),
        tasks=tuple(sorted(draw(st.sets(st.integers(1, 4), min_size=1)))),
        indicators=tuple(sorted(draw(st.sets(st.integers(1, 32), min_size=1)))),
        related=tuple(sorted(draw(st.sets(st.sampled_from(LINKED), max_size=3)))),
        period=draw(st.sampled_from(sorted(PERIODS))),
        net=net,
        vat=Decimal(0) if is_elsewhere else draw(st.sampled_from((None, vat))),
        paid_under="14.1" if is_elsewhere else "",
    )


@st.composite
def part_facts(draw: st.DrawFn, number: str, category: str) -> Fact:
    school = draw(st.integers(1, 40))
    title = f"Mokykla: B{school}"
    nothing = {"areas": (), "tasks": (), "indicators": (), "related": ()}
    money = {"period": "", "net": None, "vat": None, "paid_under": ""}
    names = {"number": number, "category": category, "title": title}
    return Fact(**names, has_columns=False, schools=(school,), **nothing, **money)


def render(facts: list[Fact], layout: Layout) -> str:
    printed: list[str] = ["6. Lentelėje nurodykite mokyklose planuojamas veiklas.", ""]
    used, page, category = 2, 1, ""
    for fact in facts:
        columns = _columns(fact, layout)
        title = columns[0][:1]
        if fact.category != category:
            category = fact.category
            printed.extend((HEADINGS[category], ""))
            used += 2
        while any(columns):
            room = layout.page_lines - used
            if room < min(2, max(map(len, columns))):
                _break_page(printed, page, layout)
                used, page, room = 0, page + 1, layout.page_lines
            taken = [_strip(column[:room]) for column in columns]
            columns = [column[room:] for column in columns]
            used += max(map(len, taken))
            printed.extend(_print_part(taken, layout, begins=taken[0][:1] == title))
    text = "\n".join(printed)
    return text.replace("\f\n", " " if layout.page_mark == "space" else "\f")


def _strip(column: list[str]) -> list[str]:
    return "\n".join(column).strip("\n").split("\n") if any(column) else []


def _break_page(printed: list[str], page: int, layout: Layout) -> None:
    has_number = layout.page_mark == "number"
    printed.extend((str(page), "", "", "") if has_number else ("\f",))


def _print_part(
    columns: list[list[str]], layout: Layout, *, begins: bool
) -> Iterator[str]:
    """Columns of one page as blocks; one-line cells may share a line."""
    title, area, *others, net, vat = columns
    if begins and len(area) == 1:
        others[0] = [f"{area[0]} {others[0][0]}", *others[0][1:]]
        area = []
    if layout.one_line_amounts and len(net) == len(vat) == 1:
        net, vat = [f"{net[0]} {vat[0]}"], []
    for column in (title, area, *others, net, vat):
        if column:
            yield from (*column, "")


def _columns(fact: Fact, layout: Layout) -> list[list[str]]:
    number = layout.number_style.format(fact.number)
    if layout.number_style == "spaced":
        number = f"{fact.number.replace('.', '. ')}."
    if not fact.has_columns:
        line = f"{number} {fact.title}; darbo vietų – 30; dydis – 53,88 m2"
        return [[line], *([] for _ in layout.widths[1:])]
    cells = (f"{number} {_title_cell(fact)}", *_other_cells(fact, layout))
    title, *others = [
        wrap_cell(text, width) for text, width in zip(cells, layout.widths, strict=True)
    ]
    works = ["Numatyti darbai:", "1. Sienos", "2. Grindys"]
    gap = [""] if layout.has_paragraphs else []
    return [[*title, *gap, *works], *others]


def _title_cell(fact: Fact) -> str:
    schools = ", ".join(f"B{number}" for number in fact.schools)
    label = f" Mokyklos: {schools}." if schools else ""
    return f"{fact.title}{label}"


def _other_cells(fact: Fact, layout: Layout) -> tuple[str, ...]:
    tasks = ", ".join(map(str, fact.tasks))
    numbers = ", ".join(map(str, fact.indicators))
    related = "".join(f"{number}., " for number in fact.related)
    note = f" (įtraukta prie {fact.paid_under} veiklos)" if fact.paid_under else ""
    net = _money(fact.net)
    if layout.short_cents and net.endswith("0"):
        net = net[:-1]
    return (
        ", ".join(AREAS[area] for area in fact.areas),
        f"1 tikslo {tasks} uždaviniai. Rodikliai: {numbers} Veiklos: {related}"
        + _prose(PROSE, layout.prose_words),
        _prose(CHECKS, layout.check_words),
        fact.period,
        "Mokyklų strateginiai, metiniai veiklos planai, ataskaitos.",
        net + note,
        _money(fact.vat),
    )


def _prose(text: str, count: int) -> str:
    return " ".join((text * (count // 8 + 1)).split()[:count])


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:.2f}".replace(".", ",")


@settings(max_examples=60, deadline=None)
@given(facts=fact_lists(), layout=layouts)
def test_cost_table_reads_back_whatever_its_layout(
    facts: list[Fact], layout: Layout
) -> None:
    lines = parse_lines(render(facts, layout))
    tables = extract_costed_activities(lines).rows
    assert [_read(row) for row in tables["activities"]] == [
        _expected(fact) for fact in facts
    ]
    for table, column in LISTS.items():
        read = [(row["activity_number"], row[column]) for row in tables[table]]
        assert read == [pair for fact in facts for pair in _pairs(fact, table)]
    assert find_leftover_amounts(lines) == ()


LISTS = {
    "activity_policy_areas": "policy_area",
    "activity_schools": "school_code",
    "activity_tasks": "task_number",
    "activity_indicators": "indicator_number",
    "activity_links": "related_number",
}
COLUMNS = ("activity_number", "title", "net_eur", "vat_eur", "cost_category")


def _read(row: Row) -> tuple[object, ...]:
    dates = (row["period_start"], row["period_end"])
    return (*(row[name] for name in COLUMNS), row["cost_note"], dates)


def _expected(fact: Fact) -> tuple[object, ...]:
    note = f"(įtraukta prie {fact.paid_under} veiklos)" if fact.paid_under else None
    dates = PERIODS.get(fact.period, (None, None))
    return (fact.number, fact.title, fact.net, fact.vat, fact.category, note, dates)


def _pairs(fact: Fact, table: str) -> list[tuple[str, str]]:
    values = {
        "activity_policy_areas": fact.areas,
        "activity_schools": [f"B{school}" for school in fact.schools],
        "activity_tasks": [f"1.{task}" for task in fact.tasks],
        "activity_indicators": [str(number) for number in fact.indicators],
        "activity_links": fact.related,
    }
    return [(fact.number, value) for value in values[table]]
