"""Facts of a made-up plan put into the official form: paragraphs and tables."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

PROSE = (
    "Vaikai čia mokysis drauge ir padės vieni kitiems, o suaugusieji (mokytojai, tėvai"
    " / globėjai ir kt.) stebės, kaip keičiasi kasdieniai įpročiai. Atsiras vieta"
    " mokslo ir meno dirbtuvėms, kurioms trūksta patalpų; jose vyks užsiėmimai „Lauko"
    " klasė“ ir kūrybinės-techninės stovyklos. Bendradarbiaujant su kaimynais, bus"
    " kuriama saugi, jauki, visiems prieinama aplinka – 3 erdvės 12 grupių."
)
LISTS = {
    "mandatory": ("Rodiklis", ""),
    "optional": ("Rodiklio pavadinimas", "Įrašykite TIK pasirinktų rodiklių reikšmes."),
    "municipal": ("Rodiklio pavadinimas", "Lentelėje toliau įrašykite savo rodiklius."),
}
COST_HEADINGS = (
    *("Veiklos Nr.", "Veiklos pavadinimas"),
    "Kuriai mokyklų veiklos tobulinimo sričiai priskiriama ši veikla?",
    "Veiklos poreikio ir naudingumo pagrindimas (kuriam uždaviniui skirta ši veikla?)",
    "Veiklos poveikio matavimo periodiškumas ir būdai",
    "Veiklos trukmė, įgyvendinimo laikotarpis",
    "Dokumentai, į kuriuos įtraukiama numatoma veikla",
    *("Išlaidos Eur be PVM", "PVM suma"),
)
DOCUMENTS = "Mokyklų strateginiai, metiniai veiklos planai, ataskaitos."


@dataclass(frozen=True)
class Look:
    """How a document is printed; none of it is a fact.

    Attributes:
        letters: Size of the letters, in points.
        gap: Space after a paragraph, in points.
        widths: Widths of the cost table's columns, in centimetres.
        words: How many words of prose a cell has.
        rules: Style of the tables.
        font: Name of the letters; DejaVu's are wide and break more words.
    """

    letters: float = 9
    gap: float = 6
    widths: tuple[float, ...] = (1.3, 4.2, 2.6, 7.3, 3.7, 1.7, 1.9, 1.5, 1.3)
    words: int = 60
    rules: str = "Table Grid"
    font: str = "Liberation Serif"


@dataclass(frozen=True)
class Text:
    """A paragraph; `level` counts it in an automatic list."""

    text: str
    level: int | None = None


@dataclass(frozen=True)
class Grid:
    """A table.

    A cell is a text or a list of paragraphs. A row of one cell goes over the whole
    width, `<` goes on from the left and `^` from above.
    """

    widths: tuple[float, ...]
    rows: tuple[Sequence[Any], ...]
    heading_rows: int = 1


Form = list[Text | Grid]
Facts = dict[str, Any]


def prose(count: int) -> str:
    words = PROSE.split()
    chosen = (words * (count // len(words) + 1))[:count]
    return " ".join(chosen).rstrip(" ,.;–/(") + "."


def lay_out(facts: Facts, look: Look) -> Form:
    return [
        Text(facts["title"]),
        Text(facts["under_title"]),
        *_lay_out_situation(facts, look),
        Text("2. Toliau pateiktoje lentelėje įrašykite visas savivaldybėje esančias."),
        _lay_out_schools(facts, look),
        Text("3. Partneriai***, dalyvaujantys įgyvendinant švietimo pažangos planą."),
        _lay_out_partners(facts, look),
        Text("4. Lentelėje pateikite rodiklius ir jų reikšmes."),
        *_lay_out_indicators(facts),
        Text("Planuojamos mokyklų tobulinimo veiklos TŪM programoje numatytose."),
        _lay_out_planned(facts, look),
        Text("6. Lentelėje nurodykite mokyklose planuojamas vykdyti veiklas."),
        _lay_out_costs(facts, look),
        Text("7. Informacija apie biudžeto paskirstymą projekto partneriams."),
        _lay_out_budget(facts),
        Text("8. Savivaldybės švietimo pažangos plane numatytų veiklų atitiktis."),
        _lay_out_principles(facts),
        Text("9. Kokios yra šio pažangos plano vykdymo rizikos?"),
        _lay_out_risks(facts),
    ]


def _lay_out_situation(facts: Facts, look: Look) -> Iterator[Text]:
    yield Text("1. Remdamiesi „Tūkstantmečio mokyklų“ programos tikslais, pateikite.")
    yield Text(prose(look.words))
    yield Text(facts["situation"])
    yield Text("Pažangos plano tikslai ir uždaviniai")
    for goal in facts["goals"]:
        yield Text(f"Tikslas: {goal['title']}", level=0)
        yield Text("Tikslui pasiekti, numatyti uždaviniai:")
        for task in goal["tasks"]:
            yield Text(task, level=1)


def _lay_out_schools(facts: Facts, look: Look) -> Grid:
    rows: list[Sequence[Any]] = [
        ("Mokyklos pavadinimas", "Bendras mokyklos vertinimas", "Ar dalyvaus?")
    ]
    for school in facts["schools"]:
        takes_part = "dalyvaus" if school["takes_part"] else "nedalyvaus"
        texts = [school["prose"], prose(look.words), prose(look.words // 2)]
        rows.append((f"{school['name']} ({school['code']})", texts, takes_part))
    return Grid((4.5, 17, 3), tuple(rows))


def _lay_out_partners(facts: Facts, look: Look) -> Grid:
    return Grid(
        (4, 4, 4, 7, 5.5),
        (
            (
                *("Partnerio pavadinimas", "Adresas", "Su kuria savivaldybe?"),
                *("Pasirinkimo pagrindas", "Sritis ir planuojamos vykdyti veiklos"),
            ),
            *(
                (
                    *(one["name"], one["address"], facts["municipality"]),
                    prose(look.words),
                    [one["areas"], "Bus vykdomos edukacijos."],
                )
                for one in facts["partners"]
            ),
        ),
    )


def _lay_out_indicators(facts: Facts) -> Iterator[Text | Grid]:
    for group, listed in groupby(facts["indicators"], key=lambda one: one["group"]):
        heading, sentence = LISTS[group]
        if sentence:
            yield Text(sentence)
        target = "Siekiama reikšmė įgyvendinus pažangos planą"
        rows: list[Sequence[Any]] = [(heading, "Pradinė reikšmė", target)]
        for one in listed:
            number = f"{one['number']}. " if one["number"] else ""
            rows.append((f"{number}{one['name']}", one["baseline"], one["target"]))
        yield Grid((13, 6, 5), tuple(rows))


def _lay_out_planned(facts: Facts, look: Look) -> Grid:
    rows: list[Sequence[Any]] = [
        ("Planuojama veikla sričiai stiprinti", "Kuriose mokyklose?", "Tinklaveika")
    ]
    headings: list[str] = []
    for one in facts["planned"]:
        if one["area"] not in headings:
            rows.append((one["area"],))
        if one["category"] not in headings[-1:]:
            rows.append((one["category"],))
        headings.extend((one["area"], one["category"]))
        title = f"{one['number']}. {one['title']} {prose(look.words)}"
        others = ["Dalyvauja:", f"visi mokiniai. Tinklaveikoje su {one['others']}."]
        rows.append((title, f"Mokyklos {one['schools']}", others))
    return Grid((11, 5.5, 8), tuple(rows))


def _lay_out_costs(facts: Facts, look: Look) -> Grid:
    rows: list[Sequence[Any]] = [
        COST_HEADINGS,
        tuple(str(number) for number in range(1, 10)),
    ]
    category = ""
    for one in facts["activities"]:
        if one["category"] != category:
            category = one["category"]
            rows.append((category,))
        rows.append(_lay_out_activity(one, look))
    labels = {
        "indirect": "Netiesioginės išlaidos",
        "direct": "Tiesioginės išlaidos",
        "grand": "IŠ VISO:",
    }
    for kind, label in labels.items():
        rows.append((label, *("<",) * 6, *facts["totals"][kind]))
    return Grid(look.widths, tuple(rows), heading_rows=2)


def _lay_out_activity(one: Facts, look: Look) -> Sequence[Any]:
    if "full_width" in one:
        return (f"{one['number']}. {one['full_width']}",)
    schools = [f"Mokyklos: {one['schools']}."] if one["schools"] else []
    works = ["Numatyti darbai:", "1. Sienos", "2. Grindys"]
    reasons = [
        f"{'; '.join(one['tasks'])}. Rodikliai: {one['indicators']}",
        *([f"Veiklos: {one['related']}"] if one["related"] else []),
        prose(look.words),
        "Rezultatai",
        prose(look.words // 2),
    ]
    return (
        f"{one['number']}.",
        [one["title"], *schools, *works],
        one["areas"],
        reasons,
        prose(look.words // 4),
        one["period"],
        DOCUMENTS,
        [one["net"], *([one["note"]] if "note" in one else [])],
        one["vat"],
    )


def _lay_out_budget(facts: Facts) -> Grid:
    """One sum for two rows."""
    who, sums = facts["municipality"], facts["totals"]["partners"]
    headings = ("Eil. Nr.", "Veiklos Nr.", "Pavadinimas", "Eur be PVM.", "PVM, Eur.")
    rows = (
        headings,
        ("1.", "Infrastruktūra 1., 2.", who, *sums),
        ("2.", "Įranga ir priemonės 3.–3.2.", who, "^", "^"),
    )
    return Grid((1.5, 8, 8, 3.5, 3.5), rows)


def _lay_out_principles(facts: Facts) -> Grid:
    question = "Kaip užtikrinsite, kad numatytos veiklos atitiktų šiuos principus?"
    headings = ("Horizontalusis principas", "Veiklos susiję su principu", question)
    listed = facts["principles"]
    rows = [(one["name"], one["activities"], one["prose"]) for one in listed]
    return Grid((6, 6, 12), (headings, *rows))


def _lay_out_risks(facts: Facts) -> Grid:
    headings = ("Rizikos pavadinimas", "Rizikos lygmuo", "Rizikos valdymo būdai")
    rows = [(one["name"], one["level"], one["prose"]) for one in facts["risks"]]
    return Grid((8, 5, 11), (headings, *rows))
