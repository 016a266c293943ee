"""The mailed code over a real IMAP server on the loopback: the right code, or the right error."""

from __future__ import annotations

import traceback
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from email import policy
from email.message import EmailMessage
from email.utils import format_datetime

import pytest
from imap_server import PASSWORD, USER, ImapServer, imap_server

from chorus_sdk._clock import ManualClock
from chorus_sdk._secrets import Secret
from chorus_sdk.auth.code_mail import MAIL_SENDER, MailRule
from chorus_sdk.auth.email_code import EmailCode
from chorus_sdk.auth.imap_line import LARGEST_MAIL
from chorus_sdk.auth.imap_mailbox import AfterUse, Encryption, ImapMailbox
from chorus_sdk.auth.login import PortalLogin
from chorus_sdk.auth.second_factor import Challenge, Prompt
from chorus_sdk.config import Environment
from chorus_sdk.errors import (
    ConfigurationError,
    ConnectionFailedError,
    InvalidCredentialsError,
    SecondFactorExpiredError,
    SecondFactorRequiredError,
)
from chorus_sdk.sandbox import Sandbox

pytest.importorskip("imapclient", reason="the extra [imap] is not installed")
pytest.importorskip("pymap", reason="no IMAP server: pip install pymap")

SENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
WRONG = "canary-wrong-mailbox"
PORTAL = "no-reply@chorus-pro.invalid"


@pytest.fixture(scope="module")
def running() -> Iterator[ImapServer]:
    with imap_server() as server:
        yield server


@pytest.fixture
def server(running: ImapServer) -> ImapServer:
    running.empty()
    return running


def mailbox(server: ImapServer, secret: object = PASSWORD, **settings: object) -> ImapMailbox:
    plain = {"port": server.port, "encryption": Encryption.NONE}
    return ImapMailbox(server.host, USER, secret, **{**plain, **settings})


def mail(
    body: str = "Votre code de vérification est : 123456",
    *,
    sender: str = MAIL_SENDER,
    address: str = PORTAL,
    after: float = 1,
    **content: str,
) -> bytes:
    message = EmailMessage()
    message["From"] = f'"{sender}" <{address}>'
    message["To"] = USER
    message["Subject"] = MAIL_SENDER
    message["Date"] = format_datetime(SENT + timedelta(seconds=after))
    message.set_content(body, **content)
    return message.as_bytes(policy=policy.SMTP)


def deliver(server: ImapServer, *mails: bytes, after: float = 2) -> None:
    for each in mails:
        server.deliver(each, SENT + timedelta(seconds=after))


def find(server: ImapServer, **settings: object) -> str | None:
    with mailbox(server, **settings) as box:
        found = box.find_code(SENT)
    return found.code.reveal() if found is not None else None


def test_an_empty_mailbox_has_no_code(server):
    assert find(server) is None


@pytest.mark.parametrize(
    "content",
    [
        {"cte": "quoted-printable"},
        {"cte": "base64", "charset": "iso-8859-1"},
        {"cte": "8bit", "charset": "utf-8"},
    ],
)
def test_french_accents_in_any_encoding(server, content):
    deliver(server, mail("Bonjour Hélène,\n\nà saisir, votre code : 654321\n", **content))
    assert find(server) == "654321"


def test_html_alone(server):
    page = "<style>p{color:#111111}</style><p>Votre code&nbsp;: <b>654321</b></p>"
    deliver(server, mail(page, subtype="html", cte="quoted-printable"))
    assert find(server) == "654321"


def test_the_newest_of_several_and_never_an_old_one(server):
    deliver(server, mail("code 333333", after=9), mail("code 111111", after=-1), mail("code 2"))
    deliver(server, mail("code 222222", after=5), after=10)
    assert find(server) == "333333"


def test_a_doubled_mail_is_one_code_and_is_spent_whole(server):
    deliver(server, mail(), mail())
    with mailbox(server) as box:
        found = box.find_code(SENT)
        box.spend(found)
    assert found.code.reveal() == "123456"
    assert [r"\Seen" in flags for flags in server.flags()] == [True, True]


def test_a_forged_sender_is_not_believed(server):
    deliver(
        server,
        mail("code 999999", sender="Chorus Pro", after=5),
        mail("code 888888", sender=f"Fwd: {MAIL_SENDER}", after=6),
        mail(),
    )
    assert find(server) == "123456"


def test_a_forged_name_is_found_out_by_the_address(server):
    deliver(server, mail(), mail("code 999999", address="attacker@example.test", after=5))
    with pytest.raises(SecondFactorRequiredError) as caught:
        find(server)
    assert caught.value.offered == ("email-code",)
    assert find(server, rule=MailRule(address=PORTAL)) == "123456"
    assert find(server, rule=MailRule(address="@nobody.test")) is None


def test_a_date_that_lies_ahead_of_the_mails_arrival_is_made_up(server):
    deliver(server, mail("code 999999", after=3600), mail())
    assert find(server) == "123456"


def test_a_mail_that_is_too_large_is_not_fetched(server):
    deliver(server, mail("code 999999\n" + "x\n" * (LARGEST_MAIL // 2), after=5), mail())
    assert find(server) == "123456"


@pytest.mark.parametrize(
    ("after_use", "expected"),
    [
        (AfterUse.DELETE, []),
        (AfterUse.MARK_SEEN, [True]),
        (AfterUse.KEEP, [False]),
    ],
)
def test_what_becomes_of_a_mail_after_use(server, after_use, expected):
    deliver(server, mail())
    with mailbox(server, after_use=after_use) as box:
        factor = EmailCode(box, clock=ManualClock(SENT + timedelta(seconds=3)))
        asked = Challenge(kind="email-code", offered=("email-code",), sent_after=SENT)
        assert factor.answer(asked).reveal() == "123456"
    assert [r"\Seen" in flags for flags in server.flags()] == expected


def test_looking_marks_nothing(server):
    deliver(server, mail())
    find(server)
    assert r"\Seen" not in server.flags()[0]


def test_a_line_that_broke_is_opened_once_anew(server):
    with mailbox(server) as box:
        assert box.find_code(SENT) is None
        box._line.shutdown()
        deliver(server, mail())
        assert box.find_code(SENT).code.reveal() == "123456"


def test_a_wrong_mailbox_password_is_told_and_shows_nowhere(server):
    with pytest.raises(InvalidCredentialsError) as caught:
        find(server, secret=Secret(WRONG))
    told = traceback.TracebackException.from_exception(caught.value, capture_locals=True)
    assert WRONG not in "".join(told.format())
    assert caught.value.__context__ is None
    assert "canary" not in repr(mailbox(server, "canary-x"))


def test_the_secret_may_come_from_a_function_at_each_connection(server):
    asked: list[int] = []

    def secret() -> str:
        asked.append(1)
        return PASSWORD

    with mailbox(server, secret) as box:
        box.find_code(SENT)
        box.find_code(SENT)
        box.close()
        box.find_code(SENT)
    assert len(asked) == 2


def test_a_folder_that_is_not_there_or_a_server_that_is_away_is_told(server):
    with pytest.raises(ConnectionFailedError):
        find(server, folder="Nowhere")
    with pytest.raises(ConnectionFailedError):
        find(server, port=9)


def test_without_encryption_only_this_machine_is_spoken_to():
    with pytest.raises(ConfigurationError) as caught:
        ImapMailbox("mail.example.test", USER, PASSWORD, encryption=Encryption.NONE)
    assert caught.value.setting == "encryption"


class Post:
    """Carries the sandbox's mails to the IMAP server, as late as it is told."""

    def __init__(self, sandbox: Sandbox, server: ImapServer) -> None:
        self.sandbox, self.server = sandbox, server
        self.late = [0.0]
        self.carried = 0

    def carry(self) -> None:
        mails = self.sandbox.mailbox.messages(USER)
        for number, message in enumerate(mails[self.carried :], self.carried):
            late = self.late[min(number, len(self.late) - 1)]
            sent = message["Date"].datetime
            if (self.sandbox.clock.now() - sent).total_seconds() >= late:
                raw = message.as_bytes(policy=policy.SMTP)
                self.server.deliver(raw, sent + timedelta(seconds=late))
                self.carried += 1


class Waiting(ManualClock):
    """A clock that has the post carried each time somebody waits."""

    post: Post

    def sleep(self, seconds: float) -> None:
        super().sleep(seconds)
        self.post.carry()


@pytest.fixture
def world(server: ImapServer) -> Iterator[tuple[Sandbox, Post, Waiting]]:
    clock = Waiting(SENT)
    with Sandbox(clock=clock) as sandbox:
        sandbox.add_user(USER, "canary-portal-9e21")
        clock.post = Post(sandbox, server)
        yield sandbox, clock.post, clock


def login(sandbox: Sandbox, clock: ManualClock) -> PortalLogin:
    return PortalLogin(
        USER,
        "canary-portal-9e21",
        environment=Environment.at("https://chorus-sandbox.invalid"),
        transport=sandbox.transport(),
        clock=clock,
    )


def test_a_login_reads_its_code_from_the_mailbox(world, server):
    sandbox, _, clock = world
    with mailbox(server, after_use=AfterUse.DELETE) as box:
        session = login(sandbox, clock).open(EmailCode(box, clock=clock))
    assert session.is_alive()
    assert server.flags() == []


def test_a_mail_that_comes_after_its_ten_minutes_has_a_new_code_asked_for(world, server):
    sandbox, post, clock = world
    post.late = [640, 10]
    with mailbox(server) as box:
        session = login(sandbox, clock).open(EmailCode(box, clock=clock, poll=30))
    assert session.is_alive()
    assert len(sandbox.mailbox.messages(USER)) == 2
    assert clock.now() - SENT >= timedelta(seconds=600)


def test_a_provider_that_is_always_late_ends_in_an_error_that_says_so(world, server):
    sandbox, post, clock = world
    post.late = [640]
    with mailbox(server) as box, pytest.raises(SecondFactorExpiredError) as caught:
        login(sandbox, clock).open(EmailCode(box, clock=clock, poll=60))
    assert caught.value.hint
    assert len(sandbox.mailbox.messages(USER)) == 2


def test_where_no_mail_comes_a_person_may_be_asked_next(world, server):
    sandbox, post, clock = world
    post.late = [3600]

    def ask(_: Challenge) -> str:
        found = sandbox.mailbox.inbox(USER).find_code(SENT)
        return found.code.reveal()

    with mailbox(server) as box:
        quick = EmailCode(box, clock=clock, poll=5, patience=20)
        session = login(sandbox, clock).open([quick, Prompt(ask)])
    assert session.is_alive()
