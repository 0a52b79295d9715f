import base64
import logging
import ssl
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from etl.notify.events import Message, SentReport
from etl.notify.letter import Letter
from etl.notify.mail import MailChannel
from pazanga.errors import DelayedError, NotifyError
from pazanga.settings.operation import MailSettings

LETTER = Letter("Pažanga: duomenų atnaujinti nepavyko", "Ką daryti: …\n.\nžiūrėti\n")
PASSWORD = "labai-slaptas"  # noqa: S105 - of nobody


@pytest.fixture
def mail_settings(mail_server: Any) -> MailSettings:  # noqa: ANN401
    return MailSettings(
        host="localhost",
        port=mail_server.port,
        security="none",
        sender="pazanga@example.org",
        recipients=("it@example.org", "ona@example.org"),
    )


@pytest.fixture
def trusted(certificate: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))


def test_mail_arrives_as_it_was_written(
    mail_server: Any,  # noqa: ANN401
    mail_settings: MailSettings,
    failed: Message,
) -> None:
    MailChannel(mail_settings).send(failed, LETTER)
    (mail,) = mail_server.mails
    assert mail["Subject"] == LETTER.title
    assert mail["From"] == "pazanga@example.org"
    assert mail["To"] == "it@example.org, ona@example.org"
    assert mail["Auto-Submitted"] == "auto-generated"
    assert failed.identifier in mail["Message-ID"]
    assert mail.get_content().splitlines() == LETTER.body.splitlines()
    recipients = [line for line in mail_server.heard if line.startswith("rcpt")]
    assert len(recipients) == 2
    assert not any(line.startswith("AUTH") for line in mail_server.heard)


@pytest.mark.parametrize("security", ["starttls", "tls"])
@pytest.mark.usefixtures("trusted")
def test_mail_and_password_go_encrypted(
    mail_server: Any,  # noqa: ANN401
    mail_settings: MailSettings,
    failed: Message,
    tls: ssl.SSLContext,
    security: Any,  # noqa: ANN401
) -> None:
    mail_server.certificate = tls
    mail_server.offers_starttls = security == "starttls"
    mail_server.begins_with_tls = security == "tls"
    login = {"user": "pazanga", "password": PASSWORD, "security": security}
    MailChannel(replace(mail_settings, **login)).send(failed, LETTER)
    said = dict(zip(mail_server.heard, mail_server.was_encrypted, strict=True))
    (auth,) = (line for line in said if line.startswith("AUTH PLAIN"))
    assert said[auth]
    assert base64.b64decode(auth.split()[2]).decode() == f"\0pazanga\0{PASSWORD}"
    assert len(mail_server.mails) == 1


def test_mail_is_not_sent_to_a_server_nobody_vouches_for(
    mail_server: Any,  # noqa: ANN401
    mail_settings: MailSettings,
    failed: Message,
    tls: ssl.SSLContext,
) -> None:
    mail_server.certificate, mail_server.offers_starttls = tls, True
    with pytest.raises(NotifyError, match="cannot be trusted") as caught:
        MailChannel(replace(mail_settings, security="starttls")).send(failed, LETTER)
    assert not isinstance(caught.value, DelayedError)
    assert mail_server.mails == []


def test_password_is_not_sent_where_nothing_is_encrypted(
    mail_server: Any,  # noqa: ANN401
    mail_settings: MailSettings,
    failed: Message,
) -> None:
    login = {"user": "pazanga", "password": PASSWORD, "security": "starttls"}
    with pytest.raises(NotifyError, match="does not encrypt"):
        MailChannel(replace(mail_settings, **login)).send(failed, LETTER)
    assert not any(line.startswith("AUTH") for line in mail_server.heard)


@pytest.mark.parametrize(
    ("answers", "kind", "message"),
    [
        pytest.param(
            {"RCPT": "450 try later"}, DelayedError, "asks to wait", id="greylisted"
        ),
        pytest.param(
            {"RCPT": "550 nobody here"}, NotifyError, "refused it", id="no_recipient"
        ),
        pytest.param(
            {"MAIL": "553 who are you"}, NotifyError, "553 who are you", id="sender"
        ),
        pytest.param({"DATA": "451 disk full"}, DelayedError, "451", id="server_full"),
        pytest.param(
            {"AUTH": "535 wrong"}, NotifyError, "535 wrong", id="wrong_password"
        ),
    ],
)
def test_mail_that_is_not_taken_is_said_without_the_password(
    mail_server: Any,  # noqa: ANN401
    mail_settings: MailSettings,
    failed: Message,
    answers: dict[str, str],
    kind: type[NotifyError],
    message: str,
) -> None:
    mail_server.answers = answers
    channel = MailChannel(replace(mail_settings, user="pazanga", password=PASSWORD))
    with pytest.raises(NotifyError, match=message) as caught:
        channel.send(failed, LETTER)
    assert type(caught.value) is kind
    assert PASSWORD not in caught.value.text("lt") + caught.value.text("en")


def test_mail_to_some_is_a_mail_sent(
    mail_server: Any,  # noqa: ANN401
    mail_settings: MailSettings,
    failed: Message,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING)
    settings = replace(mail_settings, recipients=("it@example.org", "no@example.org"))
    mail_server.refused = "no@example.org"
    MailChannel(settings).send(failed, LETTER)
    assert len(mail_server.mails) == 1
    assert "recipients_refused count=1" in caplog.text


def test_server_that_is_not_there_may_come_back(
    mail_settings: MailSettings, failed: Message
) -> None:
    settings = replace(mail_settings, port=1)
    with pytest.raises(DelayedError, match="does not answer"):
        MailChannel(settings, seconds=1).send(failed, LETTER)


def test_settings_do_not_show_the_password(mail_settings: MailSettings) -> None:
    assert PASSWORD not in repr(replace(mail_settings, password=PASSWORD))


def test_report_goes_as_an_attachment(
    mail_server: Any,  # noqa: ANN401
    mail_settings: MailSettings,
    failed: Message,
) -> None:
    report = SentReport(
        plan_code="kaunas", address="http://a.lt/", content=b"%PDF-1.7\n\xff"
    )
    message = Message("report", failed.refreshed, report=report)
    MailChannel(mail_settings).send(message, LETTER)
    (mail,) = mail_server.mails
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "pazanga-kaunas.pdf"
    assert attached.get_content_type() == "application/pdf"
    assert attached.get_content() == report.content
    assert LETTER.body.splitlines()[0] in mail.get_body().get_content()
