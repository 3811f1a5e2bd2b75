"""The long select says what the usual one says."""

from django import forms
from django.test.html import parse_html
from django.utils.html import escape

from common.pages.widgets import LongSelect

CHOICES = [
    ("", "Tất cả đơn vị"),
    ("Huyện <Bảo Lạc>", [("043", "Cả huyện"), ("01330", "TT. Bảo Lạc")]),
    ("044", 'Xã "Độc Lập"'),
]


def picked(widget: forms.Select, value: str | None) -> str:
    return widget.render("unit", value, {"id": "id_unit"})


def test_options_groups_and_the_chosen_one_are_those_of_the_usual_select():
    for value in (None, "", "01330", "044", "999"):
        ours, usual = LongSelect(choices=CHOICES), forms.Select(choices=CHOICES)
        assert parse_html(picked(ours, value)) == parse_html(picked(usual, value))


def test_what_stands_in_a_name_is_no_markup():
    assert escape("Huyện <Bảo Lạc>") in picked(LongSelect(choices=CHOICES), None)
