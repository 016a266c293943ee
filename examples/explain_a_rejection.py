"""An invoice that Chorus Pro would acknowledge and lose: seen before, and seen after."""

from chorus_sdk import ChorusClient
from chorus_sdk.errors import FlowRejectedError, WouldBeLostError
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
    try:
        chorus.flows.deposit(broken_facturx())
    except WouldBeLostError as error:
        print(error.verdict, *error.ways_out, sep="\n  ")
    flow = chorus.flows.deposit(broken_facturx(), allow_lost=True)  # sent all the same
    print(f"received as {flow.id}")
    try:
        chorus.flows.wait_until_delivered(flow)
    except FlowRejectedError as error:
        for finding in error.report:
            print(finding.message_fr)
