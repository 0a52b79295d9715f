import hashlib
import hmac
import json
from collections.abc import Iterator
from socket import socket
from typing import Any

import pytest

from etl.notify.events import Message
from etl.notify.letter import Letter
from etl.notify.webhook import WebhookChannel
from pazanga.errors import DelayedError, NotifyError
from pazanga.settings.operation import WebhookSettings

LETTER = Letter("Pažanga: duomenų atnaujinti nepavyko", "Ką daryti: …\n")
PATH = "/hooks/paslaptis-adrese"
SECRET = "raktas"  # noqa: S105 - of nobody


@pytest.fixture
def silent_port() -> Iterator[int]:
    """A port where somebody listens and never answers."""
    with socket() as listening:
        listening.bind(("127.0.0.1", 0))
        listening.listen()
        yield listening.getsockname()[1]


def post(address: str, message: Message, *, secret: str = "") -> None:
    settings = WebhookSettings(address=address + PATH, secret=secret)
    WebhookChannel(settings, seconds=1).send(message, LETTER)


def test_failure_is_posted_as_json(web_server: Any, failed: Message) -> None:  # noqa: ANN401
    post(web_server.address, failed)
    assert web_server.paths == [PATH]
    assert json.loads(web_server.bodies[0]) == {
        "id": failed.identifier,
        "event": "failed",
        "occurred_at": "2026-11-22T04:00:00+00:00",
        "title": LETTER.title,
        "text": LETTER.body,
        "snapshot": "20261121T040000Z-abcdef01.duckdb",
        "trouble": {
            "kind": "audits_failed",
            "exit_code": 1,
            "lines": ["KLAIDA totals: sumos nesutampa."],
        },
        "trouble_since": None,
        "findings": [],
        "alerts": [],
        "report": None,
    }
    headers = web_server.headers[0]
    assert headers["Content-Type"] == "application/json; charset=utf-8"
    assert headers["X-Pazanga-Event"] == "failed"
    assert headers["X-Pazanga-Delivery"] == failed.identifier
    assert "X-Pazanga-Signature" not in headers


def test_findings_are_posted_with_what_was_expected(
    web_server: Any,  # noqa: ANN401
    found: Message,
) -> None:
    post(web_server.address, found)
    body = json.loads(web_server.bodies[0])
    assert body["trouble"] is None
    assert body["findings"] == [
        {
            "plan_code": "birstonas",
            "rule": "rule_a",
            "subject": "2.1",
            "expected": "10.00",
            "found": "9.00",
        },
        {
            "plan_code": "birstonas",
            "rule": "rule_b",
            "subject": "G1",
            "expected": None,
            "found": None,
        },
    ]


def test_signature_is_that_of_the_body(web_server: Any, failed: Message) -> None:  # noqa: ANN401
    post(web_server.address, failed, secret=SECRET)
    digest = hmac.new(SECRET.encode(), web_server.bodies[0], hashlib.sha256)
    expected = f"sha256={digest.hexdigest()}"
    assert web_server.headers[0]["X-Pazanga-Signature"] == expected


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        pytest.param(500, DelayedError, id="server_fails"),
        pytest.param(503, DelayedError, id="server_rests"),
        pytest.param(429, DelayedError, id="too_many"),
        pytest.param(400, NotifyError, id="not_understood"),
        pytest.param(404, NotifyError, id="not_there"),
        pytest.param(302, NotifyError, id="redirects_are_not_followed"),
    ],
)
def test_webhook_that_does_not_take_it_is_named_by_its_host_only(
    web_server: Any,  # noqa: ANN401
    failed: Message,
    status: int,
    kind: type[NotifyError],
) -> None:
    web_server.statuses = [status]
    with pytest.raises(NotifyError, match=str(status)) as caught:
        post(web_server.address, failed, secret=SECRET)
    assert type(caught.value) is kind
    assert web_server.paths == [PATH]
    assert "paslaptis" not in str(caught.value) + caught.value.text("lt")


def test_webhook_that_does_not_answer_is_not_waited_for(
    silent_port: int, failed: Message
) -> None:
    with pytest.raises(DelayedError, match="does not answer") as caught:
        post(f"http://127.0.0.1:{silent_port}", failed)
    assert "paslaptis" not in str(caught.value)
    assert caught.value.__cause__ is None


def test_webhook_that_is_not_there_may_come_back(failed: Message) -> None:
    with pytest.raises(DelayedError, match="does not answer"):
        post("http://127.0.0.1:1", failed)


def test_settings_do_not_show_address_and_secret() -> None:
    settings = WebhookSettings(address="https://example.org" + PATH, secret=SECRET)
    assert repr(settings) == "WebhookSettings()"
