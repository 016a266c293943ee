"""Deposit a Factur-X and return only when its delivery is proven."""

from chorus_sdk import ChorusClient
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.samples import sample_facturx

# A Chorus Pro of your own: for the real one, pass Environment.QUALIFICATION and your credentials.
with (
    Sandbox(speed=1000) as sandbox,
    ChorusClient(
        sandbox.credentials(),
        environment=sandbox.environment,
        transport=sandbox.transport(),
        clock=sandbox.clock,
    ) as chorus,
):
    flow = chorus.flows.deposit(sample_facturx(), file_name="facture.pdf")
    delivery = chorus.flows.wait_until_delivered(flow)
    for invoice in delivery.invoices:
        print(invoice.number, invoice.status.label_fr if invoice.status else "?")
