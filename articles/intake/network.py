"""Reaching out: only to addresses that are allowed, checked and connected to in one go, and never beyond a deadline.

The name is resolved once, each address that it has is judged, and the connection is made to the judged address: a name
that answers differently the second time (DNS rebinding) is never asked a second time.
"""

import ipaddress
import socket
import ssl
import time
from contextlib import suppress
from threading import Timer

from django.conf import settings

from articles.intake.channels.base import Failure

NAT64 = ipaddress.ip_network("64:ff9b::/96")
TRIED = 3  # addresses of one name


class Deadline:
    """After so many seconds the connection is cut, in the middle of a handshake, a header or a body."""

    def __init__(self, seconds: float):
        self.seconds, self.passed, self.sock, self.timer = seconds, False, None, None

    def __enter__(self):
        self.renew()
        return self

    def __exit__(self, *error):
        self.timer.cancel()

    def renew(self) -> None:
        """Grant all of the time once more, after a part that went well."""
        if self.timer:
            self.timer.cancel()
        self.ends = time.monotonic() + self.seconds
        self.timer = Timer(self.seconds, self.cut)
        self.timer.daemon = True
        self.timer.start()

    def left(self) -> float:
        return max(self.ends - time.monotonic(), 0.01)

    def cut(self) -> None:
        self.passed = True
        if self.sock is not None:
            with suppress(OSError):  # it may be closed already
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)


def connect(host: str, port: int, *, tls: bool, deadline: Deadline) -> socket.socket:
    sock = plain(host, port, deadline)
    deadline.sock = sock
    if not tls:
        return sock
    try:
        context = ssl.create_default_context()
        sock = context.wrap_socket(sock, server_hostname=host, do_handshake_on_connect=False)
        deadline.sock = sock
        sock.do_handshake()
    except ssl.SSLCertVerificationError as error:
        sock.close()
        raise Failure(f"The certificate of {host} is not valid: {error.verify_message}.") from error
    except (OSError, ValueError) as error:
        sock.close()
        raise Failure(f"{host} did not agree on an encrypted connection{in_time(deadline)}.") from error
    return sock


def plain(host: str, port: int, deadline: Deadline) -> socket.socket:
    last = None
    for address in judged(host, port)[:TRIED]:
        try:
            return socket.create_connection((address, port), timeout=min(deadline.left(), 15))
        except OSError as error:
            last = error
    words = "it took too long" if isinstance(last, TimeoutError) else last.strerror or str(last)
    raise Failure(f"{host} can't be reached: {words}.") from last


def in_time(deadline: Deadline) -> str:
    return " in time" if deadline.passed else ""


def judged(host: str, port: int) -> list[str]:
    """The addresses of a name; if one of them is none that we may reach, none is."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise Failure(f"There is no address for the name {host}.") from error
    addresses = list(dict.fromkeys(entry[4][0] for entry in found))
    for address in addresses:
        if not allowed(address):
            raise Failure(
                f"{host} has the address {address}, which is not a public one: if it is meant, add its network to "
                "WIRE_PRIVATE_NETWORKS."
            )
    return addresses


def allowed(address: str) -> bool:
    ip = innermost(ipaddress.ip_address(address.partition("%")[0]))
    if any(ip in network for network in settings.WIRE_PRIVATE_NETWORKS):
        return True
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified)


def innermost(ip):
    """The IPv4 address that an IPv6 address stands for, in any of the forms that lead there."""
    if ip.version == 4:
        return ip
    if ip in NAT64:
        return ipaddress.IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else ip)
