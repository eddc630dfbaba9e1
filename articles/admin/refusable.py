"""A form whose save is an act, which may be refused."""

from articles.desk.refusals import Refused


class RefusableMixin:
    """What an act refuses comes again with all that was typed, and with the act's reason in the form's ``refusal``."""

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.refusal = getattr(request, "refusal", None)
        return form

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Plain choices: nobody adds a source in a second window, in the middle of a story."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and hasattr(field.widget, "can_add_related"):
            field.widget = field.widget.widget
        return field

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A refusal leaves the save's transaction as an exception, and is said by the form that comes after it."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Refused as refusal:
            request.refusal = refusal
            return super().changeform_view(request, object_id, form_url, extra_context)
