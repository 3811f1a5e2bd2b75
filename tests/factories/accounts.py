"""Accounts and agencies, all invented."""

from itertools import count

from accounts.models import Agency, AgencyKind, User, UserRight
from accounts.rights import Role

PASSWORD = "con suối chảy qua bản nhỏ"
_numbers = count(1)


def make_agency(name: str = "Huyện ủy Phục Hòa", **fields: object) -> Agency:
    """The agency of that name, made when it is missing."""
    facts = {
        "short_name": name,
        "kind": AgencyKind.DISTRICT_PARTY_COMMITTEE,
        "superior_line": "ĐẢNG BỘ TỈNH CAO BẰNG",
        "issuer_line": name.upper(),
        "symbol_code": "HU",
        **fields,
    }
    return Agency.objects.get_or_create(name=name, defaults=facts)[0]


def make_user(
    *,
    role: Role = Role.DISTRICT_CLERK,
    username: str = "",
    rights: tuple[str, ...] = (),
    password: str | None = PASSWORD,
    **fields: object,
) -> User:
    """An account that can sign in with `PASSWORD`; `rights` are granted beyond the role."""
    number = next(_numbers)
    fields.setdefault("full_name", f"Nông Thị Số {number}")
    fields.setdefault("agency", make_agency())
    user = User.objects.create_user(username or f"nguoi.{number}", password, role=role, **fields)
    for right in rights:
        UserRight.objects.create(user=user, right=right, granted_by=user)
    return user
