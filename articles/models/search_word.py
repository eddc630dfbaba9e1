from django.db import models
from django.utils.translation import gettext_lazy as _


class SearchWord(models.Model):
    """A word that stands in what was published: what a search may suggest, once it is found in public text again."""

    LONGEST = 24

    word = models.CharField(max_length=LONGEST, unique=True, help_text=_("Folded, as the search index holds it."))
    shown = models.CharField(max_length=2 * LONGEST, help_text=_("As it stood in the text."))
    stories = models.PositiveIntegerField(default=1, help_text=_("How many editions had it; the more, the likelier."))
    since = models.DateTimeField(help_text=_("The first release of a text that has it."))

    def __str__(self):
        return self.shown


class SearchSpelling(models.Model):
    """A word with one letter left out, or whole: two words that share one of these differ by one slip or two."""

    letters = models.CharField(max_length=SearchWord.LONGEST)
    word = models.ForeignKey(SearchWord, models.CASCADE, related_name="spellings")

    class Meta:
        indexes = [models.Index(fields=["letters"], name="spelling_letters")]

    def __str__(self):
        return f"{self.letters}: {self.word}"
