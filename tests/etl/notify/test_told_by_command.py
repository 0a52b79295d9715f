"""From a refresh that fails in its own process to the people who are told."""

import json
import os
import subprocess
import sys
from typing import Any

import pytest

from pazanga.settings import Settings


def refresh_once(settings: Settings, **environment: str) -> int:
    result = subprocess.run(
        [sys.executable, "-m", "pazanga", "schedule", "--once"],
        check=False,
        capture_output=True,
        timeout=60,
        env={
            **os.environ,
            "PAZANGA_HOME": str(settings.home),
            "PAZANGA_DATA": str(settings.data),
            **environment,
        },
    )
    return result.returncode


def test_webhook_hears_of_a_failure_once_and_of_its_end(
    settings: Settings,
    write_plan: Any,  # noqa: ANN401
    web_server: Any,  # noqa: ANN401
) -> None:
    hook = {"PAZANGA_WEBHOOK_ADDRESS": web_server.address}
    assert [refresh_once(settings, **hook) for _ in range(2)] == [2, 2]
    write_plan()
    assert refresh_once(settings, **hook) == 0
    told = [json.loads(body) for body in web_server.bodies]
    assert [message["event"] for message in told] == ["failed", "recovered"]
    assert told[0]["trouble"]["kind"] == "unusable_input"
    assert told[0]["text"].startswith("Nauji duomenys nepaskelbti: nėra iš ko")
    assert told[1]["snapshot"].endswith(".duckdb")


@pytest.mark.parametrize("language", ["lt", "en"])
def test_mail_hears_of_a_failure_in_its_language(
    settings: Settings,
    mail_server: Any,  # noqa: ANN401
    language: str,
) -> None:
    code = refresh_once(
        settings,
        PAZANGA_LANGUAGE=language,
        PAZANGA_SMTP_HOST="localhost",
        PAZANGA_SMTP_PORT=str(mail_server.port),
        PAZANGA_SMTP_SECURITY="none",
        PAZANGA_MAIL_FROM="pazanga@example.org",
        PAZANGA_MAIL_TO="it@example.org",
    )
    assert code == 2
    (mail,) = mail_server.mails
    words = {"lt": "nerasta nė vieno plano paketo", "en": "no plan package"}
    assert words[language] in mail.get_content()


def test_webhook_hears_once_of_a_refused_file_and_of_no_end(
    settings: Settings,
    write_plan: Any,  # noqa: ANN401
    web_server: Any,  # noqa: ANN401
) -> None:
    hook = {"PAZANGA_WEBHOOK_ADDRESS": web_server.address}
    write_plan()
    settings.inbox_dir.mkdir(parents=True, exist_ok=True)
    (settings.inbox_dir / "bad.xlsx").write_text("no workbook")
    assert [refresh_once(settings, **hook) for _ in range(2)] == [2, 0]
    (told,) = [json.loads(body) for body in web_server.bodies]
    assert told["trouble"]["kind"] == "files_refused"
    assert told["title"] == "Pažanga: gautas failas neįkeltas arba įkeltas ne visas"
    assert any("bad.xlsx" in line for line in told["trouble"]["lines"])
