"""Form controls where the usual ones cost too much."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.forms.utils import flatatt
from django.utils.html import format_html, format_html_join


class LongSelect(forms.Select):
    """A select of some hundred options, written at once: the usual one renders a template for each."""

    def render(self, name: str, value: Any, attrs: Any = None, renderer: Any = None) -> Any:
        chosen = {str(each) for each in self.format_value(value)}
        given = {"name": name, **self.build_attrs(self.attrs, attrs)}
        lines = format_html_join(
            "\n", "{}", ((_line(value, label, chosen),) for value, label in self.choices)
        )
        return format_html("<select{}>\n{}\n</select>", flatatt(given), lines)


def _line(value: Any, label: Any, chosen: set[str]) -> str:
    """One option, or a group of them."""
    if isinstance(label, list | tuple):
        return format_html('<optgroup label="{}">\n{}\n</optgroup>', value, _options(label, chosen))
    return _options([(value, label)], chosen)


def _options(choices: Iterable[tuple[Any, Any]], chosen: set[str]) -> str:
    return format_html_join(
        "\n",
        '<option value="{}"{}>{}</option>',
        (
            ("" if value is None else value, flatatt({"selected": str(value or "") in chosen}), label)
            for value, label in choices
        ),
    )
