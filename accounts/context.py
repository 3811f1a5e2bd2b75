"""What the page frame shows of the account: the sections it may open."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse

from accounts.http import UserRequest
from accounts.models import User
from accounts.rights import Right


@dataclass(frozen=True, slots=True)
class Section:
    """A line of the menu, for holders of any of the rights (none: everybody); the lowest `order` first."""

    label: str
    url_name: str
    rights: tuple[str, ...] = ()
    purpose: str = ""
    key: str = ""
    order: int = 0


@dataclass(frozen=True, slots=True)
class MenuItem:
    """A section as one page shows it."""

    label: str
    url: str
    is_current: bool
    purpose: str = ""
    key: str = ""


SECTIONS = [
    Section("Tổng quan", "reports:overview", (Right.VIEW_FIGURES,), order=10),
    Section("Việc cần làm", "registry:tasks", (Right.EDIT_PEOPLE,), order=20),
    Section("Hồ sơ", "registry:cadre_list", (Right.VIEW_PEOPLE,), order=30),
    Section("Nhật ký", "registry:act_list", (Right.EDIT_PEOPLE, Right.VIEW_LOG), order=110),
    Section("Quản trị", "accounts:administration", (Right.MANAGE_ACCOUNTS, Right.MANAGE_DATA), order=120),
]
ADMINISTRATION_SECTIONS = [
    Section(
        "Tài khoản",
        "accounts:account_list",
        (Right.MANAGE_ACCOUNTS,),
        "Thêm, khóa, cấp mật khẩu; vai trò, quyền và phạm vi địa bàn của từng người",
        order=10,
    ),
    Section(
        "Cơ quan",
        "accounts:agency_list",
        (Right.MANAGE_ACCOUNTS,),
        "Cơ quan của người dùng; dòng đầu và ký hiệu in trên văn bản",
        order=20,
    ),
    Section(
        "Chương trình, chỉ tiêu",
        "reports:programme_list",
        (Right.MANAGE_DATA,),
        "Mốc thời gian, mục tiêu, mẫu số, giao chỉ tiêu cho từng đơn vị",
        order=30,
    ),
    Section(
        "Số liệu công bố",
        "reports:published_list",
        (Right.MANAGE_DATA,),
        "Con số đã in về chương trình, đặt cạnh số tính từ hồ sơ",
        order=40,
    ),
    Section(
        "Danh mục",
        "registry:reference_list",
        (Right.MANAGE_DATA,),
        "Chức danh, diện bố trí, dân tộc, trình độ, tiêu chuẩn, định mức biên chế",
        order=50,
    ),
    Section(
        "Giao diện",
        "reports:appearance",
        (Right.MANAGE_DATA,),
        "Mọi thành phần của trang, ở mọi trạng thái, với số liệu dựng",
        order=70,
    ),
    Section(
        "Nhật ký truy cập",
        "accounts:access_log",
        (Right.VIEW_LOG,),
        "Ai đã xem gì, ai đã đổi gì; chỉ ghi thêm",
        order=80,
    ),
]
ACCOUNT_SECTIONS = (
    Section("Tài khoản", "accounts:account_list", (Right.MANAGE_ACCOUNTS,)),
    Section("Nhật ký truy cập", "accounts:access_log", (Right.VIEW_LOG,)),
    Section("Đổi mật khẩu", "accounts:password_change"),
    Section("Phím tắt", "accounts:shortcuts", key="?"),
)
SEARCH = Section("Tìm hồ sơ", "registry:cadre_list", (Right.VIEW_PEOPLE,))


def add_sections(menu: Iterable[Section], administration: Iterable[Section]) -> None:
    """Sections of an app above: in the menu, and among those of the administration."""
    for known, added in ((SECTIONS, menu), (ADMINISTRATION_SECTIONS, administration)):
        known.extend(added)
        known.sort(key=lambda section: section.order)


def menu(request: HttpRequest) -> dict[str, object]:
    """Context processor of every page; error pages before the sign-in see an empty menu."""
    user = getattr(request, "user", None)
    shown: dict[str, object] = {
        "menu": [],
        "account_menu": [],
        "account": None,
        "search_url": "",
        "is_demonstration": settings.DEMONSTRATION,
    }
    if user is not None and user.is_authenticated:
        search = _items(request, user, (SEARCH,))
        shown |= {
            "menu": _items(request, user, SECTIONS),
            "account_menu": _items(request, user, ACCOUNT_SECTIONS),
            "account": user,
            "search_url": f"{search[0].url}#id_q" if search else "",
        }
    return shown


def administration_items(request: UserRequest) -> list[MenuItem]:
    """Sections of the administration that the account may open."""
    return _items(request, request.user, ADMINISTRATION_SECTIONS)


def _items(request: HttpRequest, user: User, sections: Sequence[Section]) -> list[MenuItem]:
    found = ((section, reverse(section.url_name)) for section in sections if _may_see(user, section))
    return [
        MenuItem(section.label, url, request.path.startswith(url), section.purpose, section.key)
        for section, url in found
    ]


def _may_see(user: User, section: Section) -> bool:
    return not section.rights or user.has_any_right(*section.rights)
