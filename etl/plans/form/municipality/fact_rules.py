"""The wordings that municipal facts are printed with, and what each one counts.

Section 1 of the template is free prose. A figure is read only where its sentence says
beyond doubt what is counted: the wordings here are whole, not key words.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from etl.plans.form.prose.figures import NUMBER, PERCENT, SCHOOL_YEAR

# Not the end of a longer number: of "1 234" or of a range.
_VALUE: Final = rf"(?<!\d)(?<!\d[\s.,–-])(?P<value>{NUMBER})"
_YEAR: Final = r"(?P<period>\d{4}) m(?:\.|et\w+)(?! m\.)"
_SAYS: Final = r"(?:,?\s*(?:yra|buvo|siek\w+|sudar\w+|apie|net|tik|[–—-]))*\s*"
_PER_YEAR: Final = (
    rf"(?:\s*{PERCENT})?[^\d.;]{{0,25}}?{_YEAR}{_SAYS}{_VALUE}(?=\s*{PERCENT})"
)
_PER_SCHOOL_YEAR: Final = (
    rf"(?:\s*{PERCENT})?[\s,–—-]*(?P<period>{SCHOOL_YEAR})[\s–—-]*{_VALUE}"
    rf"(?=\s*{PERCENT})"
)
_FROM_YEAR_TO_YEAR: Final = (
    rf"(?:\s*{PERCENT})?[\s,–—-]*\d{{4}}\s*[-–]\s*\d{{4}}(?: m\. m\.)? ir "
    rf"(?P<period>{SCHOOL_YEAR})[\s–—-]*{_VALUE}(?=\s*{PERCENT})"
)
_LITHUANIAN: Final = r"lietuvių kalbos(?: ir literatūros)?"
_NEXT_SUBJECT: Final = r"\s*{percent},? o matematikos{says}".replace(
    "{percent}", PERCENT
).replace("{says}", _SAYS)
_SPREAD: Final = rf"{_YEAR} {_LITHUANIAN} didžiausias PUPP atotrūkis{_SAYS}"
_SPREAD_NEXT: Final = rf"\s*{PERCENT},?[^\d.]{{0,20}}{_YEAR} {_LITHUANIAN}{_SAYS}"
_ABOVE: Final = rf"{_LITHUANIAN} VBE [^.]{{5,80}}?proc\. viršijo [^\d.]{{5,60}}vidurkį "
_OF_SCHOOLS: Final = r"\d{1,3} mokykl\w+ iš \d{1,3}, t\. ?y\. "
_TRAINED: Final = (
    rf"{_YEAR}[^\d.]{{0,60}}mokytojų,? dalyvavusių tiksliniuose kvalifikacijos"
    r" tobulinimo renginiuose,? dal(?:is|į)[^:]{0,60}:[^;]{0,150}?\b"
)
_GROWTH: Final = (
    r"(?P<period>\d{4}\s*[–-]\s*\d{4}) met\w+ mokinių, turinčių vidutinių, didelių ir"
    r" labai didelių specialiųjų ugdymosi poreikių, skaičius padidėjo(?: apie)? "
)
_LABORATORIES: Final = (
    rf"Iki {_YEAR}[^\d.]{{0,20}}iš \d{{1,4}} bendrojo ugdymo mokyklų,?[^\d.]{{0,20}}"
    r"STEAM laboratorijos įrengtos "
)


@dataclass(frozen=True, slots=True)
class FactRule:
    """What is counted, and the wording that says so.

    Attributes:
        fact: Code; may name groups of the lead.
        unit: Unit of the contract.
        lead: Regular expression; with a group `value` it holds the first figure.
        following: Expression of one more figure with its period, repeated.
    """

    fact: str
    unit: str
    lead: str
    following: str = ""


_POINTS: Final = "percentage_points"
RULES: Final = (
    FactRule("general_school_count", "count", rf"yra {_VALUE} bendrojo ugdymo mokykl"),
    FactRule(
        "general_school_count",
        "count",
        _LABORATORIES.replace(r"iš \d{1,4} ", rf"iš {_VALUE} "),
    ),
    FactRule("pupp_school_count", "count", rf"{_VALUE} vykdan\w+ PUPP\b"),
    FactRule("vbe_school_count", "count", rf"\b{_VALUE} vykdan\w+ VBE\b"),
    FactRule(
        "participating_school_count",
        "count",
        rf"{_VALUE} mokykl\w+,? kurios dalyvaus TŪM",
    ),
    FactRule(
        "pupp_school_share_gap_within_{limit}_points",
        "percent",
        rf"{_YEAR}[^\d.]{{0,25}}{_VALUE} {PERCENT} mokyklų,? dalyvavusių PUPP,"
        r"[^\d.]{0,120}nesiskyrė daugiau (?:kaip|nei) (?P<limit>\d{1,2})",
        _PER_YEAR,
    ),
    FactRule(
        "pupp_even_school_count",
        "count",
        rf"{_YEAR} iš dalyvavusių PUPP,?{_SAYS}{_VALUE}(?= mokykl)",
        rf".{{0,280}}?{_YEAR}{_SAYS}{_VALUE}(?= mokykl\w+ išlaikė lygį)",
    ),
    FactRule(
        "pupp_even_school_share",
        "percent",
        rf"{_YEAR} iš dalyvavusių PUPP,?{_SAYS}\d{{1,3}} mokykl\w+ \(t\. ?y\. {_VALUE}",
    ),
    FactRule(
        "largest_lt_math_gap",
        _POINTS,
        rf"didžiausias {_VALUE} {PERCENT} atotrūkis tarp (?:matematikos ir"
        rf" {_LITHUANIAN}|{_LITHUANIAN} ir matematikos)[^\d.]{{0,110}}{_YEAR}",
        _PER_YEAR,
    ),
    FactRule(
        "pupp_average_subject_gap",
        _POINTS,
        r"PUPP rezultatų vidutinis atotrūkis tarp [^\d.]{5,90}?(?=\d)",
        _PER_YEAR,
    ),
    FactRule(
        "vbe_average_subject_gap",
        _POINTS,
        r"VBE rezultatų vidutinis atotrūkis tarp [^\d.]{5,90}?(?=\d)",
        _PER_YEAR,
    ),
    FactRule(
        "pupp_largest_school_gap_lt",
        _POINTS,
        rf"{_SPREAD}{_VALUE}",
        rf"{_NEXT_SUBJECT}{NUMBER}{_SPREAD_NEXT}{_VALUE}",
    ),
    FactRule(
        "pupp_largest_school_gap_math",
        _POINTS,
        rf"{_SPREAD}{NUMBER}{_NEXT_SUBJECT}{_VALUE}",
        rf"{_SPREAD_NEXT}{NUMBER}{_NEXT_SUBJECT}{_VALUE}",
    ),
    FactRule(
        "vbe_above_average_school_count_lt", "count", rf"{_ABOVE}{_VALUE}(?= mok)"
    ),
    FactRule(
        "vbe_above_average_school_count_math",
        "count",
        rf"{_ABOVE}{_OF_SCHOOLS}{NUMBER} {PERCENT}[^\d.]{{0,20}}o matematikos"
        rf"{_SAYS}{_VALUE}(?= mok)",
    ),
    FactRule(
        "vbe_above_average_school_share_lt",
        "percent",
        rf"{_ABOVE}{_OF_SCHOOLS}{_VALUE}",
    ),
    FactRule(
        "vbe_above_average_school_share_math",
        "percent",
        rf"{_ABOVE}{_OF_SCHOOLS}{NUMBER} {PERCENT}[^\d.]{{0,20}}o matematikos"
        rf"{_SAYS}{_OF_SCHOOLS}{_VALUE}",
    ),
    FactRule(
        "diverse_needs_pupil_growth",
        "percent",
        r"mokinių,? turinčių įvairių poreikių[^.]{0,60}daugėja \(lyginant",
        _FROM_YEAR_TO_YEAR,
    ),
    FactRule("sen_pupil_growth", "percent", rf"{_GROWTH}{_VALUE}"),
    FactRule(
        "high_needs_pupil_growth",
        "percent",
        rf"{_GROWTH}{NUMBER} {PERCENT}, o mokinių, turinčių didelių ir labai didelių"
        rf" specialiųjų (?:ugdymosi )?poreikių,{_SAYS}{_VALUE}",
    ),
    FactRule(
        "high_needs_share_in_special_schools",
        "percent",
        r"didelių ir labai didelių poreikių mokinių[^.:]{0,220}:[^:]{0,20}?"
        r"specialiosiose mokyklose",
        _PER_SCHOOL_YEAR,
    ),
    FactRule(
        "high_needs_share_in_general_schools",
        "percent",
        r"didelių ir labai didelių poreikių mokinių[^.:]{0,220}:[^:]{0,140}?;\s*"
        r"bendrojo ugdymo mokyklose",
        _PER_SCHOOL_YEAR,
    ),
    FactRule(
        "support_recipient_share",
        "percent",
        rf"švietimo pagalb[^.\d]{{0,40}}gaunančių(?: mokinių)? dalis{_SAYS}{_VALUE}",
    ),
    FactRule(
        "trained_teacher_share_leadership",
        "percent",
        rf"{_TRAINED}lyderyst\w+(?: veikiant)?{_SAYS}{_VALUE}",
    ),
    FactRule(
        "trained_teacher_share_inclusion",
        "percent",
        rf"{_TRAINED}įtrauk\w+ ugdym\w+{_SAYS}{_VALUE}",
    ),
    FactRule(
        "trained_teacher_share_culture",
        "percent",
        rf"{_TRAINED}kultūrin\w+ ugdym\w+{_SAYS}{_VALUE}",
    ),
    FactRule(
        "trained_teacher_share_steam",
        "percent",
        rf"{_TRAINED}STEAM(?: ugdym\w+)?{_SAYS}{_VALUE}",
    ),
    FactRule("steam_laboratory_school_count", "count", rf"{_LABORATORIES}{_VALUE}"),
    FactRule(
        "steam_laboratory_school_share",
        "percent",
        rf"{_LABORATORIES}[^.%]{{1,30}}t\. ?y\. {_VALUE}(?=\s*{PERCENT})",
    ),
)
"""All rules; a rule whose wording is not there gives nothing."""
