import pytest
from django.contrib.auth.models import AnonymousUser
from django.contrib.contenttypes.models import ContentType
from django.db import connection, transaction
from django.http import HttpResponse
from django.template.response import SimpleTemplateResponse
from django.test import Client, override_settings
from django.urls import path
from django.utils.functional import SimpleLazyObject

from common.readonly import WriteOnReadError, is_write, no_writes, writes_allowed

GUARD = "common.readonly.ReadOnlyGetMiddleware"
OUTSIDE = f"{__name__}.CountingMiddleware"


def add_row():
    with transaction.atomic():
        ContentType.objects.create(app_label="thu", model="ghi")


def rows():
    return ContentType.objects.filter(app_label="thu").count()


def writing(request):
    add_row()
    return HttpResponse("đã ghi")


def reading(request):
    return HttpResponse(str(rows()))


def logging(request):
    with writes_allowed():
        add_row()
    return HttpResponse("đã ghi nhật ký")


class CountingMiddleware:
    """Writes around every view, as the session middleware does."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if "outside" in request.GET:
            add_row()
        return response


class StaleSessionMiddleware:
    """Gives the request a user whose void session is deleted, a write, when he is first asked for."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.user = SimpleLazyObject(lambda: add_row() or AnonymousUser())
        return self.get_response(request)


class RefusingMiddleware:
    """Lets nobody in, as a sign-in check placed after the guard might."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, *view):
        return HttpResponse(status=403)


class LateResponse(SimpleTemplateResponse):
    """Rendered by Django after the view has returned."""

    @property
    def rendered_content(self):
        add_row()
        return ""


urlpatterns = [
    path("write/", writing),
    path("read/", reading),
    path("log/", logging),
    path("user/", lambda request: HttpResponse(str(rows() if request.user.is_anonymous else 0))),
    path("late/", lambda request: LateResponse("none.html")),
]


@pytest.fixture
def client(db):
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[OUTSIDE, GUARD], LOGIN_URL="/"):
        yield Client()


@pytest.mark.parametrize("method", ["get", "head"])
def test_a_view_that_writes_while_reading_raises_and_nothing_is_written(client, method):
    with pytest.raises(WriteOnReadError, match="INSERT"):
        getattr(client, method)("/write/")
    assert rows() == 0


def test_a_template_rendered_late_is_guarded_too(client):
    with pytest.raises(WriteOnReadError):
        client.get("/late/")


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_other_methods_write(client, method):
    assert getattr(client, method)("/write/").status_code == 200
    assert rows() == 1


def test_reading_reads(client):
    assert client.get("/read/").content == b"0"


def test_the_access_log_may_write(client):
    assert client.get("/log/").status_code == 200
    assert rows() == 1


def test_middleware_outside_may_write(client):
    assert client.get("/read/?outside=1").status_code == 200
    assert rows() == 1


@pytest.mark.django_db
def test_a_void_session_is_not_the_fault_of_the_view():
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[f"{__name__}.StaleSessionMiddleware", GUARD]):
        assert Client().get("/user/").content == b"1"


def test_the_guard_ends_with_the_request(client):
    with pytest.raises(WriteOnReadError):
        client.get("/write/")
    add_row()
    assert rows() == 1
    assert connection.execute_wrappers == []


@pytest.mark.django_db
def test_what_other_middleware_decides_about_the_view_stands():
    with override_settings(ROOT_URLCONF=__name__, MIDDLEWARE=[GUARD, f"{__name__}.RefusingMiddleware"]):
        assert Client().get("/read/").status_code == 403


@pytest.mark.django_db
def test_the_permission_ends_with_its_block():
    with no_writes():
        with writes_allowed():
            add_row()
        with pytest.raises(WriteOnReadError), transaction.atomic():
            ContentType.objects.filter(app_label="thu").delete()
    assert rows() == 1


@pytest.mark.django_db
def test_bulk_writes_and_raw_statements_are_seen():
    with no_writes():
        with pytest.raises(WriteOnReadError), transaction.atomic():
            ContentType.objects.bulk_create([ContentType(app_label="thu", model="a")])
        with pytest.raises(WriteOnReadError):
            ContentType.objects.update(model="a")
        with connection.cursor() as cursor, pytest.raises(WriteOnReadError):
            cursor.execute("  -- chỉ đọc\n DELETE FROM django_content_type")


@pytest.mark.django_db
def test_transactions_and_long_reads_pass():
    with no_writes(), transaction.atomic():
        assert list(ContentType.objects.iterator()) != []


@pytest.mark.parametrize(
    "sql",
    [
        "INSERT INTO t VALUES (1)",
        "insert or replace into t values (1)",
        "\n  UPDATE t SET a = 1",
        "/* đọc */ DELETE FROM t",
        "REPLACE INTO t VALUES (1)",
        "TRUNCATE t",
        "DROP TABLE t",
        "CREATE TEMP TABLE t (a int)",
        "ALTER TABLE t ADD b int",
        "COPY t FROM STDIN",
        "MERGE INTO t USING s ON true",
        "VACUUM",
        "CALL p()",
        "WITH s AS (SELECT 1) INSERT INTO t SELECT * FROM s",
        'WITH s AS (DELETE FROM "t" RETURNING *) SELECT * FROM s',
        "WITH s AS (UPDATE t SET a = 1 RETURNING *) SELECT * FROM s",
    ],
)
def test_writing_statements(sql):
    assert is_write(sql)


@pytest.mark.parametrize(
    "sql",
    [
        "SELECT 1",
        "(SELECT 1) UNION (SELECT 2)",
        "SELECT * FROM t FOR UPDATE",
        "WITH s AS (SELECT 1) SELECT * FROM s",
        "WITH s AS (SELECT * FROM t FOR UPDATE) SELECT * FROM s",
        "WITH s AS (SELECT * FROM t FOR NO KEY UPDATE) SELECT * FROM s",
        "WITH s AS (SELECT 'DELETE FROM t', \"update\" FROM t) SELECT * FROM s -- INSERT INTO t",
        "SAVEPOINT s1",
        "RELEASE SAVEPOINT s1",
        "EXPLAIN SELECT 1",
        "PRAGMA table_info(t)",
        "",
    ],
)
def test_reading_statements(sql):
    assert not is_write(sql)
