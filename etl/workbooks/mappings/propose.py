"""Propose a mapping for an unknown sheet, and say what it could not decide."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Any, Final

import dataframely as dy

from etl.workbooks.beside.document_numbers import is_bank_account
from etl.workbooks.cells.words import MASKED, read_words
from etl.workbooks.contract.contract import SCHEMAS
from etl.workbooks.headings.headings import columns_of
from etl.workbooks.headings.naming import name_heading
from etl.workbooks.mappings.checks import GROSS, NET, VAT
from etl.workbooks.mappings.forms import propose_formats
from etl.workbooks.mappings.ledger_words import read_mapping_words
from etl.workbooks.mappings.recognise import heading_words
from etl.workbooks.mappings.thresholds import MAPPING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from etl.workbooks.contract.contract import Kind
    from etl.workbooks.headings.headings import FactColumn
    from etl.workbooks.mappings.profile import Ledger, Profile

_PLAN_NUMBER: Final = re.compile(r"\d{1,2}(\.\d{1,2})*\.?")
_NOT_MAPPED: Final = frozenset({"is_synthetic", "corrects"})


@dataclass(frozen=True, slots=True)
class Question:
    """Something that only a person can decide.

    Attributes:
        key: Where the answer goes: `columns.net_eur`.
        name: Name of its text in `messages.toml`, under `questions`.
        candidates: Answers that may fit, the likeliest first.
    """

    key: str
    name: str
    candidates: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Proposal:
    """A mapping as far as it could be proposed.

    Attributes:
        content: What the file would hold.
        questions: What it lacks.
    """

    content: dict[str, Any]
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What is known besides the sheet.

    Attributes:
        plans: Codes of the plans there are.
        constants: Values of columns that a person gave.
        codes: Codes of activities that a person gave.
    """

    plans: tuple[str, ...] = ()
    constants: Mapping[str, str] = field(default_factory=dict)
    codes: Mapping[str, str] = field(default_factory=dict)


def propose(ledger: Ledger, kind: Kind, known: Known) -> Proposal:
    """Propose how a ledger becomes a workbook of a kind.

    Args:
        ledger: The sheet and its columns.
        kind: Kind of workbook.
        known: What is known besides.
    """
    found = _match(ledger.columns, kind)
    for name in known.constants:
        found.pop(name, None)
    codes = _propose_codes(found, known)
    if "date" not in found and "document_date" in found:
        found["date"] = found["document_date"]
    columns = {
        n: found[n].heading for n in _names(kind) if n in found and n not in codes
    }
    constants = dict(known.constants)
    if "plan_code" not in found and len(known.plans) == 1:
        constants.setdefault("plan_code", known.plans[0])
    asked = [*_ask_net(found, known), *_ask_side(ledger.columns)]
    if any(question.key == f"columns.{NET}" for question in asked):
        columns.pop(NET)
    formats, open_forms = propose_formats(found, kind)
    currency = _find_currency(ledger.columns)
    content = {
        "kind": kind,
        "headings": _choose_headings(ledger.columns, found),
        "equal_lines": "each",
        "columns": columns,
        "constants": constants,
        "codes": codes,
        "subtract": _find_credit(ledger.columns, found),
        "formats": formats | ({"currency": currency} if currency else {}),
    }
    given = {q.key.partition(".")[2] for q in asked}
    questions = [
        *asked,
        *_ask_sources(ledger.columns, kind, content, known, given),
        *(Question(f"formats.{key}", "two_forms", forms) for key, forms in open_forms),
        *_ask_codes(codes, found),
    ]
    return Proposal({k: v for k, v in content.items() if v}, tuple(questions))


def _names(kind: Kind) -> list[str]:
    return [c.name for c in columns_of(kind) if c.name not in _NOT_MAPPED]


def _match(columns: Sequence[Profile], kind: Kind) -> dict[str, Profile]:
    """Return, for each column of ours, the one of the ledger that is most like it."""
    pairs = [
        (-score, order, profile.place, column.name, profile)
        for order, column in enumerate(columns_of(kind))
        if column.name not in _NOT_MAPPED
        for profile in columns
        if (score := _score(column, profile, kind)) > 0
    ]
    found: dict[str, Profile] = {}
    taken: set[int] = set()
    for _, _, place, name, profile in sorted(pairs, key=lambda pair: pair[:4]):
        if name not in found and place not in taken:
            found[name] = profile
            taken.add(place)
    return found


def _score(column: FactColumn, profile: Profile, kind: Kind) -> float:
    """Measure how like a column is by its heading, if its cells are of its type."""
    if not _may_be(column.name, profile, kind):
        return 0
    heading = re.sub(r" #\d+$", "", profile.heading)
    named = name_heading(kind, heading)
    if named and named.name == column.name:
        return MAPPING.weak if named.is_weak else 1
    words = heading_words(heading)
    more = read_mapping_words().synonyms.get(kind, {}).get(column.name, ())
    is_money = column.name.endswith("_eur")
    return max(
        _alike(words, known, may_differ=not is_money)
        for known in (*column.synonyms, *more)
    )


def _alike(words: str, known: str, *, may_differ: bool) -> float:
    if words == known:
        return 1
    if not may_differ:  # one word of an amount's heading makes it another amount
        return 0
    if known and f" {known} " in f" {words} ":
        return MAPPING.part + len(known) / len(words) / 10
    ratio = SequenceMatcher(None, words, known).ratio()
    return ratio * MAPPING.sounds if ratio >= MAPPING.alike else 0


def _may_be(name: str, profile: Profile, kind: Kind) -> bool:
    contract = SCHEMAS[kind].columns()[name]
    if isinstance(contract, dy.Date):
        return profile.looks == "day"
    if isinstance(contract, dy.Decimal):
        return profile.looks == "amount"
    if name == "document_number" and any(map(is_bank_account, profile.samples)):
        return False
    return profile.looks in {"text", "amount"}


def _propose_codes(found: dict[str, Profile], known: Known) -> dict[str, Any]:
    """Propose a list of codes where a column holds no numbers of a plan."""
    name = "activity_number"
    if name not in found:
        return {}
    distinct = found[name].distinct
    if not known.codes and all(map(_PLAN_NUMBER.fullmatch, distinct)):
        return {}
    given = {code: known.codes[code] for code in distinct if code in known.codes}
    return {name: {"column": found[name].heading, "values": given}}


def _choose_headings(
    columns: Sequence[Profile], found: Mapping[str, Profile]
) -> list[str]:
    """Choose what the file is recognised by: what is used, else what comes first."""
    used = {profile.place for profile in found.values()}
    chosen = [p for p in columns if p.place in used]
    others = [p for p in columns if p.place not in used]
    chosen += others[: max(0, MAPPING.fewest_headings - len(chosen))]
    headings = [re.sub(r" #\d+$", "", p.heading) for p in chosen]
    return list(dict.fromkeys(headings))


def _find_currency(columns: Sequence[Profile]) -> str:
    known = read_mapping_words().currencies
    named = (p.heading for p in columns if heading_words(p.heading) in known)
    return next(named, "")


def _find_credit(
    columns: Sequence[Profile], found: Mapping[str, Profile]
) -> dict[str, str]:
    """Find the credit that is taken off a debit which gives the net amount."""
    known = read_mapping_words()
    if NET not in found or not _has_word(found[NET].heading, known.debit):
        return {}
    used = {profile.place for profile in found.values()}
    for profile in columns:
        is_amount = profile.looks == "amount" and profile.place not in used
        if is_amount and _has_word(profile.heading, known.credit):
            return {NET: profile.heading}
    return {}


def _has_word(heading: str, words: frozenset[str]) -> bool:
    return any(word in words for word in heading_words(heading).split())


def _ask_net(found: Mapping[str, Profile], known: Known) -> Iterator[Question]:
    """Yield the question whether an amount beside VAT is without it."""
    if NET not in found or VAT not in found or GROSS in found or NET in known.constants:
        return
    words = read_mapping_words()
    if not _has_word(found[NET].heading, words.net | words.debit):
        yield Question(f"columns.{NET}", "net_or_gross", (found[NET].heading,))


def _ask_side(columns: Sequence[Profile]) -> Iterator[Question]:
    """Yield the question which side of a ledger is minus, where a column says it."""
    known = read_mapping_words()
    for profile in columns:
        words = heading_words(profile.heading)
        texts = [text.casefold().strip(" .") for text in profile.distinct]
        is_side = words in known.sides and set(texts) <= known.side_marks
        if is_side and texts:
            yield Question("sign.column", "side", (profile.heading,))


def _ask_sources(
    columns: Sequence[Profile],
    kind: Kind,
    content: Mapping[str, Any],
    known: Known,
    asked: set[str],
) -> Iterator[Question]:
    """Make questions for the columns that are needed and have no source."""
    given = {*content["columns"], *content["constants"], *content["codes"], *asked}
    if NET not in given and GROSS in given and kind == "spending":
        yield Question("vat.rate", "rate", ("21",))
        given.add(NET)
    choices = read_words().choices
    for column in columns_of(kind):
        if column.name in given or column.is_optional or column.may_be_empty:
            continue
        if column.name == "plan_code":
            yield Question("constants.plan_code", "constant", known.plans)
        elif column.name in choices:
            codes = [choice.code for choice in choices[column.name]]
            # Ledgers list payments: the last phase comes first.
            yield Question(f"constants.{column.name}", "constant", tuple(codes[::-1]))
        else:
            likely = _candidates(columns, column.name, kind)
            yield Question(f"columns.{column.name}", "column", likely)


def _candidates(columns: Sequence[Profile], name: str, kind: Kind) -> tuple[str, ...]:
    fitting = [p.heading for p in columns if _may_be(name, p, kind)]
    return tuple(fitting[: MAPPING.candidates])


def _ask_codes(
    codes: Mapping[str, Any], found: Mapping[str, Profile]
) -> Iterator[Question]:
    for name, entry in codes.items():
        counted = (
            found[name].cells.value_counts(sort=True).rows()  # most lines first
        )
        known = {*entry["values"], MASKED}
        missing = [code for code, _ in counted if code not in known]
        if missing:
            yield Question(f"codes.{name}.values", "codes", tuple(missing))
