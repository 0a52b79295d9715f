"""Models of the plans that changed, built in the part: only those that may differ.

A model is built where anything that it reads is another one now; where it comes out as
it was, what reads it is left as it is too. Whatever is read and did not change is taken
from the copy of the last snapshot, and only once it is read.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final

from warehouse.build import find_kind
from warehouse.connection import RESULT, name_model
from warehouse.parts import PLAN, SOURCE
from warehouse.progress import RefreshProgress
from warehouse.replacing import are_same

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping

    from duckdb import DuckDBPyConnection

    from warehouse.audits import Audit
    from warehouse.descriptions import TableDescription
    from warehouse.lineage import Model

OF_PLANS: Final = f"list_contains($plans, {PLAN})"
OF_SOURCES: Final = f"{SOURCE} in (select unnest($keys))"
"""A plan has many sources: looked for one after another they take half a second."""

_MADE_ANEW: Final = frozenset(
    {"ops.load", "ops.remark", "ops.audit_result", "ops.refresh_run"}
)
"""Other rows in each refresh, as far as a model can see."""


@dataclass(slots=True, kw_only=True)
class PartBuilder:
    """Builds what changed in the part; `use_part` of its connection is in force.

    Attributes:
        connection: Holds the part and a copy of the last snapshot.
        models: All models, in the order of building.
        descriptions: What is described of them, by `schema.name`.
        by_plan: Models, as `list_by_plan` returns them.
        plans: Codes of the plans of the part.
        taken_over: Sources of the part whose rows are those of the copy.
        present: Tables of which all rows are in the part.
        changed: Tables and views of which rows of these plans are others now.
        whole: Those made of all plans that may be others: not built here.
    """

    connection: DuckDBPyConnection
    models: Iterable[Model]
    descriptions: Mapping[str, TableDescription]
    by_plan: Collection[str]
    plans: Collection[str]
    taken_over: Collection[str]
    present: set[str]
    changed: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)

    @property
    def touched(self) -> set[str]:
        """Return what may have other rows now."""
        return self.changed | self.whole

    def compare_raw(self, tables: Iterable[str], keys: Collection[str]) -> None:
        """Find the tables of `raw` and `ops` in which rows of some sources changed.

        Args:
            tables: Raw tables, by their name within `raw`.
            keys: Sources that were loaded into the part, or are gone.
        """
        self.changed |= _MADE_ANEW
        values = {"keys": list(keys)}
        for name in tables:
            table = f"raw.{name}"
            if not self._is_same(table, OF_SOURCES, values):
                self.changed.add(table)
        of_run = frozenset({"run_id"})
        where = "source_document_key in (select unnest($keys))"
        if not self._is_same("ops.quarantine", where, values, of_run):
            self.changed.add("ops.quarantine")

    def fill(self, progress: RefreshProgress | None = None) -> None:
        """Build the models of plans that read what changed, each after those it reads.

        Args:
            progress: Is told of every model that is looked at.

        Raises:
            ModelError: The database refuses a query.
        """
        listed, told = list(self.models), progress or RefreshProgress()
        told.begin("building", (1 for _ in listed))
        for model in listed:
            self._fill(model)
            told.advance()

    def copy(self, tables: Iterable[str]) -> bool:
        """Copy rows that did not change into the part, for whatever reads them here.

        Args:
            tables: Tables and views, by `schema.name`.

        Returns:
            Whether all is there; what is made of all plans is not, if it may differ.
        """
        found = [self._copy(table) for table in tables]
        return all(found)

    def may_audit(self, audit: Audit) -> bool:
        """Whether an audit of the part finds all that it reads there."""
        is_asked = audit.is_by_plan and not audit.reads_none_of(self.touched)
        return not is_asked or self.copy(audit.references)

    def _fill(self, model: Model) -> None:
        words, reads = self.descriptions[model.table], model.references
        if reads & self.whole:
            self.whole.add(model.table)
        if not reads & self.changed:
            return
        if find_kind(model, words) == "view":
            self.changed.add(model.table)
        elif model.table in self.by_plan:
            self._insert(model)
            if not self._is_same(model.table, OF_PLANS, {"plans": list(self.plans)}):
                self.changed.add(model.table)
        elif words.read_by:
            self.whole.add(model.table)
            self._insert(model)
            if self._lacks_rows(model.table, words.read_by):
                self.changed.add(model.table)
        else:
            self.whole.add(model.table)

    def _insert(self, model: Model) -> None:
        self.copy(model.references)
        self.present.add(model.table)
        with name_model(model.table):
            self.connection.execute(f"insert into {model.table} {model.sql}")

    def _copy(self, table: str) -> bool:
        if table in self.present:
            return True
        if table in self.whole:
            return False
        self.present.add(table)
        model = next((one for one in self.models if one.table == table), None)
        if model and find_kind(model, self.descriptions[table]) == "view":
            return self.copy(model.references)
        if table.startswith("ops."):
            return True  # written when the sources were loaded
        values: dict[str, Any] = {}
        where = "true"
        if model is None:
            where, values = OF_SOURCES, {"keys": list(self.taken_over)}
        elif table in self.by_plan:
            where, values = OF_PLANS, {"plans": list(self.plans)}
        self.connection.execute(
            f"insert into {table} by name"  # noqa: S608 - our own tables
            f" select * from {RESULT}.{table} where {where}",
            values or None,
        )
        return True

    def _is_same(
        self,
        table: str,
        where: str,
        values: Mapping[str, Any],
        left_out: frozenset[str] = frozenset(),
    ) -> bool:
        other = f"{RESULT}.{table}"
        return are_same(self.connection, table, other, where, values, left_out)

    def _lacks_rows(self, table: str, key: str) -> bool:
        """Whether a row of a source of the part is another one now, or gone."""
        listed = f"select {key} from {table}"  # noqa: S608 - our own tables
        sql = (
            f"select * from {RESULT}.{table} where {key} in ({listed})"  # noqa: S608
            f" except select * from {table} limit 1"
        )
        return self.connection.execute(sql).fetchone() is not None
