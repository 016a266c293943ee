"""Attachments alone are those of the invoices that are given, whatever else is in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from chorus_sdk.errors import DocumentError
from chorus_sdk.formats.pivot.invoice_files import iter_files
from chorus_sdk.formats.pivot.stream import open_pivot

CHANGES = [
    ("", ""),
    ("2026-01-04", "2026-02-30"),
    ("2026-01-05", "2026-13-05"),
    (">380<", ">389<"),
    (">A1<", ">A99<"),
    ("<Id>F2</Id>", ""),
    ("<Id>F2</Id>", "<Id> F &amp; 2 </Id>"),
    ("<Identifiant>99944232322181</Identifiant>", ""),
    ("<MontantTTC>120.00</MontantTTC>", ""),
    ("120.00", "cent"),
    ("<Montants>", "<TVAs><TVA><Taux>1</Taux></TVA></TVAs><Montants>"),
    ("<NomPJ>facture.pdf</NomPJ>", ""),
    ("<NomPJ>facture.pdf", "<NomPJ>a&amp;b.pdf"),
    ("<NomPJ>facture.pdf", "<NomPJ>\u00a0 .pdf"),
    ("<TypePJ>01", "<TypePJ>07"),
    ("</Debiteur>", "</Debitrice>"),
    ('<PJ NumOrdre="1">', "<PJ>"),
    ("<Contenu>", "<Contenu>!"),
]


def seen(files) -> list[object]:
    found: list[object] = []
    try:
        for number, name, attachments in files:
            found.append((number, name, attachments, [outcome(one) for one in attachments]))
    except DocumentError as error:
        found.append(type(error))
    return found


def outcome(attachment) -> object:
    try:
        return attachment.read()
    except DocumentError as error:
        return type(error)


def of_invoices(source):
    with open_pivot(source) as flow:
        for one in flow:
            assert one.position is not None
            yield one.position.number, one.invoice_number, one.attachments


@pytest.mark.parametrize("change", CHANGES, ids=range(len(CHANGES)))
@pytest.mark.parametrize("times", [1, -1])
def test_they_are_those_of_the_invoices(make_pivot, change, times):
    text = make_pivot("F1", "F2", "F3").decode()
    old, new = change
    data = text.replace(old, new, times).encode() if old else text.encode()
    found = seen(iter_files(data))
    assert found == seen(of_invoices(data))
    assert len(found) <= 3


def test_those_of_all_samples_are_the_same(corpus: Path):
    samples = sorted((corpus / "pivot").rglob("*.xml"))
    read = [(seen(iter_files(path)), seen(of_invoices(path))) for path in samples]
    assert [one for one, other in read if one != other] == []
    assert sum(len(one) for one, _ in read) > 10
