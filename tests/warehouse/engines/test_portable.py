"""The lint of the portable subset names each construct, its line and the way out."""

from pathlib import Path

import pytest

from warehouse.connection import connect_memory
from warehouse.engines.portable import (
    find_unportable,
    list_unportable,
    read_rules,
)

WAREHOUSE = Path(__file__).resolve().parents[3] / "warehouse"
FILES = sorted([*WAREHOUSE.glob("models/*/*.sql"), *WAREHOUSE.glob("audits/*.sql")])

BROKEN = {
    "select a from t qualify\nrow_number() over (order by a desc) = 1": "QUALIFY",
    "select a, count(*) from t group by all": "GROUP BY ALL",
    "select a from t group by grouping sets ((a), ())": "GROUPING SETS",
    "select distinct on (a) a, b from t": "DISTINCT ON",
    "select a from t using sample 3": "SAMPLE",
    "select * exclude (a) from t": "*: EXCLUDE, REPLACE, COLUMNS",
    "select * replace (1 as a) from t": "*: EXCLUDE, REPLACE, COLUMNS",
    "select columns('a') from t": "*: EXCLUDE, REPLACE, COLUMNS",
    "select a from t order by a": "ORDER BY",
    "select lag(a) over (order by b) from t": "ORDER BY",
    "select row_number() over (partition by c order by b desc, a) from t": "ORDER BY",
    "select row_number() over (order by if(a, 1, null)) from t": "ORDER BY",
    "select row_number() over (order by case when a then 1 end) from t": "ORDER BY",
    "select string_agg(a, ' ' order by b) from t": "ORDER BY",
    "select max(a order by b desc) from t": "ORDER BY in an aggregate",
    "select a / b from t": "/",
    "select cast(a as double) / b + c / d from t": "/",
    "select cast(a / b as decimal(18, 2)) from t": "/",
    "select a // b from t": "//",
    "select cast(cast(a as double) / b as decimal(18, 2)) from t": "double as decimal",
    "select cast(sqrt(a) as decimal(18, 0)) from t": "double as decimal",
    "select string_agg(distinct a, ', ') from t": "DISTINCT in string_agg",
    "select a ** b from t": "**",
    "select round(a, 2) from t": "round",
    "select list(a) from t": "list",
    "select array_agg(a) from t": "array_agg",
    "select [a, b] from t": "list_value",
    "select {'a': b} from t": "struct_pack",
    "select [x + 1 for x in a] from t": "LAMBDA",
    "select any_value(a) from t": "any_value",
    "select first(a) from t": "first",
    "select avg(a) from t": "avg",
    "select avg(a) over () from t": "avg",
    "select median(a) from t": "median",
    "select concat(a, b) from t": "concat",
    "select date_diff('hour', a, b) from t": "date_diff",
    "select date_diff(unit, a, b) from t": "date_diff",
    "select date_diff('month', a, month_date) from t": "date_diff",
    "select date_diff('month', month_date, cast(a as date)) from t": "date_diff",
    "select date_diff('month', month_date, date_trunc('year', a)) from t": "date_diff",
    "select a ~ 'x' from t": "regexp_matches",
    "select regexp_matches(a, 'x') from t": "regexp_matches",
    "select regexp_replace(a, 'x', 'y') from t": "regexp_replace",
    "select to_days(a) from t": "to_days",
    "select cast(a as varchar) from t": "varchar",
    "select a::text from t": "text",
    "select try_cast(a as hugeint) from t": "hugeint",
    "select range from range(3)": "TABLE_FUNCTION",
    "select unnest(a) from t": "unnest",
    "select a from t asof join u using (a)": "ASOF",
    "select a from t positional join u": "POSITIONAL",
    "select a from t natural join u": "NATURAL",
    "select 1 as a union by name select 2 as a": "UNION_BY_NAME",
    "select a ->> 'b' from t": "->>",
    "select a[1] from t": "ARRAY_EXTRACT",
    "select a collate nocase from t": "COLLATE",
    "select nobody_knows(a) from t": "nobody_knows",
    "select a::date from t": "::",
    "select prefix: a from t": "name: value",
    'select "a b" from t': '"name"',
    'select a as "Ą" from t': '"name"',
    "select E'a' from t": "E'…', $$…$$",
    "select $$abc$$ from t": "E'…', $$…$$",
    "select 'it''s' from t": "'' in a text",
    "select 0x1F from t": "0x…, 1_000",
    "select 1_000 from t": "0x…, 1_000",
    "select a from (from t)": "FROM first",
    "select count() from t": "count()",
    "select quantile_disc(a, 0.5) from t": "quantile_disc",
    "select rank() over (w order by b desc) from t window w as (partition by a)": (
        "OVER (name …)"
    ),
    "select lag(a ignore nulls) over (order by b desc) from t": "IGNORE NULLS",
    "select max(a) over (order by b desc groups current row) from t": "GROUPS",
    "select current_date from t": "current_date",
    "select rowid from t": "rowid",
    "select try_cast(a as date) from t": "try_cast",
    "select cast(a as decimal) from t": "decimal without digits",
    "select cast(2.5 as integer) from t": "fraction as integer",
    "select cast(cast(a as double) as bigint) from t": "fraction as integer",
    "select cast(a / 2e0 as smallint) from t": "fraction as integer",
    "select cast(1e0 as string) from t": "double as string",
    "select a > any (select b from u) from t": "ANY, ALL",
    "with y as materialized (select 1 as a) select a from y": "MATERIALIZED",
    "select a from 'x.parquet'": "FROM 'file'",
    "select a, count(*) from t group by 1": "GROUP BY 1",
    "select a, sum(b) over (order by 1) from t order by 1": "ORDER BY 1",
    "select a like '%\\%' from t": "LIKE",
    "select a like b || '\\_%' from t": "LIKE",
    "select * like 'a%' from t": "*: EXCLUDE, REPLACE, COLUMNS",
    "select regexp_extract(a, 'x') from t": "regexp_extract: arguments",
    "select regexp_extract(a, b, 1) from t": "regular expression",
    "select regexp_extract(a, '(?i)x', 0) from t": "regular expression",
    "select regexp_extract(a, '[[:alpha:]]+', 0) from t": "regular expression",
    "select regexp_extract(a, '\\w+', 0) from t": "regular expression",
    "select substr(a, 0, 3) from t": "substr from 0",
    "select trim(a, 'x') from t": "trim: arguments",
    "select max(a, 3) from t": "max: arguments",
    "select max_by(a, b, 3) from t": "max_by: arguments",
    "select max_by(a, b) from t": "max_by of nulls",
    "select min_by(a, b) filter (where b is not null) from t": "min_by of nulls",
    "select string_agg(a) from t": "string_agg: arguments",
    "select string_agg(a, ', ') from t": "string_agg without ORDER BY",
    "select extract(dow from a) from t": "date_part: part",
    "select date_trunc('decade', a) from t": "date_trunc: part",
    "select a + interval (b) day from t": "to_days",
    "select (select b from u limit 1) from t": "LIMIT without ORDER BY",
    "select * from (select a from t limit 10%) as x": "LIMIT %",
}
SOUND = [
    "select a from t where row_rank = 1 and b in (1, 2) and c not like 'x%'",
    "select a, count(*) filter (where b) from t group by a having count(*) > 1",
    "select row_number() over (order by a nulls last, b nulls first, c desc) from t",
    "select row_number() over (order by case when a then 0 else 1 end) from t",
    "select row_number() over (order by if(a, 0, 1)) from t",
    "select string_agg(a, ', ' order by b nulls last) from t",
    "select percentile_disc(0.5) within group (order by a desc) from t",
    "select cast(cast(a as double) / nullif(b, 0) as decimal(18, 12)) from t",
    "select cast(cast(sqrt(a) as decimal(28, 6)) as decimal(18, 2)) from t",
    "select a / cast(b as double), sqrt(a) / b from t",
    "select greatest(cast(a as double), 0) / b from t",
    "select a + 3 * interval '1' day, extract(day from a - b) from t",
    "select date_diff('day', a, b) / 2e0 from t",
    "select date_diff('month', t.month_date, last_month_date) from t",
    "select date_diff('month', cast(date_trunc('month', a) as date), month_date)",
    "select cast(a as string), cast(b as decimal(18, 2)), a || 'x' from t",
    "select a from (values ('x'), ('y')) as listed (a) cross join t",
    "select a from t full join u using (a) union all select b from v",
    "select a from t where not exists (select 1 from u where u.a = t.a)",
    "select a from t where a is distinct from b and c between 1 and 2",
    "select max_by(a, b) filter (where c and a is not null) from t",
    "select a from t where b like c || '.%' -- \"a::b\" from 'x' isn't read",
    "select 'a: \"b\"::c, E' as text from t /* count() */",
    "select cast(a as decimal(18, 2)), cast(floor(a) as integer) from t",
    "select extract(year from a), date_trunc('week', a), substr(a, 2) from t",
    "select regexp_extract(a, '([0-9]+)[.]', 1) from t order by a nulls last limit 5",
]


def find(sql: str) -> list[str]:
    found = find_unportable(connect_memory(), sql, "models/x.sql")
    return [construct.construct for construct in found]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_models_and_audits_are_portable(path: Path) -> None:
    assert list_unportable(connect_memory(), [path]) == []


@pytest.mark.parametrize(("sql", "construct"), BROKEN.items())
def test_what_other_engines_lack_is_named(sql: str, construct: str) -> None:
    assert construct in find(sql)


@pytest.mark.parametrize("frame", ["with x as ({}) select * from x", "{} limit 3"])
@pytest.mark.parametrize(("sql", "construct"), BROKEN.items())
def test_it_is_named_at_any_depth(sql: str, construct: str, frame: str) -> None:
    assert construct in find(frame.format(sql))


@pytest.mark.parametrize("sql", SOUND)
def test_what_every_engine_has_is_left_alone(sql: str) -> None:
    assert find(sql) == []


def test_a_place_is_its_line_though_letters_are_of_several_bytes() -> None:
    sql = "-- Ąžuolų gatvė\nselect a,\n'ėėė' as b,\nmedian(a) as c\nfrom t"
    (found,) = find_unportable(connect_memory(), sql, "marts/x.sql")
    assert str(found).startswith("marts/x.sql:4: median: `percentile_disc(0.5)`")


def test_qualify_is_found_where_it_stands() -> None:
    sql = "select a\nfrom t\nqualify\nrow_number() over (order by a desc) = 1"
    (found,) = find_unportable(connect_memory(), sql, "x.sql")
    assert (found.line, found.construct) == (4, "QUALIFY")


def test_files_that_ask_the_snapshot_itself_exist() -> None:
    assert set(read_rules()["of_the_snapshot"]) <= {path.stem for path in FILES}
