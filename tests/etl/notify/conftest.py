"""A mail server and a web server on this machine that answer as they are told."""

import shutil
import socketserver
import ssl
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from email import message_from_bytes, policy
from email.message import EmailMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from etl.notify.events import ErrorFinding, Message, Refreshed, Trouble
from warehouse.snapshots import Snapshot

MOMENT = datetime(2026, 11, 22, 4, 0, tzinfo=UTC)
SNAPSHOT = Snapshot(
    Path("snapshots/20261121T040000Z-abcdef01.duckdb"), MOMENT, "run", "hash"
)

ANSWERS = {"AUTH": "235 welcome", "QUIT": "221 bye"}


@dataclass
class MailServer:
    """What it was told, and the mails it took."""

    port: int
    certificate: ssl.SSLContext | None = None
    offers_starttls: bool = False
    begins_with_tls: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    refused: str = "nobody"
    heard: list[str] = field(default_factory=list)
    was_encrypted: list[bool] = field(default_factory=list)
    mails: list[EmailMessage] = field(default_factory=list)


class MailHandler(socketserver.BaseRequestHandler):
    """Enough of SMTP for smtplib: EHLO, STARTTLS, AUTH PLAIN, a mail, QUIT."""

    told: MailServer

    def handle(self) -> None:
        self.is_encrypted = False
        try:
            if self.told.begins_with_tls:
                self.encrypt()
            self.say("220 127.0.0.1 ready")
            while line := self.reader.readline().decode().strip():
                self.told.heard.append(line)
                self.told.was_encrypted.append(self.is_encrypted)
                if not self.answer(line.upper()):
                    break
        except (OSError, ValueError):
            pass  # The other side went away or does not trust us.
        finally:
            self.request.close()

    def setup(self) -> None:
        self.reader = self.request.makefile("rb")

    def finish(self) -> None:
        self.reader.close()

    def encrypt(self) -> None:
        assert self.told.certificate
        self.reader.close()
        self.request = self.told.certificate.wrap_socket(self.request, server_side=True)
        self.reader = self.request.makefile("rb")
        self.is_encrypted = True

    def say(self, *lines: str) -> None:
        self.request.sendall("".join(f"{line}\r\n" for line in lines).encode())

    def answer(self, line: str) -> bool:
        verb = line.replace(":", " ").split()[0]
        if self.told.refused.upper() in line:
            self.say("550 nobody here")
        elif verb in self.told.answers:
            self.say(self.told.answers[verb])
        elif verb == "EHLO":
            offers = ["STARTTLS"] if self.told.offers_starttls else ["SIZE 1000000"]
            self.say("250-127.0.0.1", f"250-{offers[0]}", "250 AUTH PLAIN")
        elif verb == "STARTTLS":
            self.say("220 go on")
            self.encrypt()
        elif verb == "DATA":
            self.take_mail()
        else:
            self.say(ANSWERS.get(verb, "250 ok"))
        return verb != "QUIT"

    def take_mail(self) -> None:
        self.say("354 go on")
        lines = []
        while (line := self.reader.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        mail = message_from_bytes(b"".join(lines), policy=policy.default)
        assert isinstance(mail, EmailMessage)
        self.told.mails.append(mail)
        self.say("250 taken")


class QuietServer(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True


@pytest.fixture
def mail_server() -> Iterator[MailServer]:
    handler = type("ToldMailHandler", (MailHandler,), {})
    with QuietServer(("127.0.0.1", 0), handler) as server:
        handler.told = MailServer(port=server.server_address[1])
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield handler.told
        server.shutdown()
        thread.join()


@pytest.fixture(scope="session")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine, made for this test run, with its key."""
    if not shutil.which("openssl"):
        pytest.skip("openssl is not here to make a certificate")
    path = tmp_path_factory.mktemp("certificate") / "both.pem"
    command = "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:prime256v1"
    options = "-nodes -days 2 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
    subprocess.run(
        [*command.split(), *options.split(), "-keyout", path, "-out", f"{path}.crt"],
        check=True,
        capture_output=True,
    )
    path.write_text(path.read_text() + Path(f"{path}.crt").read_text())
    return path


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


@dataclass
class WebServer:
    """What it answers, in turn; then 204."""

    address: str
    statuses: list[int] = field(default_factory=list)
    bodies: list[bytes] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)


class WebHandler(BaseHTTPRequestHandler):
    told: WebServer

    def do_POST(self) -> None:
        self.told.paths.append(self.path)
        self.told.headers.append(dict(self.headers.items()))
        self.told.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(self.told.statuses.pop(0) if self.told.statuses else 204)
        self.send_header("Location", "/elsewhere")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@pytest.fixture
def web_server() -> Iterator[WebServer]:
    handler = type("ToldWebHandler", (WebHandler,), {})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        handler.told = WebServer(f"http://127.0.0.1:{server.server_address[1]}")
        thread = Thread(target=server.serve_forever, args=(0.01,))
        thread.start()
        yield handler.told
        server.shutdown()
        thread.join()


@pytest.fixture
def failed() -> Message:
    """A refresh whose audits failed."""
    lines = ("KLAIDA totals: sumos nesutampa.",)
    trouble = Trouble(kind="audits_failed", exit_code=1, lines=lines)
    return Message("failed", Refreshed(MOMENT, trouble, SNAPSHOT))


@pytest.fixture
def found() -> Message:
    """Two errors that were not there before."""
    findings = (
        ErrorFinding(
            "birstonas", "rule_a", "2.1", "10.00", "9.00", "Skiriasi", "Differs"
        ),
        ErrorFinding("birstonas", "rule_b", "G1", None, None),
    )
    return Message("findings", Refreshed(MOMENT, None, SNAPSHOT), findings=findings)


@pytest.fixture
def moment() -> datetime:
    return MOMENT


@pytest.fixture
def shown() -> Snapshot:
    return SNAPSHOT
