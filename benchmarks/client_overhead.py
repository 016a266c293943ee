"""What the client adds to a call, beside bare `requests`; and the memory that 10,000 results take.

Run: python benchmarks/client_overhead.py. One run measures both sides in turns, call by call: the
same JSON, from the same server on loopback, over connections that are kept open. Bare `requests`
does the least that a careful user does: post, check the status, read the JSON, look at the return
code. The client also authorises, tells its observer, checks the envelope and makes frozen objects.
"""

from __future__ import annotations

import json
import multiprocessing
import socket
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing.connection import Connection

import requests

from chorus_sdk import ChorusClient, Credentials, Environment

MOST = 1.5
PAGE_SIZE = 100
RESULTS = 10_000
ROUNDS = 1_500
CREDENTIALS = Credentials.of(
    client_id="app",
    client_secret="s",
    technical_login="TECH_1_1@cpro.fr",
    technical_password="p",
)
DETAILS = {
    "codeRetour": 0,
    "libelle": "TRA_MSG_00.000",
    "informationGenerales": {
        "idStructureCPP": 400010,
        "typeIdentifiantStructure": "SIRET",
        "identifiantStructure": "12345678200051",
        "raisonSocialeStructure": "DESTINATAIRE SANS EXIGENCE",
        "structurePriveePublique": "PUBLIQUE",
        "dateExpirationMotPasseCompteTech": "2027-11-23T09:00:00.000+01:00",
    },
    "adressePostaleDuSiege": {"adresse": "1 RUE", "codePostal": "99999", "ville": "VILLE"},
    "parametres": {"codeServiceDoitEtreRenseigne": False, "numeroEJDoitEtreRenseigne": True},
}


def line(number: int) -> dict[str, object]:
    return {
        "identifiantFactureCPP": number,
        "numeroFacture": f"F2026-{number:06}",
        "codeFournisseur": "99900000300015",
        "codeDestinataire": "12345678200051",
        "designationDestinataire": "DESTINATAIRE SANS EXIGENCE",
        "typeFacture": "FACTURE",
        "dateFacture": "2026-11-02",
        "dateDepot": "2026-11-03",
        "montantHT": 100.5,
        "montantTTC": 120.6,
        "montantAPayer": 120.6,
        "devise": "EUR",
        "statut": "MISE_A_DISPOSITION",
        "dateHeureEtatCourant": "2026-11-04T08:00:00.000+01:00",
        "numeroFluxDepot": "CPP0011117000000000000123",
    }


def answers() -> dict[str, bytes]:
    """The answers of the server by the end of the address."""
    token = {"access_token": "t" * 54, "token_type": "Bearer", "expires_in": 3600}
    return {
        "token": json.dumps(token).encode(),
        "consulter": json.dumps(DETAILS).encode(),
        "ten": one_page(10),
        "hundred": one_page(PAGE_SIZE),
    }


def one_page(size: int) -> bytes:
    """A list that is over after one page."""
    rows = [line(number) for number in range(1, size + 1)]
    paging = {"pageCourante": 1, "pages": 1, "nbResultatsParPage": size, "total": size}
    page = {"codeRetour": 0, "libelle": "", "listeFactures": rows, "parametresRetour": paging}
    return json.dumps(page).encode()


def numbered_page(body: bytes) -> bytes:
    """One page of the long list, with numbers of its own."""
    asked = json.loads(body)["rechercheFactureParFournisseur"]
    number, size = asked["pageResultatDemandee"], asked["nbResultatsParPage"]
    first = (number - 1) * size
    rows = [line(first + place) for place in range(1, size + 1)]
    paging = {
        "pageCourante": number,
        "pages": RESULTS // size,
        "nbResultatsParPage": size,
        "total": RESULTS,
    }
    said = {"codeRetour": 0, "libelle": "", "listeFactures": rows, "parametresRetour": paging}
    return json.dumps(said).encode()


def listen(pipe: Connection) -> None:
    """Serve in a process of its own, with as little ceremony as HTTP/1.1 allows."""
    bodies, server = answers(), socket.create_server(("127.0.0.1", 0))
    pipe.send(server.getsockname()[1])
    import threading

    while True:
        connection, _ = server.accept()
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        threading.Thread(target=_talk, args=(connection, bodies), daemon=True).start()


def _talk(connection: socket.socket, bodies: dict[str, bytes]) -> None:
    stream = connection.makefile("rb")
    while start := stream.readline():
        path, length = start.split()[1].decode(), 0
        while (header := stream.readline()) not in {b"\r\n", b""}:
            name, _, value = header.partition(b":")
            if name.lower() == b"content-length":
                length = int(value)
        sent = stream.read(length)
        list_, ending = path.split("/")[1], path.rsplit("/", 1)[1]
        if ending == "fournisseur":
            body = numbered_page(sent) if list_ == "long" else bodies[list_]
        else:
            body = bodies[ending]
        connection.sendall(
            b"HTTP/1.1 200 OK\r\nContent-Type: application/json;charset=utf-8\r\n"
            b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
        )


@contextmanager
def serving() -> Iterator[str]:
    ours, theirs = multiprocessing.get_context("spawn").Pipe()
    process = multiprocessing.get_context("spawn").Process(target=listen, args=(theirs,))
    process.start()
    try:
        yield f"http://127.0.0.1:{ours.recv()}"
    finally:
        process.terminate()
        process.join()


def bare(session: requests.Session, url: str, body: dict[str, object]) -> Callable[[], object]:
    """A call as a careful user of `requests` writes it."""
    headers = {
        "Authorization": "Bearer " + "t" * 54,
        "cpro-account": "VEVDSF8xXzE6cA==",
        "Accept": "application/json;charset=utf-8",
    }

    def call() -> object:
        answer = session.post(url, json=body, headers=headers, timeout=60)
        answer.raise_for_status()
        members = answer.json()
        if members["codeRetour"] != 0:
            raise RuntimeError(members["libelle"])
        return members

    return call


def in_turns(one: Callable[[], object], other: Callable[[], object]) -> tuple[float, float]:
    """Return the time of each, in seconds, measured call by call: what its fastest tenth takes.

    That is what each side needs when nothing else on the machine is in its way.
    """
    times: tuple[list[float], list[float]] = ([], [])
    for round_ in range(ROUNDS):
        order = (0, 1) if round_ % 2 else (1, 0)
        for side in order:
            start = time.perf_counter()
            (one, other)[side]()
            times[side].append(time.perf_counter() - start)
    return statistics.quantiles(times[0], n=10)[0], statistics.quantiles(times[1], n=10)[0]


def show(name: str, floor: float, ours: float, *, bound: str) -> float:
    ratio = ours / floor
    print(
        f"{name:<24} requests {floor * 1e6:7.0f} µs  chorus_sdk {ours * 1e6:7.0f} µs"
        f"  {ratio:5.2f}x  {bound}"
    )
    return ratio


def memory(base: str) -> None:
    """Page through the long list and show the most memory that was held at once."""
    with ChorusClient(CREDENTIALS, environment=Environment.at(f"{base}/long")) as chorus:
        assert chorus.invoices.search(limit=PAGE_SIZE).first() is not None
        peaks = {}
        for count in (RESULTS // 10, RESULTS):
            tracemalloc.start()
            seen = sum(1 for _ in chorus.invoices.search(limit=count))
            peaks[seen] = tracemalloc.get_traced_memory()[1]
            tracemalloc.stop()
    for seen, peak in peaks.items():
        print(f"paged {seen:>6} results   peak {peak / 1e6:6.2f} MB")


def measure(base: str, session: requests.Session) -> Iterator[float]:
    """Measure a call with one object, one with the platform's own page of 10 lines, one with 100.

    Of a page of 100, each line becomes a typed, frozen object, which bare `requests` does not make.
    """
    bound = f"(at most {MOST:g}x)"
    consult = {"codeLangue": "fr", "idStructureCPP": 400010}
    one = bare(session, f"{base}/cpro/structures/v1/consulter", consult)
    with ChorusClient(CREDENTIALS, environment=Environment.at(base)) as chorus:
        times = in_turns(one, lambda: chorus.structures.fetch(400010))
        yield show("one object", *times, bound=bound)
    yield show("10 search results", *_search(base, "ten", session), bound=bound)
    yield show("100 search results", *_search(base, "hundred", session), bound=bound)


def _search(base: str, name: str, session: requests.Session) -> tuple[float, float]:
    asked = {"rechercheFactureParFournisseur": {"nbResultatsParPage": PAGE_SIZE}}
    many = bare(session, f"{base}/{name}/cpro/factures/v1/rechercher/fournisseur", asked)
    with ChorusClient(CREDENTIALS, environment=Environment.at(f"{base}/{name}")) as chorus:
        return in_turns(many, lambda: list(chorus.invoices.search()))


def main() -> int:
    with serving() as base, requests.Session() as session:
        ratios = list(measure(base, session))
        memory(base)
    return int(max(ratios) > MOST)


if __name__ == "__main__":
    sys.exit(main())
