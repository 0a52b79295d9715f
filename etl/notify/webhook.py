"""Messages as JSON, posted to an address.

The body is signed where a secret is set: `X-Pazanga-Signature` holds `sha256=` and the
HMAC-SHA256 of the body's bytes in hexadecimal digits.
"""

from __future__ import annotations

import hashlib
import hmac
import json
from importlib import metadata
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import urllib3

from pazanga.errors import DelayedError, NotifyError

if TYPE_CHECKING:
    from etl.notify.events import Alert, ErrorFinding, Message, SentReport, Trouble
    from etl.notify.letter import Letter
    from pazanga.settings.operation import WebhookSettings

_SECONDS: Final = 15.0
_TEMPORARY: Final = frozenset({408, 425, 429, 500, 502, 503, 504})
_GOOD: Final = range(200, 300)


class WebhookChannel:
    """Posts messages to one address.

    Args:
        settings: Where to, and the secret of the signature.
        seconds: How long to wait for an answer.
    """

    name = "webhook"

    def __init__(self, settings: WebhookSettings, *, seconds: float = _SECONDS) -> None:
        self._settings = settings
        self._seconds = seconds
        self._agent = f"Pazanga/{metadata.version('pazanga')}"

    def send(self, message: Message, letter: Letter) -> None:
        """Send one message by POST; redirects are not followed.

        Raises:
            NotifyError: The answer is no success.
            DelayedError: There is no answer, or one that may change.
        """
        status = self._post(message, write_body(message, letter))
        host = urlsplit(self._settings.address).hostname
        if status in _TEMPORARY:
            raise DelayedError("webhook_delayed", host=host, status=status)
        if status not in _GOOD:
            raise NotifyError("webhook_refused", host=host, status=status)

    def _post(self, message: Message, body: bytes) -> int:
        try:
            with urllib3.PoolManager(retries=False, timeout=self._seconds) as pool:
                answer = pool.request(
                    "POST",
                    self._settings.address,
                    body=body,
                    headers=self._write_headers(message, body),
                    redirect=False,
                    # The body of a success is not needed, and may be endless.
                    preload_content=False,
                )
                answer.close()
                return answer.status
        except urllib3.exceptions.HTTPError as error:
            # The error's text may hold the address, and the address a secret.
            host = urlsplit(self._settings.address).hostname
            kind = type(error)
            raise DelayedError("webhook_unreachable", host=host, reason=kind) from None

    def _write_headers(self, message: Message, body: bytes) -> dict[str, str]:
        headers = {
            "Content-Type": "application/json; charset=utf-8",
            "User-Agent": self._agent,
            "X-Pazanga-Event": message.kind,
            "X-Pazanga-Delivery": message.identifier,
        }
        if self._settings.secret:
            key = self._settings.secret.encode()
            signature = hmac.new(key, body, hashlib.sha256).hexdigest()
            headers["X-Pazanga-Signature"] = f"sha256={signature}"
        return headers


def write_body(message: Message, letter: Letter) -> bytes:
    """Write a message as JSON; what there is none of is null or an empty list."""
    shown = message.refreshed.shown
    entry = {
        "id": message.identifier,
        "event": message.kind,
        "occurred_at": message.refreshed.ended_at.isoformat(),
        "title": letter.title,
        "text": letter.body,
        "snapshot": shown.name if shown else None,
        "trouble": _describe_trouble(message.refreshed.trouble),
        "trouble_since": message.since.isoformat() if message.since else None,
        "findings": [_describe_finding(finding) for finding in message.findings],
        "alerts": [_describe_alert(alert) for alert in message.alerts],
        "report": _describe_report(message.report),
    }
    return json.dumps(entry, ensure_ascii=False).encode()


def _describe_trouble(trouble: Trouble | None) -> dict[str, Any] | None:
    if trouble is None:
        return None
    return {
        "kind": trouble.kind,
        "exit_code": trouble.exit_code,
        "lines": list(trouble.lines),
    }


def _describe_report(report: SentReport | None) -> dict[str, str] | None:
    """Describe a report; the file itself goes by mail, or is made by its address."""
    if report is None:
        return None
    return {"plan_code": report.plan_code, "address": report.address}


def _describe_finding(finding: ErrorFinding) -> dict[str, str | None]:
    return {
        "plan_code": finding.plan_code,
        "rule": finding.rule_code,
        "subject": finding.subject,
        "expected": finding.expected,
        "found": finding.found,
    }


def _describe_alert(alert: Alert) -> dict[str, str | None]:
    return {
        "plan_code": alert.plan_code,
        "rule": alert.rule_code,
        "number": alert.number,
        "title": alert.title,
        "since": alert.since.isoformat() if alert.since else None,
        "address": alert.address,
    }
