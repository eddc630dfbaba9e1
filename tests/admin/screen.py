"""What an editor does at the screen: opens a page, fills its form as it came, presses a button."""

from html.parser import HTMLParser

from django.contrib.messages import get_messages
from django.test import Client
from django.urls import reverse

from articles.models import Story, WireItem


def at_desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def page(thing: Story | WireItem) -> str:
    return reverse(f"admin:articles_{thing._meta.model_name}_change", args=[thing.pk])


def act(thing: Story | WireItem, verb: str) -> str:
    return reverse(f"admin:articles_{thing._meta.model_name}_act", args=[thing.pk, verb])


class Form(HTMLParser):
    """The fields of one form with the values that a browser would send, and the buttons of the whole page."""

    def __init__(self, html: str, form_id: str = "story_form"):
        super().__init__()
        self.form_id, self.inside, self.fields, self.buttons = form_id, False, {}, []
        self.area = self.select = None
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        if tag == "form":
            self.inside = attrs.get("id") == self.form_id
        if tag == "button" and attrs.get("name") == "_then":
            self.buttons.append(attrs["value"])
        if tag in ("a", "button", "form"):
            target = attrs.get("href") or attrs.get("formaction") or attrs.get("action") or ""
            if "/act/" in target and "button" in attrs.get("class", "button"):
                self.buttons.append(target.split("/act/")[1].split("/")[0])
        if not self.inside:
            return
        name = attrs.get("name")
        if tag == "input" and (attrs.get("type") != "checkbox" or "checked" in attrs):
            self.fields.setdefault(name, []).append(attrs.get("value") or "")
        elif tag == "textarea":
            self.area, self.fields[name] = name, [""]
        elif tag == "select":
            self.select, self.fields[name] = name, [""]
        elif tag == "option" and self.select and "selected" in attrs:
            self.fields[self.select] = [attrs.get("value") or ""]

    def handle_data(self, data):
        if self.area:
            self.fields[self.area][0] += data

    def handle_endtag(self, tag):
        if tag == "form":
            self.inside = False
        elif tag == "textarea" and self.area:
            # A browser drops the first line end, and sends the others as CRLF.
            text = self.fields[self.area][0].removeprefix("\r\n").removeprefix("\n")
            self.fields[self.area][0] = text.replace("\r\n", "\n").replace("\n", "\r\n")
            self.area = None
        elif tag == "select":
            self.select = None

    def filled(self, **typed) -> dict:
        return {**self.fields, **typed}


def form_of(response) -> Form:
    return Form(response.content.decode())


def opened(client: Client, story: Story) -> Form:
    return form_of(client.get(page(story)))


def told(response) -> list[str]:
    """The messages that wait for this person's next page."""
    return [str(message) for message in get_messages(response.wsgi_request)]
