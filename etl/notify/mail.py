"""Messages by e-mail."""

from __future__ import annotations

import logging
import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import TYPE_CHECKING, Final

from pazanga.errors import DelayedError, NotifyError
from pazanga.log import pairs

if TYPE_CHECKING:
    from collections.abc import Mapping
    from contextlib import AbstractContextManager

    from etl.notify.events import Message
    from etl.notify.letter import Letter
    from pazanga.settings.operation import MailSettings

_LOG = logging.getLogger(__name__)
_SECONDS: Final = 15.0
_PERMANENT_CODE: Final = 500


class MailChannel:
    """Sends messages through one mail server.

    Args:
        settings: Which server, from whom, to whom.
        seconds: How long to wait for each answer of the server.
    """

    name = "mail"

    def __init__(self, settings: MailSettings, *, seconds: float = _SECONDS) -> None:
        self._settings = settings
        self._seconds = seconds

    def send(self, message: Message, letter: Letter) -> None:
        """Send one e-mail to all recipients; some may be refused, not all.

        Raises:
            NotifyError: The server refuses it, or cannot be trusted.
            DelayedError: The server does not answer, or asks to wait.
        """
        mail = self._write(message, letter)
        try:
            with self._connect() as server:
                if self._settings.security == "starttls":
                    server.starttls(context=ssl.create_default_context())
                if self._settings.user:
                    server.login(self._settings.user, self._settings.password)
                refused = server.send_message(mail)
        except (smtplib.SMTPException, OSError, UnicodeError) as error:
            raise self._explain(error) from error
        if refused:
            codes = {code for code, _ in refused.values()}
            _LOG.warning(
                "recipients_refused %s", pairs(count=len(refused), codes=codes)
            )

    def _connect(self) -> AbstractContextManager[smtplib.SMTP]:
        settings = self._settings
        if settings.security == "tls":
            return smtplib.SMTP_SSL(
                settings.host,
                settings.port,
                timeout=self._seconds,
                context=ssl.create_default_context(),
            )
        return smtplib.SMTP(settings.host, settings.port, timeout=self._seconds)

    def _write(self, message: Message, letter: Letter) -> EmailMessage:
        domain = self._settings.sender.partition("@")[2]
        mail = EmailMessage()
        mail["From"] = self._settings.sender
        mail["To"] = ", ".join(self._settings.recipients)
        mail["Subject"] = letter.title
        mail["Date"] = formatdate(localtime=False)
        mail["Message-ID"] = make_msgid(message.identifier, domain)
        # Automatic repliers do not answer a message with this header.
        mail["Auto-Submitted"] = "auto-generated"
        mail.set_content(letter.body)
        if message.report:
            mail.add_attachment(
                message.report.content,
                maintype="application",
                subtype="pdf",
                filename=message.report.name,
            )
        return mail

    def _explain(self, error: Exception) -> NotifyError:
        where = {"host": self._settings.host, "port": self._settings.port}
        if isinstance(error, smtplib.SMTPNotSupportedError):
            return NotifyError("mail_not_encrypted", **where)
        if isinstance(error, ssl.SSLCertVerificationError):
            return NotifyError("mail_certificate", reason=error, **where)
        codes = _read_codes(error)
        if not codes:
            return DelayedError("mail_unreachable", reason=error, **where)
        reason = ", ".join(f"{code} {said}" for code, said in codes.items())
        if max(codes) >= _PERMANENT_CODE:
            return NotifyError("mail_refused", reason=reason, **where)
        return DelayedError("mail_delayed", reason=reason, **where)


def _read_codes(error: Exception) -> Mapping[int, str]:
    """Return the code of each of the server's answers; none where it was silent."""
    answers: list[tuple[int, bytes | str]] = []
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        answers = list(error.recipients.values())
    elif isinstance(error, smtplib.SMTPResponseException):
        answers = [(error.smtp_code, error.smtp_error)]
    return {
        code: said.decode("utf-8", "replace") if isinstance(said, bytes) else said
        for code, said in answers
    }
