"""The thresholds of lines and tables, whatever kind of document they stand in."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class TextThresholds:
    """Limits of lines of text; lengths in characters.

    Widths were measured on the linearised plan of Kaunas City, the only one known; the
    lengths of lines are far above anything a plan holds, and bound what noise costs.

    Attributes:
        wide_line: Narrow columns break words; a line this long holds whole ones.
        long_token: A word with a hyphen that is as long may go on in the next line.
        longest_word: No word of a plan is longer; what joins words looks no further.
        longest_line: Longer paragraphs of a DOCX or a PDF are parted at sentences.
        longest_text_line: A text with a longer line is no plan.
    """

    wide_line: int = 28
    long_token: int = 16
    longest_word: int = 64
    longest_line: int = 5_000
    longest_text_line: int = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class GridThresholds:
    """Limits by which the cells of tables are told apart.

    The form's headings take two rows, of units and of numbers included; the shares say
    "most of it" for edges that programs round.

    Attributes:
        heading_rows: Headings do not take more rows.
        covered: A cell stands in a column of which it covers more.
        whole: A cell that is wider than this share of its table stands in all of it.
        near: Edges of two tables are one, if they differ by less of their width.
        joined: Edges of a table are one, if they differ by less of its width.
        fewest_columns: A row that counts columns counts at least so many.
        fewest_moved: So many where their numbers stand in another order.
        most_taken_away: So many columns may be gone of those that were counted.
        counted: And at least this share of its cells; others may be `3 = 1 + 2`.
    """

    heading_rows: int = 6
    covered: float = 0.5
    whole: float = 0.9
    near: float = 0.02
    joined: float = 0.01
    fewest_columns: int = 3
    fewest_moved: int = 5
    most_taken_away: int = 2
    counted: float = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class PageThresholds:
    """When the numbers at the edges of a text's pages are those of the pages.

    Cells may end a page, too, but do not count its pages.

    Attributes:
        fewest: At least so many pages have their number.
        share: And at least this share of them; the first ones mostly have none.
        fewest_running: At least so many pages have a header or a footer.
        shortest_running: One with figures has at least so many characters.
        edge: Headers and footers take no more lines.
    """

    fewest: int = 2
    share: float = 0.5
    fewest_running: int = 3
    shortest_running: int = 12
    edge: int = 2


TEXT: Final = TextThresholds()
PAGES: Final = PageThresholds()
TABLES: Final = GridThresholds()
