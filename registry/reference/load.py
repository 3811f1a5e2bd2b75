"""Loads the reference data of the registry: units, titles, groups, levels, standards.

Idempotent: a missing row is created, a differing one corrected, an equal one left alone. These rows are the
rules of the field, not facts about people, so they are written without an act. Levers declare
their loader; the reports add theirs to `LOADERS` in `AppConfig.ready`.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction

from registry.levers import levers
from registry.models import (
    EthnicGroup,
    PostingKind,
    PostTitle,
    RetirementAge,
    ScaleLevel,
    StaffQuota,
    Standard,
    StandardSet,
)
from registry.reference.files import Row, day_from, day_to, is_yes, items, rows_of
from registry.reference.units import load_units
from registry.reference.upserts import LoadResult, Values, union, upsert

Loader = Callable[[LoadResult], None]
LOADERS: list[Loader] = []


def load_reference(*, reset_settings: bool = False) -> LoadResult:
    """Load everything in one transaction, the registry first, then the apps above it.

    Settings that an administrator may change (most holders of a title, what a diện counts in, flags of ethnic
    groups, quotas, minimum levels) keep their stored value unless `reset_settings`; spellings that were added
    stay beside those of the files.
    """
    result = LoadResult(resets_settings=reset_settings)
    with transaction.atomic():
        of_levers = [lever.load_reference for lever in levers() if lever.load_reference]
        for loader in (load_units, _load_vocabularies, _load_standards, *of_levers, *LOADERS):
            loader(result)
    return result


def _load_vocabularies(result: LoadResult) -> None:
    titles = map(_title, rows_of("post_titles.csv"))
    of_title = ("max_holders", "valid_from", "valid_to")
    upsert(result, PostTitle, ("code",), titles, settings=of_title, merged={"synonyms": union})
    kinds = map(_posting_kind, rows_of("posting_kinds.csv"))
    upsert(result, PostingKind, ("code",), kinds, settings=("counts_in_quota", "counts_in_cbcc"))
    groups = map(_ethnic_group, rows_of("ethnic_groups.csv"))
    flags = ("is_minority", "is_local_small", "is_very_small")
    upsert(result, EthnicGroup, ("code",), groups, settings=flags, merged={"variants": union})
    levels = map(_level, rows_of("levels.csv"))
    upsert(result, ScaleLevel, ("scale", "code"), levels, merged={"synonyms": union})
    quotas = map(_quota, rows_of("staff_quotas.csv"))
    key = ("decree", "unit_class", "unit_kind")
    upsert(result, StaffQuota, key, quotas, settings=("maximum", "valid_from", "valid_to"))
    ages = map(_retirement_age, rows_of("retirement_ages.csv"))
    upsert(result, RetirementAge, ("sex", "valid_from"), ages, settings=("months",))


def _title(row: Row) -> Values:
    return {
        "code": row["code"],
        "name": row["name"],
        "urban_name": row["urban_name"],
        "short_name": row["short_name"],
        "staff_group": row["staff_group"],
        "block": row["block"],
        "order": int(row["order"]),
        "max_holders": int(row["max_holders"]) if row["max_holders"] else None,
        "synonyms": items(row["synonyms"]),
        "valid_from": day_from(row["valid_from"]),
        "valid_to": day_to(row["valid_to"]),
    }


def _posting_kind(row: Row) -> Values:
    return {
        "code": row["code"],
        "name": row["name"],
        "counts_in_quota": is_yes(row["counts_in_quota"]),
        "counts_in_cbcc": is_yes(row["counts_in_cbcc"]),
        "order": int(row["order"]),
    }


def _ethnic_group(row: Row) -> Values:
    return {
        "code": row["code"],
        "name": row["name"],
        "variants": items(row["variants"]),
        "is_minority": is_yes(row["is_minority"]),
        "is_local_small": is_yes(row["is_local_small"]),
        "is_very_small": is_yes(row["is_very_small"]),
        "order": int(row["order"]),
    }


def _level(row: Row) -> Values:
    return {
        "scale": row["scale"],
        "code": row["code"],
        "rank": int(row["rank"]),
        "label": row["label"],
        "short_label": row["short_label"],
        "synonyms": items(row["synonyms"]),
        "order": int(row["order"]),
    }


def _quota(row: Row) -> Values:
    return {
        "decree": row["decree"],
        "unit_class": int(row["unit_class"]),
        "unit_kind": row["unit_kind"],
        "maximum": int(row["maximum"]),
        "valid_from": day_from(row["valid_from"]),
        "valid_to": day_to(row["valid_to"]),
        "reliability": row["mark"],
    }


def _retirement_age(row: Row) -> Values:
    return {
        "sex": row["sex"],
        "valid_from": day_from(row["valid_from"]),
        "months": int(row["months"]),
        "reliability": row["mark"],
    }


def _load_standards(result: LoadResult) -> None:
    sets = upsert(
        result, StandardSet, ("code",), (_standard_set(row) for row in rows_of("standard_sets.csv"))
    )
    titles = {title.code: title.pk for title in PostTitle.objects.all()}
    levels = {(level.scale, level.code): level.pk for level in ScaleLevel.objects.all()}
    rows = [
        {
            "standard_set_id": sets[(row["standard_set"],)].pk,
            "scale": row["scale"],
            "minimum_id": levels[row["scale"], row["minimum"]],
            "staff_group": row["staff_group"],
            "title_id": titles[row["title"]] if row["title"] else None,
            "first_term_only": is_yes(row["first_term_only"]),
            "reliability": row["mark"],
            "note": row["note"],
        }
        for row in rows_of("standards.csv")
    ]
    key = ("standard_set_id", "scale", "staff_group", "title_id", "first_term_only")
    upsert(result, Standard, key, rows, settings=("minimum_id",))


def _standard_set(row: Row) -> Values:
    return {
        "code": row["code"],
        "name": row["name"],
        "legal_basis": row["legal_basis"],
        "applies_by_validity": is_yes(row["applies_by_validity"]),
        "valid_from": day_from(row["valid_from"]),
        "valid_to": day_to(row["valid_to"]),
    }
