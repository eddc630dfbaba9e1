"""What acts are called: in a list of the record, and in a sentence such as “You may not … “Story”.”."""

from django.utils.translation import pgettext_lazy

RECORDED = {
    "answer_report": pgettext_lazy("act", "answer a reader’s report"),
    "assign": pgettext_lazy("act", "assign"),
    "close_report": pgettext_lazy("act", "close a reader’s report"),
    "copy": pgettext_lazy("act", "copy"),
    "correct": pgettext_lazy("act", "correct"),
    "edit": pgettext_lazy("act", "edit"),
    "end_banner": pgettext_lazy("act", "take the banner down"),
    "end_preview": pgettext_lazy("act", "end a preview"),
    "file": pgettext_lazy("act", "file"),
    "go_back": pgettext_lazy("act", "go back to an earlier text"),
    "hold": pgettext_lazy("act", "hold"),
    "kill": pgettext_lazy("act", "kill"),
    "lift_legal_hold": pgettext_lazy("act", "lift the legal hold"),
    "merge": pgettext_lazy("act", "merge with the wire"),
    "object": pgettext_lazy("act", "object"),
    "order_hold": pgettext_lazy("act", "withhold, by the agency’s order"),
    "order_kill": pgettext_lazy("act", "kill, by the agency’s order"),
    "pin": pgettext_lazy("act", "pin"),
    "place": pgettext_lazy("act", "move on a front"),
    "place_legal_hold": pgettext_lazy("act", "place a legal hold"),
    "preview": pgettext_lazy("act", "make a preview"),
    "publish": pgettext_lazy("act", "publish"),
    "raise_banner": pgettext_lazy("act", "put the banner up"),
    "refuse_order": pgettext_lazy("act", "refuse the agency’s order"),
    "reissue": pgettext_lazy("act", "reissue"),
    "retract": pgettext_lazy("act", "retract"),
    "route": pgettext_lazy("act", "route"),
    "send_back": pgettext_lazy("act", "send back"),
    "spike": pgettext_lazy("act", "spike"),
    "start": pgettext_lazy("act", "start"),
    "take": pgettext_lazy("act", "take"),
    "take_over": pgettext_lazy("act", "take over"),
    "translate": pgettext_lazy("act", "translate"),
    "unpin": pgettext_lazy("act", "unpin"),
    "unspike": pgettext_lazy("act", "unspike"),
    "untake": pgettext_lazy("act", "untake"),
    "withdraw": pgettext_lazy("act", "withdraw"),
}
REVISED = {"found": pgettext_lazy("act", "found")}  # texts that were there before revisions were kept
# Where a sentence needs other words than the list, or the record holds no such act.
SAID = {
    "answer": pgettext_lazy("act", "answer"),
    "close": pgettext_lazy("act", "close"),
    "confirm_order": pgettext_lazy("act", "confirm the agency’s order for"),
    "end_preview": pgettext_lazy("act", "withdraw a preview of"),
    "lift_legal_hold": pgettext_lazy("act", "lift the legal hold of"),
    "note": pgettext_lazy("act", "leave a note on"),
    "note_order": pgettext_lazy("act", "settle the agency’s order for"),
    "object": pgettext_lazy("act", "object to"),
    "place": pgettext_lazy("act", "move"),
    "place_legal_hold": pgettext_lazy("act", "place a legal hold on"),
    "preview": pgettext_lazy("act", "show a preview of"),
    "refuse_order": pgettext_lazy("act", "refuse the agency’s order for"),
}


def named(verb: str) -> str:
    """As the record's list has it; what an older version wrote, as it wrote it."""
    return str((RECORDED | REVISED).get(verb, verb))


def said(verb: str) -> str:
    """Before the name of the thing that it is done to."""
    return str(SAID.get(verb) or RECORDED[verb])
