"""Forms turn what was typed into values; services do the rest."""

import unicodedata
from typing import Any

from django import forms
from django.contrib.auth import password_validation

from accounts.models import User
from common.pages.forms import REQUIRED

MAX_PASSWORD_LENGTH = 256


class PasswordField(forms.CharField):
    """Compared in one spelling (NFKC), because keyboards compose Vietnamese letters differently."""

    def __init__(self, *, autocomplete: str, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        kwargs.setdefault("error_messages", {"required": REQUIRED, "max_length": "Mật khẩu quá dài."})
        super().__init__(strip=False, max_length=MAX_PASSWORD_LENGTH, widget=widget, **kwargs)

    def to_python(self, value: Any) -> str | None:
        text = super().to_python(value)
        return unicodedata.normalize("NFKC", text) if text else text


class SignInForm(forms.Form):
    username = forms.CharField(
        label="Tên đăng nhập",
        max_length=150,
        error_messages={"required": REQUIRED},
        widget=forms.TextInput(
            attrs={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
    password = PasswordField(label="Mật khẩu", autocomplete="current-password")

    def clean_username(self) -> str:
        return str(self.cleaned_data["username"]).strip().lower()


class PasswordChangeForm(forms.Form):
    current = PasswordField(label="Mật khẩu đang dùng", autocomplete="current-password")
    new = PasswordField(
        label="Mật khẩu mới",
        autocomplete="new-password",
        help_text=(
            "Ít nhất 15 ký tự; một câu dễ nhớ, có dấu cách, là tốt nhất. "
            "Không chỉ gồm tên tỉnh, huyện, tên mình hay “matkhau”."
        ),
    )
    repeated = PasswordField(label="Gõ lại mật khẩu mới", autocomplete="new-password")

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user = user

    def clean_new(self) -> str:
        new: str = self.cleaned_data["new"]
        password_validation.validate_password(new, self.user)
        return new

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        new = data.get("new")
        if new and data.get("repeated") and new != data["repeated"]:
            self.add_error("repeated", "Hai lần gõ không giống nhau. Gõ lại mật khẩu mới.")
        if new and new == data.get("current"):
            self.add_error("new", "Mật khẩu mới giống mật khẩu đang dùng. Chọn câu khác.")
        return data


class CodeForm(forms.Form):
    code = forms.CharField(
        label="Mã xác thực",
        max_length=20,
        error_messages={"required": REQUIRED},
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "spellcheck": "false"}
        ),
    )
