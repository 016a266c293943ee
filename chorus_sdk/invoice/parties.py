"""Who takes part in an invoice (*parties*): seller, buyer, payee, agents, and where goods go."""

from pydantic import field_validator

from chorus_sdk.invoice._base import Day, Value, term
from chorus_sdk.invoice.identifiers import (
    SCHEME_SIREN,
    SCHEME_SIRET,
    TYPE_SIRET,
    Identifier,
    Siren,
    Siret,
)


class Address(Value):
    """A postal address (*adresse postale*): BG-5, BG-8, BG-12, BG-15."""

    line1: str | None = term("BT-35, 50, 64, 75", "Adresse, ligne 1")
    line2: str | None = term("BT-36, 51, 65, 76", "Adresse, ligne 2")
    line3: str | None = term("BT-162, 163, 164, 165", "Adresse, ligne 3")
    city: str | None = term("BT-37, 52, 66, 77", "Localité")
    post_code: str | None = term("BT-38, 53, 67, 78", "Code postal")
    subdivision: str | None = term("BT-39, 54, 68, 79", "Subdivision du pays")
    country: str | None = term("BT-40, 55, 69, 80", "Code de pays (ISO 3166-1)")


class Contact(Value):
    """A contact (*contact*): BG-6, BG-9.

    `department` is CII's second way of writing the contact point; `identifier` is outside
    EN 16931: historic Chorus Pro UBL puts the buyer's service code there.
    """

    name: str | None = term("BT-41, BT-56", "Point de contact")
    department: str | None = term("BT-41, BT-56", "Point de contact : service")
    telephone: str | None = term("BT-42, BT-57", "Numéro de téléphone")
    email: str | None = term("BT-43, BT-58", "Adresse électronique")
    fax: str | None = term("ram:FaxUniversalCommunication", "Numéro de télécopie")
    type_code: str | None = term("ram:TypeCode", "Fonction du contact (UNTDID 3139)")
    identifier: str | None = term("cac:Contact/cbc:ID", "Code service (Chorus Pro, UBL)")

    @property
    def point(self) -> str | None:
        """The contact point as EN 16931 means it: the person, else the department."""
        return self.name or self.department


class Party(Value):
    """A party (*partie*): seller BG-4, buyer BG-7, payee BG-10, tax representative BG-11.

    The further roles of EXTENDED are parties too. Not every role uses every field; what a role
    cannot carry in a syntax is reported on writing. `tax_registration_scheme` says what register
    BT-32 is of where a UBL document names another than `FC` (`LOC`, `TAX`, …). Identifiers
    without a scheme come first: CII cannot keep another order, so order says nothing.

    Example:
        >>> party = Party(identifiers=(Identifier(value="73282932000074", scheme="0009"),))
        >>> party.siret, party.siren
        ('73282932000074', '732829320')
    """

    name: str | None = term("BT-27, 44, 59, 62", "Nom (raison sociale)")
    trading_name: str | None = term("BT-28, BT-45", "Appellation commerciale")
    identifiers: tuple[Identifier, ...] = term("BT-29, 46, 60", "Identifiants", default=())
    legal_registration: Identifier | None = term(
        "BT-30, 47, 61", "Identifiant d'enregistrement légal"
    )
    vat_identifier: str | None = term("BT-31, 48, 63", "Identifiant à la TVA")
    tax_registration: str | None = term("BT-32", "Identifiant d'enregistrement fiscal")
    tax_registration_scheme: str | None = term("cac:TaxScheme/cbc:ID", "Registre fiscal (UBL)")
    legal_information: str | None = term("BT-33", "Informations juridiques complémentaires")
    electronic_address: Identifier | None = term("BT-34, BT-49", "Adresse électronique")
    address: Address | None = term("BG-5, 8, 12", "Adresse postale")
    contact: Contact | None = term("BG-6, BG-9", "Contact")
    further_contacts: tuple[Contact, ...] = term(
        "ram:DefinedTradeContact", "Autres contacts", default=()
    )
    role_code: str | None = term("ram:RoleCode", "Rôle de la partie (UNTDID 3035)")
    legal_address: Address | None = term(
        "ram:SpecifiedLegalOrganization/ram:PostalTradeAddress", "Adresse du siège"
    )

    @field_validator("identifiers")
    @classmethod
    def _order(cls, identifiers: tuple[Identifier, ...]) -> tuple[Identifier, ...]:
        return tuple(sorted(identifiers, key=lambda identifier: bool(identifier.scheme)))

    @property
    def siret(self) -> Siret | None:
        """The SIRET (*SIRET*), or None.

        Read from an identifier of scheme 0009, of type digit 1 (historic Chorus Pro UBL), or of
        scheme 0002 with fourteen digits, as Factur-X files for Chorus Pro commonly have it.
        """
        for identifier in self._candidates():
            digits = Siret(identifier.value or "")
            if _is_siret(identifier, digits):
                return digits
        return None

    @property
    def siren(self) -> Siren | None:
        """The SIREN (*SIREN*): an identifier of scheme 0002 with nine digits, else the SIRET's."""
        for identifier in self._candidates():
            digits = Siren(identifier.value or "")
            if identifier.scheme == SCHEME_SIREN and _has_digits(digits, 9):
                return digits
        siret = self.siret
        return siret.siren if siret else None

    def identifier(self, scheme: str) -> str | None:
        """Return the first identifier (BT-29, BT-46, BT-60) of a scheme, or None."""
        return next((i.value for i in self.identifiers if i.scheme == scheme), None)

    def _candidates(self) -> tuple[Identifier, ...]:
        legal = (self.legal_registration,) if self.legal_registration else ()
        return (*self.identifiers, *legal)


class Delivery(Value):
    """Where and when goods went (*livraison*): BG-13, with its address BG-15.

    `recipient` holds what a document says of the deliver-to party beyond name, place and address.
    """

    name: str | None = term("BT-70", "Nom du destinataire de la livraison")
    location: Identifier | None = term("BT-71", "Identifiant du lieu de livraison")
    date: Day | None = term("BT-72", "Date effective de livraison")
    address: Address | None = term("BG-15", "Adresse de livraison")
    recipient: Party | None = term("ram:ShipToTradeParty", "Destinataire de la livraison")


def _is_siret(identifier: Identifier, digits: Siret) -> bool:
    if not _has_digits(digits, 14):
        return False
    if identifier.scheme is None:
        return identifier.scheme_name == TYPE_SIRET
    return identifier.scheme in (SCHEME_SIRET, SCHEME_SIREN)


def _has_digits(text: str, count: int) -> bool:
    return len(text) == count and text.isascii() and text.isdigit()
