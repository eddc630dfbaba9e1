from django import forms

from articles.sealing import Box


class SealedForm(forms.ModelForm):
    """What is typed in ``new_secret`` is sealed; what is set is never shown, and kept where nothing is typed."""

    box: Box

    def _post_clean(self):
        super()._post_clean()
        if self.cleaned_data.get("new_secret"):
            self.instance.secret = self.box.seal(self.cleaned_data["new_secret"])
