"""Taking up, changing and leaving titles: no overlap, no lost day, no coming date."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError

from common.dates import today
from registry.acts.recording import version_of
from registry.cards import services
from registry.enums import ActKind, EndReason, UnitLevel
from registry.errors import EditConflict, Refusal
from registry.models import Act, Posting
from tests.factories import registry as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_commune(reference):
    return make.unit_coded("01324")


@pytest.fixture
def clerk(reference):
    return make.make_user(units=(make.unit_coded("043"),))


@pytest.fixture
def cadre(clerk, commune):
    return make.make_cadre(clerk, commune)


def postings(cadre):
    return [
        (each.unit_id, each.started_on, each.ended_on) for each in cadre.postings.order_by("started_on", "pk")
    ]


def refused(call, field):
    with pytest.raises(ValidationError) as error:
        call()
    assert set(error.value.message_dict) == {field}
    return error.value.message_dict[field][0]


def test_transfer_loses_no_day_and_is_one_act(clerk, cadre, commune, other_commune):
    acts_before = Act.objects.count()

    services.transfer(
        actor=clerk, cadre=cadre, posting=make.posting_facts(other_commune, make.on(2013, 3, 1))
    )

    assert postings(cadre) == [
        (commune.pk, date(2011, 5, 25), date(2013, 2, 28)),
        (other_commune.pk, date(2013, 3, 1), None),
    ]
    assert cadre.postings.get(unit=commune).end_reason == EndReason.TRANSFERRED
    assert Act.objects.count() == acts_before + 1
    assert Act.objects.latest("pk").kind == ActKind.TRANSFER


def test_every_day_around_a_transfer_counts_the_person_once(clerk, cadre, other_commune):
    services.transfer(
        actor=clerk, cadre=cadre, posting=make.posting_facts(other_commune, make.on(2013, 3, 1))
    )

    for day in (date(2013, 2, 27), date(2013, 2, 28), date(2013, 3, 1), date(2013, 3, 2)):
        assert Posting.objects.filter(cadre=cadre, is_main=True).serving_on(day).count() == 1


def test_transfer_reaches_another_district(clerk, cadre):
    elsewhere = make.unit_coded("01570")

    services.transfer(actor=clerk, cadre=cadre, posting=make.posting_facts(elsewhere, make.on(2013, 3, 1)))

    assert cadre.postings.get(ended_on=None).unit == elsewhere


def test_transfer_to_a_new_title_in_the_same_unit(clerk, cadre, commune):
    facts = make.posting_facts(commune, make.on(2013, 3, 1), title=make.title("committee_chair"))

    services.transfer(actor=clerk, cadre=cadre, posting=facts)

    assert cadre.postings.get(ended_on=None).title.code == "committee_chair"


def test_transfer_to_the_same_seat_is_refused(clerk, cadre, commune):
    facts = make.posting_facts(commune, make.on(2013, 3, 1))

    message = refused(lambda: services.transfer(actor=clerk, cadre=cadre, posting=facts), "title")

    assert "giống chức danh đang giữ" in message


@pytest.mark.parametrize("started", [(2011, 5, 25), (2011, 5, 24), (2010, 1, 1)], ids=str)
def test_transfer_before_the_current_title_began_is_refused(clerk, cadre, other_commune, started):
    facts = make.posting_facts(other_commune, make.on(*started))
    before = postings(cadre)

    message = refused(lambda: services.transfer(actor=clerk, cadre=cadre, posting=facts), "started")

    assert "25/05/2011" in message
    assert postings(cadre) == before


def test_transfer_of_someone_without_a_title_points_to_the_right_page(clerk, cadre, other_commune):
    services.end_posting(
        actor=clerk, posting=cadre.postings.get(), ended_on=date(2013, 1, 31), end_reason=EndReason.RESIGNED
    )

    with pytest.raises(Refusal, match="Chức danh mới"):
        services.transfer(
            actor=clerk, cadre=cadre, posting=make.posting_facts(other_commune, make.on(2013, 3, 1))
        )


def test_transfer_ends_concurrent_titles_too(clerk, cadre, commune, other_commune):
    beside = make.make_posting(clerk, cadre, commune, is_main=False, title=make.title("party_deputy"))

    services.transfer(
        actor=clerk, cadre=cadre, posting=make.posting_facts(other_commune, make.on(2013, 3, 1))
    )

    assert Posting.objects.get(pk=beside.pk).ended_on == date(2013, 2, 28)


def test_transfer_keeps_concurrent_titles_when_asked(clerk, cadre, commune, other_commune):
    beside = make.make_posting(clerk, cadre, commune, is_main=False, title=make.title("party_deputy"))
    facts = make.posting_facts(other_commune, make.on(2013, 3, 1))

    services.transfer(actor=clerk, cadre=cadre, posting=facts, keeps_concurrent=True)

    assert Posting.objects.get(pk=beside.pk).ended_on is None


def test_transfer_with_a_stale_version_is_refused_and_nothing_is_written(clerk, cadre, other_commune):
    current = cadre.postings.get()
    seen = version_of(current)
    services.correct_posting(actor=clerk, posting=current, values={"note": "x"}, reason="bổ sung")
    facts = make.posting_facts(other_commune, make.on(2013, 3, 1))

    with pytest.raises(EditConflict):
        services.transfer(actor=clerk, cadre=cadre, posting=facts, version=seen)

    assert cadre.postings.count() == 1


def test_second_main_title_at_the_same_time_is_refused_by_name(clerk, cadre, other_commune):
    facts = make.posting_facts(other_commune, make.on(2012, 1, 1))

    message = refused(lambda: services.appoint(actor=clerk, cadre=cadre, posting=facts), "started")

    assert "Phó Chủ tịch HĐND xã Bảo Toàn từ 25/05/2011 đến nay" in message


def test_overlap_in_another_district_is_refused_without_telling_where(clerk, commune):
    elsewhere = make.unit_coded("01570")
    cadre = make.make_cadre(clerk, elsewhere, started_on=date(2013, 1, 1))
    make.make_posting(clerk, cadre, commune, started_on=date(2010, 1, 1), ended_on=date(2010, 12, 31))
    facts = make.posting_facts(commune, make.on(2013, 6, 1))

    message = refused(lambda: services.appoint(actor=clerk, cadre=cadre, posting=facts), "started")

    assert "ở địa bàn khác" in message
    assert "2013" not in message


def test_main_title_before_a_later_one_is_refused_while_it_is_open(clerk, cadre, other_commune):
    """Open-ended from 2009 it would run into the one held since 2011."""
    facts = make.posting_facts(other_commune, make.on(2009, 1, 1))

    refused(lambda: services.appoint(actor=clerk, cadre=cadre, posting=facts), "started")


def test_new_title_on_the_day_after_the_last_is_accepted_on_the_last_day_refused(clerk, cadre, other_commune):
    services.end_posting(
        actor=clerk, posting=cadre.postings.get(), ended_on=date(2013, 1, 31), end_reason=EndReason.RESIGNED
    )

    on_last_day = make.posting_facts(other_commune, make.on(2013, 1, 31))
    refused(lambda: services.appoint(actor=clerk, cadre=cadre, posting=on_last_day), "started")
    services.appoint(actor=clerk, cadre=cadre, posting=make.posting_facts(other_commune, make.on(2013, 2, 1)))

    assert cadre.postings.count() == 2


def test_concurrent_title_needs_a_main_one_on_the_day(clerk, cadre, commune):
    facts = make.posting_facts(commune, make.on(2011, 5, 24), is_main=False, title=make.title("party_deputy"))

    message = refused(lambda: services.appoint(actor=clerk, cadre=cadre, posting=facts), "started")

    assert "kiêm nhiệm" in message


def test_concurrent_title_beside_the_main_one_is_accepted(clerk, cadre, commune):
    facts = make.posting_facts(commune, make.on(2012, 1, 1), is_main=False, title=make.title("party_deputy"))

    row = services.appoint(actor=clerk, cadre=cadre, posting=facts)

    assert not row.is_main
    assert cadre.postings.count() == 2


def test_same_seat_twice_is_refused_even_as_concurrent(clerk, cadre, commune):
    facts = make.posting_facts(commune, make.on(2012, 1, 1), is_main=False)

    refused(lambda: services.appoint(actor=clerk, cadre=cadre, posting=facts), "started")


@pytest.mark.parametrize("days", [1, 30, 4000])
def test_title_never_begins_after_today(clerk, commune, days):
    coming = today() + timedelta(days=days)
    facts = make.posting_facts(commune, make.on(coming.year, coming.month, coming.day))
    person = make.person_values()

    message = refused(lambda: services.add_cadre(actor=clerk, person=person, posting=facts), "started")

    assert message == "Ngày không được sau hôm nay."


def test_title_begins_within_the_life_of_its_unit(clerk):
    district = make.unit_coded("043")
    unit = make.make_unit(
        UnitLevel.COMMUNE,
        "Mới",
        district=district,
        province=make.unit_coded("04"),
        established_on=date(2012, 9, 25),
        ended_on=date(2013, 6, 30),
    )
    person = make.person_values()

    def add(year, month, day):
        facts = make.posting_facts(unit, make.on(year, month, day))
        return services.add_cadre(actor=clerk, person=person, posting=facts)

    assert "25/09/2012" in refused(lambda: add(2012, 9, 24), "started")
    assert "30/06/2013" in refused(lambda: add(2013, 7, 1), "unit")
    assert add(2012, 9, 25).postings.get().unit == unit
    assert add(2013, 6, 30).postings.get().ended_on is None, "it may run on past the unit's end"


def test_title_begins_within_its_validity(clerk, commune):
    facts = make.posting_facts(commune, make.on(2023, 8, 1), title=make.title("police_chief"))
    person = make.person_values()

    message = refused(lambda: services.add_cadre(actor=clerk, person=person, posting=facts), "title")

    assert "đến 31/07/2023" in message


@pytest.mark.parametrize("code", ["04", "043"])
def test_title_is_held_in_a_commune_only(clerk, code):
    facts = make.posting_facts(make.unit_coded(code))
    person = make.person_values()

    refused(lambda: services.add_cadre(actor=clerk, person=person, posting=facts), "unit")


@pytest.mark.parametrize(
    ("born", "started", "accepted"),
    [
        (date(1993, 5, 25), make.on(2011, 5, 25), True),
        (date(1993, 5, 26), make.on(2011, 5, 25), False),
        (date(1993, 12, 1), make.on(2011), True),
        (date(1994, 1, 1), make.on(2011), False),
    ],
)
def test_holder_of_a_title_is_of_age(clerk, commune, born, started, accepted):
    person = make.person_values(born_on=born)
    facts = make.posting_facts(commune, started)

    if accepted:
        assert services.add_cadre(actor=clerk, person=person, posting=facts).pk
    else:
        message = refused(lambda: services.add_cadre(actor=clerk, person=person, posting=facts), "started")
        assert "chưa đủ 18 tuổi" in message


def test_end_keeps_the_last_day_and_the_reason(clerk, cadre):
    services.end_posting(
        actor=clerk,
        posting=cadre.postings.get(),
        ended_on=date(2013, 6, 30),
        end_reason=EndReason.RETIRED,
        decision_no="45/QĐ",
    )

    row = cadre.postings.get()
    assert (row.ended_on, row.end_reason, row.end_decision_no) == (date(2013, 6, 30), "retired", "45/QĐ")
    assert row.serves_on(date(2013, 6, 30))
    assert not row.serves_on(date(2013, 7, 1))


@pytest.mark.parametrize(
    ("ended_on", "field"), [(date(2011, 5, 24), "ended_on"), (date(2099, 1, 1), "ended_on")], ids=str
)
def test_end_lies_between_the_start_and_today(clerk, cadre, ended_on, field):
    posting = cadre.postings.get()

    refused(
        lambda: services.end_posting(
            actor=clerk, posting=posting, ended_on=ended_on, end_reason=EndReason.RETIRED
        ),
        field,
    )


def test_end_on_the_first_day_is_a_day_served(clerk, cadre):
    services.end_posting(
        actor=clerk, posting=cadre.postings.get(), ended_on=date(2011, 5, 25), end_reason=EndReason.DIED
    )

    assert cadre.postings.get().serves_on(date(2011, 5, 25))


def test_title_ends_once(clerk, cadre):
    def end():
        services.end_posting(
            actor=clerk,
            posting=cadre.postings.get(),
            ended_on=date(2013, 6, 30),
            end_reason=EndReason.RETIRED,
        )

    end()
    with pytest.raises(Refusal, match="đã kết thúc ngày 30/06/2013"):
        end()


def test_concurrent_titles_end_with_the_main_one(clerk, cadre, commune):
    make.make_posting(clerk, cadre, commune, is_main=False, title=make.title("party_deputy"))

    services.end_posting(
        actor=clerk,
        posting=cadre.postings.get(is_main=True),
        ended_on=date(2013, 6, 30),
        end_reason=EndReason.RETIRED,
    )

    assert set(cadre.postings.values_list("ended_on", flat=True)) == {date(2013, 6, 30)}


def test_concurrent_title_ends_alone(clerk, cadre, commune):
    beside = make.make_posting(clerk, cadre, commune, is_main=False, title=make.title("party_deputy"))

    services.end_posting(
        actor=clerk, posting=beside, ended_on=date(2013, 6, 30), end_reason=EndReason.NOT_RE_ELECTED
    )

    assert cadre.postings.get(is_main=True).ended_on is None


def test_main_title_does_not_end_before_a_concurrent_one_began(clerk, cadre, commune):
    make.make_posting(
        clerk, cadre, commune, is_main=False, title=make.title("party_deputy"), started_on=date(2013, 8, 1)
    )

    with pytest.raises(Refusal, match="01/08/2013"):
        services.end_posting(
            actor=clerk,
            posting=cadre.postings.get(is_main=True),
            ended_on=date(2013, 6, 30),
            end_reason=EndReason.RETIRED,
        )


def test_nobody_takes_up_a_title_after_death(clerk, cadre, other_commune):
    services.end_posting(
        actor=clerk, posting=cadre.postings.get(), ended_on=date(2012, 6, 30), end_reason=EndReason.DIED
    )
    facts = make.posting_facts(other_commune, make.on(2013, 1, 1))

    message = refused(lambda: services.appoint(actor=clerk, cadre=cadre, posting=facts), "started")

    assert "từ trần ngày 30/06/2012" in message


def test_correction_needs_a_reason(clerk, cadre):
    posting = cadre.postings.get()

    refused(
        lambda: services.correct_posting(actor=clerk, posting=posting, values={"note": "x"}, reason="  "),
        "reason",
    )


def test_correction_keeps_the_reason_and_the_precision(clerk, cadre):
    act = services.correct_posting(
        actor=clerk, posting=cadre.postings.get(), values={"started": make.on(2010)}, reason="nhầm năm"
    )

    row = cadre.postings.get()
    assert (row.started_on, row.start_precision) == (date(2010, 1, 1), "year")
    assert act is not None
    assert act.reason == "nhầm năm"


def test_correction_that_would_overlap_is_refused(clerk, cadre, other_commune):
    services.transfer(
        actor=clerk, cadre=cadre, posting=make.posting_facts(other_commune, make.on(2013, 3, 1))
    )
    later = cadre.postings.get(ended_on=None)

    refused(
        lambda: services.correct_posting(
            actor=clerk, posting=later, values={"started": make.on(2013, 2, 28)}, reason="nhầm"
        ),
        "started",
    )


def test_correction_may_reopen_an_ended_title(clerk, cadre):
    services.end_posting(
        actor=clerk, posting=cadre.postings.get(), ended_on=date(2013, 6, 30), end_reason=EndReason.RETIRED
    )

    services.correct_posting(
        actor=clerk, posting=cadre.postings.get(), values={"ended_on": None}, reason="ghi nhầm người"
    )

    row = cadre.postings.get()
    assert (row.ended_on, row.end_reason) == (None, "")


def test_correction_of_nothing_leaves_no_act(clerk, cadre):
    posting = cadre.postings.get()
    count = Act.objects.count()

    found = services.correct_posting(
        actor=clerk, posting=posting, values={"note": posting.note}, reason="xem lại"
    )

    assert found is None
    assert Act.objects.count() == count


def test_posting_that_is_gone_is_refused_in_words(clerk, cadre):
    posting = cadre.postings.get()
    with pytest.raises(Refusal, match="không còn"):
        services.correct_posting(
            actor=clerk, posting=Posting(pk=posting.pk + 999, cadre=cadre), values={}, reason="x"
        )
