"""Syntaxes and formats of flows (*syntaxes de flux*). Source: chorus-pro-api §4.3."""

from __future__ import annotations

from chorus_sdk._codes import OpenCode


class FlowFormat(OpenCode):
    """Family of flow syntaxes (*format de flux*)."""

    STRUCTURED = ("IN_DP_E1_STRUCT", "structured", "structuré")
    MIXED = ("IN_DP_E2_MIXTE", "mixed", "mixte")
    FACTURX = ("IN_DP_E2_FACTURX", "Factur-X", "Factur-X")


class FlowSyntax(OpenCode):
    """Syntax of a deposited flow (*syntaxe de flux*)."""

    UBL_INVOICE = ("IN_DP_E1_UBL_INVOICE", "UBL invoice", "facture UBL")
    CII_16B = ("IN_DP_E1_CII_16B", "CII D16B invoice", "facture CII 16B")
    CII = ("IN_DP_E1_CII", "older CII invoice", "facture CII (ancienne)")
    PES = ("IN_DP_E1_PES_FACTURE", "PES invoice", "facture PES")
    XCBL = ("IN_DP_E1_XCBL", "xCBL invoice", "facture xCBL")
    UBL_MINIMAL = ("IN_DP_E2_UBL_INVOICE_MIN", "mixed: short UBL", "mixte : UBL minimal")
    CII_MINIMAL_16B = ("IN_DP_E2_CII_MIN_16B", "mixed: short CII D16B", "mixte : CII 16B minimal")
    CII_MINIMAL = ("IN_DP_E2_CII_MIN", "mixed: older short CII", "mixte : CII minimal (ancien)")
    PES_MINIMAL = ("IN_DP_E2_PES_FACTURE_MIN", "mixed: short PES", "mixte : PES minimal")
    CHORUS_MINIMAL = (
        "IN_DP_E2_CPP_FACTURE_MIN",
        "mixed: Chorus Pro's own format",
        "mixte : format Chorus Pro",
    )
    FACTURX = ("IN_DP_E2_CII_FACTURX", "Factur-X", "Factur-X")
    PDF_ARCHIVE_UBL = (
        "IN_DP_PDFARCHIVE_UBL_INVOICE_MUG",
        "PDF archive with short UBL",
        "archive PDF avec UBL minimal",
    )
    PDF_ARCHIVE_CII = (
        "IN_DP_PDFARCHIVE_CII_MUG",
        "PDF archive with short CII",
        "archive PDF avec CII minimal",
    )
    JUSTICE_UBL = (
        "IN_DP_E3_UBL_INVOICE",
        "justice memorandum in UBL",
        "mémoire de frais de justice en UBL",
    )
