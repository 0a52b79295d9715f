"""Workbooks people fill in: recognised, read strictly, corrected, written.

`read_workbook` reads one; `write_template` makes an empty one; `write_rejects` gives
the rejected rows back to be corrected.
"""

from etl.workbooks.contract.notes import Note
from etl.workbooks.contract.reference_lists import use_reference_lists
from etl.workbooks.files.limits import FileLimits
from etl.workbooks.reading import read_workbook
from etl.workbooks.templates.corrections import save_rejects, write_rejects
from etl.workbooks.templates.templates import write_template
from etl.workbooks.whole_workbook import SheetReading, WorkbookReading

__all__ = [
    "FileLimits",
    "Note",
    "SheetReading",
    "WorkbookReading",
    "read_workbook",
    "save_rejects",
    "use_reference_lists",
    "write_rejects",
    "write_template",
]
