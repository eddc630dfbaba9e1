"""What a reader sees on a page of ours."""

from urllib.parse import unquote

from django.db import connection
from django.test.utils import CaptureQueriesContext
from lxml import html

EVERY_LIST = ("/", "/latest/", "/search/?q=story", "/section/world/", "/topic/elections/", "/source/our-desk/")


def stories_on(response) -> list[str]:
    """The headlines that lead to stories, in the order of the page."""
    links = tree(response).xpath("//main//a[starts-with(@href, '/story/') and not(contains(@href, '/history/'))]")
    return [link.text_content().strip() for link in links]


def text_of(response, path: str = "//main") -> str:
    return " ".join(" ".join(node.text_content().split()) for node in tree(response).xpath(path))


def link(response, words: str) -> str:
    """Where the link with these words leads."""
    (href,) = tree(response).xpath(f"//a[normalize-space() = '{words}']/@href")
    return href


def queries(client, addresses) -> dict[str, int]:
    """How many questions each of these pages asks the database."""
    counted = {}
    for address in addresses:
        with CaptureQueriesContext(connection) as asked:
            client.get(address)
        counted[address] = len(asked)
    return counted


def statuses(client, addresses) -> dict[str, int]:
    return {address: client.get(address).status_code for address in addresses}


def tree(response):
    return html.fromstring(response.content.decode())


def whole(response) -> str:
    """Everything that is sent, headers too, so that nothing hides in it."""
    return unquote(str(response.headers) + response.getvalue().decode(errors="replace"))
