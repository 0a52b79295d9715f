"""What Spark says is told apart: a model, or a server, a worker, a token, room."""

from pathlib import Path

import pytest

from pazanga.errors import EngineError, ModelError
from warehouse.engines.failures import explain_failure, find_failure


class SparkConnectGrpcException(Exception):  # noqa: N818 - Spark's name
    pass


class AnalysisException(Exception):  # noqa: N818 - Spark's name
    pass


SAID = {
    "<_MultiThreadedRendezvous status = StatusCode.UNAVAILABLE details = x": (
        "engine_lost"
    ),
    "[RETRIES_EXCEEDED] The maximum number of retries has been exceeded.": (
        "engine_lost"
    ),
    "StatusCode.UNAUTHENTICATED details = Invalid token": "engine_token_refused",
    "java.lang.OutOfMemoryError: Java heap space": "engine_out_of_memory",
    "Native memory allocation: there is insufficient memory for the Java Runtime": (
        "engine_out_of_memory"
    ),
    "Job aborted: ExecutorLostFailure (executor 1 exited, worker lost)": (
        "engine_worker_lost"
    ),
    "All masters are unresponsive! Giving up.": "engine_master_unknown",
    "Could not parse Master URL: 'sparc'": "engine_master_unknown",
    "java.io.IOException: No space left on device": "engine_disk_full",
    "java.lang.UnsupportedClassVersionError: class file version 61.0": (
        "engine_java_unfit"
    ),
}


@pytest.mark.parametrize(("said", "name"), SAID.items())
def test_failure_of_machines_says_which(said: str, name: str) -> None:
    found = explain_failure(
        SparkConnectGrpcException(said), "marts.dim_plan", "sc://h:15002/", None
    )
    assert isinstance(found, EngineError)
    assert found.name == name
    for language in ("lt", "en"):
        assert "{" not in found.text(language)
        assert said not in found.text(language)


def test_refused_query_stays_an_error_of_the_model() -> None:
    for error in (
        AnalysisException("[UNRESOLVED_COLUMN] `UNAVAILABLE` OutOfMemoryError"),
        SparkConnectGrpcException("[CAST_INVALID_INPUT] x\n\nJVM stacktrace:\njava"),
    ):
        found = explain_failure(error, "marts.dim_plan", "sc://h/", None)
        assert isinstance(found, ModelError)
        assert "stacktrace" not in found.text("en")


def test_log_of_our_own_server_knows_why_it_has_gone(tmp_path: Path) -> None:
    log = tmp_path / "spark.log"
    assert find_failure("UNAVAILABLE", log) == "engine_lost"
    log.write_text("java.lang.OutOfMemoryError: Java heap space")
    assert find_failure("UNAVAILABLE", log) == "engine_out_of_memory"
    assert find_failure("[DIVIDE_BY_ZERO]", log) is None
