"""Other readings of a published figure: which day, base and way of counting give the printed number."""

from datetime import date
from decimal import Decimal

import pytest

from registry.enums import Scale
from reports.enums import Measure, Verdict
from reports.models import Programme, PublishedFigure
from reports.published.tries import try_figure
from tests.factories import registry as facts
from tests.factories import training as make
from training.papers.published import TrainingMeasure

pytestmark = pytest.mark.django_db

DAY, BEFORE = date(2013, 12, 31), date(2011, 12, 31)
PAGE = "/tong-quan/doi-chieu/{}/"


@pytest.fixture
def actor(reference):
    return facts.make_user("lanh.dao", units=(facts.unit_coded("04"),))


@pytest.fixture
def people(actor):
    """Two since before the scheme began, two since 2013; one of each had no training."""
    unit = facts.unit_coded("01321")
    known = [("Lý A Sình", 2010, "none"), ("Bế Thu Dung", 2010, "intermediate")]
    known += [("Đinh Văn Đào", 2013, "none"), ("Nông Thị Ân", 2013, "intermediate")]
    return [
        facts.make_cadre(actor, unit, name, started_on=date(year, 5, 4), levels={Scale.PROFESSIONAL: level})
        for name, year, level in known
    ]


def attend(actor, *people, code="NV-CM"):
    training_class = make.make_class(actor, code, starts_on=date(2013, 4, 8), ends_on=date(2013, 4, 12))
    seats = make.make_seats(actor, training_class, facts.unit_coded("043"))
    for person in people:
        make.make_enrolment(actor, seats, person)


def printed(measure, value, *, unit="%", as_of=DAY, decimals=0):
    return PublishedFigure.objects.create(
        key="bo-sung-1",
        programme=Programme.objects.get(is_default=True),
        order=99,
        text="câu đã in",
        value=Decimal(value),
        decimals=decimals,
        unit_of_value=unit,
        as_of=as_of,
        measure=measure,
    )


def fitting(figure):
    tried = try_figure(figure.programme, figure)
    found = [(each.day, each.computed) for each in tried.readings if each.fits]
    assert len(found) == tried.fitting
    return tried.usual, [(day, at.counted_as, at.count, at.base, at.base_words) for day, at in found]


def test_persons_behind_attendances_may_be_what_was_printed(actor, people):
    attend(actor, *people[:2])
    attend(actor, people[0])

    usual, found = fitting(printed(TrainingMeasure.REFRESHER_ATTENDANCES, 2, unit="người"))

    assert usual == Verdict.DIFFERS
    assert found == [(DAY, "người", 2, None, "")]


def test_a_share_may_be_one_of_those_without_training_before(actor, people):
    attend(actor, people[0])

    usual, found = fitting(printed(TrainingMeasure.REFRESHER_SHARE, 100))

    over = "người chưa qua đào tạo chuyên môn ngày 31/12/2011"
    assert usual == Verdict.DIFFERS
    assert found == [(DAY, way, 1, 1, over) for way in ("lượt người", "người")]


def test_a_count_of_people_may_be_one_of_another_day(actor, people):
    usual, found = fitting(printed(Measure.STAFF, 2, unit="người"))

    assert usual == Verdict.DIFFERS
    assert found == [(BEFORE, "người", 2, None, "")]


def test_the_nearest_readings_stand_first(actor, people):
    tried = try_figure(Programme.objects.get(is_default=True), printed(Measure.BELOW_STANDARD, "76"))
    shares = [float(each.computed.value or 0) for each in tried.readings]

    assert not tried.fitting
    assert [abs(share - 76) for share in shares] == sorted(abs(share - 76) for share in shares)
    assert len(set(shares)) > 1


def test_without_a_measure_nothing_is_tried(actor, people):
    assert fitting(printed(Measure.NO_DATA, 30)) == (Verdict.NO_DATA, [])


def test_the_page_says_how_many_readings_fit(actor, people, client):
    attend(actor, *people[:2])
    attend(actor, people[0])
    figure = printed(TrainingMeasure.REFRESHER_ATTENDANCES, 2, unit="người")
    client.force_login(actor)

    assert PAGE.format(figure.key) in client.get("/tong-quan/doi-chieu/").content.decode()
    page = client.get(PAGE.format(figure.key)).content.decode()

    assert "1 trong 4 cách tính cho đúng con số đã in." in page
    assert "Trang đối chiếu vẫn ghi: khác." in page


def test_a_district_and_an_unknown_figure_are_not_answered(actor, people, client):
    figure = printed(Measure.STAFF, 2, unit="người")
    client.force_login(actor)
    assert client.get(PAGE.format("khong-co")).status_code == 404
    client.force_login(facts.make_user("huyen", units=(facts.unit_coded("043"),)))
    assert client.get(PAGE.format(figure.key)).status_code == 404
