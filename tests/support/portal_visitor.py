"""Somebody with a browser, without a browser: keeps the cookies, sends what it is told."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from urllib.parse import parse_qsl, urlencode

from lxml import html as lxml_html

from chorus_sdk._http.exchange import Headers, HttpResponse
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.web import WebRequest

URLENCODED = "application/x-www-form-urlencoded"
PASSWORD = "canary-password-77b1"
BOUNDARY = "----WebKitFormBoundary7MA4YWxkTrZu0gW"


class Visitor:
    """Asks a portal through its one function."""

    def __init__(self, handle: Callable[[WebRequest], HttpResponse], **headers: str) -> None:
        self.handle, self.headers, self.cookies = handle, headers, {}

    def send(self, method: str, path: str, body: bytes = b"", kind: str = "") -> HttpResponse:
        """Send any request."""
        path, _, query = path.partition("?")
        lines = {**self.headers, "cookie": "; ".join(f"{n}={v}" for n, v in self.cookies.items())}
        if kind:
            lines["content-type"] = kind
        answer = self.handle(
            WebRequest(
                method=method,
                path=path,
                query=dict(parse_qsl(query, keep_blank_values=True)),
                headers=Headers(lines),
                body=body,
            )
        )
        for line in answer.headers.get_all("set-cookie"):
            name, _, value = line.split(";")[0].partition("=")
            if "Max-Age=0" in line:
                self.cookies.pop(name, None)
            else:
                self.cookies[name] = value
        return answer

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> HttpResponse:
        """Send a request, with the fields of a form or without."""
        kind = URLENCODED if form is not None else ""
        return self.send(method, path, urlencode(form or {}).encode(), kind)

    def get(self, path: str) -> HttpResponse:
        """Ask for a page."""
        return self.ask("GET", path)

    def token(self, page: str, path: str) -> tuple[str, str]:
        """Return name and value of the token in the form on `page` that posts to `path`."""
        text = self.get(page).body.decode()
        form = re.search(rf'action="{path}"><input type="hidden" name="(\w+)" value="(.*?)"', text)
        assert form is not None
        return form[1], unescape(form[2])

    def post(self, page: str, path: str, **fields: str) -> HttpResponse:
        """Send the form on `page` that posts to `path`."""
        name, value = self.token(page, path)
        return self.ask("POST", path, {name: value, **fields})

    def upload(self, page: str, path: str, field: str, name: str, content: bytes) -> HttpResponse:
        """Send the form on `page` that posts to `path`, with a file, as Chromium writes it."""
        token, value = self.token(page, path)
        body = multipart({token: value}, {field: (name, content)})
        return self.send("POST", path, body, f"multipart/form-data; boundary={BOUNDARY}")


class Worker(Visitor):
    """Somebody who is logged in."""

    def __init__(self, sandbox: Sandbox, email: str, **headers: str) -> None:
        super().__init__(sandbox.handle, **headers)
        self.sandbox = sandbox
        login, code = "/portal/login", "/portal/login/code"
        self.post(login, login, login_address=email, login_password=PASSWORD)
        mail = sandbox.mailbox.messages(email)[-1].get_body(("plain",)).get_content()
        self.post(code, code, mailed_code=re.search(r"\d{6}", mail)[0])

    def bring(self, name: str, content: bytes):
        """Import a file."""
        return self.upload("/portal/deposit", "/portal/deposit", "invoice_file", name, content)

    def deposit(self, name: str, content: bytes, **fields: str) -> str:
        """Import and deposit a file; return the flow's number."""
        assert self.bring(name, content).headers.get("location") == "/portal/deposit/import"
        answer = self.post("/portal/deposit/import", "/portal/deposit/import", **fields)
        return answer.headers.get("location").partition("number=")[2]

    def numbers(self, query: str = "") -> list[str]:
        """Return the first column of the list of invoices."""
        page = lxml_html.fromstring(self.get(f"/portal/invoices{query}").body)
        return page.xpath("//tbody/tr/th/a/text()")


def multipart(
    fields: dict[str, str], files: dict[str, tuple[str, bytes]], boundary: str = BOUNDARY
) -> bytes:
    """Write a form with files."""
    mark, out = f"--{boundary}\r\n".encode(), b""
    for name, value in fields.items():
        head = f'Content-Disposition: form-data; name="{name}"\r\n\r\n'
        out += mark + head.encode() + value.encode() + b"\r\n"
    for name, (file_name, content) in files.items():
        shown = file_name.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
        head = f'Content-Disposition: form-data; name="{name}"; filename="{shown}"\r\n'
        out += mark + head.encode() + b"Content-Type: application/octet-stream\r\n\r\n"
        out += content + b"\r\n"
    return out + f"--{boundary}--\r\n".encode()


def ids(answer: HttpResponse) -> set[str]:
    """Return every id of a page."""
    return set(lxml_html.fromstring(answer.body).xpath("//@id"))


def text_of(answer: HttpResponse) -> str:
    """Return what the main part of a page says, words one space apart."""
    (main,) = lxml_html.fromstring(answer.body).xpath("//main")
    return " ".join(main.text_content().split())
