"""People, levels and phương án: what may be written, in which words the rest is refused."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from common.dates import PartialDate, Precision, today
from registry.acts.recording import version_of
from registry.cards import services
from registry.enums import ActKind, RemedyKind, Scale, Verification
from registry.errors import EditConflict
from registry.models import Act, Cadre, Posting, Remedy
from registry.standing.held_levels import levels_on
from tests.factories import registry as make

pytestmark = pytest.mark.django_db
P, T = Scale.PROFESSIONAL, Scale.POLITICAL_THEORY


@pytest.fixture
def clerk(reference):
    return make.make_user(units=(make.unit_coded("043"),))


@pytest.fixture
def cadre(clerk, commune):
    return make.make_cadre(clerk, commune)


def refused(call, field):
    with pytest.raises(ValidationError) as error:
        call()
    assert set(error.value.message_dict) == {field}
    return error.value.message_dict[field][0]


def record(clerk, cadre, code, obtained, scale=P, **extra):
    facts = make.level_facts(scale, code, obtained, **extra)
    return services.record_qualification(actor=clerk, cadre=cadre, facts=facts)


def end_of(year, month=None):
    """A month or a year as a diploma knows it: its last day."""
    if month is None:
        return PartialDate(date(year, 12, 31), Precision.YEAR)
    last = date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
    return PartialDate(last, Precision.MONTH)


# Adding and correcting a person --------------------------------------------------------------------------


def test_person_first_title_and_levels_are_one_act(clerk, commune):
    cadre = services.add_cadre(
        actor=clerk,
        person=make.person_values("  nông  văn Thắng "),
        posting=make.posting_facts(commune),
        levels=[make.level_facts(P, "college", make.on(2005, 6, 1)), make.level_facts(T, "none", None)],
    )

    stored = Cadre.objects.get(pk=cadre.pk)
    assert (stored.full_name, stored.name_key) == ("nông văn Thắng", "nong van thang")
    assert stored.sort_key
    assert (stored.postings.count(), stored.qualifications.count()) == (1, 2)
    act = Act.objects.latest("pk")
    assert act.kind == ActKind.ADD_CADRE
    assert stored.history.get().act == stored.postings.get().history.get().act == act


def test_fault_in_a_level_adds_nobody_and_names_the_level(clerk, commune):
    message = refused(
        lambda: services.add_cadre(
            actor=clerk,
            person=make.person_values(),
            posting=make.posting_facts(commune),
            levels=[make.level_facts(P, "college", make.on(1980, 1, 1))],
        ),
        "obtained_professional",
    )

    assert "trước khi đủ 14 tuổi" in message
    assert not Cadre.objects.exists()
    assert not Posting.objects.exists()


def test_codes_of_records_tell_nothing_and_differ(clerk, commune):
    codes = {
        services.add_cadre(actor=clerk, person=make.person_values(), posting=make.posting_facts(commune)).code
        for _ in range(5)
    }

    assert len(codes) == 5
    assert all(len(code) == 8 and code.isalnum() for code in codes)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"born_on": date(1899, 1, 1)}, "born_on"),
        ({"born_on": date(2099, 1, 1)}, "born_on"),
        ({"party_joined_on": date(1970, 1, 1)}, "party_joined_on"),
        ({"party_joined_on": date(2000, 5, 1), "party_official_on": date(2000, 4, 1)}, "party_official_on"),
        ({"enlisted_on": date(1992, 2, 1), "discharged_on": date(1991, 2, 1)}, "discharged_on"),
        ({"recruited_on": date(2099, 1, 1)}, "recruited_on"),
        ({"id_number": "12"}, "__all__"),
        ({"full_name": ""}, "full_name"),
    ],
    ids=str,
)
def test_impossible_values_of_a_person_are_refused(clerk, cadre, values, field):
    refused(lambda: services.correct_cadre(actor=clerk, cadre=cadre, values=values), field)


def test_new_name_moves_the_keys(clerk, cadre):
    services.correct_cadre(actor=clerk, cadre=cadre, values={"full_name": "Đàm Thị Ân"})

    stored = Cadre.objects.get(pk=cadre.pk)
    assert stored.name_key == "dam thi an"
    assert Cadre.objects.matching("đàm ân").get() == stored


def test_correction_says_what_was_corrected(clerk, cadre):
    act = services.correct_cadre(actor=clerk, cadre=cadre, values={"health": "Tốt", "note": "x"})

    assert act is not None
    assert act.summary == "Sửa hồ sơ Lý A Sình: tình trạng sức khỏe, ghi chú"


def test_correction_of_nothing_leaves_no_act(clerk, cadre):
    count = Act.objects.count()

    assert services.correct_cadre(actor=clerk, cadre=cadre, values={"note": cadre.note}) is None
    assert Act.objects.count() == count


def test_second_of_two_editors_is_refused(clerk, cadre):
    seen = version_of(cadre)
    services.correct_cadre(actor=clerk, cadre=cadre, values={"note": "người trước"}, version=seen)

    with pytest.raises(EditConflict):
        services.correct_cadre(actor=clerk, cadre=cadre, values={"health": "Tốt"}, version=seen)

    assert Cadre.objects.get(pk=cadre.pk).health == ""


def test_papers_of_somebody_else_are_refused(clerk, commune, cadre):
    make.make_cadre(clerk, commune, "Bế Ích Quân", id_number="080123456")

    refused(
        lambda: services.correct_cadre(actor=clerk, cadre=cadre, values={"id_number": "080123456"}), "__all__"
    )


def test_duplicates_are_looked_for_without_marks_in_the_same_year_and_in_scope(clerk, commune, cadre):
    make.make_cadre(clerk, make.unit_coded("01570"), "Lý A Sình")

    def alike(name, born):
        return services.possible_duplicates(actor=clerk, full_name=name, born_on=born)

    assert alike("ly a sinh", date(1974, 12, 1)) == [cadre]
    assert alike("Lý A Sình", date(1975, 3, 12)) == []
    assert alike("Lý A Sính Con", date(1974, 3, 12)) == []


# Levels --------------------------------------------------------------------------------------------------


def test_new_diploma_is_a_dated_fact_beside_the_old_one(clerk, cadre):
    record(clerk, cadre, "elementary", make.on(2005, 6, 1))
    record(clerk, cadre, "intermediate", make.on(2012, 6, 15))

    assert cadre.qualifications.count() == 2
    before = levels_on([cadre.pk], date(2012, 6, 14))[cadre.pk][P]
    after = levels_on([cadre.pk], date(2012, 6, 15))[cadre.pk][P]
    assert (before.level.code, after.level.code) == ("elementary", "intermediate")


def test_month_counts_from_its_last_day(clerk, cadre):
    record(clerk, cadre, "intermediate", end_of(2012, 6))

    assert P not in levels_on([cadre.pk], date(2012, 6, 29))[cadre.pk]
    assert P in levels_on([cadre.pk], date(2012, 6, 30))[cadre.pk]


def test_lower_level_than_one_held_is_refused_and_says_how_to_go_on(clerk, cadre):
    record(clerk, cadre, "college", make.on(2010, 6, 1))

    message = refused(lambda: record(clerk, cadre, "intermediate", make.on(2012, 6, 15)), "level")

    assert "Cao đẳng từ 01/06/2010, cao hơn Trung cấp" in message
    assert "Sửa nhập sai" in message


def test_lower_level_reached_before_the_higher_one_completes_the_past(clerk, cadre):
    record(clerk, cadre, "college", make.on(2010, 6, 1))

    record(clerk, cadre, "intermediate", make.on(2005, 6, 1))

    assert cadre.qualifications.count() == 2


def test_level_held_always_forbids_lower_ones_on_any_day(clerk, cadre):
    make.make_qualification(clerk, cadre, P, "college")

    refused(lambda: record(clerk, cadre, "intermediate", make.on(1995, 6, 1)), "level")


def test_unlawful_level_does_not_forbid_a_lower_one(clerk, cadre):
    row = record(clerk, cadre, "college", make.on(2010, 6, 1))
    services.verify_qualification(
        actor=clerk, state="unlawful", qualification=row, decision="12/KL", decided_on=date(2011, 1, 1)
    )

    assert record(clerk, cadre, "intermediate", make.on(2012, 6, 15)).pk


def test_second_diploma_of_the_same_level_is_accepted_once(clerk, cadre):
    record(clerk, cadre, "intermediate", make.on(2010, 6, 1), specialty="Chăn nuôi")
    record(clerk, cadre, "intermediate", make.on(2010, 6, 1), specialty="Kế toán")

    refused(lambda: record(clerk, cadre, "intermediate", make.on(2010, 6, 1), specialty="kế toán"), "level")


def test_level_of_a_known_person_needs_its_day(clerk, cadre):
    message = refused(lambda: record(clerk, cadre, "intermediate", None), "obtained")

    assert "06/2012" in message


def test_having_none_may_be_said_without_a_day_while_nothing_is_known(clerk, cadre):
    record(clerk, cadre, "none", None)

    refused(lambda: record(clerk, cadre, "none", None), "obtained")


@pytest.mark.parametrize("days", [1, 400])
def test_diploma_never_comes_from_the_future(clerk, cadre, days):
    coming = today() + timedelta(days=days)

    message = refused(
        lambda: record(clerk, cadre, "intermediate", make.on(coming.year, coming.month, coming.day)),
        "obtained",
    )

    assert message == "Ngày không được sau hôm nay."


def test_year_under_way_is_accepted_the_coming_one_is_not(clerk, cadre):
    record(clerk, cadre, "intermediate", end_of(today().year))

    refused(lambda: record(clerk, cadre, "college", end_of(today().year + 1)), "obtained")


@pytest.mark.parametrize(
    ("scale", "code", "obtained", "accepted"),
    [
        (P, "elementary", make.on(1988, 3, 11), False),
        (P, "elementary", make.on(1988, 3, 12), True),
        (Scale.GENERAL_EDUCATION, "primary", make.on(1985, 6, 1), True),
        (Scale.GENERAL_EDUCATION, "primary", make.on(1983, 6, 1), False),
    ],
)
def test_nobody_graduates_in_childhood(clerk, cadre, scale, code, obtained, accepted):
    if accepted:
        assert record(clerk, cadre, code, obtained, scale=scale).pk
    else:
        assert "tuổi" in refused(lambda: record(clerk, cadre, code, obtained, scale=scale), "obtained")


def correct(clerk, row, values, reason="nhập nhầm", version=None):
    return services.correct_qualification(
        actor=clerk, qualification=row, values=values, reason=reason, version=version
    )


def test_correction_of_a_level_needs_a_reason_and_changes_the_fact_itself(clerk, cadre):
    row = record(clerk, cadre, "college", make.on(2010, 6, 1))
    lower = make.level(P, "intermediate")

    refused(lambda: correct(clerk, row, {"level": lower}, reason=""), "reason")
    act = correct(clerk, row, {"level": lower, "obtained": make.on(2011, 6, 1)})

    stored = cadre.qualifications.get()
    assert (stored.level, stored.obtained_on) == (lower, date(2011, 6, 1))
    assert act.reason == "nhập nhầm"


def test_correction_does_not_take_a_known_day_away(clerk, cadre):
    row = record(clerk, cadre, "college", make.on(2010, 6, 1))

    refused(lambda: correct(clerk, row, {"obtained": None}), "obtained")


def test_correction_may_add_the_day_of_a_level_held_always(clerk, cadre):
    row = make.make_qualification(clerk, cadre, P, "college")

    correct(clerk, row, {"obtained": make.on(2010, 6, 1)})

    assert cadre.qualifications.get().obtained_on == date(2010, 6, 1)


def test_correction_does_not_change_the_scale(clerk, cadre):
    row = record(clerk, cadre, "college", make.on(2010, 6, 1))

    refused(lambda: correct(clerk, row, {"level": make.level(T, "elementary")}), "level")


@pytest.mark.parametrize("obtained", [make.on(2099, 1, 1), make.on(1980, 1, 1)], ids=str)
def test_corrected_day_keeps_the_rules_of_days(clerk, cadre, obtained):
    row = record(clerk, cadre, "college", make.on(2010, 6, 1))

    refused(lambda: correct(clerk, row, {"obtained": obtained}), "obtained")


def test_second_corrector_is_refused(clerk, cadre):
    row = record(clerk, cadre, "college", make.on(2010, 6, 1))
    seen = version_of(row)
    correct(clerk, row, {"detail": "a"}, version=seen)

    with pytest.raises(EditConflict):
        correct(clerk, row, {"detail": "b"}, version=seen)


def test_unlawful_diploma_counts_on_no_day(clerk, cadre):
    row = record(clerk, cadre, "college", make.on(2010, 6, 1))

    services.verify_qualification(
        actor=clerk, state="unlawful", qualification=row, decision="12/KL", decided_on=date(2013, 1, 5)
    )

    assert P not in levels_on([cadre.pk], date(2012, 1, 1))[cadre.pk]
    stored = cadre.qualifications.get()
    assert (stored.verification, stored.verification_decision) == (Verification.UNLAWFUL, "12/KL")


def test_unlawful_needs_a_decision_and_a_day_not_after_today(clerk, cadre):
    row = record(clerk, cadre, "college", make.on(2010, 6, 1))

    def mark(decision, day):
        services.verify_qualification(
            actor=clerk, state="unlawful", qualification=row, decision=decision, decided_on=day
        )

    refused(lambda: mark("  ", date(2013, 1, 5)), "decision")
    refused(lambda: mark("12/KL", date(2099, 1, 5)), "decided_on")


def test_verified_diploma_goes_on_counting(clerk, cadre):
    row = record(clerk, cadre, "college", make.on(2010, 6, 1))

    services.verify_qualification(
        actor=clerk, state="verified", qualification=row, decision="3/CV", decided_on=date(2013, 1, 5)
    )

    assert P in levels_on([cadre.pk], date(2012, 1, 1))[cadre.pk]


# Phương án -----------------------------------------------------------------------------------------------


def remedy(clerk, cadre, kind=RemedyKind.TRAINING, day=date(2013, 1, 5), reason="còn trẻ"):
    return services.set_remedy(actor=clerk, cadre=cadre, kind=kind, decided_on=day, reason=reason)


def test_phuong_an_of_another_day_stands_beside_the_first(clerk, cadre):
    remedy(clerk, cadre)
    remedy(clerk, cadre, RemedyKind.AWAITING_RETIREMENT, date(2013, 6, 1))

    assert Remedy.objects.count() == 2


def test_phuong_an_of_the_same_day_replaces_the_first(clerk, cadre):
    remedy(clerk, cadre)
    remedy(clerk, cadre, RemedyKind.REASSIGNMENT)

    stored = Remedy.objects.get()
    assert stored.kind == RemedyKind.REASSIGNMENT
    assert stored.history.count() == 2


def test_phuong_an_needs_a_reason_and_a_day_not_after_today(clerk, cadre):
    refused(lambda: remedy(clerk, cadre, reason=" "), "reason")
    refused(lambda: remedy(clerk, cadre, day=date(2099, 1, 1)), "decided_on")


def test_same_phuong_an_again_leaves_no_act(clerk, cadre):
    remedy(clerk, cadre)
    count = Act.objects.count()

    remedy(clerk, cadre)

    assert Act.objects.count() == count
