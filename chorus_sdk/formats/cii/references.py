"""Other documents that a Cross Industry Invoice refers to (*références*)."""

from __future__ import annotations

from chorus_sdk.formats.binding.table import Attribute, Row, constant, first_where, group, leaf
from chorus_sdk.formats.binding.values import BASE64, reserved
from chorus_sdk.formats.cii.rows import issued, type_code


def reference(tag: str, path: str, *more: Row, line: str | None = None) -> Row:
    """The number and the day of another document, whose names begin alike."""
    lines = (leaf("ram:LineID", line),) if line else ()
    number = leaf("ram:IssuerAssignedID", path)
    return group(tag, number, *lines, *more, issued(f"{path}_date"))


def document(tag: str, into: str, **more: object) -> Row:
    """Another document: number, line and day."""
    return group(
        tag,
        leaf("ram:IssuerAssignedID", "number"),
        leaf("ram:LineID", "line"),
        issued("issue_date"),
        into=into,
        **more,
    )


def preceding_invoice(tag: str, into: str, **more: object) -> Row:
    """An earlier invoice, from the header, a line or an advance."""
    return group(
        tag,
        leaf("ram:IssuerAssignedID", "number"),
        leaf("ram:LineID", "line"),
        leaf("ram:TypeCode", "type_code"),
        issued("issue_date"),
        into=into,
        **more,
    )


_IS_OBJECT = type_code("130")


def objects(first: str, others: str) -> tuple[Row, Row]:
    """The objects that are invoiced (BT-18, BT-128): the scheme is an element."""
    constant_type = constant("ram:TypeCode", "130")
    return (
        group(
            "ram:AdditionalReferencedDocument",
            leaf("ram:IssuerAssignedID", f"{first}.value"),
            constant_type,
            leaf("ram:ReferenceTypeCode", f"{first}.scheme"),
            when=first_where(_IS_OBJECT),
            keep_for=others,
        ),
        group(
            "ram:AdditionalReferencedDocument",
            leaf("ram:IssuerAssignedID", "value"),
            constant_type,
            leaf("ram:ReferenceTypeCode", "scheme"),
            into=others,
            many=True,
            when=_IS_OBJECT,
        ),
    )


def documents(*told_apart: str) -> Row:
    """Supporting documents; some types stand for something else in the header."""
    return group(
        "ram:AdditionalReferencedDocument",
        leaf("ram:IssuerAssignedID", "reference"),
        leaf("ram:URIID", "location"),
        leaf("ram:LineID", "line"),
        leaf("ram:TypeCode", "type_code", value=reserved(*told_apart), fill="916", void="916"),
        leaf("ram:Name", "description"),
        leaf(
            "ram:AttachmentBinaryObject",
            "attachment.content",
            Attribute(name="mimeCode", path="attachment.mime_code"),
            Attribute(name="filename", path="attachment.file_name"),
            value=BASE64,
        ),
        leaf("ram:ReferenceTypeCode", "reference_type"),
        issued("issue_date"),
        into="supporting_documents",
        many=True,
    )
