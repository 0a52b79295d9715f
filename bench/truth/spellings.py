"""Ways to write an amount, each with what a careful reader takes it for."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

FULL_WIDTH: Final = str.maketrans("0123456789", "０１２３４５６７８９")
SUPERSCRIPT: Final = "¹"
SPACES: Final = {
    "space": " ",
    "no_break_space": "\u00a0",
    "narrow_space": "\u202f",
    "thin_space": "\u2009",
    "figure_space": "\u2007",
}


@dataclass(frozen=True, slots=True)
class Spelling:
    """A way to write an amount.

    Attributes:
        name: What is special about it.
        write: Write an amount of euro and cents.
        means: Return what the text means; nothing where no exact amount is meant, so
            that only a refusal is right.
    """

    name: str
    write: Callable[[Decimal], str]
    means: Callable[[Decimal], Decimal | None] = lambda amount: amount


def _nothing(_: Decimal) -> None:
    """Return nothing: the text means no exact amount."""


def _opposite(amount: Decimal) -> Decimal:
    return -amount


def _whole(amount: Decimal) -> Decimal:
    return Decimal(int(amount))


def _comma(amount: Decimal) -> str:
    return f"{amount:.2f}".replace(".", ",")


def _grouped(amount: Decimal, thousands: str, point: str) -> str:
    text = f"{amount:,.2f}".replace(",", "\0").replace(".", point)
    return text.replace("\0", thousands)


def _inside(amount: Decimal, mark: str) -> str:
    text = _comma(amount)
    return text[:2] + mark + text[2:]


_SPACED: Final = [
    Spelling(f"thousands_{name}", lambda a, s=space: _grouped(a, s, ","))
    for name, space in SPACES.items()
]
_GROUPED: Final = [
    Spelling("thousands_dot", lambda a: _grouped(a, ".", ",")),
    Spelling("thousands_comma", lambda a: _grouped(a, ",", ".")),
    Spelling("thousands_apostrophe", lambda a: _grouped(a, "'", ",")),
    Spelling("thousands_curly_apostrophe", lambda a: _grouped(a, "’", ".")),
]
_AROUND: Final = [
    Spelling("euro_sign_after", lambda a: f"{_comma(a)} €"),
    Spelling("euro_sign_before", lambda a: f"€ {_comma(a)}"),
    Spelling("word_eur", lambda a: f"{_comma(a)} Eur"),
    Spelling("spaces_around", lambda a: f"\u00a0 {_comma(a)} "),
    Spelling("plus", lambda a: f"+{_comma(a)}"),
    Spelling("whole_dash", lambda a: f"{int(a)},-", _whole),
    Spelling("note_star", lambda a: f"{_comma(a)}*"),
    Spelling("note_bracket", lambda a: f"{_comma(a)} 1)"),
    Spelling("note_superscript", lambda a: f"{_comma(a)}{SUPERSCRIPT}"),
    Spelling("note_two_superscripts", lambda a: f"{int(a)}{SUPERSCRIPT}²", _whole),
]
_MINUS: Final = [
    Spelling("minus", lambda a: f"-{_comma(a)}", _opposite),
    Spelling("true_minus", lambda a: f"\u2212{_comma(a)}", _opposite),
    Spelling("minus_after", lambda a: f"{_comma(a)}-", _opposite),
    Spelling("minus_apart", lambda a: f"- {_comma(a)}", _opposite),
    Spelling("brackets", lambda a: f"({_comma(a)})", _opposite),
    Spelling("brackets_spaced", lambda a: f"( {_grouped(a, ' ', ',')} )", _opposite),
]
_INSIDE: Final = [
    Spelling("soft_hyphen_inside", lambda a: _inside(a, "\u00ad")),
    Spelling("zero_width_space_inside", lambda a: _inside(a, "\u200b")),
    Spelling("word_joiner_inside", lambda a: _inside(a, "\u2060")),
    Spelling("direction_mark_before", lambda a: f"\u200e{_comma(a)}"),
    Spelling("full_width_digits", lambda a: _comma(a).translate(FULL_WIDTH)),
    Spelling("letter_o_for_zero", lambda a: f"{int(a)}O,00", _nothing),
    Spelling("letter_l_for_one", lambda a: f"l{_comma(a)}", _nothing),
]
_VAGUE: Final = [
    Spelling("up_to", lambda a: f"iki {_comma(a)}", _nothing),
    Spelling("about", lambda a: f"apie {_comma(a)}", _nothing),
    Spelling("tilde", lambda a: f"~{_comma(a)}", _nothing),
    Spelling("range", lambda a: f"{int(a)}–{int(a) + 100}", _nothing),
    Spelling("from_to", lambda a: f"nuo {int(a)} iki {int(a) + 100}", _nothing),
    Spelling("question", lambda a: f"{_comma(a)} ?", _nothing),
    Spelling("two_amounts", lambda a: f"{_comma(a)} {_comma(a * 2)}", _nothing),
    Spelling("two_amounts_slash", lambda a: f"{_comma(a)} / {_comma(a * 2)}", _nothing),
    Spelling("two_amounts_line", lambda a: f"{_comma(a)}\n{_comma(a * 2)}", _nothing),
    Spelling("sum_of_two", lambda a: f"{_comma(a)} + {_comma(a * 2)}", _nothing),
    Spelling("arrow", lambda a: f"{_comma(a)} → {_comma(a * 2)}", _nothing),
    Spelling("words_around", lambda a: f"{_comma(a)} (patikslinta)", _nothing),
    Spelling("words_before", lambda a: f"Pagal sutartį {_comma(a)}", _nothing),
    Spelling("of_which", lambda a: f"{_comma(a)}, iš jų 10,00", _nothing),
    Spelling("only_words", lambda _: "Bus patikslinta", _nothing),
]
_OTHER: Final = [
    Spelling("percent", lambda a: f"{_comma(a)} %", _nothing),
    Spelling("litas", lambda a: f"{_comma(a)} Lt", _nothing),
    Spelling("dollar", lambda a: f"${a:.2f}", _nothing),
    Spelling("kronor", lambda a: f"{_comma(a)} SEK", _nothing),
    Spelling("exponent", lambda a: f"{a:.5E}", _nothing),
    Spelling(
        "bad_groups", lambda a: f"{str(int(a))[0]} {str(int(a))[1:]}5 5", _nothing
    ),
    Spelling("two_commas", lambda a: f"{_comma(a)},0", _nothing),
    Spelling("date_like", lambda _: "2024-05", _nothing),
    Spelling("no_digits_after_comma", lambda a: f"{int(a)},", _whole),
    Spelling("three_decimals", lambda a: f"{_comma(a)}7", _nothing),
]
PLAIN: Final = [
    Spelling("point", lambda a: f"{a:.2f}"),
    Spelling("comma", _comma),
]
ODD: Final = [*_SPACED, *_GROUPED, *_AROUND, *_MINUS, *_INSIDE, *_VAGUE, *_OTHER]
"""Spellings that tools read wrongly.

Where an exact amount is meant a refusal is never wrong, only less helpful.
"""
