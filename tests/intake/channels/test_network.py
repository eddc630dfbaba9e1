import socket

import pytest

from articles.intake import network
from articles.intake.channels.base import Failure


@pytest.mark.parametrize("address", [
    "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
    "255.255.255.255", "::1", "::", "fe80::1%eth0", "fd00:ec2::254", "::ffff:127.0.0.1", "::ffff:a9fe:a9fe",
    "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2002:a9fe:a9fe::1",
    "2001:0:4136:e378:8000:63bf:80ff:fffe", "ff02::1", "198.18.0.1", "240.0.0.1",
])  # fmt: skip
def test_what_is_not_public_is_refused_in_every_form(address, settings):
    settings.WIRE_PRIVATE_NETWORKS = []
    assert not network.allowed(address)


@pytest.mark.parametrize("address", ["93.184.216.34", "2606:2800:220:1:248:1893:25c8:1946", "::ffff:93.184.216.34"])
def test_what_is_public_is_allowed(address, settings):
    settings.WIRE_PRIVATE_NETWORKS = []
    assert network.allowed(address)


@pytest.mark.parametrize("host", ["localhost", "127.1", "2130706433", "0x7f.1", "0177.0.0.1"])
def test_a_loopback_address_is_refused_however_it_is_written(host, settings):
    settings.WIRE_PRIVATE_NETWORKS = []
    with pytest.raises(Failure, match="not a public one"):
        network.judged(host, 80)


def test_a_name_is_asked_once_and_the_judged_address_is_the_one_connected_to(monkeypatch, settings):
    """DNS rebinding: the second answer would be another address, and nobody asks for it."""
    settings.WIRE_PRIVATE_NETWORKS = []
    answers = iter(["93.184.216.34", "127.0.0.1"])
    tried = []

    def resolve(host, port, **how):
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

    def create(address, timeout):
        tried.append(address)
        raise ConnectionRefusedError(111, "Connection refused")

    monkeypatch.setattr(network.socket, "getaddrinfo", resolve)
    monkeypatch.setattr(network.socket, "create_connection", create)
    with network.Deadline(5) as deadline, pytest.raises(Failure, match=r"can't be reached: Connection refused\."):
        network.connect("rebind.example", 80, tls=False, deadline=deadline)
    assert tried == [("93.184.216.34", 80)]


def test_a_name_with_one_private_address_among_public_ones_is_refused(monkeypatch, settings):
    settings.WIRE_PRIVATE_NETWORKS = []
    found = [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (ip, 80)) for ip in ("93.184.216.34", "10.0.0.1")]
    monkeypatch.setattr(network.socket, "getaddrinfo", lambda *a, **k: found)
    with pytest.raises(Failure, match=r"10\.0\.0\.1"):
        network.judged("mixed.example", 80)
