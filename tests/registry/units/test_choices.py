"""One set of units to choose from, and one control that every form and filter shows it with."""

from collections.abc import Iterator
from datetime import date

import pytest
from django import forms
from django.urls import get_resolver

from registry.enums import UnitLevel
from registry.models import Unit
from registry.scope import EVERYTHING, Scope
from registry.units.choices import UnitSelect, commune_choices, unit_choices, units_in_scope
from registry.units.tree import UnitTree
from tests.factories import registry as make

pytestmark = pytest.mark.django_db

BEFORE, AFTER = date(2013, 12, 31), date(2025, 12, 31)


def form_classes(above: type[forms.BaseForm] = forms.BaseForm) -> Iterator[type[forms.BaseForm]]:
    for each in above.__subclasses__():
        yield each
        yield from form_classes(each)


def test_a_district_comes_with_its_communes_and_the_province_when_asked_for(reference):
    tree = UnitTree.on(BEFORE, EVERYTHING)
    choices = unit_choices(tree, with_province=True)
    groups = dict(choices[1:])

    assert choices[0] == ("04", "Cả tỉnh Cao Bằng")
    assert len(groups) == 13
    assert groups["Huyện Bảo Lạc"][0] == ("043", "Cả huyện Bảo Lạc")
    assert ("01348", "Hồng An") in groups["Huyện Bảo Lạc"]
    assert unit_choices(tree) == choices[1:]


def test_without_districts_communes_stand_alone(reference):
    choices = unit_choices(UnitTree.on(AFTER, EVERYTHING))

    assert len(choices) == 56
    assert all(isinstance(label, str) for _, label in choices)


def test_a_clerk_places_people_in_the_communes_of_the_district_of_any_time(clerk):
    units, choices = commune_choices(clerk, AFTER)
    groups = {name: options for name, options in choices if isinstance(options, list)}

    assert set(units.values_list("level", flat=True)) == {UnitLevel.COMMUNE}
    assert list(groups) == ["Đơn vị của thời kỳ khác"]
    assert all("đến" in label for _, label in groups["Đơn vị của thời kỳ khác"])
    keys = {key for key, label in choices if isinstance(label, str)}
    keys |= {key for key, _ in groups["Đơn vị của thời kỳ khác"]}
    assert keys == set(units.values_list("key", flat=True))


def test_what_merely_takes_in_units_of_the_scope_is_not_offered(clerk):
    units, choices = units_in_scope(clerk, AFTER)
    offered = {key for key, _ in choices}

    assert offered == set(units.values_list("pk", flat=True))
    assert offered <= set(Unit.objects.in_scope(clerk).values_list("pk", flat=True))
    assert offered <= {node.unit_id for node in UnitTree.on(AFTER, Scope.of(clerk)).visible()}


def test_every_form_that_chooses_a_unit_shows_the_same_control():
    assert get_resolver().url_patterns  # every module of forms is read with the addresses
    fields = {
        f"{form.__module__}.{form.__name__}": getattr(form, "base_fields", {}).get("unit")
        for form in form_classes()
    }
    shown = {
        name: field.widget
        for name, field in fields.items()
        if isinstance(field, forms.ChoiceField) and not isinstance(field.widget, forms.CheckboxSelectMultiple)
    }

    assert len(shown) >= 5
    assert [name for name, widget in shown.items() if not isinstance(widget, UnitSelect)] == []


def test_a_unit_that_ended_is_told_under_the_name_of_the_unit_it_counts_in(reference):
    gone = make.unit_coded("01306")
    version = UnitTree.on(date(2021, 3, 5), EVERYTHING).version_of(gone.pk)

    assert version is not None
    assert version.full_name == "xã Nam Quang"
