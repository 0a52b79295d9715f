"""The thresholds of the PDF reader: all that it decides by size, in one place."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfThresholds:
    """Limits by which print is told apart; lengths in points, 1/72 of an inch.

    Some follow from how word processors print: a space is about a quarter of the
    characters' size, a ruling line at most 2.25 pt wide, a raised character about 0.6
    of the others' size. The rest was found by trial on printed plans; the tests of
    this folder and `bench/tables.py` show what a change moves.

    Attributes:
        rule_snap: Ruling lines that near are one; those of two tables may nearly meet.
        widest_rule: A filled area is shading, not a line, if it is wider both ways.
        fewest_rules: From so many ruling lines on, shading rules no table.
        short_rule: The line above footnotes takes less of the page's width.
        narrowest_cell: A cell not wider or higher lies between two ruling lines.
        note_size: Footnotes are smaller than this part of the print above.
        picture: A picture that covers more of a page is a scan of it.
        unknown_characters: With a larger share without a meaning, a text is unreadable.
        unruled_lines: So many lines with digits need a table; fewer may be remarks.
        margin: Headers and footers lie within this part of a page's height.
        margin_pages: They stand on at least so many pages.
        margin_share: They stand on at least this share of pages: sections differ.
        word_gap: A wider gap, in parts of the characters' size, separates words.
        double_print: Equal characters nearer than this are one, printed bold.
        covered_share: Characters that share more of their width stand in one place.
        bold_shift: The same, in parts of the characters' size.
        one_number: Figures nearer than this part of their size are one number.
        figure_share: The same of two figures, which are never set so tight.
        double_reach: So many characters back may the first print of it stand.
        paragraph_gap: Further apart than usual by this part of the size: a paragraph.
        same_size: Lines that differ less in size may be of one paragraph.
        same_edge: Edges of a table's parts on two pages differ by less.
        unfilled_lines: A page with room for so many lines was not full.
        usual_share: A cell filled in this share of rows is filled in a whole row.
        line_end: Widths of words are measured to this.
        space_width: Width of a space, in parts of the characters' size.
        kept_spaces: From this share of line ends on, spaces there mean whole words.
        long_word: A part of a word with so many characters may be a word itself.
        longest_word: No word of a plan has more, unless the document prints it whole.
        thin: A line that strikes out is not higher.
        shortest: A line that strikes out is not shorter.
        struck_band: Where in a character's height it does; underlines lie lower.
        struck_share: Of a character's width that the line has to cover.
        small: A mark is smaller than this part of the character before it.
        raised: It stands higher by this part of the size …
        lowered: … or lower by this.
        touching: It begins within this part of the size behind the character.
        beside: It shares this part of the height with it.
        turned_share: A page is turned where more than this share of its text is.
        lightest: A colour that differs from white by less is white.
        ink_parts: Parts of a colour that says how much ink: none of it is white.
        column_gap: A wider gap, in parts of the characters' size, may part columns.
        column_lines: So many lines in a row keep it free where they are columns.
        tall_bands: An area that takes more bands is looked at for every character.
        annotations: A page with more notes and fields is refused; a form has fewer.
        field_levels: A field takes its value from one at most so many levels above.
        field_size: Viewers write a value no larger where its field says no size.
        field_least: No smaller letters are set: nearer ones would look like one.
        field_width: Width of a letter of Helvetica, in parts of its size, at most.
        pictured: A picture that takes this part of a cell, or lies in it with this
            part of its own area, stands in the place of text.
        band: Characters are looked up in bands of this height; only speed.
    """

    rule_snap: float = 1.0
    widest_rule: float = 2.5
    fewest_rules: int = 8
    short_rule: float = 0.45
    narrowest_cell: float = 4.0
    note_size: float = 0.95
    picture: float = 0.5
    unknown_characters: float = 0.01
    unruled_lines: int = 3
    margin: float = 0.13
    margin_pages: int = 2
    margin_share: float = 0.3
    word_gap: float = 0.25
    double_print: float = 0.6
    covered_share: float = 0.6
    figure_share: float = 0.25
    double_reach: int = 3
    bold_shift: float = 0.12
    one_number: float = 0.1
    paragraph_gap: float = 0.35
    same_size: float = 0.5
    same_edge: float = 3.0
    unfilled_lines: int = 5
    usual_share: float = 0.8
    line_end: float = 0.5
    space_width: float = 0.25
    kept_spaces: float = 0.05
    long_word: int = 5
    longest_word: int = 24
    thin: float = 1.5
    shortest: float = 1.0
    struck_band: tuple[float, float] = (0.3, 0.8)
    struck_share: float = 0.6
    small: float = 0.85
    raised: float = 0.25
    lowered: float = 0.1
    touching: float = 0.35
    beside: float = 0.5
    turned_share: float = 0.5
    lightest: float = 0.02
    ink_parts: int = 4
    column_gap: float = 1.5
    column_lines: int = 4
    tall_bands: int = 60
    annotations: int = 10_000
    field_levels: int = 20
    field_size: float = 12.0
    field_least: float = 2.0
    field_width: float = 0.6
    pictured: float = 0.5
    band: float = 8.0


PDF: Final = PdfThresholds()
