"""Notes (*notes*): BG-1, and those of lines."""

from chorus_sdk.invoice._base import Value, term


class Note(Value):
    """A note (*note de facture*): BG-1."""

    text: str | None = term("BT-22", "Note de facture")
    subject: str | None = term("BT-21", "Code de sujet (UNTDID 4451)")
    code: str | None = term("BT-X-5, BT-X-9", "Note codée, à la place du texte ou à côté")
