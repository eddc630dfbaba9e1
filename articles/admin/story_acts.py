"""Acts of the desk that move no story from state to state: what they ask for, and what they do."""

from django.utils.translation import gettext_lazy as _

from articles.desk import assigning, copying, previews, rules
from articles.desk.rules import Rule

EVERY_DESK_ACT = (
    Rule(
        "assign", _("Assign"), rules.EDIT_PERMISSION, rules.EDITABLE, "",
        _("It comes into that person’s list of work. The record keeps who assigned it."), asks=("to",),
    ),
    Rule(
        "preview", _("Make a preview"), previews.PERMISSION, rules.EDITABLE, "",
        _("Whoever has the link sees the saved text as readers would, marked as a preview, until the link ends or is "
        "withdrawn. It shows this text also when the desk has gone on writing."), needs=("ends_at",),
    ),
    Rule(
        "copy", _("Copy"), rules.START_PERMISSION, rules.EDITABLE, "",
        _("A new draft with the same text, source, credit, reference, disclaimer, embargo and legal hold."),
    ),
    Rule(
        "translate", _("Translate"), rules.START_PERMISSION, rules.EDITABLE, "",
        _("A new draft to be written in another language, with the same source, credit, reference, disclaimer, embargo "
        "and legal hold. Once both are published, readers are led from the one to the other."), needs=("language",),
    ),
)  # fmt: skip
DESK_ACTS = {rule.verb: rule for rule in EVERY_DESK_ACT}
DESK_VERBS = {
    "assign": assigning.assign,
    "preview": previews.make,
    "copy": copying.copy,
    "translate": copying.translate,
}
