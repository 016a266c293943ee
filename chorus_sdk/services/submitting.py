"""Submitting invoices: checked, files handed in, sent once (*soumission*)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from chorus_sdk._http.api import Api
from chorus_sdk._http.outcomes import outcome_unknown
from chorus_sdk.errors import Fingerprint, LossyDocumentError, UnexpectedResponseError
from chorus_sdk.formats.base import Loss, Source
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import Limits
from chorus_sdk.services.attachment_values import UploadedAttachment
from chorus_sdk.services.attachments import Attachments
from chorus_sdk.services.codes import DepositMode
from chorus_sdk.services.invoice_files import InvoiceFiles, files_inside, pdf_of, places_of_files
from chorus_sdk.services.operations import SUBMIT
from chorus_sdk.services.structures import Structures
from chorus_sdk.services.submission_rules import refuse_what_cannot_be_submitted
from chorus_sdk.services.submission_values import (
    AttachedFile,
    InvoiceAttachment,
    PreparedSubmission,
    Submission,
    SubmissionTerms,
    SubmittedInvoice,
)
from chorus_sdk.services.submission_wire import encode_submission
from chorus_sdk.services.submissions import prepare
from chorus_sdk.services.wire import submission as wire
from chorus_sdk.services.wire.codec import decode

_NOT_YET = AttachedFile(id=0, designation="")
"""Stands for a main PDF that is handed in once the rest is known to be right."""


class Submitter:
    """Sends submissions (*soumission*): nothing leaves before everything is checked."""

    def __init__(self, api: Api) -> None:
        self._api = api
        self._structures = Structures(api)
        self._files = InvoiceFiles(Attachments(api))

    def prepare(
        self, invoice: Invoice, terms: SubmissionTerms | None, mode: DepositMode
    ) -> PreparedSubmission:
        """Make a submission of an invoice; files inside it count as carried."""
        prepared = prepare(invoice, terms, mode=mode)
        with_files = places_of_files(invoice)
        losses = tuple(loss for loss in prepared.losses if loss.path not in with_files)
        return replace(prepared, losses=losses)

    def submit(
        self,
        invoice: Invoice,
        *,
        pdf: Source | UploadedAttachment | None,
        attachments: Iterable[InvoiceAttachment],
        terms: SubmissionTerms | None,
        mode: DepositMode | None,
        allow_loss: bool,
        limits: Limits,
    ) -> SubmittedInvoice:
        """Submit an invoice with its files."""
        main, found = _main_file(pdf, limits)
        prepared = self.prepare(invoice, terms, mode or found)
        if prepared.submission.is_entered and not allow_loss:
            _refuse_losses(prepared.losses)
        submission = self._with_supplier(prepared.submission, str(invoice.seller.siret or ""))
        checked = replace(submission, pdf=_NOT_YET if main else None)
        refuse_what_cannot_be_submitted(checked)
        others = (*files_inside(invoice), *attachments)
        files = self._files.add((*((main,) if main else ()), *others), limits)
        ready = replace(
            submission,
            pdf=files[0] if main else None,
            attachments=files[1:] if main else files,
        )
        return self._send(ready).model_copy(update={"losses": prepared.losses})

    def send(
        self,
        submission: Submission,
        *,
        supplier: str,
        attachments: Iterable[InvoiceAttachment],
        limits: Limits,
    ) -> SubmittedInvoice:
        """Send a submission whose main PDF is at Chorus Pro already."""
        complete = self._with_supplier(submission, supplier)
        refuse_what_cannot_be_submitted(complete)
        files = self._files.add(attachments, limits)
        return self._send(replace(complete, attachments=(*complete.attachments, *files)))

    def _with_supplier(self, submission: Submission, siret: str) -> Submission:
        if submission.supplier_id is not None or not siret:
            return submission
        found = self._structures.find(siret)
        return replace(submission, supplier_id=found.id) if found else submission

    def _send(self, submission: Submission) -> SubmittedInvoice:
        fingerprint = Fingerprint(
            operation=SUBMIT.name,
            file_name=submission.pdf.designation if submission.pdf else None,
            invoice_numbers=(submission.number,) if submission.number else (),
            sent_at=self._api.clock.now(),
        )
        members = self._api.call(SUBMIT, encode_submission(submission), fingerprint=fingerprint)
        try:
            return decode(SubmittedInvoice, members, wire.SUBMITTED)
        except UnexpectedResponseError as error:
            # Accepted, but under a number that we were not told: it must be searched for.
            raise outcome_unknown(SUBMIT, fingerprint) from error


def _main_file(
    pdf: Source | UploadedAttachment | None, limits: Limits
) -> tuple[InvoiceAttachment | None, DepositMode]:
    if pdf is None:
        return None, DepositMode.ENTERED_BY_API
    if isinstance(pdf, UploadedAttachment):
        return InvoiceAttachment(file=pdf), DepositMode.PDF_BY_API
    main, signed = pdf_of(pdf, limits)
    return main, DepositMode.SIGNED_PDF_BY_API if signed else DepositMode.PDF_BY_API


def _refuse_losses(losses: tuple[Loss, ...]) -> None:
    if losses:
        first, places = losses[0], tuple(loss.path for loss in losses)
        raise LossyDocumentError(
            f"soumettre cannot carry {len(places)} value(s), the first at {first.path}.",
            places=places,
            hint="Give the invoice's PDF, which says them, or allow_loss=True to do without; "
            "without a PDF, Chorus Pro numbers and dates the invoice itself.",
        )
