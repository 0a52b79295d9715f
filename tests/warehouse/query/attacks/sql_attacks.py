"""Statements that try to write, to read other files, or to learn where files lie."""

from collections.abc import Iterator
from pathlib import Path

QUERY = "(select '42'::blob as x)"
LOGS = ("", ".wal", ".wal.recovery", ".wal.checkpoint")
OPTIONS = (
    "(format csv, use_tmp_file false)",
    "(format blob)",
    "(format parquet, use_tmp_file false)",
    "(format json, use_tmp_file false)",
)


def list_attacks(snapshot: Path) -> list[str]:
    """Give all statements against one snapshot."""
    return [
        *list_copies(snapshot),
        *list_changes(snapshot),
        *list_settings(snapshot),
        *list_readers(snapshot),
        *list_tricks(snapshot),
    ]


def list_copies(snapshot: Path) -> Iterator[str]:
    """Give the ways to write a file, in every place a statement can stand."""
    for log in LOGS:
        for options in OPTIONS:
            copy = f"copy {QUERY} to '{snapshot}{log}' {options}"
            yield copy
            yield f"explain analyze {copy}"
        copy = f"copy {QUERY} to '{snapshot}{log}' {OPTIONS[0]}"
        yield f"explain {copy}"
        yield f"explain (analyze, format json) {copy}"
        yield f"/* select */ explain\n-- x\nanalyze {copy}"
        yield f"with x as ({copy}) select 1"
        yield f"with x as materialized ({copy}) select * from x"
        yield f"explain analyze with x as ({copy}) select 1"
        yield f"select * from ({copy})"
        yield f"select 1 union all ({copy})"
        yield f"select exists ({copy})"
    folder = snapshot.parent
    yield f"export database '{folder}/out'"
    yield f"explain analyze export database '{folder}/out'"
    yield f"explain analyze copy from database memory to '{folder}/x'"
    yield f"explain analyze copy t to '{folder}/new.csv'"
    yield f"copy t to '{folder}/parts' (format parquet, partition_by (i))"
    yield f"copy t to '{folder}/each' (per_thread_output true)"
    yield f"from {QUERY} select x; copy t to '{snapshot}'"


def list_changes(snapshot: Path) -> Iterator[str]:
    """Give the ways to change tables, bare, explained and in a `with`."""
    changes = (
        "insert into t values (1)",
        "insert into t values (1) returning i",
        "update t set i = 1.23",
        "delete from t",
        "delete from t returning i",
        "truncate t",
        "merge into t using (select 1 as i) s on t.i = s.i when matched then delete",
        "create table u as select 1",
        "create temp table u as select 1",
        "create view v as select 1",
        "create macro m() as 1",
        "create sequence s",
        "create type e as enum ('a')",
        "create schema s",
        "create secret (type s3)",
        "drop table t",
        "alter table t add column c int",
        "comment on table t is 'x'",
        "vacuum",
        "analyze",
        "checkpoint",
        "force checkpoint",
        "begin transaction",
        "commit",
        "prepare p as select 1",
        "execute p",
        "deallocate p",
    )
    for change in changes:
        yield change
        yield f"explain analyze {change}"
        yield f"with x as ({change}) select 1"
    yield f"import database '{snapshot.parent}'"


def list_settings(snapshot: Path) -> Iterator[str]:
    """Give the ways to open what is closed."""
    folder = snapshot.parent
    yield "set enable_external_access = true"
    yield "reset enable_external_access"
    yield "set lock_configuration = false"
    yield f"set allowed_paths = ['{folder}/x']"
    yield f"set temp_directory = '{folder}'"
    yield f"set secret_directory = '{folder}'"
    yield f"set log_query_path = '{folder}/log'"
    yield f"set profiling_output = '{folder}/profile'"
    yield "set variable x = 1"
    yield f"attach '{folder}/other.duckdb' as other"
    yield f"attach '{snapshot}' as other (read_write)"
    yield "detach t"
    yield "use memory"
    yield "install httpfs"
    yield "load httpfs"
    yield f"load '{folder}/x.duckdb_extension'"
    yield "update extensions"
    yield "call pragma_version()"
    yield "call force_checkpoint()"
    yield "call enable_logging()"
    yield f"call enable_logging(storage_path = '{folder}/log')"
    yield "select * from enable_logging()"
    yield f"select * from enable_logging(storage_path = '{folder}/log')"
    yield "select * from force_checkpoint()"
    yield "select * from enable_profiling()"
    yield f"select * from enable_profiling(save_location = '{folder}/profile')"
    yield "pragma database_list"
    yield "pragma enable_profiling = 'json'"
    yield "pragma force_checkpoint"
    yield "select * from set_config('threads', '1')"


def list_readers(snapshot: Path) -> Iterator[str]:
    """Give the ways to read a file of the machine."""
    for name in (
        "/etc/passwd",
        f"{snapshot}",
        f"{snapshot.parent}/*",
        "/proc/self/maps",
    ):
        for reader in (
            "read_csv",
            "read_text",
            "read_blob",
            "read_json",
            "read_parquet",
            "glob",
            "parquet_metadata",
            "sniff_csv",
        ):
            yield f"select * from {reader}('{name}')"
        yield f"select * from '{name}'"
        yield f"from query('select * from read_text(''{name}'')')"
        yield f"from query_table('{name}')"
    yield "select getenv('HOME')"
    yield "select * from read_duckdb('x.duckdb', table_name = 't')"
    yield "select * from 'https://example.org/x.csv'"
    yield "select * from read_csv('/dev/stdin')"
    yield "from frame"


def list_tricks(snapshot: Path) -> Iterator[str]:
    """Give statements that hide another one, or that close our bracket."""
    copy = f"copy {QUERY} to '{snapshot}' {OPTIONS[0]}"
    yield f"select 1; {copy}"
    yield f"select 1;{copy};"
    yield f"select 1\u00a0; {copy}"
    yield f"select 1\u2028; {copy}"
    yield f"select 1) ; {copy}; select (1"
    yield f"select 1) as a, (select 2); {copy} --"
    yield f"select 1 /* ) ; {copy} /* */"
    yield f"select 1 --\r\n; {copy}"
    yield f"select 1 --\n) ; {copy} --"
    yield f"select $$ ) ; $$; {copy}"
    yield f"select '\\'; {copy}; --'; {copy}"
    yield f"explain explain analyze {copy}"
    yield f"explain analyze (analyze) {copy}"
    yield f"explain analyze\u00a0{copy}"
    yield f"explain/**/analyze/**/{copy}"
    yield f"ＥＸＰＬＡＩＮ analyze {copy}"
    yield f"describe {copy}"
    yield f"summarize {copy}"
    yield f"show {copy}"
    yield f"pivot ({copy}) on x using count(*)"
    yield f"from query('{copy.replace(chr(39), chr(39) * 2)}')"
    yield "from json_execute_serialized_sql(json_serialize_sql('drop table t'))"
    yield "select write_log('x')"
    yield "select nextval('s')"
    yield "\ufeffdrop table t"
    yield "drop table t -- select"
    yield "(drop table t)"
    yield "select 1\x00; drop table t"
