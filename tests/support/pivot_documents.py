"""Pivot and status documents with every element that their schemas know, written by hand."""

from __future__ import annotations

from chorus_sdk.formats.pivot.codes import PivotVersion
from chorus_sdk.formats.pivot.xsd import STATUS_VERSION

ENVELOPE = """<Enveloppe><EnveloppeUnitaire NumOrdre="1"><Parametres>
<ParametreIndiv NumOrdre="0001"><Code>DtPrd</Code><Valeurparametre>2026-01-05</Valeurparametre>
<Note>n</Note></ParametreIndiv><ParametreIndiv NumOrdre="0002"><Code>IdFlx</Code>
<Valeurparametre>1000000000</Valeurparametre></ParametreIndiv></Parametres><Partenaires>
<Recepteur><Id>SYN001</Id><Libelle>R</Libelle><Note>n</Note></Recepteur>
<Emetteur><Id>CPP001</Id><Libelle>E</Libelle><Note>n</Note></Emetteur></Partenaires>
</EnveloppeUnitaire></Enveloppe>"""

PIVOT = f"""<CPPFacturePivot Version="v">{ENVELOPE}<CPPFactures Compteur="1">
<CPPFacturePivotUnitaire NumOrdre="1"><Fournisseur><TypeIdentifiant>1</TypeIdentifiant>
<Identifiant>99986401570264</Identifiant><RaisonSociale>V</RaisonSociale><CodePays>FR</CodePays>
<ReferenceBancaire Type="IBAN"><Compte>c</Compte><Etablissement>e</Etablissement>
<RaisonSocialeEncaisseur>r</RaisonSocialeEncaisseur></ReferenceBancaire>
<ModeEmission>flux</ModeEmission></Fournisseur><Debiteur><TypeIdentifiant>1</TypeIdentifiant>
<Identifiant>99944232322181</Identifiant><Nom>N</Nom><CodeService>S</CodeService>
<NomService>s</NomService></Debiteur><DonneesFacture><Id>F1</Id>{{first}}
<IdFactureOrigine>F0</IdFactureOrigine><Type>380</Type><Cadre>{{frame}}</Cadre>
<DateEmissionFacture>2026-01-04</DateEmissionFacture>{{second}}<ModePaiement><Code>30</Code>
<Libelle>Virement</Libelle></ModePaiement><DateReception>2026-01-05</DateReception>{{third}}
<Devise>EUR</Devise><Montants><MontantHT>100.00</MontantHT><MontantTTC>120.00</MontantTTC>
<MontantNetAPayer>120.00</MontantNetAPayer></Montants><TVAs><TVA><Taux>20</Taux>
<BaseHt>100.00</BaseHt><MontantTVA>20.00</MontantTVA></TVA></TVAs><Engagement>
<NumeroMarche>m</NumeroMarche><NumeroEngagement>e</NumeroEngagement></Engagement><Lignes>
<Ligne NumOrdre="1"><ReferenceProduit>p</ReferenceProduit><PrixUnitaire>100</PrixUnitaire>
<Quantite>1</Quantite><MontantHT>100</MontantHT><TauxTVA>20</TauxTVA></Ligne></Lignes>
</DonneesFacture><PJ NumOrdre="1"><IdUnique>u</IdUnique><IdOriginal>o</IdOriginal>
<Contenu>AAAA</Contenu><NomPJ>f.pdf</NomPJ>{{fourth}}<TypePJ>{{kind}}</TypePJ>
<MimeTypePJ>application/pdf</MimeTypePJ></PJ><CycleDeValidation><ValidationUnitaire>
<DateStatut>2026-01-05</DateStatut><CodeStatut>01</CodeStatut>
<ComplementStatut>c</ComplementStatut><Commentaire>c</Commentaire><ProducteurStatut>
<TypeIdentifiant>1</TypeIdentifiant><Id>i</Id><RaisonSociale>r</RaisonSociale>
<CodePays>FR</CodePays><Note>n</Note></ProducteurStatut></ValidationUnitaire></CycleDeValidation>
</CPPFacturePivotUnitaire></CPPFactures></CPPFacturePivot>"""

OLDEST = PIVOT.format(first="", second="", third="", fourth="", frame="A11", kind="1")
MIDDLE = PIVOT.format(first="", second="", third="", fourth="", frame="A22", kind="01")
NEWEST = PIVOT.format(
    first="<IdCPRO>5</IdCPRO><Renvoi>Non</Renvoi>",
    second="<DateLivraison>2026-01-03</DateLivraison>",
    third="<DateMiseADispositionMOE>2026-01-06</DateMiseADispositionMOE>",
    fourth="<NomPJOrigine>o</NomPJOrigine><CategoriePJ>c</CategoriePJ>",
    frame="A1",
    kind="01",
)

FLOW_STATUS = f"""<CPPStatut Version="v">{ENVELOPE}<CPPFluxStatuts compteur="1">
<CPPFluxStatutUnitaire NumOrdre="1"><DonneesStatut><IdStatut>96</IdStatut>
<ComplementStatut>c</ComplementStatut><Commentaire>c</Commentaire><Note>n</Note>
<Horodatage>2026-01-05T10:00:00+01:00</Horodatage><IdProducteur>SYN00001</IdProducteur>
<Producteur/><IdFlux>F</IdFlux><Details NbLignesErreur="1"><LigneErreurDetail IdLigne="7">
<NatureErreur>N</NatureErreur><CodeErreur>C</CodeErreur><LibelleErreur>l</LibelleErreur>
<DescriptionErreur>d</DescriptionErreur></LigneErreurDetail></Details></DonneesStatut>
</CPPFluxStatutUnitaire></CPPFluxStatuts></CPPStatut>"""

INVOICE_STATUS = f"""<CPPStatut Version="v">{ENVELOPE}<CPPFactureStatuts compteur="1">
<CPPFactureStatutUnitaire NumOrdre="1"><Fournisseur><TypeIdentifiant>1</TypeIdentifiant>
<Identifiant>99986401570264</Identifiant><RaisonSociale>V</RaisonSociale><CodePays>FR</CodePays>
</Fournisseur><Debiteur><TypeIdentifiant>1</TypeIdentifiant>
<Identifiant>99944232322181</Identifiant><Nom>N</Nom><CodeService>S</CodeService>
<NomService>s</NomService></Debiteur><DonneesStatut><IdStatut>08</IdStatut>
<ComplementStatut>c</ComplementStatut><Commentaire>c</Commentaire>
<Horodatage>2026-01-05T10:00:00Z</Horodatage><Producteur Id="P1"/><IdFacture>F1</IdFacture>
<DateFacture>2026-01-04</DateFacture><IdMandatDP>M</IdMandatDP></DonneesStatut>
</CPPFactureStatutUnitaire></CPPFactureStatuts></CPPStatut>"""

SECOND = OLDEST.replace("<TypePJ>1<", "<TypePJ>01<")

PIVOTS = [f"CPPFacturePivot_{version.value}.xsd" for version in PivotVersion]
STATUS = f"CPPStatutPivot_{STATUS_VERSION}.xsd"

WHOLE = {
    **{name: [text] for name, text in zip(PIVOTS, (OLDEST, SECOND, MIDDLE, NEWEST), strict=True)},
    STATUS: [FLOW_STATUS, INVOICE_STATUS],
}
"""Valid documents with every element that a schema knows."""
