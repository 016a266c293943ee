from __future__ import annotations

from email.mime.application import MIMEApplication
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from portal_visitor import BOUNDARY, multipart
from urllib3.filepost import encode_multipart_formdata

from chorus_sdk.sandbox.multipart import (
    FIELD_BYTES,
    PARTS,
    MalformedFormError,
    read_multipart,
    safe_name,
)

KIND = f"multipart/form-data; boundary={BOUNDARY}"


@settings(max_examples=60, deadline=None)
@given(
    fields=st.dictionaries(st.text("abcdef_", min_size=1), st.text(max_size=40), max_size=5),
    content=st.binary(max_size=400),
)
def test_what_another_library_writes_is_read_byte_by_byte(fields, content):
    parts = [*fields.items(), ("the-file", ("a.pdf", content, "application/pdf"))]
    body, kind = encode_multipart_formdata(parts)
    form = read_multipart(kind, body)
    assert form.fields == fields
    assert (form.files["the-file"].name, form.files["the-file"].content) == ("a.pdf", content)


@pytest.mark.parametrize("content", [b"", b"\r\n", b"\r\n--", b"--\r\n\r\n", b"\0\xff" * 9])
def test_a_file_keeps_its_line_ends(content):
    form = read_multipart(KIND, multipart({}, {"f": ("a.bin", content)}))
    assert form.files["f"].content == content


def test_the_first_of_each_name_counts():
    body = multipart({"a": "1"}, {})
    again = multipart({"a": "2"}, {})
    form = read_multipart(KIND, body.removesuffix(f"--{BOUNDARY}--\r\n".encode()) + again)
    assert form.fields == {"a": "1"}


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["x", BOUNDARY, "a b", "é", ""]))
def test_any_bytes_are_a_form_or_a_refusal(noise, boundary):
    for body in (noise, b"--x\r\n" + noise, multipart({"a": "b"}, {})[:-9] + noise):
        try:
            form = read_multipart(f'multipart/form-data; boundary="{boundary}"', body)
        except MalformedFormError:
            continue
        assert len(form.fields) + len(form.files) <= PARTS


@pytest.mark.parametrize(
    ("kind", "body"),
    [
        ("text/plain", multipart({"a": "1"}, {})),
        ("multipart/form-data", multipart({"a": "1"}, {})),
        ("multipart/mixed; boundary=b", multipart({"a": "1"}, {}, "b")),
        (f"multipart/form-data; boundary={'b' * 71}", multipart({"a": "1"}, {}, "b" * 71)),
        (KIND, b""),
        (KIND, b"--other--\r\n"),
        (KIND, multipart({"a": "1"}, {})[:-20]),
        (KIND, multipart({"a": "x" * (FIELD_BYTES + 1)}, {})),
        (KIND, multipart({f"n{i}": "1" for i in range(PARTS + 1)}, {})),
        (KIND, multipart({"n" * 5_000: "1"}, {})),
        ("multipart/form-data; boundary=b", b"--b\r\nX: 1\r\n\r\nv\r\n--b--\r\n"),
        ("multipart/form-data; boundary=b",
         b'--b\r\nContent-Disposition: form-data; name="\xff"\r\n\r\nv\r\n--b--\r\n'),
    ],
)  # fmt: skip
def test_what_is_no_form_or_passes_a_bound_is_refused(kind, body):
    with pytest.raises(MalformedFormError):
        read_multipart(kind, body)


def test_exactly_as_many_fields_as_allowed_are_read():
    fields = {f"n{i}": str(i) for i in range(PARTS)}
    assert read_multipart(KIND, multipart(fields, {})).fields == fields


def test_a_form_of_the_mail_library_is_read():
    form = MIMEMultipart("form-data", boundary="mail")
    for name, part in (("a", MIMEText("1")), ("f", MIMEApplication(b"%PDF", Name="x"))):
        options = {"filename": "b.pdf"} if name == "f" else {}
        part.add_header("Content-Disposition", "form-data", name=name, **options)
        form.attach(part)
    body = form.as_bytes().partition(b"\n\n")[2].replace(b"\n", b"\r\n")
    read = read_multipart("multipart/form-data; boundary=mail", body)
    assert (read.fields["a"], read.files["f"].name) == ("1", "b.pdf")


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("facture.pdf", "facture.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\fakepath\\a.xml", "a.xml"),
        ("/", ""),
        ("..", ""),
        ("...", ""),
        ("a\0b\r\nc.pdf", "abc.pdf"),
        ("e\N{COMBINING ACUTE ACCENT}.pdf", "é.pdf"),
        ("\N{RIGHT-TO-LEFT OVERRIDE}fdp.exe", "fdp.exe"),
        ("  a.pdf  ", "a.pdf"),
        ('"><script>.pdf', '"><script>.pdf'),
    ],
)
def test_a_name_is_only_a_name(sent, kept):
    assert safe_name(sent) == kept
