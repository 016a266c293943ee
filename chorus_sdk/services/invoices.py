"""Invoices as their supplier sees them: submit, search, act, download (*factures émises*)."""

from __future__ import annotations

from collections.abc import Iterable

from chorus_sdk._http.api import Api
from chorus_sdk.formats.base import Loss, Source
from chorus_sdk.invoice.model import Invoice
from chorus_sdk.limits import DEFAULT_LIMITS, Limits
from chorus_sdk.services.attachment_values import UploadedAttachment
from chorus_sdk.services.codes import DepositMode, IdentifierType, PdfForm
from chorus_sdk.services.issued import IssuedInvoice
from chorus_sdk.services.issued_reading import IssuedReading, id_of
from chorus_sdk.services.pdf_deposits import deposit_pdf
from chorus_sdk.services.pdf_drafts import PdfDraft
from chorus_sdk.services.structures import Structure
from chorus_sdk.services.submission_values import (
    InvoiceAttachment,
    SubmissionTerms,
    SubmittedInvoice,
)
from chorus_sdk.services.submitting import Submitter
from chorus_sdk.services.supplier_acts import (
    CompletedInvoice,
    RecycledInvoice,
    Rerouting,
    SupplierActs,
)


class Invoices(IssuedReading):
    """What a supplier does with its invoices (*espace factures émises*).

    Wherever an invoice is asked for, its number at the platform will do.
    """

    def __init__(self, api: Api) -> None:
        super().__init__(api)
        self._submitter = Submitter(api)
        self._acts = SupplierActs(api)

    def submit(
        self,
        invoice: Invoice,
        *,
        pdf: Source | UploadedAttachment | None = None,
        attachments: Iterable[InvoiceAttachment] = (),
        terms: SubmissionTerms | None = None,
        mode: DepositMode | None = None,
        allow_loss: bool = False,
        limits: Limits = DEFAULT_LIMITS,
    ) -> SubmittedInvoice:
        """Submit an invoice as data, with its PDF and its files (*soumettre une facture*).

        Frameworks A1, A2, A9 and A12. With a `pdf` the number and the date are the invoice's, and
        what the data do not say stands in the PDF; a signed one is seen to be signed. Without,
        Chorus Pro numbers and dates the invoice itself (*saisie*): nothing may then be lost,
        unless `allow_loss`. Files inside the invoice go along, before the `attachments`. They are
        handed in first: after a refusal they stay in the account.

        Raises:
            LossyDocumentError: without a PDF, `places` would be lost; nothing was sent.
            InvalidInvoiceError: `report` says what `soumettre` is known to refuse; nothing was
                sent.
            UnknownFormatError, LimitExceededError: of a file; nothing was sent.
            OutcomeUnknownError: an answer was lost; `fingerprint` says what to search for.
            RejectedRequestError: the platform refuses the invoice.
        """
        return self._submitter.submit(
            invoice,
            pdf=pdf,
            attachments=attachments,
            terms=terms,
            mode=mode,
            allow_loss=allow_loss,
            limits=limits,
        )

    def losses(
        self,
        invoice: Invoice,
        *,
        terms: SubmissionTerms | None = None,
        mode: DepositMode = DepositMode.ENTERED_BY_API,
    ) -> tuple[Loss, ...]:
        """Name what `submit` would not carry as data (*pertes*); nothing is sent."""
        return self._submitter.prepare(invoice, terms, mode).losses

    def deposit_pdf(
        self,
        source: Source,
        *,
        file_name: str | None = None,
        form: PdfForm | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> PdfDraft:
        """Hand in a PDF and return what Chorus Pro reads in it (*déposer un PDF*).

        The invoice is no invoice yet: correct the draft, then `submit_draft`. `form` says how the
        PDF is signed; when left out, the PDF is looked at.

        Raises:
            UnknownFormatError: not a PDF.
            LimitExceededError: over 10 MB, or a name over 200 characters.
            OutcomeUnknownError: the answer was lost.
            ApiError: the platform refuses the file.
        """
        return deposit_pdf(self._api, source, file_name=file_name, form=form, limits=limits)

    def submit_draft(
        self,
        draft: PdfDraft,
        *,
        attachments: Iterable[InvoiceAttachment] = (),
        terms: SubmissionTerms | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> SubmittedInvoice:
        """Submit a PDF that was read and corrected (*soumettre le brouillon*).

        Raises:
            InvalidInvoiceError: `report` says what is still missing; nothing was sent.
            OutcomeUnknownError, RejectedRequestError, LimitExceededError: as for `submit`.
        """
        return self._submitter.send(
            draft.submission(terms or SubmissionTerms()),
            supplier=draft.supplier or "",
            attachments=attachments,
            limits=limits,
        )

    def complete(
        self,
        invoice: IssuedInvoice | int,
        *,
        attachments: Iterable[InvoiceAttachment] = (),
        comment: str | None = None,
        limits: Limits = DEFAULT_LIMITS,
    ) -> CompletedInvoice:
        """Add files or a comment to a suspended invoice (*compléter*): it becomes `COMPLETEE`.

        Raises:
            ValueError: there is nothing to add.
            LimitExceededError, UnknownFormatError: of a file or the comment; nothing was sent.
            RejectedRequestError: no such invoice, no right to it, or it is not suspended.
        """
        return self._acts.complete(id_of(invoice), tuple(attachments), comment, limits)

    def recycle(self, invoice: IssuedInvoice | int, rerouting: Rerouting) -> RecycledInvoice:
        """Send an invoice that is to be recycled on another way (*recycler*).

        Raises:
            ValueError: nothing is changed.
            LimitExceededError: a text is too long; nothing was sent.
            RejectedRequestError: no such invoice, no right to it, or it is not to be recycled.
        """
        return self._acts.recycle(id_of(invoice), rerouting)

    def correct_approver(
        self,
        invoice: IssuedInvoice | int,
        approver: Structure | int | str,
        *,
        identifier_type: IdentifierType | str = IdentifierType.SIRET,
    ) -> None:
        """Name another approver where the first was the wrong one (*corriger le valideur*).

        `approver` is a structure, its number, or an identifier of `identifier_type`.

        Raises:
            RejectedRequestError: no such invoice or approver, or none is to be corrected.
        """
        self._acts.correct_approver(id_of(invoice), approver, identifier_type)

    def acknowledge_rejections(
        self,
        invoices: Iterable[IssuedInvoice | int],
        *,
        comment: str | None = None,
        reason: str | None = None,
    ) -> None:
        """Say that rejections were dealt with (*traiter les rejets*): they leave the to-do list.

        One public source alone has `comment` and `reason`.

        Raises:
            ValueError: no invoice is named.
            RejectedRequestError: one of them is not rejected, or no right to it.
        """
        self._acts.acknowledge([id_of(one) for one in invoices], comment, reason)
