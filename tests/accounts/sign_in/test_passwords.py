"""What a password may not be, and changing one's own."""

import pytest
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from accounts.models import AccessEntry, AccessKind
from accounts.rights import Role
from tests.factories.accounts import PASSWORD, make_user

PAGE = "/doi-mat-khau/"
NEW = "sương mù trên đèo sớm mai"


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("Tr0ng!nui#rung", "password_too_short"),
        ("Cao Bằng 2015 2016", "password_local_words"),
        ("caobang2015caobang", "password_local_words"),
        ("MậtKhẩu123456789", "password_local_words"),
        ("matkhau@baolac2013", "password_local_words"),
        ("Hà Quảng Hòa An 1", "password_local_words"),
        ("NongThiHanh@2013", "password_local_words"),
        ("hanh.nt hanh.nt 12", "password_local_words"),
        ("aaaaaaaaaaaaaaaa", "password_pattern"),
        ("1212121212121212", "password_pattern"),
        ("abcdefghijklmnop", "password_pattern"),
        ("12345678901234567", "password_pattern"),
        ("1q2w3e4r5t6y7u8i9o0p", "password_too_common"),
        ("Friend of Emily", "password_too_common"),
    ],
)
def test_refused(db, password, code):
    hanh = make_user(username="hanh.nt", full_name="Nông Thị Hạnh")

    with pytest.raises(ValidationError) as refusal:
        validate_password(password, hanh)

    assert code in {error.code for error in refusal.value.error_list}


@pytest.mark.parametrize(
    "password",
    [
        NEW,
        "con suoi chay qua ban nho",
        "Ở Cao Bằng có thác nước rất đẹp",
        "hỏi bạn đường lên nương ngô",
        "vK9#mQ2$xL7&pR4",
    ],
)
def test_accepted(db, password):
    validate_password(password, make_user(username="hanh.nt", full_name="Nông Thị Hạnh"))


def test_every_refusal_is_a_vietnamese_sentence(db):
    with pytest.raises(ValidationError) as refusal:
        validate_password("123456", make_user())

    assert refusal.value.messages
    assert all(message[0].isupper() and message.endswith(".") for message in refusal.value.messages)
    assert not any(word in " ".join(refusal.value.messages) for word in ("password", "This"))


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"current": "sai rồi"}, "Không đúng mật khẩu đang dùng"),
        ({"repeated": "khác hẳn câu trên kia"}, "Hai lần gõ không giống nhau"),
        ({"new": PASSWORD, "repeated": PASSWORD}, "giống mật khẩu đang dùng"),
        ({"new": "ngắn", "repeated": "ngắn"}, "cần ít nhất 15"),
        ({"current": ""}, "Ô này chưa điền."),
    ],
)
def test_a_faulty_change_keeps_the_old_password(client_of, clerk, change, sentence):
    response = client_of(clerk).post(PAGE, {"current": PASSWORD, "new": NEW, "repeated": NEW} | change)

    clerk.refresh_from_db()
    assert sentence in response.content.decode()
    assert clerk.check_password(PASSWORD)


def test_a_change_is_saved_and_noted(client_of, clerk):
    client_of(clerk).post(PAGE, {"current": PASSWORD, "new": NEW, "repeated": NEW})

    clerk.refresh_from_db()
    assert clerk.check_password(NEW)
    assert AccessEntry.objects.get().kind == AccessKind.PASSWORD_CHANGED


def test_what_was_typed_is_not_sent_back(client_of, clerk):
    response = client_of(clerk).post(PAGE, {"current": "câu cũ của tôi", "new": NEW, "repeated": NEW})

    assert "câu cũ của tôi" not in response.content.decode()
    assert NEW not in response.content.decode()


def test_guessing_the_old_password_in_an_open_session_is_limited(client_of, clerk, settings):
    settings.SIGN_IN_FAILURES_PER_NAME = 3
    client = client_of(clerk)
    statuses = [
        client.post(PAGE, {"current": f"đoán {n}", "new": NEW, "repeated": NEW}).status_code for n in range(4)
    ]

    assert statuses == [200, 200, 200, 429]


@pytest.mark.parametrize("path", ["/", "/quan-tri/tai-khoan/", "/tong-quan/", "/ho-so/"])
def test_with_a_one_time_password_nothing_else_opens(client_of, path, db):
    user = make_user(role=Role.ADMINISTRATOR, must_change_password=True)
    response = client_of(user).get(path)

    assert response.status_code == 404 or response["Location"] == PAGE


def test_with_a_one_time_password_one_can_still_sign_out(client_of, db):
    client = client_of(make_user(must_change_password=True))

    assert client.post("/dang-xuat/")["Location"] == "/dang-nhap/"
