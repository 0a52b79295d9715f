import json
import logging
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from etl.notify.events import Message, Refreshed, Trouble
from etl.notify.letter import Letter
from etl.notify.mail import MailChannel
from etl.notify.notifier import Notifier, open_channels
from etl.notify.webhook import WebhookChannel
from etl.refresh.refresh import refresh
from pazanga.errors import DelayedError, NotifyError
from pazanga.settings import Settings
from pazanga.settings.operation import MailSettings, WebhookSettings
from warehouse.snapshots import Snapshot, read_current


@dataclass
class ToldChannel:
    """Takes messages, after the faults it is told."""

    name: str = "told"
    faults: list[NotifyError] = field(default_factory=list)
    messages: list[Message] = field(default_factory=list)
    letters: list[Letter] = field(default_factory=list)

    def send(self, message: Message, letter: Letter) -> None:
        if self.faults:
            raise self.faults.pop(0)
        self.messages.append(message)
        self.letters.append(letter)

    @property
    def kinds(self) -> list[str]:
        return [message.kind for message in self.messages]


def make_delay() -> DelayedError:
    return DelayedError("webhook_delayed", host="example.org", status=503)


def make_notifier(settings: Settings, *channels: ToldChannel) -> Notifier:
    return Notifier(settings, channels, lambda _: None)


@pytest.fixture
def trouble(moment: datetime) -> Refreshed:
    return Refreshed(moment, Trouble(kind="failed", exit_code=-9), None)


def test_nobody_is_told_unless_it_is_set(settings: Settings) -> None:
    assert open_channels(settings) == []


def test_channels_are_those_that_are_set(settings: Settings) -> None:
    mail = MailSettings(host="h", sender="a@b", recipients=("c@d",))
    webhook = WebhookSettings(address="https://example.org")
    channels = open_channels(replace(settings, mail=mail, webhook=webhook))
    assert [type(channel) for channel in channels] == [MailChannel, WebhookChannel]


def test_the_same_trouble_is_told_once_even_after_a_restart(
    settings: Settings, trouble: Refreshed, moment: datetime
) -> None:
    channel = ToldChannel()
    for _ in range(3):
        make_notifier(settings, channel).tell(trouble, moment)
    assert channel.kinds == ["failed"]
    make_notifier(settings, channel).tell(Refreshed(moment, None, None), moment)
    assert channel.kinds == ["failed", "recovered"]


def test_channel_that_does_not_answer_is_tried_again_with_growing_pauses(
    settings: Settings, trouble: Refreshed, moment: datetime
) -> None:
    channel = ToldChannel(faults=[make_delay() for _ in range(7)])
    notifier, tries, now = make_notifier(settings, channel), [], moment
    notifier.tell(trouble, now)
    while at := notifier.next_try():
        tries.append((at - now).total_seconds())
        notifier.catch_up(at - timedelta(seconds=1))
        now = at
        notifier.catch_up(now)
    assert tries == [5, 20, 80, 320, 1280, 3600, 3600]
    assert channel.kinds == ["failed"]


def test_silence_of_one_channel_does_not_hold_up_another(
    settings: Settings, trouble: Refreshed, moment: datetime
) -> None:
    silent, good = ToldChannel("silent", [make_delay()]), ToldChannel("good")
    notifier = make_notifier(settings, silent, good)
    notifier.tell(trouble, moment)
    assert (silent.kinds, good.kinds) == ([], ["failed"])
    notifier.catch_up(moment + timedelta(minutes=1))
    assert (silent.kinds, good.kinds) == (["failed"], ["failed"])


def test_trouble_that_passed_before_it_was_told_is_not_told(
    settings: Settings, trouble: Refreshed, moment: datetime
) -> None:
    channel = ToldChannel(faults=[make_delay()])
    notifier = make_notifier(settings, channel)
    notifier.tell(trouble, moment)
    notifier.tell(Refreshed(moment, None, None), moment)
    assert (channel.kinds, notifier.next_try()) == ([], None)


def test_channel_that_refuses_is_tried_at_the_next_refresh(
    settings: Settings,
    trouble: Refreshed,
    moment: datetime,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    refusal = NotifyError("webhook_refused", host="example.org", status=404)
    channel = ToldChannel(faults=[refusal])
    notifier = make_notifier(settings, channel)
    notifier.tell(trouble, moment)
    assert notifier.next_try() is None
    assert "notification_failed channel=told" in caplog.text
    notifier.tell(trouble, moment)
    assert channel.kinds == ["failed"]
    assert "notification_sent channel=told kind=failed" in caplog.messages


def test_what_was_told_is_remembered_where_it_cannot_be_written(
    settings: Settings, trouble: Refreshed, moment: datetime
) -> None:
    settings.home.write_text("a file where a folder should be")
    channel = ToldChannel()
    notifier = make_notifier(settings, channel)
    for _ in range(3):
        notifier.tell(trouble, moment)
    assert channel.kinds == ["failed"]


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"trouble": "", "since": 5, "findings": 1}']
)
def test_damaged_memory_is_begun_anew(
    settings: Settings, trouble: Refreshed, moment: datetime, content: str
) -> None:
    folder = settings.home / "notify"
    folder.mkdir(parents=True)
    (folder / "told.json").write_text(content)
    channel = ToldChannel()
    make_notifier(settings, channel).tell(trouble, moment)
    assert channel.kinds == ["failed"]
    assert json.loads((folder / "told.json").read_text())["trouble"]


FINDING = {
    "rule": "total_not_reproduced",
    "severity": "error",
    "subject": "direct.net_eur",
    "expected": "1000.03",
    "found": "900.03",
    "message": "The rows sum to 1000.03.",
}


def publish_with_error(settings: Settings, write_plan: Any) -> Snapshot:  # noqa: ANN401
    write_plan(findings=[FINDING])
    assert refresh(settings).exit_code == 0
    return read_current(settings.warehouse_dir)


def test_errors_that_a_publication_brought_are_told(
    settings: Settings,
    published: Snapshot,
    write_plan: Any,  # noqa: ANN401
    moment: datetime,
) -> None:
    channel = ToldChannel()
    notifier = make_notifier(settings, channel)
    notifier.begin(published)
    notifier.tell(Refreshed(moment, None, published), moment)
    assert channel.kinds == []
    shown = publish_with_error(settings, write_plan)
    notifier.tell(Refreshed(moment, None, shown), moment)
    notifier.tell(Refreshed(moment, None, shown), moment)
    assert channel.kinds == ["findings"]
    assert "birstonas: " in channel.letters[0].body
    assert "(direct.net_eur); expected 1000.03, found 900.03" in channel.letters[0].body


def test_errors_of_the_first_publication_are_no_news(
    settings: Settings,
    write_plan: Any,  # noqa: ANN401
    moment: datetime,
) -> None:
    channel = ToldChannel()
    notifier = make_notifier(settings, channel)
    notifier.begin(None)
    shown = publish_with_error(settings, write_plan)
    notifier.tell(Refreshed(moment, None, shown), moment)
    assert channel.kinds == []


def test_snapshot_that_cannot_be_read_is_looked_at_next_time(
    settings: Settings, shown: Snapshot, moment: datetime
) -> None:
    channel = ToldChannel()
    notifier = make_notifier(settings, channel)
    notifier.begin(shown)
    notifier.tell(Refreshed(moment, None, shown), moment)
    assert channel.kinds == []
    assert not Path(settings.home / "notify").exists()
