"""Errors a person can mend: the whole tree of the project, and the only place of them.

The number is the exit code of the command line. A test holds the drawing true.

    UserError                 2  never raised itself
    ├─ SettingError           2  an environment variable that is not what it should be
    ├─ UsageError             2  a command that is not written as it should be
    ├─ HomeError              2  the folder of all state cannot be written to
    ├─ AccessError            2  rules, a login or a token that let nobody in
    ├─ RefreshBusy            3  another process is refreshing
    ├─ LoadedPartlyError      2  a file of which a part could not be loaded
    ├─ WarehouseError         2  something about what is, or is to be, published
    │  ├─ ModelError          2  a model or an audit that is not one readable query
    │  ├─ EngineError         2  an engine that is not installed, or does not start
    │  ├─ StoreError          2  a store that does not answer, refuses, or lacks a file
    │  │  └─ StoreBusy        3  another machine has published meanwhile
    │  ├─ DescriptionError    2  a table or column without a description, or the reverse
    │  ├─ NoSnapshot          2  nothing was published yet, or not under that name
    │  ├─ UnreadableError     2  what is published cannot be read; a `ValueError` too
    │  └─ QueryError          2  a query that is refused, fails, or uses too much
    ├─ DocumentError          2  a document that cannot be read as what it should be
    ├─ PackageError           2  a plan package that breaks its contract
    ├─ WorkbookError          2  a file that is no workbook of ours, or unsafe to read
    ├─ MappingError           2  a mapping that cannot be used as it is written
    ├─ ArrivalError           2  a file that cannot be taken in, or is stopped
    ├─ OpenDataError          2  a site, an answer or a setting that is not as expected
    │  └─ TemporaryError      2  may pass by itself: tried again at once
    ├─ NotifyError            2  a server that refuses a message
    │  └─ DelayedError        2  may pass by itself: tried again later
    ├─ ScheduleError          2  a schedule that cannot be followed
    │  └─ ScheduleBusy        3  another process follows it already
    ├─ BackupError            2  a backup that cannot be written, or not be restored
    ├─ PortError              2  a port that cannot be listened on
    ├─ RequestError           2  a request over HTTP that is not answered as it stands
    ├─ AssistantError         2  a call of a tool that is not answered as it stands
    ├─ PageError              2  an address whose page, or chart, cannot be had
    ├─ KeptError              2  a reader's words that cannot be kept, or not be shown
    ├─ ReportError            2  a report that cannot be made as it is asked for
    ├─ FrozenError            2  a frozen page that cannot be written, or not be checked
    └─ TypesettingError       2  a picture or report that Typst refuses to set
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

from pazanga.personal_codes import mask_personal_codes
from pazanga.reasons import explain
from pazanga.texts import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from pazanga.remarks import Remark
    from pazanga.texts import Language


class UserError(Exception):
    """An error a person can mend, said in the person's language.

    Args:
        name: Name of the text in the table `errors` of the class's catalogue.
        fields: What the text mentions: where, expected, found, next step. Personal
            codes in texts are masked; a dictionary with both languages is said in the
            one that is asked for, and so is an error of the system or of a library.

    Attributes:
        exit_code: What the command line ends with.
        catalogue: Import package whose `messages.toml` holds the text.
    """

    exit_code: ClassVar[int] = 2
    catalogue: ClassVar[str] = "pazanga"

    def __init__(self, name: str, /, **fields: Any) -> None:  # noqa: ANN401
        self.name = name
        self.fields = mask_fields(explain_fields(fields))
        super().__init__(name, self.fields)

    @property
    def code(self) -> str:
        """Return the name programs know it by, e.g. `workbooks.not_recognised`."""
        return f"{self.catalogue.rpartition('.')[2]}.{self.name}"

    def text(self, language: Language) -> str:
        """Build the sentence: what happened, where, what was expected, what to do."""
        said = {
            name: value[language] if isinstance(value, dict) else value
            for name, value in self.fields.items()
        }
        return text(self.catalogue, f"errors.{self.name}", language, **said)

    def __str__(self) -> str:
        """Return the English text: for logs and for engineers."""
        return self.text("en")


class SettingError(UserError):
    """An environment variable is not what it should be; names it and a good value."""


class UsageError(UserError):
    """A command is not written as it should be; names the word and where help is."""


class HomeError(UserError):
    """The home cannot be written to; the message names the path and the reason."""


class AccessError(UserError):
    """Rules that cannot be read, or a login or a token that lets nobody in."""

    catalogue: ClassVar[str] = "pazanga.access"


class RefreshBusy(UserError):  # noqa: N818 - reads as what it says
    """Another process holds the lock."""

    exit_code: ClassVar[int] = 3


class LoadedPartlyError(UserError):
    """A file of which a part could not be loaded; the rest is.

    Args:
        remarks: What was not loaded, and why.
        name: Name of the file.
    """

    def __init__(self, remarks: Sequence[Remark], /, name: str) -> None:
        super().__init__("loaded_partly", name=name)
        self._remarks = tuple(remarks)

    def text(self, language: Language) -> str:
        """Build a line a part: which is not loaded, why, and what to do."""
        name = self.fields["name"]
        lines = [
            text("pazanga", f"errors.{self.name}", language, name=name, said=said)
            for said in (remark.text(language) for remark in self._remarks)
        ]
        return "\n".join(lines)


class WarehouseError(UserError):
    """Something about the warehouse that a person can mend."""

    catalogue: ClassVar[str] = "warehouse"


class ModelError(WarehouseError):
    """A model or an audit that cannot be run; names the file and the reason."""


class EngineError(WarehouseError):
    """An engine other than DuckDB is not installed or does not start."""


class StoreError(WarehouseError):
    """A shared store cannot be followed; no secret and no address of one is a field."""


class StoreBusy(StoreError):  # noqa: N818 - reads as what it says
    """Another machine has published meanwhile."""

    exit_code: ClassVar[int] = 3


class DescriptionError(WarehouseError):
    """Descriptions and tables do not agree; names the table and the column."""


class NoSnapshot(WarehouseError):  # noqa: N818 - reads as what it says
    """There is no published snapshot, or none of that name."""


class UnreadableError(WarehouseError, ValueError):
    """The pointer or a snapshot cannot be read; names the file and the reason."""


class QueryError(WarehouseError):
    """A person's query that is refused, fails, or uses more than it may."""


class DocumentError(UserError):
    """A document cannot be read; the message says what was looked for and where."""

    catalogue: ClassVar[str] = "etl.plans"


class PackageError(UserError):
    """A file of a plan package breaks the contract; the message names the cell."""

    catalogue: ClassVar[str] = "etl.plans"


class WorkbookError(UserError):
    """A file cannot be read; the message says what was expected and what to do."""

    catalogue: ClassVar[str] = "etl.workbooks"


class MappingError(UserError):
    """A mapping cannot be used; the message names file, key and what to write."""

    catalogue: ClassVar[str] = "etl.workbooks.mappings"


class ArrivalError(UserError):
    """A file that cannot be taken in, or is stopped; the message says what to do."""

    catalogue: ClassVar[str] = "etl.inbox"


class OpenDataError(UserError):
    """Open data could not be had; the data of the last good time stay as they are."""

    catalogue: ClassVar[str] = "etl.open_data"


class TemporaryError(OpenDataError):
    """A fault that may pass by itself.

    Args:
        name: Name of the text.
        retry_after: Seconds the site asks to wait; None where it does not say.
        fields: What the text mentions.
    """

    def __init__(
        self,
        name: str,
        /,
        *,
        retry_after: float | None = None,
        **fields: Any,  # noqa: ANN401
    ) -> None:
        super().__init__(name, **fields)
        self.retry_after = retry_after


class NotifyError(UserError):
    """A message could not be delivered; no password or webhook address is a field."""

    catalogue: ClassVar[str] = "etl.notify"


class DelayedError(NotifyError):
    """A message could not be delivered now; later it may."""


class ScheduleError(UserError):
    """A schedule cannot be followed."""

    catalogue: ClassVar[str] = "etl.schedule"


class ScheduleBusy(ScheduleError):  # noqa: N818 - reads as what it says
    """Another process follows the schedule of this home."""

    exit_code: ClassVar[int] = 3


class BackupError(UserError):
    """A backup that cannot be written, or not be restored; nothing was changed."""

    catalogue: ClassVar[str] = "etl.backup"


class PortError(UserError):
    """A port cannot be listened on: it is taken, or not this machine's."""

    catalogue: ClassVar[str] = "dashboard"


class RequestError(UserError):
    """A request over HTTP is not answered as it stands; names what to change."""

    catalogue: ClassVar[str] = "dashboard.api"


class AssistantError(UserError):
    """A call of a tool is not answered as it stands; names what to change."""

    catalogue: ClassVar[str] = "dashboard.assistant"


class PageError(UserError):
    """An address leads to nothing that can be shown; the message says what is wrong."""

    catalogue: ClassVar[str] = "dashboard"


class KeptError(UserError):
    """A view or words of a reader that cannot be kept, or not be shown as they are."""

    catalogue: ClassVar[str] = "dashboard"


class ReportError(UserError):
    """A report cannot be made; names the plan, section or file, and what there is."""

    catalogue: ClassVar[str] = "dashboard.report"


class FrozenError(UserError):
    """A page that cannot be frozen, or a file of one that cannot be checked."""

    catalogue: ClassVar[str] = "dashboard.frozen"


class TypesettingError(UserError):
    """A picture or report that Typst refuses to set; the message says its reason."""

    catalogue: ClassVar[str] = "dashboard"


def explain_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a text mentions, with errors said in both languages."""
    return {
        name: explain(value) if _is_error(value) else value
        for name, value in fields.items()
    }


def _is_error(value: object) -> bool:
    return isinstance(value, BaseException) or (
        isinstance(value, type) and issubclass(value, BaseException)
    )


def mask_fields(fields: Mapping[str, Any]) -> dict[str, Any]:
    """Return what a text mentions, with personal codes masked."""
    return {name: _mask(value) for name, value in fields.items()}


def _mask(value: Any) -> Any:  # noqa: ANN401 - a field of any kind
    """Hide codes in a text, or in a text of both languages."""
    if isinstance(value, dict):
        return {name: _mask(said) for name, said in value.items()}
    if isinstance(value, str):
        return mask_personal_codes(value, is_code=True)
    return value


def pack_error(error: UserError) -> dict[str, Any]:
    """Convert an error to what JSON holds: for another process, or for later."""
    return {
        "kind": type(error).__name__,
        "name": error.name,
        "fields": error.fields,
    }


def unpack_error(packed: Mapping[str, Any]) -> UserError:
    """Make an error again of what `pack_error` gave.

    Raises:
        KeyError: It names no error of ours, or lacks a part.
    """
    kinds = {kind.__name__: kind for kind in list_kinds()}
    return kinds[packed["kind"]](packed["name"], **packed["fields"])


def list_kinds(kind: type[UserError] = UserError) -> Iterator[type[UserError]]:
    """Yield a kind of error and all below it, as the drawing has them."""
    yield kind
    for below in kind.__subclasses__():
        yield from list_kinds(below)
