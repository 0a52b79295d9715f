"""The thresholds by which a mapping of a ledger is proposed, and read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class MappingThresholds:
    """By which counts and shares a ledger is looked at; found by trial on exports.

    Attributes:
        fewest_headings: A row that names fewer columns is a title.
        likely: So much of a row has to be words, or of a column of one form.
        distinct: Distinct texts of a column that are looked at.
        samples: Cells of a column that are shown.
        alike: Headings less alike, by the characters they share, are two words.
        weak: What a name is worth that may mean another column, too.
        sounds: What a heading is worth that is only alike, by how much it is.
        part: What a heading is worth that holds the words of a known one.
        codes: Codes that a person is asked about one by one.
        candidates: Columns that are offered to choose from.
    """

    fewest_headings: int = 3
    likely: float = 0.9
    distinct: int = 5_000
    samples: int = 5
    alike: float = 0.84
    weak: float = 0.95
    sounds: float = 0.9
    part: float = 0.6
    codes: int = 50
    candidates: int = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerForms:
    """By which counts the cells of a ledger are read, once a mapping says how.

    Attributes:
        multipliers: Units an export is in: euro, thousands, millions.
        highest_rate: A rate of VAT is below, in percent.
        century: Years of two digits are of this century.
        long_fraction: So many decimals could be taken for thousands.
        digest_digits: Digits of the checksum by which two mappings are told apart.
    """

    multipliers: tuple[int, ...] = (1, 1000, 1_000_000)
    highest_rate: int = 100
    century: int = 2000
    long_fraction: int = 3
    digest_digits: int = 16


LEDGER: Final = LedgerForms()
MAPPING: Final = MappingThresholds()
