"""One GET over HTTP or HTTPS, within limits of size and time; each redirect is judged like the first address."""

import base64
import zlib
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from http.client import HTTPConnection, HTTPException, HTTPResponse, IncompleteRead
from urllib.parse import SplitResult, quote, urljoin, urlsplit

from django.utils import timezone

from articles.intake.channels.base import Failure
from articles.intake.network import Deadline, connect

SECONDS = 30.0  # for all of it: name, handshake, redirects and body
REDIRECTS = 5
PIECE = 64 * 2**10
MOVED = (301, 302, 303, 307, 308)
PORTS = {"http": 80, "https": 443}
LONGEST_WAIT = 86_400.0
AGENT = "newsroom-wire/1"


@dataclass(frozen=True, slots=True)
class Answer:
    status: int
    headers: dict[str, str]
    body: bytes


def get(url: str, *, headers: dict[str, str], login: tuple[str, str] | None, largest: int) -> Answer:
    """The answer at the end of all redirects. Name and password never leave the place that they are for."""
    with Deadline(SECONDS) as deadline:
        first = parts = address(url)
        for _ in range(REDIRECTS + 1):
            own = origin(parts) == origin(first)
            answer = ask(parts, headers if own else {}, login if own else None, largest, deadline)
            if answer.status not in MOVED:
                return answer
            next_url = urljoin(parts.geturl(), answer.headers.get("location", ""))
            after = address(next_url)
            if parts.scheme == "https" and after.scheme == "http":
                raise Failure(f"It redirects from https to {next_url[:200]}, which is not encrypted.")
            parts = after
    raise Failure(f"It redirects more than {REDIRECTS} times.")


def address(url: str) -> SplitResult:
    try:
        parts = urlsplit(url.strip())
        host, _ = parts.hostname, parts.port
        host and host.encode("idna")
    except ValueError:
        raise Failure(f"“{url[:200]}” is no web address.") from None
    if parts.scheme not in PORTS or not host:
        raise Failure(f"“{url[:200]}” is no address that begins with https:// or http://.")
    if parts.username is not None:
        raise Failure("The address holds a user name: put name and password in their own fields.")
    return parts


def origin(parts: SplitResult) -> tuple:
    return parts.scheme, parts.hostname, parts.port or PORTS[parts.scheme]


def ask(
    parts: SplitResult, headers: dict[str, str], login: tuple[str, str] | None, largest: int, deadline: Deadline
) -> Answer:
    host = parts.hostname.encode("idna").decode() if not parts.hostname.isascii() else parts.hostname
    port = parts.port or PORTS[parts.scheme]
    connection = HTTPConnection(host, port)
    connection.sock = connect(host, port, tls=parts.scheme == "https", deadline=deadline)
    path = quote(parts.path or "/", safe="%/:=&?~+!$,;'@()*[]") + (
        "?" + quote(parts.query, safe="%/:=&?~+!$,;'@()*[]") if parts.query else ""
    )
    sent = {"User-Agent": AGENT, "Accept-Encoding": "gzip", "Accept": "*/*", "Connection": "close", **headers}
    sent["Host"] = named(host, parts)
    if login:
        sent["Authorization"] = "Basic " + base64.b64encode(":".join(login).encode()).decode()
    try:
        connection.request("GET", path, headers=sent)
        response = connection.getresponse()
        told = {name.lower(): value for name, value in response.getheaders()}
        answer = Answer(response.status, told, body(response, told, largest) if response.status == 200 else b"")
        if deadline.passed:
            raise TimeoutError  # a connection that was cut looks like the end of what has no length
        return answer
    except (OSError, HTTPException, ValueError) as error:
        if deadline.passed or isinstance(error, TimeoutError):
            raise Failure(f"{host} did not answer within {SECONDS:.0f} seconds.") from error
        raise Failure(f"{host} broke off: {type(error).__name__}.") from error
    finally:
        connection.close()


def named(host: str, parts: SplitResult) -> str:
    shown = f"[{host}]" if ":" in host else host
    return f"{shown}:{parts.port}" if parts.port else shown


def body(response: HTTPResponse, headers: dict[str, str], largest: int) -> bytes:
    coding = headers.get("content-encoding", "identity").strip().lower()
    if coding not in ("identity", "", "gzip", "x-gzip"):
        raise Failure(f"It is compressed in a way that we did not ask for: {coding[:40]}.")
    unzip = zlib.decompressobj(16 + zlib.MAX_WBITS) if "gzip" in coding else None
    pieces, size = [], 0
    while piece := response.read(PIECE):
        try:
            plain = unzip.decompress(piece, largest - size + 1) if unzip else piece
        except zlib.error:
            raise Failure("It is said to be compressed, and can't be unpacked.") from None
        size += len(plain)
        pieces.append(plain)
        if size > largest:
            raise Failure(f"It is larger than {largest // 2**20} MB: nothing of it was read.")
        if unzip and unzip.eof:
            return b"".join(pieces)
    if response.length or unzip:
        raise IncompleteRead(b"")
    return b"".join(pieces)


def retry_after(headers: dict[str, str]) -> float:
    """Seconds that the other side asks us to wait; 0 if it asks for nothing that can be read."""
    said = headers.get("retry-after", "").strip()
    if said.isascii() and said.isdecimal():
        return min(float(said[:9]), LONGEST_WAIT)
    try:
        moment = parsedate_to_datetime(said)
        return min(max((moment - timezone.now()).total_seconds(), 0), LONGEST_WAIT)
    except (TypeError, ValueError):
        return 0.0
