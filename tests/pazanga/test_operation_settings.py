import re
from pathlib import Path

import pytest

from pazanga.errors import UserError
from pazanga.settings import PROJECT_ROOT, read_settings
from pazanga.settings.operation import (
    MailSettings,
    RetentionSettings,
    ScheduleSettings,
    WebhookSettings,
)

MAIL = {
    "PAZANGA_SMTP_HOST": "smtp.example.org",
    "PAZANGA_MAIL_FROM": "pazanga@example.org",
    "PAZANGA_MAIL_TO": "it@example.org, ona@example.org it@example.org",
}


def test_nobody_is_told_and_defaults_hold_without_the_environment() -> None:
    settings = read_settings({})
    assert (settings.mail, settings.webhook) == (None, None)
    assert settings.schedule == ScheduleSettings()
    assert settings.retention == RetentionSettings()


def test_schedule_and_retention_are_read() -> None:
    environment = {
        "PAZANGA_SCHEDULE": " 30 5 * * 1-5 ",
        "PAZANGA_REFRESH_MINUTES": "15",
        "PAZANGA_KEEP_SNAPSHOTS": "7",
        "PAZANGA_KEEP_SNAPSHOT_DAYS": "14",
        "PAZANGA_KEEP_SNAPSHOT_MB": "500000",
        "PAZANGA_KEEP_ORIGINALS": "50",
        "PAZANGA_KEEP_ORIGINAL_DAYS": "365",
    }
    settings = read_settings(environment)
    assert settings.schedule == ScheduleSettings(
        expression="30 5 * * 1-5", longest_minutes=15
    )
    assert settings.retention == RetentionSettings(
        snapshot_count=7,
        snapshot_days=14,
        snapshot_mb=500_000,
        original_count=50,
        original_days=365,
    )


@pytest.mark.parametrize(
    ("security", "port"), [("", 587), ("starttls", 587), ("tls", 465), ("none", 25)]
)
def test_mail_uses_the_port_of_its_security(security: str, port: int) -> None:
    mail = read_settings({**MAIL, "PAZANGA_SMTP_SECURITY": security}).mail
    assert mail == MailSettings(
        host="smtp.example.org",
        security=security or "starttls",  # type: ignore[arg-type]
        port=port,
        sender="pazanga@example.org",
        recipients=("it@example.org", "ona@example.org"),
    )


def test_mail_and_webhook_are_read_whole() -> None:
    settings = read_settings(
        {
            **MAIL,
            "PAZANGA_SMTP_PORT": "2525",
            "PAZANGA_SMTP_USER": "pazanga",
            "PAZANGA_SMTP_PASSWORD": " su tarpais ",
            "PAZANGA_WEBHOOK_ADDRESS": "https://example.org/hooks?to=it",
            "PAZANGA_WEBHOOK_SECRET": "raktas",
        }
    )
    assert settings.mail
    assert (settings.mail.port, settings.mail.user) == (2525, "pazanga")
    assert settings.mail.password == " su tarpais "  # noqa: S105 - of nobody
    assert settings.webhook
    assert settings.webhook.address == "https://example.org/hooks?to=it"
    assert settings.webhook.secret == "raktas"  # noqa: S105 - the same
    assert "raktas" not in repr(settings)
    assert "su tarpais" not in repr(settings)


@pytest.mark.parametrize(
    ("environment", "name"),
    [
        pytest.param(
            {"PAZANGA_REFRESH_MINUTES": "0"}, "PAZANGA_REFRESH_MINUTES", id="no_time"
        ),
        pytest.param(
            {"PAZANGA_KEEP_SNAPSHOTS": "-1"}, "PAZANGA_KEEP_SNAPSHOTS", id="below_zero"
        ),
        pytest.param(
            {"PAZANGA_KEEP_SNAPSHOT_MB": "0"}, "PAZANGA_KEEP_SNAPSHOT_MB", id="no_room"
        ),
        pytest.param(
            {"PAZANGA_KEEP_ORIGINAL_DAYS": "999999"},
            "PAZANGA_KEEP_ORIGINAL_DAYS",
            id="too_many_days",
        ),
        pytest.param({"PAZANGA_SMTP_HOST": "a b"}, "PAZANGA_SMTP_HOST", id="no_host"),
        pytest.param(
            {**MAIL, "PAZANGA_SMTP_PORT": "70000"}, "PAZANGA_SMTP_PORT", id="no_port"
        ),
        pytest.param(
            {**MAIL, "PAZANGA_MAIL_TO": ""}, "PAZANGA_MAIL_TO", id="to_nobody"
        ),
        pytest.param(
            {**MAIL, "PAZANGA_MAIL_TO": "Ona"}, "PAZANGA_MAIL_TO", id="no_address"
        ),
        pytest.param({**MAIL, "PAZANGA_MAIL_FROM": "a@b\n"}, None, id="blanks_around"),
        pytest.param(
            {**MAIL, "PAZANGA_MAIL_FROM": "a@b\nBcc: c@d"},
            "PAZANGA_MAIL_FROM",
            id="two_headers",
        ),
        pytest.param(
            {**MAIL, "PAZANGA_SMTP_SECURITY": "ssl"},
            "PAZANGA_SMTP_SECURITY",
            id="no_security_of_ours",
        ),
        pytest.param(
            {**MAIL, "PAZANGA_SMTP_USER": "u", "PAZANGA_SMTP_SECURITY": "none"},
            "PAZANGA_SMTP_SECURITY",
            id="password_in_the_clear",
        ),
        pytest.param(
            {
                **MAIL,
                "PAZANGA_SMTP_HOST": "localhost",
                "PAZANGA_SMTP_USER": "u",
                "PAZANGA_SMTP_SECURITY": "none",
            },
            None,
            id="password_on_this_machine",
        ),
    ],
)
def test_wrong_setting_is_named(environment: dict[str, str], name: str | None) -> None:
    if name is None:
        read_settings(environment)
        return
    with pytest.raises(UserError, match=f"{name}: expected, for example"):
        read_settings(environment)


@pytest.mark.parametrize(
    ("address", "is_good"),
    [
        ("https://example.org", True),
        ("https://example.org:8443/a?b=c", True),
        ("http://localhost:9000/a", True),
        ("http://127.0.0.1/a", True),
        ("http://[::1]:9000", True),
        ("http://example.org/paslaptis", False),
        ("http://localhost.example.org/paslaptis", False),
        ("http://127.0.0.1@example.org/paslaptis", False),
        ("https://user:paslaptis@example.org/", False),
        ("ftp://example.org/paslaptis", False),
        ("example.org/paslaptis", False),
    ],
)
def test_webhook_is_encrypted_or_on_this_machine(
    address: str,
    is_good: bool,  # noqa: FBT001
) -> None:
    environment = {"PAZANGA_WEBHOOK_ADDRESS": address}
    if is_good:
        assert read_settings(environment).webhook == WebhookSettings(address=address)
        return
    with pytest.raises(UserError, match="PAZANGA_WEBHOOK_ADDRESS") as caught:
        read_settings(environment)
    assert "paslaptis" not in str(caught.value)


def test_secrets_may_stand_in_files(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    kept = " su tarpais "
    secret.write_text(f"{kept}\n", encoding="utf-8")
    address = {"PAZANGA_WEBHOOK_ADDRESS": "https://example.org/hook"}
    environment = {**address, "PAZANGA_WEBHOOK_SECRET_FILE": str(secret)}
    webhook = WebhookSettings.read(environment)
    assert webhook
    assert webhook.secret == kept
    both = {**MAIL, "PAZANGA_SMTP_PASSWORD": "a", "PAZANGA_SMTP_PASSWORD_FILE": "/no"}
    assert getattr(MailSettings.read(both), "password", None) == "a"
    for wrong in (tmp_path, tmp_path / "nowhere"):
        with pytest.raises(UserError, match="PAZANGA_WEBHOOK_SECRET_FILE"):
            read_settings({**address, "PAZANGA_WEBHOOK_SECRET_FILE": str(wrong)})


def test_every_setting_is_documented() -> None:
    code = (PROJECT_ROOT / "pazanga/settings/operation.py").read_text("utf-8")
    names = set(re.findall(r"PAZANGA_[A-Z_]+[A-Z]", code)) - {"PAZANGA_KEEP"}
    described = Path(PROJECT_ROOT / "docs/runbooks/schedule.md").read_text("utf-8")
    assert len(names) == 22
    assert {name for name in names if f"`{name}`" not in described} == set()
