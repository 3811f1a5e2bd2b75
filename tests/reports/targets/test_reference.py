from datetime import date
from decimal import Decimal

import pytest

from registry.reference.load import LOADERS, load_reference
from reports.enums import Measure
from reports.models import Programme, PublishedFigure, Target
from reports.targets.load import load_programmes

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded() -> None:
    load_reference()


def test_reports_adds_its_loader_once():
    assert LOADERS.count(load_programmes) == 1


def test_the_scheme_has_its_dates_and_is_the_default():
    scheme = Programme.objects.get(code="DA03")

    assert (scheme.starts_on, scheme.due_on) == (date(2012, 1, 1), date(2015, 12, 31))
    assert (scheme.baseline_on, scheme.default_day) == (date(2011, 12, 31), date(2013, 12, 31))
    assert scheme.standard_set.code == "DA03"
    assert scheme.is_default


def test_the_eight_targets_are_those_of_the_scheme():
    targets = Target.objects.filter(programme__code="DA03").select_related("minimum").order_by("order")

    assert [(t.code, t.staff_group, t.scale, t.minimum.code, int(t.threshold)) for t in targets] == [
        ("CM-CB", "elected_cadre", "professional", "intermediate", 90),
        ("CM-CC", "civil_servant", "professional", "intermediate", 95),
        ("CM-DH", "", "professional", "university", 20),
        ("LLCT-SC", "", "political_theory", "elementary", 90),
        ("LLCT-TC", "", "political_theory", "intermediate", 60),
        ("QLNN", "", "state_management", "commune_refresher", 90),
        ("QP", "", "defence", "object_4", 90),
        ("TH", "", "informatics", "certificate_a", 80),
    ]


def test_ambiguous_bases_are_everyone_and_say_so():
    for code in ("CM-DH", "LLCT-TC"):
        target = Target.objects.get(code=code)
        assert target.base_minimum is None
        assert "toàn bộ" in target.footnote


@pytest.mark.parametrize(
    ("key", "value", "decimals", "measure"),
    [
        ("districts", "13", 0, Measure.DISTRICTS),
        ("communes", "199", 0, Measure.COMMUNES),
        ("hamlets", "2480", 0, Measure.HAMLETS),
        ("border_communes", "46", 0, Measure.BORDER_COMMUNES),
        ("border_communes_xa", "43", 0, Measure.BORDER_COMMUNES_XA),
        ("border_communes_thi_tran", "3", 0, Measure.BORDER_COMMUNES_THI_TRAN),
        ("border_districts", "9", 0, Measure.BORDER_DISTRICTS),
        ("without_training", "44.7", 1, Measure.WITHOUT_PROFESSIONAL_TRAINING),
        ("below_standard", "85.7", 1, Measure.BELOW_STANDARD),
        ("staff_survey_2012", "3732", 0, Measure.STAFF),
        ("staff_implied", "3600", -2, Measure.STAFF),
    ],
)
def test_figures_about_people_and_units_name_their_measure(key, value, decimals, measure):
    figure = PublishedFigure.objects.get(key=key)

    assert (figure.value, figure.decimals, figure.measure) == (Decimal(value), decimals, measure)


def test_all_other_figures_have_no_data_yet():
    assert PublishedFigure.objects.exclude(measure=Measure.NO_DATA).count() == 25
    assert PublishedFigure.objects.filter(measure=Measure.NO_DATA).count() == 26


def test_the_printed_share_of_placements_is_not_bent():
    assert PublishedFigure.objects.get(key="recruitment_placed_share").value == 30
