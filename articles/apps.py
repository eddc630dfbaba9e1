from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

import articles.public.counter  # registers the check that the counter stands
import articles.search.index  # registers the check that the search index stands
import articles.search.wire_index  # noqa: F401  registers the check that the wire's index stands
from articles import names


class ArticlesConfig(AppConfig):
    name = "articles"
    default_auto_field = "django.db.models.BigAutoField"
    verbose_name = _("Newsroom")

    def ready(self):
        for model in self.get_models():
            names.translate(model)
