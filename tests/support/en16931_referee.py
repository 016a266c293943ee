"""Documents in either syntax, judged by the official rules of EN 16931 and by ours.

For CII they are the rules that Factur-X has in its profile EN 16931, which words a few of them in
its own way: on our side, too, they are the rules of that profile. What CII asks of elements and
codes, the French profile EXTENDED-CTC-FR asks in the same words, for documents of the whole schema.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from pathlib import Path

from cii_by_hand import BREACHES, broken_by_hand
from en16931_pages import listed
from lxml import etree
from model_places import lost
from saxon_referee import FOLDER, UBL_RULES, broken_rules

from chorus_sdk.formats.base import FormatId, Profile
from chorus_sdk.formats.cii import reader as cii_reader
from chorus_sdk.formats.cii import writer as cii_writer
from chorus_sdk.formats.ubl import reader, writer
from chorus_sdk.invoice import Invoice
from chorus_sdk.validation.rules.base import RuleSet, Subject
from chorus_sdk.validation.rules.en16931 import EN16931
from chorus_sdk.validation.rules.en16931.completed import invoice_of
from chorus_sdk.validation.rules.facturx.core import core_of

OTHER_IN_FACTURX = {
    "BR-17",  # the payee is compared with another name
    *("BR-45", "BR-46", "BR-47", "BR-48", "BR-CO-17", "BR-DEC-19", "BR-DEC-20"),  # L, M and O too
}
OTHER_IN_EXTENDED = {
    "CII-SR-454",  # a line may do without a VAT category: see `BREACHES`
    *("BR-45", "BR-46", "BR-47", "BR-48"),  # those of L, M and O too
}


@dataclass(frozen=True)
class Syntax:
    """One syntax: how it is read and written, its schema, its rules and which are not compared."""

    format: FormatId
    read: Callable[[bytes], Invoice]
    write: Callable[[Invoice], bytes]
    schema_file: Path
    rules: Path
    ours_are: RuleSet
    others: frozenset[str]
    further: tuple[Decimal, ...] = ()
    by_hand: Callable[[bytes], set[str]] = lambda _: set()
    more: frozenset[str] = frozenset()

    @cached_property
    def names(self) -> set[str]:
        """The ids that both sides know."""
        told = re.findall(r'name="id">([^<]+)<', self.rules.read_text(encoding="utf-8"))
        return (set(told) & EN16931.ids) - self.others | self.more

    @cached_property
    def schema(self) -> etree.XMLSchema:
        """The schema that documents have to be valid against."""
        return etree.XMLSchema(file=str(self.schema_file))

    def ours(self, data: bytes) -> set[str]:
        """Return the ids that our rules find broken."""
        subject = Subject(invoice=self.read(data), format=self.format, document=data)
        found = list(self.ours_are.run(subject))
        assert lost(invoice_of(subject), found) == []
        return {each.code for each in found} & self.names

    def differences(self, documents: list[bytes]) -> list[tuple[list[str], list[str], str]]:
        """What the official rules find and ours do not, what only ours find, and where."""
        return [
            (sorted(official - own), sorted(own - official), data.decode())
            for data, said in zip(documents, broken_rules(self.rules, documents), strict=True)
            if said is not None
            and (official := (said | self.by_hand(data)) & self.names) != (own := self.ours(data))
        ]


UBL = Syntax(
    FormatId.UBL_INVOICE,
    reader.read,
    lambda invoice: writer.compose(invoice, FormatId.UBL_INVOICE).content,
    FOLDER / "ubl-2.1" / "maindoc" / "UBL-Invoice-2.1.xsd",
    UBL_RULES,
    EN16931,
    frozenset(listed("Warnings that may be missed")),
    further=(Decimal("0.001"), Decimal(1), Decimal(-1)),
)
CREDIT_NOTE = Syntax(
    FormatId.UBL_CREDIT_NOTE,
    reader.read,
    lambda invoice: writer.compose(invoice, FormatId.UBL_CREDIT_NOTE).content,
    FOLDER / "ubl-2.1" / "maindoc" / "UBL-CreditNote-2.1.xsd",
    UBL_RULES,
    EN16931,
    UBL.others,
)
CII = Syntax(
    FormatId.CII_INVOICE,
    cii_reader.read,
    lambda invoice: cii_writer.compose(invoice).content,
    FOLDER / "facturx-en16931" / "Factur-X_EN16931.xsd",
    FOLDER / "facturx-en16931" / "FACTUR-X_EN16931.xslt",
    core_of(EN16931, Profile.EN16931),
    frozenset(OTHER_IN_FACTURX),
    further=(Decimal("0.001"),),
)
CII_AT_LARGE = Syntax(
    FormatId.CII_INVOICE,
    cii_reader.read,
    CII.write,
    FOLDER / "cii-extended-ctc-fr" / "CrossIndustryInvoice_100pD22B.xsd",
    FOLDER / "cii-extended-ctc-fr" / "EXTENDED-CTC-FR-CII.xslt",
    EN16931,
    UBL.others | OTHER_IN_EXTENDED,
    by_hand=broken_by_hand,
    more=frozenset(BREACHES),
)
