"""What acts are called inside a sentence such as “You may not … “Story”.”."""

from django.utils.translation import pgettext_lazy

NAMES = {
    "answer": pgettext_lazy("act", "answer"),
    "assign": pgettext_lazy("act", "assign"),
    "close": pgettext_lazy("act", "close"),
    "confirm": pgettext_lazy("act", "confirm"),
    "copy": pgettext_lazy("act", "copy"),
    "correct": pgettext_lazy("act", "correct"),
    "edit": pgettext_lazy("act", "edit"),
    "file": pgettext_lazy("act", "file"),
    "hold": pgettext_lazy("act", "hold"),
    "kill": pgettext_lazy("act", "kill"),
    "leave a note on": pgettext_lazy("act", "leave a note on"),
    "lift the legal hold of": pgettext_lazy("act", "lift the legal hold of"),
    "move": pgettext_lazy("act", "move"),
    "note": pgettext_lazy("act", "note"),
    "object to": pgettext_lazy("act", "object to"),
    "pin": pgettext_lazy("act", "pin"),
    "place a legal hold on": pgettext_lazy("act", "place a legal hold on"),
    "publish": pgettext_lazy("act", "publish"),
    "refuse": pgettext_lazy("act", "refuse"),
    "reissue": pgettext_lazy("act", "reissue"),
    "retract": pgettext_lazy("act", "retract"),
    "send_back": pgettext_lazy("act", "send back"),
    "show a preview of": pgettext_lazy("act", "show a preview of"),
    "spike": pgettext_lazy("act", "spike"),
    "start": pgettext_lazy("act", "start"),
    "take": pgettext_lazy("act", "take"),
    "take over": pgettext_lazy("act", "take over"),
    "translate": pgettext_lazy("act", "translate"),
    "unpin": pgettext_lazy("act", "unpin"),
    "unspike": pgettext_lazy("act", "unspike"),
    "untake": pgettext_lazy("act", "untake"),
    "withdraw": pgettext_lazy("act", "withdraw"),
    "withdraw a preview of": pgettext_lazy("act", "withdraw a preview of"),
}


def named(verb: str) -> str:
    return str(NAMES.get(verb, verb.replace("_", " ")))
