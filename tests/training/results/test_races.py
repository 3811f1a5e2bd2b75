"""Done, line 3: two officers give the last seat away at the same moment, through a real server.

The server is our gunicorn in a process of its own, on the database of this test. Two HTTP clients have the
page open and send it together: one gets the seat, the other reads a sentence.
"""

import http.client
import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from functools import partial
from html import unescape
from threading import Barrier
from urllib.parse import urlencode, urlsplit

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.urls import reverse

from accounts.models import Role
from registry.enums import Scale
from registry.models import Act
from tests.browser.site import environment, running_server
from tests.factories import registry as make
from tests.factories import training as train
from training.enums import TrainingAct
from training.models import Enrolment

pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]
ROUNDS = 5
FORM = {"Content-Type": "application/x-www-form-urlencoded"}


class Officer:
    """A signed-in account at its own browser, with the page of enrolment open."""

    def __init__(self, url, user, path):
        client = Client()
        client.force_login(user)
        self.host, self.path = urlsplit(url).netloc, path
        self.cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
        _, page = self.send("GET", path)
        [self.token, *_] = re.findall(r'name="csrfmiddlewaretoken" value="([^"]+)"', page)

    def send(self, method, path, data=None):
        """Status and text of an answer; nothing is followed."""
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self.cookies.items())}
        with closing(http.client.HTTPConnection(self.host, timeout=60)) as line:
            line.request(method, path, urlencode(data, doseq=True) if data else None, headers | FORM)
            answer = line.getresponse()
            for name, value in answer.getheaders():
                if name.lower() == "set-cookie":
                    key, _, rest = value.partition("=")
                    self.cookies[key] = rest.partition(";")[0]
            return answer.status, unescape(answer.read().decode())

    def enrols(self, allotment, cadre):
        """The form with one person ticked, sent as the button sends it."""
        data = {
            "csrfmiddlewaretoken": self.token,
            "code": cadre.code,
            "person": cadre.code,
            f"seen-{cadre.code}": "",
            "allotment": allotment.pk,
            "enrolled_on": "01/03/2013",
            "save": "1",
        }
        return self.send("POST", urlsplit(self.path).path, data)


@pytest.fixture
def server(reference, tmp_path):
    database = connection.settings_dict
    sign_in = f"{database['USER']}:{database['PASSWORD']}@" if database["USER"] else ""
    address = f"postgres://{sign_in}{database['HOST']}:{database['PORT'] or 5432}/{database['NAME']}"
    variables = environment(tmp_path) | {"DATABASE_URL": address, "WEB_WORKERS": "2"}
    with running_server(variables, tmp_path / "server.log") as url:
        yield url


def at_once(calls: list[Callable[[], tuple[int, str]]]) -> list[tuple[int, str]]:
    """Answers of calls made together."""
    start = Barrier(len(calls))

    def run(call: Callable[[], tuple[int, str]]) -> tuple[int, str]:
        start.wait()
        return call()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def test_the_last_seat_goes_to_one_of_two_and_the_other_reads_why(server):
    district, province = make.unit_coded("043"), make.unit_coded("04")
    users = [
        make.make_user("nhap.baolac", units=(district,)),
        make.make_user("ban.tochuc", role=Role.PROVINCE_STAFF, units=(province,)),
    ]
    levels = {Scale.GENERAL_EDUCATION: "upper_secondary", Scale.PROFESSIONAL: "none"}
    for number in range(ROUNDS):
        training_class = train.make_class(users[1], starts_on=date(2013, 3, 1), ends_on=date(2014, 3, 1))
        allotment = train.make_seats(users[1], training_class, district, 1)
        people = [
            make.make_cadre(users[1], make.unit_coded("01333"), f"Nông Văn A{number}{each}", levels=levels)
            for each in range(2)
        ]
        path = reverse("training:enrol", args=[training_class.code])
        officers = [
            Officer(server, user, f"{path}?code={cadre.code}")
            for user, cadre in zip(users, people, strict=True)
        ]

        answers = at_once(
            [
                partial(officer.enrols, allotment, cadre)
                for officer, cadre in zip(officers, people, strict=True)
            ]
        )

        statuses = [status for status, _ in answers]
        assert sorted(statuses) == [200, 302], [text[-2000:] for _, text in answers]
        [told] = [text for status, text in answers if status == 200]
        assert "Chỉ tiêu của huyện Bảo Lạc từ nguồn Đề án 03 đã hết chỗ trong 1, cần 1. Chưa ghi gì" in told
        [enrolment] = Enrolment.objects.filter(training_class=training_class)
        assert enrolment.cadre == people[statuses.index(302)]
    assert Act.objects.filter(kind=TrainingAct.ENROL).count() == ROUNDS
