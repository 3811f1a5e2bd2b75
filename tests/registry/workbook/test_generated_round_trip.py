"""Whatever stands in the registry, the exported list imports as no change, on any day and for any account."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accounts.models import User
from common.dates import Edge, Precision, parse_partial
from registry.cards.naming import name_fields, new_code
from registry.enums import EndReason, Scale, Sex, Verification
from registry.models import (
    Cadre,
    EthnicGroup,
    Posting,
    PostingKind,
    PostTitle,
    Qualification,
    ScaleLevel,
    Unit,
)
from registry.workbook import service
from registry.workbook.exporting import write_list_workbook
from registry.workbook.planning.planning import Request
from registry.workbook.reading.reading import read
from tests.factories.registry import write

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("reference")]

DAYS = [date(2011, 12, 31), date(2013, 12, 31), date(2014, 6, 15)]
LETTERS = "aàảãáạăâđêôơưbcghiklmnopqrstuvxy'- "
TEXTS = st.text(LETTERS, min_size=1, max_size=30).map(lambda text: " ".join(text.split()) or "a")
DETAILS = ["9/12", "10/10", "Anh B", "tiếng Tày", "x", "12/12 BT"]
ODD_TEXTS = st.one_of(TEXTS, st.sampled_from(["=1+1", "+84", "-", "@x", "001", "1/2", "10/10", "Đ/c", "x"]))


def partials(first, last, edge):
    """A day and a precision, stored as the registry stores them."""
    days = st.dates(first, last)
    return st.one_of(
        days.map(lambda day: (day, Precision.DAY)),
        days.map(lambda day: (parse_partial(f"{day:%m/%Y}", edge).day, Precision.MONTH)),
        days.map(lambda day: (parse_partial(f"{day.year}", edge).day, Precision.YEAR)),
    )


@st.composite
def people(draw):
    """A record with anything that the database accepts."""
    born = draw(partials(date(1940, 1, 1), date(1995, 12, 31), Edge.START))
    party = draw(st.none() | partials(date(1970, 1, 1), date(2013, 1, 1), Edge.START))
    insured = draw(st.none() | partials(date(1970, 1, 1), date(2013, 1, 1), Edge.START))
    return {
        "full_name": draw(
            st.sampled_from(["Nông Văn An", "Lý A Páo", "NÔNG THỊ HẠNH", "Ông Văn Bà", "Hoà Thị Thuý"])
        ),
        "other_name": draw(st.sampled_from(["", "Bảy"])),
        "born_on": born[0],
        "born_precision": born[1],
        "sex": draw(st.sampled_from(Sex.values)),
        "religion": draw(st.sampled_from(["", "Không", "Tin Lành", "-"])),
        "party_joined_on": party and party[0],
        "party_joined_precision": party[1] if party else Precision.DAY,
        "insured_from": insured and insured[0],
        "insured_precision": insured[1] if insured else Precision.DAY,
        "salary_coefficient": draw(st.none() | st.sampled_from(["2.34", "0.5", "10.00", "1.86"])),
        "note": draw(st.just("") | ODD_TEXTS),
        "ethnic_group": draw(st.integers(0, 55)),
        "id_number": draw(st.booleans()),
        "posts": draw(st.lists(posts(), max_size=2)),
        "second_post": draw(st.booleans()),
        "levels": draw(st.lists(levels(), max_size=6)),
    }


@st.composite
def posts(draw):
    start = draw(partials(date(2000, 1, 1), date(2014, 1, 1), Edge.START))
    return {
        "start": start,
        "months": draw(st.none() | st.integers(1, 80)),
        "unit": draw(st.integers(0, 300)),
        "title": draw(st.integers(0, 17)),
        "kind": draw(st.integers(0, 3)),
    }


@st.composite
def levels(draw):
    return {
        "level": draw(st.integers(0, 60)),
        "on": draw(st.none() | partials(date(1960, 1, 1), date(2015, 1, 1), Edge.END)),
        "detail": draw(st.just("") | st.sampled_from(DETAILS) | ODD_TEXTS),
        "specialty": draw(st.just("") | ODD_TEXTS),
        "unlawful": draw(st.booleans()),
    }  # fmt: skip


def store(actor, number, drawn):
    groups, titles = EthnicGroup.objects.order_by("code"), PostTitle.objects.order_by("order")
    kinds = PostingKind.objects.order_by("order")
    units = Unit.objects.filter(level="commune").order_by("key")
    scale_levels = ScaleLevel.objects.order_by("pk")
    own = {"posts", "second_post", "levels", "ethnic_group", "id_number", "full_name"}
    cadre = Cadre(
        code=new_code(),
        **name_fields(drawn["full_name"]),
        **{name: value for name, value in drawn.items() if name not in own},
        ethnic_group=groups[drawn["ethnic_group"]],
        id_number=f"0{number:08d}" if drawn["id_number"] else "",
    )
    rows: list[Any] = [cadre]
    last = None
    for post in sorted(drawn["posts"], key=lambda post: post["start"][0]):
        if last == date.max:
            break
        start = max(post["start"][0], last + timedelta(days=1)) if last else post["start"][0]
        precision = post["start"][1] if start == post["start"][0] else Precision.DAY
        end = start + timedelta(days=30 * post["months"]) if post["months"] else None
        held = {
            "unit": units[post["unit"] % len(units)],
            "title": titles[post["title"]],
            "kind": kinds[post["kind"]],
            "started_on": start,
            "start_precision": precision,
            "ended_on": end,
            "end_reason": EndReason.RETIRED if end else "",
        }
        rows.append(Posting(cadre=cadre, **held))
        if drawn["second_post"]:
            rows.append(
                Posting(cadre=cadre, **{**held, "title": titles[(post["title"] + 1) % 18]}, is_main=False)
            )
        last = end or date.max
    for each in drawn["levels"]:
        rows.append(_level(cadre, scale_levels[each["level"] % len(scale_levels)], each))
    write(actor, *rows)
    return cadre


def _level(cadre, level, drawn):
    day, precision = drawn["on"] or (None, Precision.DAY)
    unlawful = drawn["unlawful"]
    return Qualification(
        cadre=cadre,
        level=level,
        obtained_on=day,
        obtained_precision=precision,
        detail=drawn["detail"],
        specialty=drawn["specialty"] if level.scale == Scale.PROFESSIONAL else "",
        verification=Verification.UNLAWFUL if unlawful else Verification.UNVERIFIED,
        verification_decision="QĐ 1" if unlawful else "",
        verified_on=date(2013, 5, 1) if unlawful else None,
    )


@pytest.fixture
def superuser():
    return User.objects.create_superuser("toanquyen")


@settings(max_examples=40, suppress_health_check=list(HealthCheck))
@given(drawn=st.lists(people(), min_size=1, max_size=8), day=st.sampled_from(DAYS), personal=st.booleans())
def test_an_unchanged_export_imports_as_no_change(superuser, province, drawn, day, personal):
    user = superuser if personal else province
    # Hypothesis runs its examples in one transaction.
    with transaction.atomic():
        keys = [store(province, number, each).pk for number, each in enumerate(drawn, start=1)]
        file = BytesIO()
        count = write_list_workbook(file, cadres=keys, day=day, user=user)
        plan = service.check(Request(user, read("a.xlsx", file.getvalue()), day))
        expected = Cadre.objects.in_scope(user).filter(pk__in=keys).count()
        transaction.set_rollback(True)

    assert [finding.message for finding in plan.errors] == []
    assert [each.differences for each in plan.rows if each.differences] == []
    assert {row.status for row in plan.rows} <= {"unchanged"}
    assert (count, len(plan.rows)) == (expected, expected)
