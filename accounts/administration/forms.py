"""The form of an account."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from accounts.models import Agency, User
from accounts.rights import Role, grantable_rights
from common.pages.forms import REQUIRED, CleanCharField

USERNAME_HINT = "Chữ thường không dấu, số, dấu . _ - ; ví dụ: hanh.nt"


def _rights_to_grant() -> list[tuple[str, str]]:
    return [(right.value, str(right.label)) for right in grantable_rights()]


class AccountForm(forms.Form):
    username = forms.CharField(label="Tên đăng nhập", max_length=40, help_text=USERNAME_HINT)
    full_name = CleanCharField(label="Họ và tên", max_length=100)
    agency = forms.ModelChoiceField(
        label="Cơ quan", queryset=Agency.objects.all(), empty_label="Chọn cơ quan", required=False
    )
    role = forms.ChoiceField(
        label="Vai trò", choices=[("", "Chọn vai trò"), *Role.choices], error_messages={"required": REQUIRED}
    )
    extra_rights = forms.MultipleChoiceField(
        label="Quyền cấp thêm cho riêng người này",
        choices=_rights_to_grant,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def __init__(self, *args: Any, account: User | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["username"].error_messages["required"] = REQUIRED
        if account is not None:
            del self.fields["username"]

    def clean_username(self) -> str:
        username = str(self.cleaned_data["username"]).strip().lower()
        field = User._meta.get_field("username")
        field.run_validators(username)
        if User.objects.filter(username=username).exists():
            raise ValidationError(field.error_messages["unique"], code="unique")
        return username
