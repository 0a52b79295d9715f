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
