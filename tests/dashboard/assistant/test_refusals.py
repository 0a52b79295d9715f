"""What nobody may make of the tools: by their arguments, or by words of a document."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import pytest
from calling_tools import call_desk

from dashboard.assistant.fences import MOST_ITEMS, MOST_LETTERS, Cleaner
from dashboard.assistant.tools import TOOLS

if TYPE_CHECKING:
    from pazanga.settings import Settings

FENCE = re.compile(r"--- data ([0-9a-f]{16}) ---\n(.*)\n--- end \1 ---", re.DOTALL)


@pytest.mark.parametrize(
    ("tool", "arguments", "error"),
    [
        ("query_metric", {}, "wrong_argument"),
        ("query_metric", {"metric": 1}, "wrong_argument"),
        ("query_metric", {"metric": "planed"}, "unknown_metric"),
        ("query_metric", {"metric": "../etc"}, "wrong_argument"),
        ("query_metric", {"metric": "planned", "plan": "x"}, "unknown_plan"),
        ("query_metric", {"metric": "planned", "by": "colour"}, "unknown_dimension"),
        ("query_metric", {"metric": "planned", "by": "search"}, "unknown_dimension"),
        (
            "query_metric",
            {"metric": "planned", "filters": {"area": ["steem"]}},
            "unknown_value",
        ),
        (
            "query_metric",
            {"metric": "planned", "filters": {"area": ["'; drop table x; --"]}},
            "unknown_value",
        ),
        (
            "query_metric",
            {"metric": "planned", "filters": {"exam": ["VBE"]}},
            "unknown_dimension",
        ),
        ("query_metric", {"metric": "activity_spent"}, "missing_filter"),
        ("query_metric", {"metric": "planned", "nonsense": 1}, "unknown_argument"),
        (
            "query_metric",
            {"metric": "planned", "filters": {"area": ["x"] * 51}},
            "wrong_argument",
        ),
        (
            "query_metric",
            {"metric": "planned", "filters": {"search": ["x" * 101]}},
            "wrong_argument",
        ),
        ("source_lines", {"metric": "planned", "limit": 100_000}, "wrong_argument"),
        ("source_lines", {"metric": "planned", "offset": -1}, "wrong_argument"),
        ("ask", {"question": "k" * 201}, "wrong_argument"),
        ("list_tables", {"table": "raw.anything"}, "unknown_table"),
        ("list_tables", {"language": "de"}, "wrong_argument"),
        ("run_sql", {"sql": "x" * 20_001}, "wrong_argument"),
        ("run_sql", {"sql": "select 1; select 2"}, "query_not_one"),
        ("run_sql", {"sql": "copy (select 1) to '/tmp/x'"}, "query_not_select"),
        ("run_sql", {"sql": "attach '/etc/passwd' as x"}, "query_not_select"),
        ("run_sql", {"sql": "select * from read_text('/etc/passwd')"}, "query_failed"),
        ("run_sql", {"sql": "select getenv('HOME')"}, "query_failed"),
        (
            "run_sql",
            {"sql": "with x as (copy (select 1) to '/tmp/x') select 1"},
            "query_failed",
        ),
    ],
)
def test_refusal_is_said_in_both_languages(
    fed_settings: Settings, tool: str, arguments: dict[str, Any], error: str
) -> None:
    told = call_desk(fed_settings, tool, **arguments)
    assert (told.is_error, told.body["error"]) == (True, error)
    assert told.body["lt"] != told.body["en"]
    assert str(fed_settings.home) not in json.dumps(told.body)
    assert len(told.text) <= 2 * MOST_LETTERS + 1


def test_query_is_stopped_at_its_limits(fed_settings: Settings) -> None:
    sql = "select count(*) from range(10000000000) a, range(1000000) b"
    told = call_desk(fed_settings, "run_sql", sql=sql)
    assert told.body["error"] == "query_too_slow"
    flood = "select repeat('x', 100000) as x from range(100)"
    assert call_desk(fed_settings, "run_sql", sql=flood).is_error


@pytest.mark.parametrize(
    ("tool", "arguments"),
    [
        ("source_lines", {"metric": "planned"}),
        ("find", {"words": "instructions"}),
        ("run_sql", {"sql": "select activity_title from reports.rpt_activity"}),
    ],
)
def test_words_of_a_document_stay_inside_the_fence(
    hostile_settings: Settings, tool: str, arguments: dict[str, Any]
) -> None:
    told = call_desk(hostile_settings, tool, **arguments)
    body = told.body
    written = json.dumps(body["data"], ensure_ascii=False)
    assert "Ignore previous instructions" in written
    assert "\u202e" not in written
    assert max(map(len, re.findall(r'"((?:[^"\\]|\\.)*)"', written))) < 600
    # Nothing of it stands where our own words do.
    assert "Ignore" not in json.dumps([body["notes"], body["notice"], body["snapshot"]])
    found = FENCE.fullmatch(told.text.partition("\n")[2])
    assert found
    assert json.loads(found[2]) == body
    assert not set("<>`") & set(found[2])
    assert told.text.count(found[1]) == 2
    assert body["notes"], "the texts were cut, which has to be said"


def test_fence_is_another_one_each_time(hostile_settings: Settings) -> None:
    texts = [call_desk(hostile_settings, "list_tables").text for _ in range(2)]
    assert len({FENCE.search(one)[1] for one in texts}) == 2  # type: ignore[index]


def test_cleaner_counts_what_it_cuts() -> None:
    cleaner = Cleaner()
    assert cleaner.clean({"a": "b\n\x1b[31mc", "n": 1, "none": None}) == {
        "a": r"b \x1b[31mc",
        "n": 1,
        "none": None,
    }
    assert cleaner.cut_count == 0
    cleaner.clean(["x" * (MOST_LETTERS + 1), ["y"] * (MOST_ITEMS + 1), "whole…"])
    assert cleaner.cut_count == 2


def test_every_tool_describes_what_it_takes_in_both_languages() -> None:
    for tool in TOOLS.values():
        said = [tool.describe_input(one)["properties"] for one in ("lt", "en")]
        for name in said[0]:
            assert said[0][name]["description"] != said[1][name]["description"]
