from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from email.utils import format_datetime

import pytest

from chorus_sdk.auth.code_mail import MAIL_SENDER, MailRule, code_in, newest_code, text_of
from chorus_sdk.errors import SecondFactorRequiredError

SENT = datetime(2026, 11, 23, 9, 0, tzinfo=UTC)
PORTAL = "no-reply@portal.example.test"


def mail(
    body: str = "Code : 123456",
    *,
    sender: str = MAIL_SENDER,
    address: str = PORTAL,
    after: float = 1,
    subtype: str = "plain",
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = f'"{sender}" <{address}>'
    message["Subject"] = MAIL_SENDER
    message["Date"] = format_datetime(SENT + timedelta(seconds=after))
    message.set_content(body, subtype=subtype)
    return message


def test_the_newest_mail_counts():
    found = newest_code([mail("111111", after=5), mail("222222", after=9), mail("333333")], SENT)
    assert (found.code.reveal(), found.sent_at) == ("222222", SENT + timedelta(seconds=9))


def test_of_two_mails_of_one_second_the_later_counts():
    assert newest_code([mail("111111"), mail("222222")], SENT).code.reveal() == "222222"


def test_an_old_mail_never_counts():
    assert newest_code([mail(after=-1)], SENT) is None
    assert newest_code([mail(after=0)], SENT) is not None


@pytest.mark.parametrize("sender", ["Somebody", f"Fwd: {MAIL_SENDER}", f"{MAIL_SENDER} (support)"])
def test_a_mail_of_somebody_else_never_counts_whatever_its_subject_says(sender):
    assert newest_code([mail(sender=sender)], SENT) is None


@pytest.mark.parametrize(
    "sender",
    [
        MAIL_SENDER.upper(),
        '"AIFE-  Chorus Pro authentication service"',
        "=?utf-8?q?AIFE-_Chorus_Pro=C2=A0authentication_service?=",
        "=?utf-8?q?AIFE-_Chorus_Pro_authentication_service?=",
        "=?utf-8?b?QUlGRS0gQ2hvcnVzIFBybyBhdXRoZW50aWNhdGlvbiBzZXJ2aWNl?=",
    ],
)
def test_the_senders_name_is_told_however_it_is_written(sender):
    raw = f"From: {sender} <{PORTAL}>\r\nDate: {format_datetime(SENT)}\r\n\r\nCode 123456\r\n"
    message = message_from_bytes(raw.encode(), EmailMessage, policy=policy.default)
    assert newest_code([message], SENT).code.reveal() == "123456"


@pytest.mark.parametrize(
    ("wanted", "is_taken"),
    [
        (PORTAL, True),
        (PORTAL.upper(), True),
        ("@portal.example.test", True),
        ("@example.test", False),
        ("other@portal.example.test", False),
    ],
)
def test_a_pinned_address_has_to_fit(wanted, is_taken):
    found = newest_code([mail()], SENT, rule=MailRule(address=wanted))
    assert (found is not None) is is_taken


def test_two_senders_who_disagree_are_nobodys_code():
    forged = mail("999999", address="attacker@example.test", after=9)
    with pytest.raises(SecondFactorRequiredError) as caught:
        newest_code([mail("123456"), forged], SENT)
    assert caught.value.hint
    pinned = MailRule(address=PORTAL)
    assert newest_code([mail("123456"), forged], SENT, rule=pinned).code.reveal() == "123456"


def test_a_mail_with_two_senders_has_none():
    message = mail()
    message._headers.append(("From", f'"{MAIL_SENDER}" <attacker@example.test>'))
    assert newest_code([message], SENT) is None
    both = EmailMessage()
    both["From"] = f'"{MAIL_SENDER}" <a@example.test>, "{MAIL_SENDER}" <b@example.test>'
    both["Date"] = format_datetime(SENT)
    both.set_content("123456")
    assert newest_code([both], SENT) is None


@pytest.mark.parametrize(
    ("verdicts", "is_taken"),
    [
        (["mx.example.test; spf=pass; dmarc=pass (p=none) header.from=portal"], True),
        (["mx.example.test; dmarc=fail"], False),
        (["mx.example.test; dkim=pass"], False),
        (["elsewhere.test; dmarc=pass"], False),
        (["mx.example.test; dmarc=fail", "mx.example.test; dmarc=pass"], False),
        ([], False),
    ],
)
def test_the_verdict_of_the_own_mail_server_counts_where_it_is_asked_for(verdicts, is_taken):
    message = mail()
    for verdict in verdicts:
        message._headers.append(("Authentication-Results", verdict))
    rule = MailRule(authenticated_by="mx.example.test")
    assert (newest_code([message], SENT, rule=rule) is not None) is is_taken


def test_html_alone_is_read_as_it_is_seen():
    page = "<style>.a{color:#123123}</style><p>Code&nbsp;: <b>654321</b></p>"
    assert newest_code([mail(page, subtype="html")], SENT).code.reveal() == "654321"


def test_a_plain_part_that_says_nothing_leaves_it_to_the_html():
    message = mail("Votre messagerie n'affiche pas ce courriel.")
    message.add_alternative("<p>Votre code\u202f: <b>654321</b></p>", subtype="html")
    assert code_in(message).reveal() == "654321"


@pytest.mark.parametrize("encoding", ["quoted-printable", "base64", "8bit"])
@pytest.mark.parametrize("charset", ["utf-8", "iso-8859-1"])
def test_french_accents_in_any_encoding_do_not_matter(encoding, charset):
    message = EmailMessage()
    message["From"] = f'"{MAIL_SENDER}" <{PORTAL}>'
    message["Date"] = format_datetime(SENT)
    text = "Bonjour Hélène, à usage unique, votre code de vérification est : 654321 (dix minutes)."
    message.set_content(text, charset=charset, cte=encoding)
    raw = message.as_bytes(policy=policy.SMTP)
    again = message_from_bytes(raw, EmailMessage, policy=policy.default)
    assert newest_code([again], SENT).code.reveal() == "654321"
    assert "Hélène" in text_of(again).reveal()


def test_the_number_that_is_called_a_code_is_the_code():
    body = "Dossier 111111. Votre code de vérification est : 654321. Réf. 222222."
    assert code_in(mail(body)).reveal() == "654321"


@pytest.mark.parametrize(
    "body", ["none", "1234567", "12345", "111111 or 222222", "code 111111, or code 222222"]
)
def test_a_mail_without_exactly_one_code_never_counts(body):
    assert newest_code([mail(body)], SENT) is None


def test_a_mail_without_a_usable_date_never_counts():
    for date in (None, "yesterday"):
        message = mail()
        del message["Date"]
        if date:
            message["Date"] = date
        assert newest_code([message], SENT) is None


def test_a_part_that_cannot_be_decoded_holds_no_code():
    raw = (
        f'From: "{MAIL_SENDER}" <{PORTAL}>\r\nDate: {format_datetime(SENT)}\r\n'
        "Content-Type: text/plain; charset=nothing-known\r\n\r\nCode 123456\r\n"
    )
    message = message_from_bytes(raw.encode(), EmailMessage, policy=policy.default)
    assert newest_code([message], SENT) is None
