"""Sign-ins of the demonstration: an invented person for every role, and a clerk for every district.

They share one password that everybody may know. That is why the production profile refuses the
demonstration.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from accounts.models import Agency, AgencyKind, Right, Role, User, UserRight
from demo.password import DEMONSTRATION_PASSWORD
from demo.people.plan import CLOSING
from registry.models import Unit, UnitAccess
from succession.lever import SuccessionRight

SYSTEM_USERNAME = "he-thong"


@dataclass(frozen=True)
class SignIn:
    """One account: where it works and for which unit, by the key of that unit."""

    username: str
    full_name: str
    role: Role
    agency: str
    unit_key: str = "04"
    rights: tuple[str, ...] = ()


_BOARD, _HOME_AFFAIRS = "Ban Tổ chức Tỉnh ủy Cao Bằng", "Sở Nội vụ tỉnh Cao Bằng"
_STANDING, _INSPECTION = "Thường trực Tỉnh ủy Cao Bằng", "Ủy ban Kiểm tra Tỉnh ủy Cao Bằng"
_BOARD_RIGHTS = (
    Right.EXPORT_PERSONAL,
    Right.CLOSE_PERIOD,
    Right.APPROVE,
    SuccessionRight.VIEW_SUCCESSION_NAMES,
)
_HOME_AFFAIRS_RIGHTS = (Right.EXPORT_PERSONAL, Right.APPROVE, Right.RECORD_DECISION)

# Name, short name, kind, lines of the heading, symbol (domain 5.1).
_AGENCIES: dict[str, tuple[str, AgencyKind, str, str, str]] = {
    _BOARD: (
        "Ban Tổ chức Tỉnh ủy",
        AgencyKind.PARTY_ORGANISATION_BOARD,
        "TỈNH ỦY CAO BẰNG",
        "BAN TỔ CHỨC",
        "BTCTU",
    ),
    _HOME_AFFAIRS: ("Sở Nội vụ", AgencyKind.HOME_AFFAIRS, "UBND TỈNH CAO BẰNG", "SỞ NỘI VỤ", "SNV"),
    _STANDING: ("Thường trực Tỉnh ủy", AgencyKind.OTHER, "", "TỈNH ỦY CAO BẰNG", "TU"),
    _INSPECTION: ("Ủy ban Kiểm tra", AgencyKind.OTHER, "TỈNH ỦY CAO BẰNG", "ỦY BAN KIỂM TRA", "UBKTTU"),
}
_PROVINCE = (
    SignIn("quantri", "Hoàng Trung Nguyên", Role.ADMINISTRATOR, _HOME_AFFAIRS),
    SignIn("tinh", "Nông Thị Bích Liên", Role.PROVINCE_STAFF, _BOARD, rights=_BOARD_RIGHTS),
    SignIn("sonoivu", "Đàm Quang Vượng", Role.PROVINCE_STAFF, _HOME_AFFAIRS, rights=_HOME_AFFAIRS_RIGHTS),
    SignIn("lanhdao", "Bế Minh Thuận", Role.LEADER, _STANDING),
    SignIn("kiemtra", "Lý Thanh Tuyền", Role.AUDITOR, _INSPECTION),
)
# Sign-in name, district, its name, the clerk.
_CLERKS = (
    ("baolac", "043", "Bảo Lạc", "Chi Thị Xuyến"),
    ("baolam", "042", "Bảo Lâm", "Giàng A Sính"),
    ("thongnong", "044", "Thông Nông", "Triệu Văn Kiềm"),
    ("haquang", "045", "Hà Quảng", "Sầm Ngọc Luyến"),
    ("tralinh", "046", "Trà Lĩnh", "Lương Đức Huân"),
    ("trungkhanh", "047", "Trùng Khánh", "Nông Thu Quế"),
    ("halang", "048", "Hạ Lang", "Lục Văn Thao"),
    ("quanguyen", "049", "Quảng Uyên", "Mông Thị Hường"),
    ("phuchoa", "050", "Phục Hòa", "Mã Xuân Lập"),
    ("hoaan", "051", "Hòa An", "Hà Thúy Mến"),
    ("nguyenbinh", "052", "Nguyên Bình", "Bàn Tòn Sinh"),
    ("thachan", "053", "Thạch An", "Vi Hồng Nhung"),
    ("caobang", "040", "Cao Bằng", "Nguyễn Quốc Tùng"),
)


def _district_agency(code: str, name: str) -> str:
    return f"Thành ủy {name}" if code == "040" else f"Huyện ủy {name}"


def sign_ins() -> tuple[SignIn, ...]:
    """All named accounts, the province first."""
    clerks = (
        SignIn(
            username, person, Role.DISTRICT_CLERK, _district_agency(code, name), code, (Right.SUBMIT_PERIOD,)
        )
        for username, code, name, person in _CLERKS
    )
    return (*_PROVINCE, *clerks)


def system_account() -> User:
    """The account that the demonstration is written by; nobody can sign in with it."""
    user, _ = User.objects.get_or_create(
        username=SYSTEM_USERNAME,
        defaults={
            "full_name": "Hệ thống",
            "role": Role.AUDITOR,
            "is_active": False,
            "password": make_password(None),
        },
    )
    return user


def grant_province(user: User, key: str) -> None:
    """Lets the province see what the account did."""
    UnitAccess.objects.get_or_create(user=user, unit=Unit.objects.get(key=key), territory_on=CLOSING)


def create_sign_ins() -> None:
    """Creates the named accounts that do not exist yet; existing ones are left as they are."""
    agencies = _create_agencies()
    units = {unit.key: unit for unit in Unit.objects.filter(key__in={each.unit_key for each in sign_ins()})}
    granted_by = system_account()
    for each in sign_ins():
        if User.objects.filter(username=each.username).exists():
            continue
        user = User.objects.create_user(
            each.username,
            DEMONSTRATION_PASSWORD,
            full_name=each.full_name,
            role=each.role,
            agency=agencies[each.agency],
        )
        UnitAccess.objects.create(user=user, unit=units[each.unit_key], territory_on=CLOSING)
        for right in each.rights:
            UserRight.objects.create(user=user, right=right, granted_by=granted_by)


# Who signs, where it is not the head of the agency: in whose name, and as what.
_SIGNERS = {
    "BTCTU": ("", "TRƯỞNG BAN"),
    "SNV": ("", "GIÁM ĐỐC"),
    "HU": ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    "ThU": ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
}


def _create_agencies() -> dict[str, Agency]:
    described = dict(_AGENCIES)
    for _username, code, name, _person in _CLERKS:
        agency = _district_agency(code, name)
        symbol = "ThU" if code == "040" else "HU"
        kind = AgencyKind.DISTRICT_PARTY_COMMITTEE
        described[agency] = (agency, kind, "ĐẢNG BỘ TỈNH CAO BẰNG", agency.upper(), symbol)
    agencies = {}
    for name, (short_name, kind, superior, issuer, symbol) in described.items():
        authority, title = _SIGNERS.get(symbol, ("", "THỦ TRƯỞNG CƠ QUAN"))
        agencies[name], _ = Agency.objects.get_or_create(
            name=name,
            defaults={
                "short_name": short_name,
                "kind": kind,
                "superior_line": superior,
                "issuer_line": issuer,
                "symbol_code": symbol,
                "signer_authority": authority,
                "signer_title": title,
            },
        )
    return agencies
