"""Plans made up by chance: other activities, amounts, titles, letters and columns."""

from random import Random

from plan_form import Facts, Look

CATEGORIES = (
    "Infrastruktūra",
    "Įranga ir mokymo priemonės",
    "Ugdymo veiklų ir užsiėmimų organizavimas",
)
AREAS = (
    *("Lyderystė", "STEAM ugdymas", "Kultūrinis ugdymas"),
    "Įtraukusis ugdymas, STEAM ugdymas",
)
PERIODS = (
    *("2025 m. I–IV ketv.", "2024 m.", "2024 m. – 2026 m. balandžio 30 d."),
    "40 ak. val., 2024 m. III ketv. – 2025 m. II ketv.",
)
NOUNS = ("Klasės", "Bibliotekos", "Skaityklos", "Dirbtuvių", "Laboratorijų", "Parko")
ADJECTIVES = ("naujos", "bendruomeninės", "visiems prieinamos", "lauko", "jaukios")
VERBS = ("įrengimas", "atnaujinimas", "pritaikymas neįgaliesiems", "plėtra", "kūrimas")


def make_up(facts: Facts, chance: Random) -> tuple[Facts, Look]:
    activities = []
    for category in CATEGORIES:
        for _ in range(chance.randint(2, 6)):
            activities.extend(_make_up_rows(category, len(activities) + 1, chance))
    return {**facts, "activities": activities}, _make_up_look(chance)


def _make_up_look(chance: Random) -> Look:
    usual = Look()
    return Look(
        letters=chance.choice((7, 8, 8.5, 9, 10, 11, 12)),
        gap=chance.choice((0, 2, 6, 10)),
        widths=tuple(width * chance.uniform(0.85, 1.12) for width in usual.widths),
        words=chance.choice((20, 40, 70, 110)),
        font=chance.choice((usual.font, "DejaVu Sans")),
    )


def _make_up_rows(category: str, number: int, chance: Random) -> list[Facts]:
    adjectives = chance.sample(ADJECTIVES, chance.randint(0, 4))
    title = " ".join((chance.choice(NOUNS), *adjectives, chance.choice(VERBS)))
    cents, schools = chance.randint(1, 300_000_000), chance.sample(range(1, 30), 4)
    row = {
        "category": category,
        "number": str(number),
        "title": f"{title}.",
        "schools": ", ".join(f"G{school}" for school in sorted(schools)),
        "areas": chance.choice(AREAS),
        "tasks": ["1 tikslo 1 ir 2 uždaviniai"],
        "indicators": "1, 2 ir 6",
        "related": chance.choice(("", "1., 2.")),
        "period": chance.choice(PERIODS),
        "net": _money(cents),
        "vat": _money(cents * 21 // 100),
    }
    if chance.random() < 0.2:
        row |= {"net": "0,00", "vat": "0,00", "note": "(įtraukta prie 14.1 veiklos)"}
    parts = [
        {
            "category": category,
            "number": f"{number}.{part}",
            "full_width": f"Mokykla: G{part}; darbo vietų – 30; dydis – 53,88 m2",
        }
        for part in range(1, chance.choice((0, 0, 2)) + 1)
    ]
    return [row, *parts]


def _money(cents: int) -> str:
    return f"{cents // 100},{cents % 100:02}"
