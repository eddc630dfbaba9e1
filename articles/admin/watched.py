"""What is under embargo or held is not opened unseen: every screen of a thing gets it from here."""

from articles.desk import looks


class WatchedMixin:
    def get_object(self, request, object_id, from_field=None):
        thing = super().get_object(request, object_id, from_field)
        if thing is not None and self.has_view_permission(request, thing):
            looks.note(thing, by=request.user)
        return thing
