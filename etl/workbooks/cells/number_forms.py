"""Number formats: what a cell shows beside its number, and whether that is a unit."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation
from functools import lru_cache
from operator import eq, ge, gt, le, lt, ne
from typing import TYPE_CHECKING, Final

from etl.workbooks.cells.units import (
    foreign_currency,
    may_count_cents,
    multiplier_in,
    unit_words,
    without_units,
)
from etl.workbooks.cells.words import fold

if TYPE_CHECKING:
    from collections.abc import Callable

_PER_MILLE: Final = "‰"
_CURRENCY: Final = re.compile(r"\[\$([^\]-]*)(?:-[^\]]*)?\]")
_COLOUR: Final = re.compile(r"\[(?:red|color ?\d+|magenta)\]", re.IGNORECASE)
_CONDITION: Final = re.compile(r"\[[<>=]")
_CASE: Final = re.compile(r"\[(<=|>=|<>|<|>|=)(-?\d+(?:\.\d+)?)\]")
_COMPARED: Final[dict[str, Callable[[Decimal, Decimal], bool]]] = {
    "<": lt,
    "<=": le,
    ">": gt,
    ">=": ge,
    "=": eq,
    "<>": ne,
    "": lambda *_: True,
}
_ZERO: Final = 2
"""Place of the section for zero in a format."""

_BRACKETS: Final = re.compile(r"\[[^\]]*\]")
_LITERAL: Final = re.compile(r'"([^"]*)"|\\(.)|([€£¥$₽])')
_PADDING: Final = re.compile(r"_.|\*.")
_SCALE: Final = re.compile(r"[0#?](,+)(?![0#?,])")
_SIGN: Final = re.compile(r'"([^"]*)"|\\(.)|(.)')
_DIGITS: Final = "0#"
_MINUSES: Final = ("-", "\u2212", "–", "(")
_WRITTEN_AS_IS: Final = " -+/():"
_THOUSAND: Final = 1000
_OTHER_THINGS: Final = frozenset({"pvm", "vnt", "val", "m", "d", "asm"})
"""Words of a format that say that a number is no amount, or another one."""

_LETTERS: Final = {"k": 1000, "t": 1000, "tk": 1000, "m": 10**6, "mio": 10**6}


@dataclass(frozen=True, slots=True)
class NumberForm:
    """How a cell shows its number.

    Attributes:
        is_percent: Whether a hundred times the number is shown.
        has_percent_sign: Whether a percent sign is shown beside the number as it is.
        unit: How many euro one stands for; 0 where the format says nothing of it.
        foreign: A currency other than the euro, or a unit that makes no sense.
        pattern: `0` and `#` with other signs after a backslash, where a number is
            shown as a code: `00012`, `SF-0012`.
        other: The format, where what it writes beside the figures makes another
            number of them: `"-"0.00`, `0",000"`; empty otherwise.
        unseen: Signs of numbers of which it shows nothing: `positive`, `negative`,
            and `zero` where a word stands for it.
        cases: Conditions of its sections, in their order, and whether each shows the
            number: `[<5]"<5";0`; empty where all do.
        drops_minus: Whether a number below zero is shown without its minus.
        is_scaled: Whether a thousandth of it is shown, and nothing says so.
        words: What it writes beside the number that is no unit; empty otherwise.
        cents: The text `Eur ct` that it writes beside the number; empty otherwise.
    """

    is_percent: bool = False
    has_percent_sign: bool = False
    unit: int = 0
    foreign: str = ""
    pattern: str = ""
    other: str = ""
    cents: str = ""
    unseen: frozenset[str] = frozenset()
    cases: tuple[tuple[str, Decimal, bool], ...] = ()
    drops_minus: bool = False
    is_scaled: bool = False
    words: str = ""

    @property
    def is_plain(self) -> bool:
        """Whether the number is shown as it is, without anything to tell."""
        return not (
            self.is_percent or self.has_percent_sign or self.unit or self.foreign
        )

    def hides(self, number: str) -> bool:
        """Whether a number is not seen, or not its minus."""
        is_negative = number.startswith("-")
        side = "negative" if is_negative else "positive"
        held = _read_number(number) if self.cases or "zero" in self.unseen else None
        if held is not None:
            if "zero" in self.unseen and not held:
                return True
            for sign, limit, is_seen in self.cases:
                if _COMPARED[sign](held, limit):
                    return not is_seen
        is_other = self.is_scaled or (is_negative and self.drops_minus)
        return side in self.unseen or is_other


PLAIN_FORM: Final = NumberForm()
"""A number shown as it is."""


@lru_cache(maxsize=1024)
def parse_form(code: str) -> NumberForm:
    """Read a number format, e.g. `#,##0.0" tūkst. Eur"`.

    Where its sections say different units, it depends on the number which one is shown.
    """
    unseen, drops_minus = _find_hidden(code)
    form = _parse_shown(code)
    return replace(
        form, unseen=unseen, drops_minus=drops_minus, cases=_find_cases(code)
    )


def _read_number(text: str) -> Decimal | None:
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _find_cases(code: str) -> tuple[tuple[str, Decimal, bool], ...]:
    """Find the conditions of a format; none where every section shows its number."""
    found: list[tuple[str, Decimal, bool]] = []
    for section in _split(code) if _CONDITION.search(code) else ():
        case = _CASE.search(section)
        sign, limit = case.groups() if case else ("", "0")
        found.append((sign, Decimal(limit), _shows(section)))
    return () if all(is_seen for *_, is_seen in found) else tuple(found)


def _find_hidden(code: str) -> tuple[frozenset[str], bool]:
    """Find of which numbers a format shows nothing, and whether a minus is dropped.

    A colour says that a number is below zero as well as a minus does.
    """
    sections = _split(code)
    if not code.strip() or _CONDITION.search(code):
        return frozenset(), False
    negative = sections[1] if len(sections) > 1 else sections[0]
    sides = {"positive": sections[0], "negative": negative}
    unseen = frozenset(side for side, part in sides.items() if not _shows(part))
    if len(sections) > _ZERO and _says_word(sections[_ZERO]):
        unseen |= {"zero"}
    if len(sections) == 1 or "negative" in unseen:
        return unseen, False
    written = _BRACKETS.sub("", negative)
    says_minus = any(sign in written for sign in _MINUSES)
    return unseen, not (says_minus or _COLOUR.search(negative))


def _shows(section: str) -> bool:
    """Whether a section shows digits, a day, or the number as it is."""
    bare = _BRACKETS.sub("", _LITERAL.sub("", section))
    return bool(re.search(r"[0#?@]|General|[ymdhs]", bare, re.IGNORECASE))


def _says_word(section: str) -> bool:
    """Whether a section writes a word, or a star, in place of a number."""
    said = " ".join("".join(parts) for parts in _LITERAL.findall(section))
    return not _shows(section) and re.search(r"[^\W\d_]|\*", said) is not None


def _parse_shown(code: str) -> NumberForm:
    sections = [s for s in _split(code) if re.search("[0#?]|General", _bare(s))]
    forms = [_parse_section(section) for section in sections]
    is_conditional = _CONDITION.search(code) is not None
    units = {form.unit for form in forms if is_conditional or not form.is_plain}
    if len(units) > 1 and max(units) > 1:
        return NumberForm(foreign=code)
    if not forms:
        return PLAIN_FORM
    is_other = forms[0].unit <= 1 and _writes_another(sections[0], is_conditional)
    return replace(forms[0], other=code) if is_other else forms[0]


def _writes_another(section: str, is_conditional: bool) -> bool:  # noqa: FBT001
    """Whether signs beside the figures of a section make another number of them."""
    plain = _PADDING.sub("", _BRACKETS.sub("", section)).replace("General", "0")
    parts = [(q or e, "") if q or e else ("", s) for q, e, s in _SIGN.findall(plain)]
    places = [
        at for at, (_, sign) in enumerate(parts) if sign in {*_DIGITS, "?"} - {""}
    ]
    if not places:
        return False
    written = [literal or sign for literal, sign in parts]
    before = "".join(written[: places[0]]).rstrip()
    after = "".join(written[places[-1] + 1 :])
    inside = "".join(literal for literal, _ in parts[places[0] : places[-1]])
    is_negative = before.endswith(_MINUSES) or after.strip() in {*_MINUSES, ")"}
    return (
        bool(re.search(r"\d[.,'\s]*$", before) or re.match(r"[.,'\s]*\d", after))
        or (is_negative and not is_conditional)
        or bool(re.search(r"[\d.,-]", inside))
    )


def _bare(section: str) -> str:
    return _LITERAL.sub("", section)


def _split(code: str) -> list[str]:
    """Split a format into its sections."""
    sections = [""]
    for part in re.split(r'("[^"]*")', code):
        first, *others = [part] if part.startswith('"') else part.split(";")
        sections[-1] += first
        sections += others
    return sections


def _parse_section(section: str) -> NumberForm:
    currency = " ".join(_CURRENCY.findall(section))
    section = _PADDING.sub("", _BRACKETS.sub("", section))
    said = " ".join("".join(parts) for parts in _LITERAL.findall(section))
    text = f"{said} {currency}".strip()
    bare = _LITERAL.sub("", section)
    scale = sum(len(commas) for commas in _SCALE.findall(bare))
    unit = _unit(text)
    scaled = unit // _THOUSAND**scale if unit > 1 else unit
    foreign = foreign_currency(text)
    if unit > 1 and not scaled:
        foreign = foreign or text
    pattern = "" if unit or foreign or "%" in text else _pattern(section)
    cents = text if may_count_cents(text) and "." not in bare else ""
    form = NumberForm("%" in bare, "%" in text, scaled, foreign, pattern, cents=cents)
    rest = without_units(fold(text)).split()
    others = [w for w in rest if w not in unit_words().others or w in _OTHER_THINGS]
    is_said = bool(others) and not (foreign or cents or "%" in text)
    words = text if is_said or _PER_MILLE in text else ""
    return replace(form, is_scaled=scale > 0 and not unit, words=words)


def _pattern(section: str) -> str:
    """Return the pattern of a format that shows whole numbers as codes, if it does."""
    pattern = ""
    for quoted, escaped, sign in _SIGN.findall(section):
        if sign and sign not in _DIGITS and sign not in _WRITTEN_AS_IS:
            return ""
        said = quoted or escaped or (sign if sign in _WRITTEN_AS_IS else "")
        pattern += "".join(f"\\{letter}" for letter in said) or sign
    is_padded = pattern.count("0") >= 2 or "\\" in pattern  # noqa: PLR2004
    return pattern if is_padded and re.search("[0#]", pattern) else ""


def _unit(text: str) -> int:
    return multiplier_in(text) or _LETTERS.get(text.strip().lower().rstrip("."), 0)
