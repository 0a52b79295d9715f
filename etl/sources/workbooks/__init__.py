"""Workbooks people fill in: recognised, read strictly, corrected, made anew.

`read_workbook` reads one; `write_template` makes an empty one; `write_rejects` gives
the rows that were put aside back to be corrected.
"""

from etl.sources.workbooks.corrections import save_rejects, write_rejects
from etl.sources.workbooks.errors import Note, WorkbookError
from etl.sources.workbooks.limits import Limits
from etl.sources.workbooks.reading import read_workbook
from etl.sources.workbooks.readings import SheetReading, WorkbookReading
from etl.sources.workbooks.templates import write_template

__all__ = [
    "Limits",
    "Note",
    "SheetReading",
    "WorkbookError",
    "WorkbookReading",
    "read_workbook",
    "save_rejects",
    "write_rejects",
    "write_template",
]
