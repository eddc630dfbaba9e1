import ipaddress

import pytest
from django.utils import timezone

from articles.intake.watch import claim, look_at
from articles.models import Arrival, Channel
from articles.sealing import CHANNELS
from tests.intake.channels.servers import Mail, Script, certificate, serving


@pytest.fixture
def channel(cast, db):
    """A channel of the agency; ``channel(kind=…, address=…, secret=…)``."""

    def make(**fields) -> Channel:
        fields["secret"] = CHANNELS.seal(fields.get("secret", ""))
        return Channel.objects.create(**{"name": "In", "code": "in", "source": cast.agency, **fields})

    return make


@pytest.fixture
def look(db):
    """One look at the only channel, whatever its clock says; what the worker printed."""

    def once(channel: Channel) -> list[str]:
        Channel.objects.update(due_at=timezone.now(), claimed_until=None)
        claimed, said = claim("me", timezone.now()), []
        look_at(claimed, worker="me", say=said.append, stopping=lambda: False)
        channel.refresh_from_db()
        return said

    return once


@pytest.fixture
def loopback(settings):
    settings.WIRE_PRIVATE_NETWORKS = [ipaddress.ip_network("127.0.0.0/8"), ipaddress.ip_network("::1/128")]


@pytest.fixture
def pem(tmp_path, monkeypatch):
    path = certificate(tmp_path)
    monkeypatch.setenv("SSL_CERT_FILE", str(path))
    return path


@pytest.fixture
def web(loopback):
    with serving(Script()) as server:
        yield server


@pytest.fixture
def mail(loopback, pem):
    with serving(Mail(pem)) as server:
        yield server


def arrivals() -> list[tuple]:
    return list(Arrival.objects.order_by("pk").values_list("name", "outcome", "refused"))


def disk_full(*args, **kwargs):
    raise OSError(28, "No space left on device")
