from django import forms
from django.core.validators import RegexValidator

from common.pages.forms import CleanCharField


class IdNumberForm(forms.Form):
    """A number of papers, sent by POST only."""

    id_number = CleanCharField(
        label="Tìm theo số CMND/CCCD",
        max_length=12,
        validators=[RegexValidator(r"^([0-9]{9}|[0-9]{12})\Z", "Số CMND có 9 chữ số, số CCCD có 12 chữ số.")],
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": "Ghi số CMND (9 chữ số) hoặc CCCD (12 chữ số) để tìm."},
    )

    @property
    def first_error(self) -> str:
        """The one thing to say."""
        return next((str(message) for messages in self.errors.values() for message in messages), "")
