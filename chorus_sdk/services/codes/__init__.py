"""The platform's enumerations, all open (*énumérations*): an unknown value stays readable.

Source: chorus-pro-api §4.3 to §4.5. Statuses stand apart: `services.invoice_status` and
`services.flow_status`.
"""

from __future__ import annotations

from chorus_sdk.services.codes.attachments import AttachmentObject, AttachmentOwner
from chorus_sdk.services.codes.flows import FlowFormat, FlowSyntax
from chorus_sdk.services.codes.invoices import (
    ApprovalAction,
    DepositMode,
    HistoryAction,
    InvoiceType,
    PaymentMeans,
    PdfForm,
    VatRegime,
)
from chorus_sdk.services.codes.payment_requests import (
    ArchiveScope,
    PaymentRequestType,
    UserRole,
    WorksInvoiceType,
)
from chorus_sdk.services.codes.structures import (
    BankAccountKind,
    CommitmentStatus,
    IdentifierType,
    MembershipStatus,
    Sector,
    StructureStatus,
    WorkspaceRight,
    WorkspaceStatus,
)

__all__ = [
    "ApprovalAction",
    "ArchiveScope",
    "AttachmentObject",
    "AttachmentOwner",
    "BankAccountKind",
    "CommitmentStatus",
    "DepositMode",
    "FlowFormat",
    "FlowSyntax",
    "HistoryAction",
    "IdentifierType",
    "InvoiceType",
    "MembershipStatus",
    "PaymentMeans",
    "PaymentRequestType",
    "PdfForm",
    "Sector",
    "StructureStatus",
    "UserRole",
    "VatRegime",
    "WorksInvoiceType",
    "WorkspaceRight",
    "WorkspaceStatus",
]
