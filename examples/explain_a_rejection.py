"""Chorus Pro says "received", and then loses the invoice: see it, and see why."""

from chorus_sdk import ChorusClient
from chorus_sdk.errors import FlowRejectedError
from chorus_sdk.sandbox import Sandbox
from chorus_sdk.sandbox.samples import broken_facturx

with (
    Sandbox(speed=1000) as sandbox,
    ChorusClient(
        sandbox.credentials(),
        environment=sandbox.environment,
        transport=sandbox.transport(),
        clock=sandbox.clock,
    ) as chorus,
):
    flow = chorus.flows.deposit(broken_facturx())
    print(f"received as {flow.id}")
    try:
        chorus.flows.wait_until_delivered(flow)
    except FlowRejectedError as error:
        for finding in error.report:
            print(finding.message_fr)
