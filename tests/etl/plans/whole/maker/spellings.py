"""Ways people print an amount in a plan, and what each of them says."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

SPACES = {
    "space": " ",
    "no_break_space": "\u00a0",
    "narrow_no_break_space": "\u202f",
    "thin_space": "\u2009",
    "figure_space": "\u2007",
    "apostrophe": "'",
    "curly_apostrophe": "’",
}
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")
ARABIC = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


@dataclass(frozen=True)
class Spelling:
    """An amount as printed.

    Attributes:
        name: What is done to it.
        printed: The cell.
        value: What it says; None where it is no sure amount.
        must_read: Whether a reader that knows its cells has to read it.
    """

    name: str
    printed: str
    value: Decimal | None
    must_read: bool = True


def spell(amount: Decimal) -> Iterator[Spelling]:
    whole, cents = f"{amount:.2f}".split(".")
    plain = f"{whole},{cents}"
    yield from _separated(amount, whole, cents)
    yield from _said_beside(amount, plain)
    yield from _multiplied()
    # A narrow column may part the mark from the amount.
    yield Spelling("mark_glued", f"{plain}1)", amount, must_read=False)
    unsure = {
        "minus": f"-{plain}",
        "true_minus": f"−{plain}",
        "brackets": f"({plain})",
        "minus_behind": f"{plain}-",
        "about": f"apie {plain}",
        "at_most": f"iki {plain}",
        "not_more": f"ne daugiau kaip {plain}",
        "tilde": f"~{plain}",
        "nearly": f"≈ {plain}",
        "from_to": f"nuo 100,00 iki {plain}",
        "preliminary": f"{plain} (preliminariai)",
        "two": f"{plain} 30000,00",
        "two_with_slash": f"30000,00 / {plain}",
        "two_with_semicolon": f"{plain}; 500,00",
        "sum": f"{plain} + 500,00",
        "product": f"2 x {plain}",
        "words": "Bus patikslinta",
        "by_need": "Pagal poreikį",
        "no_data": "n. d.",
        "question": "?",
        "dollars": f"{plain} USD",
        "dollar_sign": f"${plain}",
        "litas": f"{plain} Lt",
        "percent": f"{plain} proc.",
        "struck_with_marks": "".join(f"{char}\u0336" for char in whole) + f",{cents}",
        "vat_included": f"{plain} (su PVM)",
        "vat_included_in_note": f"{plain} (įtrauktas PVM)",
        "three_decimals": f"{plain}7",
        "full_width": plain.translate(FULL_WIDTH),
        "arabic": plain.translate(ARABIC),
        "letter_for_zero": f"{whole},OO",
        "row_number": f"1. {plain}",
        "mark_first": f"*{plain}",
        "mark_inside": f"{whole}¹,{cents}",
        "spread": f"{' '.join(whole)},{cents}",
        "long_note": f"{plain} (visų mokyklų remonto darbams ir įrangai pirkti)",
    }
    for name, printed in unsure.items():
        yield Spelling(name, printed, None)


def _separated(amount: Decimal, whole: str, cents: str) -> Iterator[Spelling]:
    for name, separator in SPACES.items():
        grouped = f"{int(whole):,}".replace(",", separator)
        yield Spelling(name, f"{grouped},{cents}", amount)
    dots, commas = f"{int(whole):,}".replace(",", "."), f"{int(whole):,}"
    yield Spelling("dot_and_comma", f"{dots},{cents}", amount)
    yield Spelling("comma_and_dot", f"{commas}.{cents}", amount)
    yield Spelling("decimal_dot", f"{whole}.{cents}", amount)
    rounded = Decimal(whole)
    yield Spelling("no_cents", f"{whole},-", rounded)
    yield Spelling("no_cents_long_dash", f"{whole},–", rounded)
    # Proven by the column, or not read.
    yield Spelling("lone_dot", dots, rounded, must_read=False)
    yield Spelling("lone_comma", commas, rounded, must_read=False)
    hyphened = f"{whole[:2]}\u00ad{whole[2:]},{cents}"
    yield Spelling("soft_hyphen", hyphened, amount, must_read=False)
    yield Spelling("zero_width", f"{whole[0]}\u200b{whole[1:]},\u2060{cents}", amount)


def _said_beside(amount: Decimal, plain: str) -> Iterator[Spelling]:
    beside = {
        "euro": f"{plain} Eur",
        "euro_in_words": f"{plain} eurų",
        "sign_first": f"€ {plain}",
        "sign": f"{plain} €",
        "raised_mark": f"{plain}¹",
        "two_raised_marks": f"{plain}¹²",
        "star": f"{plain}*",
        "bracket_mark": f"{plain} 1)",
    }
    for name, printed in beside.items():
        yield Spelling(name, printed, amount)


def _multiplied() -> Iterator[Spelling]:
    yield Spelling("thousands", "80 tūkst.", Decimal(80_000))
    yield Spelling("thousands_of_euro", "80,5 tūkst. Eur", Decimal(80_500))
    yield Spelling("millions", "1,2 mln. Eur", Decimal(1_200_000))
    yield Spelling("thousands_and_rest", "80 tūkst. 500 Eur", None)
