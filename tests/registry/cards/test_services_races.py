"""Two clerks at once: whoever comes second sees what the first wrote, so that titles never overlap."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from functools import partial
from threading import Barrier

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from registry.acts.recording import version_of
from registry.cards import services
from registry.enums import EndReason, Scale
from registry.errors import Refusal
from registry.models import Cadre, Posting
from tests.factories import registry as make

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = pytest.mark.parametrize("number", range(6))


@pytest.fixture
def clerk(reference):
    return make.make_user(units=(make.unit_coded("043"),))


def at_once(calls: list[Callable[[], object]]) -> list[object]:
    """Runs the calls from a common start, each on its own connection; exceptions are results."""
    start = Barrier(len(calls))

    def run(call: Callable[[], object]) -> object:
        start.wait()
        try:
            return call()
        except (Refusal, ValidationError) as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def refusals(results):
    return [each for each in results if isinstance(each, Exception)]


def never_overlap(cadre):
    rows = list(cadre.postings.filter(is_main=True).order_by("started_on"))
    return all(
        one.ended_on and one.ended_on < two.started_on for one, two in zip(rows, rows[1:], strict=False)
    )


@ROUNDS
def test_two_appointments_at_once_leave_one_title(clerk, number):
    cadre = make.make_cadre(
        clerk, make.unit_coded("01333"), f"Nông Văn A{number}", ended_on=date(2012, 12, 31)
    )
    facts = [make.posting_facts(make.unit_coded(code), make.on(2013, 3, 1)) for code in ("01333", "01324")]

    results = at_once([partial(services.appoint, actor=clerk, cadre=cadre, posting=each) for each in facts])

    assert len(refusals(results)) == 1
    assert Posting.objects.filter(cadre=cadre).count() == 2
    assert never_overlap(cadre)


@ROUNDS
def test_transfer_and_end_at_once_leave_no_overlap(clerk, number):
    cadre = make.make_cadre(clerk, make.unit_coded("01333"), f"Nông Văn A{number}")
    current = cadre.postings.get()
    facts = make.posting_facts(make.unit_coded("01324"), make.on(2013, 3, 1))

    results = at_once(
        [
            lambda: services.transfer(actor=clerk, cadre=cadre, posting=facts),
            lambda: services.end_posting(
                actor=clerk, posting=current, ended_on=date(2013, 6, 30), end_reason=EndReason.RETIRED
            ),
        ]
    )

    assert len(refusals(results)) == 1
    assert never_overlap(cadre)


@ROUNDS
def test_two_editors_who_saw_the_same_version_cannot_both_save(clerk, number):
    cadre = make.make_cadre(clerk, make.unit_coded("01333"), f"Nông Văn A{number}")
    seen = version_of(cadre)

    results = at_once(
        [
            partial(
                services.correct_cadre,
                actor=clerk,
                cadre=Cadre.objects.get(pk=cadre.pk),
                values={"note": text},
                version=seen,
            )
            for text in ("một", "hai")
        ]
    )

    assert len(refusals(results)) == 1
    assert cadre.history.count() == 2


def test_same_diploma_sent_twice_is_written_once(clerk):
    cadre = make.make_cadre(clerk, make.unit_coded("01333"))
    facts = make.level_facts(Scale.PROFESSIONAL, "intermediate", make.on(2012, 6, 15))

    results = at_once(
        [lambda: services.record_qualification(actor=clerk, cadre=cadre, facts=facts) for _ in range(4)]
    )

    assert len(refusals(results)) == 3
    assert cadre.qualifications.count() == 1
