"""What models and fields are called on the desk's screens, where their classes leave it to Django.

Django makes those names of the code's own, in English. They are put into words that can be translated once the models
are loaded, so that no migration knows of it.
"""

from django.db.models import Model
from django.utils.translation import gettext_lazy
from django.utils.translation import gettext_noop as _

NAMES = {
    _("about"), _("active"), _("actor"), _("actor name"), _("add topics"), _("address"), _("address hash"),
    _("announcement"), _("answer"), _("arrived at"), _("assign to"), _("assigned to"), _("at"), _("attempts"),
    _("authors"), _("body"), _("bookmark"), _("byline"), _("caption"), _("channel"), _("channels"), _("claimed by"),
    _("claimed until"), _("closed"), _("closed at"), _("cluster"), _("code"), _("copied from"), _("copy"),
    _("created at"), _("created by"), _("credit"), _("credit line"), _("dateline"), _("decided at"), _("decided by"),
    _("default section"), _("delivery"), _("demands disclaimer"), _("description"), _("details"), _("dialect"),
    _("digest"), _("disclaimer"), _("disclaimer text"), _("disclaimer wording"), _("disclaimer wordings"),
    _("disclaimers"), _("dispatch"), _("done at"), _("due at"), _("edited at"), _("edition"), _("edition digest"),
    _("editions"), _("embargo unreadable"), _("embargo until"), _("expires at"), _("facts"), _("file"), _("first"),
    _("format"), _("from state"), _("gap"), _("gaps"), _("grace"), _("graces"), _("guid"), _("hash"), _("headline"),
    _("height"), _("in force from"), _("indexing"), _("item"), _("key"), _("kill policy"), _("kind"), _("language"),
    _("last"), _("legal hold"), _("licence"), _("login"), _("merged into"), _("metadata"), _("move"), _("moves"),
    _("name"), _("notice"), _("noticed at"), _("number"), _("opened at"), _("order"), _("orders"), _("outcome"),
    _("page"), _("pages"), _("person"), _("picture"), _("picture use"), _("picture uses"), _("pictures"), _("pin"),
    _("pinned at"), _("pinned by"), _("place"), _("position"), _("previous"), _("public until"), _("published"),
    _("published at"), _("quiet since"), _("raised at"), _("raw"), _("read at"), _("reader"), _("reader report"),
    _("reader reports"), _("reason"), _("received at"), _("reference"), _("released at"), _("role"), _("route"),
    _("routes"), _("search text"), _("search tokens"), _("secret"), _("section"), _("sections"), _("sent at"),
    _("sequence"), _("set section"), _("settled at"), _("settled by"), _("sign-in rules"), _("since"), _("slot"),
    _("slug"), _("slugline"), _("source"), _("sources"), _("standfirst"), _("state"), _("story"), _("subject codes"),
    _("subscriber"), _("subscribers"), _("taken at"), _("text"), _("timezone"), _("to state"), _("topic"),
    _("topics"), _("translation of"), _("until"), _("updated at"), _("uploaded by"), _("urgency"), _("urgency from"),
    _("urgency to"), _("user"), _("verb"), _("version"), _("warnings"), _("width"), _("wire item"), _("wire items"),
    _("wording"),
}  # fmt: skip


def translate(model: type[Model]) -> None:
    """Only what is in the catalogues; a name that a class gives itself is left alone."""
    meta = model._meta
    for name in ("verbose_name", "verbose_name_plural"):
        words = str(getattr(meta, name))
        if name not in meta.original_attrs and words in NAMES:
            setattr(meta, name, gettext_lazy(words))
    for field in meta.local_fields + meta.local_many_to_many:
        if field.verbose_name in NAMES:
            field.verbose_name = gettext_lazy(field.verbose_name)
