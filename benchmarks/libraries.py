"""django-import-export doing the same work, as its documentation has it: `use_bulk`, no diff, no history.

It comes with the extra `bench` only; without it the comparisons are left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO
from typing import Any

from django.db.models import Prefetch
from python_calamine import CalamineWorkbook

from registry.cards.naming import name_fields, new_code
from registry.enums import Scale
from registry.models import Cadre, EthnicGroup, Posting, PostTitle, Qualification, ScaleLevel, Unit
from registry.pages.as_of import default_day
from registry.units.names import UnitNames
from registry.workbook.contract.columns import COLUMNS

try:
    import tablib
    from import_export import fields, resources, widgets
    from import_export.instance_loaders import CachedInstanceLoader
except ImportError:
    tablib = fields = resources = widgets = CachedInstanceLoader = None

SCALES = tuple(Scale)
_SEX = {"Nam": "male", "Nữ": "female"}
_BULK = {
    "use_bulk": True,
    "batch_size": 1000,
    "skip_diff": True,
    "use_transactions": True,
    "instance_loader_class": CachedInstanceLoader,
}


def missing() -> bool:
    """True where the library is not installed."""
    return tablib is None


# Import ----------------------------------------------------------------------------------------------


def _person_resource() -> Any:
    """Persons by their papers; ethnic groups by name, as the sheet has them."""
    headings = {column.key: column.heading for column in COLUMNS}
    columns = {
        "full_name": fields.Field(attribute="full_name", column_name=headings["full_name"]),
        "born_on": fields.Field("born_on", headings["birth"], widgets.DateWidget()),
        "sex": fields.Field(attribute="sex", column_name=headings["sex"]),
        "religion": fields.Field(attribute="religion", column_name=headings["religion"]),
        "id_number": fields.Field(attribute="id_number", column_name=headings["id_number"]),
        "party_joined_on": fields.Field("party_joined_on", headings["party_joined"], widgets.DateWidget()),
        "salary_coefficient": fields.Field("salary_coefficient", headings["salary"], widgets.DecimalWidget()),
        "ethnic_group": fields.Field(
            "ethnic_group", headings["ethnic_group"], widgets.ForeignKeyWidget(EthnicGroup, "name")
        ),
        "before_save_instance": _complete,
    }
    meta = type(
        "Meta",
        (),
        {**_BULK, "model": Cadre, "import_id_fields": ("id_number",), "fields": tuple(columns)[:-1]},
    )
    return type("PersonResource", (resources.ModelResource,), {**columns, "Meta": meta})()


def _complete(_resource: Any, instance: Any, _row: Any, **_options: Any) -> None:
    instance.code = new_code()
    instance.sex = _SEX[instance.sex]
    for name, value in name_fields(instance.full_name).items():
        setattr(instance, name, value)


def _fact_resource(model: Any, keys: dict[str, tuple[Any, str]], plain: tuple[str, ...]) -> Any:
    columns = {
        name: fields.Field(name, name, widgets.ForeignKeyWidget(related, field))
        for name, (related, field) in keys.items()
    }
    names = ("id", *columns, *plain)
    meta = type("Meta", (), {**_BULK, "model": model, "fields": names})
    return type(f"{model.__name__}Resource", (resources.ModelResource,), {**columns, "Meta": meta})()


def import_persons(contents: Sequence[bytes], rows: int) -> None:
    """The persons of the workbooks; the file is read by calamine here too."""
    for content in contents:
        sheet = CalamineWorkbook.from_filelike(BytesIO(content)).get_sheet_by_index(0).to_python()
        start = next(place for place, row in enumerate(sheet) if row[0] == COLUMNS[0].heading)
        dataset = tablib.Dataset(*sheet[start + 1 :], headers=sheet[start])
        _import(_person_resource(), dataset)
    assert Cadre.objects.count() == rows


def facts_of_everyone() -> list[Any]:
    """Titles and levels on record as two tables for the library, person by number of papers."""
    posts = Posting.objects.values_list(
        "cadre__id_number", "unit__key", "title__code", "kind_id", "started_on", "start_precision"
    )
    levels = Qualification.objects.values_list(
        "cadre__id_number", "level_id", "obtained_on", "obtained_precision", "detail", "specialty"
    )
    of_posts = ["id", "cadre", "unit", "title", "kind", "started_on", "start_precision"]
    of_levels = ["id", "cadre", "level", "obtained_on", "obtained_precision", "detail", "specialty"]
    return [
        tablib.Dataset(*[("", *row) for row in rows], headers=headers)
        for rows, headers in ((posts, of_posts), (levels, of_levels))
    ]


def import_facts(facts: Sequence[Any]) -> None:
    """Titles and levels of persons who are there already."""
    posts, levels = facts
    person = {"cadre": (Cadre, "id_number")}
    places = {**person, "unit": (Unit, "key"), "title": (PostTitle, "code")}
    _import(_fact_resource(Posting, places, ("kind", "started_on", "start_precision")), posts)
    ranks = {**person, "level": (ScaleLevel, "pk")}
    told = ("obtained_on", "obtained_precision", "detail", "specialty")
    _import(_fact_resource(Qualification, ranks, told), levels)
    assert (Posting.objects.count(), Qualification.objects.count()) == (len(posts), len(levels))


def import_all(contents: Sequence[bytes], rows: int, facts: Sequence[Any]) -> None:
    """Persons of the workbooks, then their titles and levels."""
    import_persons(contents, rows)
    import_facts(facts)


def _import(resource: Any, dataset: Any) -> None:
    outcome = resource.import_data(dataset, raise_errors=True)
    assert not outcome.has_errors()


# Export ----------------------------------------------------------------------------------------------


def export_persons(keys: Sequence[int]) -> bytes:
    """The same people and columns as a workbook; what a row needs is prefetched."""
    day = default_day()
    postings = Posting.objects.serving_on(day).filter(is_main=True).select_related("title", "unit")
    levels = Qualification.objects.counting_on(day).select_related("level")
    people = Cadre.objects.filter(pk__in=keys) if len(keys) < 900 else Cadre.objects.filter(pk__gte=min(keys))
    people = people.select_related("ethnic_group").prefetch_related(
        Prefetch("postings", postings, to_attr="serving"), Prefetch("qualifications", levels, to_attr="held")
    )
    wanted = people.filter(pk__lte=max(keys)).order_by("sort_key", "pk")
    dataset = _list_resource(UnitNames.on(day)).export(wanted)
    assert len(dataset) >= len(keys)
    content: bytes = dataset.export("xlsx")
    return content


def _list_resource(names: UnitNames) -> Any:
    columns = {column.key: fields.Field(column_name=column.heading) for column in COLUMNS}
    written = {f"dehydrate_{column.key}": _dehydrate(column.key, names) for column in COLUMNS}
    return type("ListResource", (resources.Resource,), {**columns, **written})()


def _dehydrate(key: str, names: UnitNames) -> Any:
    def dehydrate(_resource: Any, cadre: Any) -> Any:
        value = _value(cadre, key, names)
        return (
            value
            if isinstance(value, str | int | float | date | datetime)
            else ""
            if value is None
            else str(value)
        )

    return dehydrate


_PERSONAL = {
    "code": "code", "full_name": "full_name", "birth": "born_on", "sex": "sex", "religion": "religion",
    "id_number": "id_number", "party_joined": "party_joined_on", "salary": "salary_coefficient",
    "insured": "insured_from", "note": "note",
}  # fmt: skip


def _value(cadre: Any, key: str, names: UnitNames) -> Any:
    if key in _PERSONAL:
        return getattr(cadre, _PERSONAL[key])
    if key == "ethnic_group":
        return cadre.ethnic_group.name
    if key in ("commune_code", "commune", "title", "started"):
        return _of_posting(cadre.serving[0], key, names) if cadre.serving else None
    scale = key.removesuffix("_on")
    held = [each for each in cadre.held if each.level.scale == scale] if scale in SCALES else []
    best = max(held, key=lambda each: each.level.rank, default=None)
    if best is None:
        return None
    return best.obtained_on if key.endswith("_on") else best.level.label


def _of_posting(posting: Any, key: str, names: UnitNames) -> Any:
    version = names.of(posting.unit_id)
    values = {"commune_code": version.code, "commune": version.short_name, "title": posting.title.name}
    return posting.started_on if key == "started" else values[key]
