"""The platform's operations, one row each, in the order of the reference's index.

Source: chorus-pro-api §3.0. A row that one public source alone attests is *unverified*, and the
method that serves it says so.
"""

from __future__ import annotations

from types import ModuleType
from typing import Final

from chorus_sdk._http.operation import Operation
from chorus_sdk.services.operations import (
    commitments,
    factures,
    organisations,
    reference_lists,
    structures,
    transverses,
    utilisateurs,
    works,
)
from chorus_sdk.services.operations.commitments import (
    FETCH_COMMITMENT,
    SEARCH_COMMITMENTS,
)
from chorus_sdk.services.operations.factures import (
    ACKNOWLEDGE_REJECTIONS,
    APPROVALS_TO_DO,
    COMPLETE,
    CORRECT_APPROVER,
    DEPOSIT_FLOW,
    DEPOSIT_PDF,
    DOWNLOAD_GROUP,
    FETCH_APPROVAL,
    FETCH_ISSUED,
    FETCH_RECEIVED,
    INVOICE_HISTORY,
    ISSUED_TO_DO,
    PROCESS_APPROVAL,
    PROCESS_RECEIVED,
    RECEIVED_TO_DO,
    RECYCLE,
    SEARCH_APPROVALS,
    SEARCH_ISSUED,
    SEARCH_PAYMENT_REQUESTS,
    SEARCH_RECEIVED,
    SUBMIT,
    VISIBLE_STATUSES,
)
from chorus_sdk.services.operations.organisations import (
    FETCH_ORGANISATION,
    FETCH_ORGANISATION_SERVICE,
    ORGANISATION_ATTACHMENT,
    ORGANISATION_ATTACHMENTS,
    ORGANISATION_SERVICES,
    ORGANISATIONS_HEALTH,
    SEARCH_ORGANISATION_SERVICES,
    SEARCH_ORGANISATIONS,
    SET_EDI_PARAMETERS,
)
from chorus_sdk.services.operations.reference_lists import (
    ATTACHMENT_TYPES,
    COUNTRIES,
    CURRENCIES,
    DEPOSIT_MODES,
    FLOW_FORMATS,
    FLOW_SYNTAXES,
    FRAMEWORKS,
    IDENTIFIER_TYPES,
    NEXT_STATUSES,
    PAYMENT_MEANS,
    PAYMENT_REQUEST_TYPES,
    REFUSAL_REASONS,
    STATUSES_BY_TYPE,
    TICKET_CATEGORIES,
    TICKET_SUBCATEGORIES,
    VAT_EXEMPTION_REASONS,
    VAT_RATES,
    WORKS_INVOICE_TYPES,
)
from chorus_sdk.services.operations.structures import (
    FETCH_SERVICE,
    FETCH_STRUCTURE,
    SEARCH_SERVICES,
    SEARCH_STRUCTURES,
    SEARCH_WORKSPACES,
    SERVICE_MEMBERSHIPS,
)
from chorus_sdk.services.operations.transverses import (
    ACCOUNT_ATTACHMENTS,
    ADD_FILE,
    BANK_ACCOUNTS,
    DETACH_FILE,
    DOWNLOAD_ATTACHMENT,
    DOWNLOAD_DIRECTORY,
    FETCH_COMPANY,
    FLOW_REPORT,
    FLOW_REPORT_PDF,
    HEALTH,
    RECIPIENT_STRUCTURES,
    SEARCH_EXECUTING_SERVICES,
    SEARCH_RECIPIENTS,
    STATE_SERVICES,
    STRUCTURE_ATTACHMENTS,
    SUPPLIER_STRUCTURES,
    WORKS_STRUCTURES,
    WORKSPACE_STRUCTURES,
)
from chorus_sdk.services.operations.utilisateurs import (
    MEMBERSHIPS,
)
from chorus_sdk.services.operations.works import (
    SEARCH_WORKS,
)

__all__ = [
    "ACCOUNT_ATTACHMENTS",
    "ACKNOWLEDGE_REJECTIONS",
    "ADD_FILE",
    "APPROVALS_TO_DO",
    "ATTACHMENT_TYPES",
    "BANK_ACCOUNTS",
    "COMPLETE",
    "CORRECT_APPROVER",
    "COUNTRIES",
    "CURRENCIES",
    "DEPOSIT_FLOW",
    "DEPOSIT_MODES",
    "DEPOSIT_PDF",
    "DETACH_FILE",
    "DOWNLOAD_ATTACHMENT",
    "DOWNLOAD_DIRECTORY",
    "DOWNLOAD_GROUP",
    "FETCH_APPROVAL",
    "FETCH_COMMITMENT",
    "FETCH_COMPANY",
    "FETCH_ISSUED",
    "FETCH_ORGANISATION",
    "FETCH_ORGANISATION_SERVICE",
    "FETCH_RECEIVED",
    "FETCH_SERVICE",
    "FETCH_STRUCTURE",
    "FLOW_FORMATS",
    "FLOW_REPORT",
    "FLOW_REPORT_PDF",
    "FLOW_SYNTAXES",
    "FRAMEWORKS",
    "HEALTH",
    "IDENTIFIER_TYPES",
    "INVOICE_HISTORY",
    "ISSUED_TO_DO",
    "MEMBERSHIPS",
    "NEXT_STATUSES",
    "OPERATIONS",
    "ORGANISATIONS_HEALTH",
    "ORGANISATION_ATTACHMENT",
    "ORGANISATION_ATTACHMENTS",
    "ORGANISATION_SERVICES",
    "PAYMENT_MEANS",
    "PAYMENT_REQUEST_TYPES",
    "PROCESS_APPROVAL",
    "PROCESS_RECEIVED",
    "RECEIVED_TO_DO",
    "RECIPIENT_STRUCTURES",
    "RECYCLE",
    "REFUSAL_REASONS",
    "SEARCH_APPROVALS",
    "SEARCH_COMMITMENTS",
    "SEARCH_EXECUTING_SERVICES",
    "SEARCH_ISSUED",
    "SEARCH_ORGANISATIONS",
    "SEARCH_ORGANISATION_SERVICES",
    "SEARCH_PAYMENT_REQUESTS",
    "SEARCH_RECEIVED",
    "SEARCH_RECIPIENTS",
    "SEARCH_SERVICES",
    "SEARCH_STRUCTURES",
    "SEARCH_WORKS",
    "SEARCH_WORKSPACES",
    "SERVICE_MEMBERSHIPS",
    "SET_EDI_PARAMETERS",
    "STATE_SERVICES",
    "STATUSES_BY_TYPE",
    "STRUCTURE_ATTACHMENTS",
    "SUBMIT",
    "SUPPLIER_STRUCTURES",
    "TICKET_CATEGORIES",
    "TICKET_SUBCATEGORIES",
    "VAT_EXEMPTION_REASONS",
    "VAT_RATES",
    "VISIBLE_STATUSES",
    "WORKSPACE_STRUCTURES",
    "WORKS_INVOICE_TYPES",
    "WORKS_STRUCTURES",
]


def _rows_of(module: ModuleType) -> list[Operation]:
    return [value for value in vars(module).values() if isinstance(value, Operation)]


_MODULES: Final = (
    factures,
    structures,
    transverses,
    reference_lists,
    utilisateurs,
    works,
    commitments,
    organisations,
)

OPERATIONS: Final = {
    row.name: row
    for row in sorted(
        (row for module in _MODULES for row in _rows_of(module)), key=lambda row: row.number
    )
}
"""Name of an operation (*opération*) to its row."""
