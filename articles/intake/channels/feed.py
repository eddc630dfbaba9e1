"""A feed that is polled over HTTP(S): asked for what is new since the last time, one delivery for each change."""

from collections.abc import Iterator
from urllib.parse import urlsplit

from django.utils.translation import gettext_lazy

from articles.intake import http
from articles.intake.channels.base import Failure, Look, Parcel, Parcels
from articles.models import Channel
from articles.sealing import CHANNELS, Broken

NAME, POLLED = gettext_lazy("Polled feed"), True
LONGEST_MARK = 500
WORDS = {
    401: "It wants a name and a password, or these are wrong",
    403: "It refuses to answer us",
    404: "There is nothing at this address",
    410: "The feed has been given up by its owner",
    429: "It asks us to come less often",
    503: "It is out of service for now",
}


def problems(channel: Channel) -> Iterator[tuple[str, str]]:
    try:
        parts = http.address(channel.address)
    except Failure as failure:
        yield "address", str(failure)
        return
    if channel.login and parts.scheme != "https":
        yield "login", "A name and a password are sent to https:// addresses only."


def look(look: Look) -> Parcels:
    channel, marks = look.channel, look.bookmark
    if marks.get("address") != channel.address:
        marks.clear()  # what another address said of its version says nothing of this one's
    asked = {name: marks[name] for name in ("If-None-Match", "If-Modified-Since") if marks.get(name)}
    answer = http.get(channel.address, headers=asked, login=login(channel), largest=channel.largest)
    if answer.status == 304:
        return
    if answer.status != 200:
        words = WORDS.get(answer.status, "It has nothing for us")
        raise Failure(f"{words} (status {answer.status}).", http.retry_after(answer.headers))
    if answer.body:
        yield [Parcel(name_of(channel), answer.body)]
    marks.clear()
    marks["address"] = channel.address
    for name, header in (("If-None-Match", "etag"), ("If-Modified-Since", "last-modified")):
        said = answer.headers.get(header, "")
        if said and len(said) <= LONGEST_MARK and said.isprintable() and said.isascii():
            marks[name] = said


def login(channel: Channel) -> tuple[str, str] | None:
    if not channel.login:
        return None
    try:
        return channel.login, CHANNELS.open(channel.secret)
    except Broken as broken:
        raise Failure(str(broken)) from broken


def name_of(channel: Channel) -> str:
    return urlsplit(channel.address).path.rstrip("/").rpartition("/")[2] or channel.code
