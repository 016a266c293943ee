from __future__ import annotations

import re
from datetime import UTC, datetime
from html import unescape

import pyotp
import pytest
from lxml import html as lxml_html
from portal_visitor import Visitor, ids

from chorus_sdk._clock import ManualClock
from chorus_sdk._http.exchange import HttpResponse
from chorus_sdk._secrets import Secret
from chorus_sdk.sandbox.accounts import Accounts
from chorus_sdk.sandbox.mail import Mailbox
from chorus_sdk.sandbox.portal import Portal
from chorus_sdk.sandbox.portal_rules import PortalRules
from chorus_sdk.sandbox.store import Store

EMAIL, PASSWORD = "camille@example.test", "canary-password-9c1e"


class Person(Visitor):
    """A visitor who has an account."""

    def give_password(self, password: str = PASSWORD) -> HttpResponse:
        return self.post(
            "/portal/login", "/portal/login", login_address=EMAIL, login_password=password
        )


class Site:
    def __init__(self, **settings: object) -> None:
        self.clock = ManualClock(datetime(2026, 11, 23, 9, 0, 5, tzinfo=UTC))
        self.store = Store()
        self.rules = PortalRules(digest_cost=2, **settings)
        self.accounts = Accounts(self.store, self.clock, Secret(b"k" * 32), rules=self.rules)
        self.accounts.add(EMAIL, PASSWORD, name="Camille <Martin>")
        self.mailbox = Mailbox(None, self.clock)
        self.portal = Portal(self.store, self.clock, self.accounts, self.mailbox)

    def visitor(self, **headers: str) -> Person:
        return Person(self.portal.handle, **headers)

    def code(self) -> str:
        text = self.mailbox.messages(EMAIL)[-1].get_body(("plain",)).get_content()
        return re.search(r"\d{6}", text)[0]

    def insider(self) -> Person:
        visitor = self.visitor()
        visitor.give_password()
        visitor.post("/portal/login/code", "/portal/login/code", mailed_code=self.code())
        return visitor


@pytest.fixture
def site() -> Site:
    return Site()


def test_the_way_in_is_password_then_mailed_code_then_home(site):
    visitor = site.visitor()
    assert visitor.get("/portal/").headers.get("location") == "/portal/home"
    assert visitor.get("/portal/home").headers.get("location") == "/portal/login"
    answer = visitor.give_password()
    assert (answer.status, answer.headers.get("location")) == (303, "/portal/login/code")
    assert len(site.mailbox.messages(EMAIL)) == 1
    answer = visitor.post("/portal/login/code", "/portal/login/code", mailed_code=site.code())
    assert (answer.status, answer.headers.get("location")) == (303, "/portal/home")
    assert b"Camille &lt;Martin&gt;" in visitor.get("/portal/home").body


def test_pages_are_accessible_html(site):
    visitor = site.insider()
    visitor.post("/portal/factors/settings", "/portal/factors/application")
    shown = [visitor.get(f"/portal/{p}") for p in ("home", "factors", "factors/application")]
    for answer in (*shown, site.visitor().get("/portal/login"), site.visitor().get("/portal/x")):
        page = lxml_html.fromstring(answer.body)
        assert page.get("lang") == "fr"
        assert page.findtext(".//title")
        assert len(page.xpath("//h1")) == len(page.xpath("//main")) == 1
        for field in page.xpath("//input[not(@type='hidden')]"):
            assert page.xpath(f"//label[@for='{field.get('id')}']")
        for picture in page.xpath("//*[local-name()='svg']"):
            assert picture.xpath("./*[local-name()='title']")
        assert len(page.xpath("//@id")) == len(set(page.xpath("//@id")))


@pytest.mark.parametrize(
    ("accepted", "lang"),
    [("", "fr"), ("en-GB,fr;q=0.5", "en"), ("fr;q=0.1,en;q=0.9", "en"), ("de,ja", "fr"),
     ("en;q=x,fr", "fr")],
)  # fmt: skip
def test_the_language_follows_the_visitor(site, accepted, lang):
    answer = site.visitor(**{"accept-language": accepted}).get("/portal/login")
    assert lxml_html.fromstring(answer.body).get("lang") == lang


def test_a_language_that_was_chosen_stays(site):
    visitor = site.visitor(**{"accept-language": "fr"})
    visitor.get("/portal/login?lang=en")
    assert b'lang="en"' in visitor.get("/portal/login").body
    assert b"Log in" in visitor.get("/portal/login?lang=xx").body


def test_nothing_is_kept_by_a_cache_or_shown_in_a_frame(site):
    headers = site.visitor().get("/portal/login").headers
    assert headers.get("cache-control") == "no-store"
    assert "frame-ancestors 'none'" in headers.get("content-security-policy")
    assert headers.get("date") == "Mon, 23 Nov 2026 09:00:05 GMT"


@pytest.mark.parametrize("secure", [False, True])
def test_cookies_cannot_be_read_by_scripts_or_sent_by_other_sites(secure):
    site = Site(secure_cookies=secure)
    (cookie,) = site.visitor().get("/portal/login").headers.get_all("set-cookie")
    attributes = {part.strip() for part in cookie.split(";")[1:]}
    assert {"Path=/portal", "HttpOnly", "SameSite=Lax"} <= attributes
    assert ("Secure" in attributes) is secure


@pytest.mark.parametrize("token", [None, "", "x" * 43])
def test_a_form_without_its_token_is_refused(site, token):
    visitor = site.visitor()
    visitor.get("/portal/login")
    fields = {"login_address": EMAIL, "login_password": PASSWORD}
    if token is not None:
        fields["csrf_token"] = token
    answer = visitor.ask("POST", "/portal/login", fields)
    assert answer.status == 403
    assert "error-form" in ids(answer)
    assert site.mailbox.messages() == ()


def test_the_token_of_one_session_or_form_opens_no_other(site):
    other = site.visitor().get("/portal/login").body.decode()
    token = re.search(r'name="csrf_token" value="(.*?)"', other)[1]
    visitor = site.visitor()
    visitor.get("/portal/login")
    fields = {"login_address": EMAIL, "login_password": PASSWORD, "csrf_token": token}
    assert visitor.ask("POST", "/portal/login", fields).status == 403
    insider = site.insider()
    home = insider.get("/portal/home").body.decode()
    logout = re.search(r'name="csrf_token" value="(.*?)"', home)[1]
    answer = insider.ask("POST", "/portal/factors/application", {"csrf_token": logout})
    assert answer.status == 403


def test_a_form_without_a_session_leads_back_to_the_login(site):
    answer = site.visitor().ask("POST", "/portal/login", {"login_address": EMAIL})
    assert (answer.status, answer.headers.get("location")) == (303, "/portal/login")


def test_a_password_alone_opens_nothing(site):
    visitor = site.visitor()
    visitor.give_password()
    for page in ("home", "factors", "factors/settings", "factors/application"):
        assert visitor.get(f"/portal/{page}").headers.get("location") == "/portal/login/code"


def test_a_new_code_can_be_asked_for_and_replaces_the_last(site):
    visitor = site.visitor()
    visitor.give_password()
    first = site.code()
    again = "/portal/login/code/resend"
    assert visitor.post("/portal/login/code", again).status == 303
    while site.code() == first:
        visitor.post("/portal/login/code", again)
    assert len(site.mailbox.messages(EMAIL)) >= 2
    here = "/portal/login/code"
    assert "error-code-wrong" in ids(visitor.post(here, here, mailed_code=first))
    assert visitor.post(here, here, mailed_code=site.code()).status == 303


def test_a_code_that_was_sent_again_lives_ten_minutes_from_then(site):
    visitor, here = site.visitor(), "/portal/login/code"
    visitor.give_password()
    site.clock.advance(599)
    visitor.post(here, "/portal/login/code/resend")
    site.clock.advance(599)
    assert visitor.post(here, here, mailed_code=site.code()).status == 303


@pytest.mark.parametrize(("age", "is_good"), [(599, True), (600, True), (601, False)])
def test_an_expired_code_ends_the_login(site, age, is_good):
    visitor, here = site.visitor(), "/portal/login/code"
    visitor.give_password()
    site.clock.advance(age)
    answer = visitor.post(here, here, mailed_code=site.code())
    assert (answer.status == 303) is is_good
    if not is_good:
        assert "error-mailed-code-expired" in ids(answer)
        assert visitor.get(here).headers.get("location") == "/portal/login"
        visitor.give_password()
        assert len(site.mailbox.messages(EMAIL)) == 2


def test_a_session_without_use_is_over(site):
    visitor = site.insider()
    site.clock.advance(site.rules.session_life)
    assert visitor.get("/portal/home").status == 200
    site.clock.advance(site.rules.session_life + 1)
    answer = visitor.get("/portal/home")
    assert answer.headers.get("location") == "/portal/login?notice=session-ended"
    assert "notice-session-ended" in ids(visitor.get(answer.headers.get("location")))


def test_a_notice_that_is_not_ours_is_not_shown(site):
    page = site.visitor().get("/portal/login?notice=%3Cscript%3E")
    assert b"notice-" not in page.body


def test_an_application_is_declared_with_qr_code_and_text_and_ends_the_session(site):
    visitor = site.insider()
    answer = visitor.post("/portal/factors/settings", "/portal/factors/application")
    assert answer.headers.get("location") == "/portal/factors/application"
    page = visitor.get("/portal/factors/application").body.decode()
    assert "<svg" in page
    secret = site.accounts.applications.secret(EMAIL).reveal()
    assert page.count(secret) == 2
    assert "otpauth://totp/" in unescape(page)
    confirm = "/portal/factors/application/confirm"
    answer = visitor.post("/portal/factors/application", confirm, app_code="000")
    assert "error-code-wrong" in ids(visitor.get(answer.headers.get("location")))


def test_a_declaration_cannot_be_confirmed_before_it_is_begun(site):
    visitor = site.insider()
    answer = visitor.get("/portal/factors/application")
    assert answer.headers.get("location") == "/portal/factors/settings"


def test_unknown_addresses_and_methods_are_answered(site):
    visitor = site.visitor()
    assert visitor.get("/portal/nothing").status == 404
    assert visitor.get("/elsewhere").status == 404
    assert visitor.get("/portalx").status == 404
    answer = visitor.ask("DELETE", "/portal/login")
    assert (answer.status, answer.headers.get("allow")) == (405, "GET, HEAD, POST")
    assert visitor.get("/portal/logout").headers.get("allow") == "POST"
    assert visitor.ask("HEAD", "/portal/login").body == b""
    style = visitor.get("/portal/style.css")
    assert style.headers.get("content-type") == "text/css; charset=utf-8"


def test_a_form_longer_than_any_of_ours_is_refused(site):
    answer = site.visitor().ask("POST", "/portal/login", {"login_address": "x" * 70_000})
    assert answer.status == 303
    visitor = site.visitor()
    assert visitor.post("/portal/login", "/portal/login", login_address="x" * 70_000).status == 403


def test_the_mailbox_page_is_shown_only_where_the_sandbox_says_so(site):
    site.insider()
    assert site.visitor().get("/portal/mailbox").status == 404
    portal = Portal(site.store, site.clock, site.accounts, site.mailbox, show_mailbox=True)
    assert site.code().encode() in Person(portal.handle).get("/portal/mailbox").body


def test_another_base_path_carries_through(site):
    for base, prefix in (("/", ""), ("a/b/", "/a/b")):
        portal = Portal(site.store, site.clock, site.accounts, site.mailbox, base_path=base)
        page = Person(portal.handle).get(f"{prefix}/login").body.decode()
        assert f'action="{prefix}/login"' in page


def test_nothing_secret_stands_in_the_database(site):
    visitor = site.insider()
    visitor.post("/portal/factors/settings", "/portal/factors/application")
    site.visitor().give_password()
    written = site.store.dump()
    secret = site.accounts.applications.secret(EMAIL).reveal()
    for canary in (PASSWORD, visitor.cookies["portal_session"], secret, f"'{site.code()}'"):
        assert canary not in written


def test_who_is_logged_in_is_not_asked_again(site):
    assert site.insider().get("/portal/login").headers.get("location") == "/portal/home"


def test_a_declared_application_refuses_a_second_one_wherever_it_is_tried(site):
    visitor = site.insider()
    visitor.post("/portal/factors/settings", "/portal/factors/application")
    page = visitor.get("/portal/factors/application").body.decode()
    token = re.search(r'application/confirm"><input[^>]* value="(.*?)"', page)[1]
    seed = site.accounts.applications.secret(EMAIL).reveal()
    site.accounts.applications.confirm(EMAIL, Secret(pyotp.TOTP(seed).at(site.clock.now())))
    confirm = "/portal/factors/application/confirm"
    for answer in (
        visitor.get("/portal/factors/application"),
        visitor.post("/portal/factors/settings", "/portal/factors/application"),
        visitor.ask("POST", confirm, {"csrf_token": token, "app_code": "000000"}),
    ):
        assert answer.status == 409
        assert "error-application-exists" in ids(answer)


def test_a_confirmation_out_of_turn_leads_back_to_the_settings(site):
    visitor = site.insider()
    visitor.post("/portal/factors/settings", "/portal/factors/application")
    page = visitor.get("/portal/factors/application").body.decode()
    token = re.search(r'application/confirm"><input[^>]* value="(.*?)"', page)[1]
    site.store.run("DELETE FROM portal_application")
    confirm = "/portal/factors/application/confirm"
    answer = visitor.ask("POST", confirm, {"csrf_token": token, "app_code": "000000"})
    assert answer.headers.get("location") == "/portal/factors/settings"
