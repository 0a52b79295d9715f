"""The hostile statements of the TOML files beside, written out."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).parent

LONG: Final = {
    "{deep_brackets}": f"select {'(' * 5000}1{')' * 5000}",
    "{deep_selects}": f"{'select * from (' * 1500}select 1{')' * 1500}",
    "{deep_case}": f"select {'case when true then ' * 5000}1{' end' * 5000}",
    "{deep_list}": f"select {'[' * 5000}{']' * 5000}",
    "{deep_json}": f"{'[' * 100_000}{']' * 100_000}",
    "{many_unions}": " union all ".join(["select 1"] * 20_000),
    "{many_ands}": f"select {' and '.join(['true'] * 5000)} as a",
    "{many_columns}": f"select {', '.join(f'1 as c{n}' for n in range(20_000))}",
    "{many_withs}": "with a0 as (from t), "
    + ", ".join(f"a{n + 1} as (from a{n} x, a{n} y)" for n in range(40))
    + " select count(*) from a40",
    "{long_name}": f'select 1 as "{"x" * 1_000_000}"',
}


@dataclass(frozen=True)
class Attack:
    """A statement, and what must become of it.

    Attributes:
        family: What it is after.
        must: What must become of it, as the TOML files say.
        sql: The statement; its long parts have names.
    """

    family: str
    must: str
    sql: str

    def write(self, snapshot: Path) -> str:
        """Write the statement out, against a snapshot."""
        sql = self.sql.replace("{snapshot}", str(snapshot))
        sql = sql.replace("{folder}", str(snapshot.parent))
        for name, long in LONG.items():
            sql = sql.replace(name, long)
        return sql


def list_hostile() -> Iterator[Attack]:
    """Yield every statement of the files."""
    for path in sorted(HERE.glob("*.toml")):
        families = tomllib.loads(path.read_text("utf-8"))
        for family, groups in families.items():
            for must, statements in groups.items():
                yield from (Attack(family, must, sql) for sql in statements)
    # Half a letter: TOML cannot say it.
    yield Attack("unicode", "fails", "select '\ud800'")
