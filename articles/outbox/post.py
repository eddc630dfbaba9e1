"""One post to an address that somebody gave us: only to networks that are allowed, never beyond a deadline."""

from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException

from articles.intake.channels.base import Failure
from articles.intake.http import PORTS, address, named
from articles.intake.network import Deadline, connect

SECONDS = 10.0
MOST = 2_000  # bytes of an answer that are read: nobody needs more of it
AGENT = "newsroom-outbox/1"


@dataclass(frozen=True, slots=True)
class Said:
    """Whether they took it, and what they said, in words for an administrator."""

    taken: bool
    words: str


def post(url: str, body: bytes, headers: dict[str, str]) -> Said:
    """A redirect is no answer: who signs for an address sends nothing to another one."""
    try:
        with Deadline(SECONDS) as deadline:
            return answer(url, body, headers, deadline)
    except Failure as error:
        return Said(False, str(error)[:300])


def answer(url: str, body: bytes, headers: dict[str, str], deadline: Deadline) -> Said:
    parts = address(url)
    host = parts.hostname.encode("idna").decode()
    port = parts.port or PORTS[parts.scheme]
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    connection = HTTPConnection(host, port)
    connection.sock = connect(host, port, tls=parts.scheme == "https", deadline=deadline)
    try:
        sent = {"User-Agent": AGENT, "Host": named(host, parts), "Connection": "close", **headers}
        connection.request("POST", path, body, sent)
        response = connection.getresponse()
        response.read(MOST)
        if deadline.passed:
            raise TimeoutError
    except (OSError, HTTPException, ValueError) as error:
        late = deadline.passed or isinstance(error, TimeoutError)
        words = f"did not answer within {SECONDS:.0f} seconds" if late else f"broke off ({type(error).__name__})"
        raise Failure(f"{host} {words}.") from error
    finally:
        connection.close()
    return Said(200 <= response.status < 300, f"{host} answered {response.status} {response.reason}."[:300])
