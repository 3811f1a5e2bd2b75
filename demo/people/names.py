"""Invented names as they are given in Cao Bằng, by ethnic group (official code) and sex.

Family, middle and given names are drawn one by one, so that a likeness to a living person is chance.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from registry.enums import Sex

TAY, NUNG, MONG, DAO, KINH, SAN_CHAY, LO_LO = "02", "07", "08", "09", "01", "15", "43"


@dataclass(frozen=True)
class _Pool:
    """Words of one group; a family, middle or given name is repeated where it is common."""

    families: tuple[str, ...]
    male_middles: tuple[str, ...]
    female_middles: tuple[str, ...]
    male_given: tuple[str, ...]
    female_given: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


_MALE_GIVEN = _words(
    "An Anh Bằng Bảo Biên Bình Cao Chiến Chính Chương Công Cương Cường Dũng Duy Đại Đạt Định Đoàn Đông "
    "Đồng Đức Giang Hà Hải Hậu Hiến Hiệp Hiếu Hoan Hoàng Huân Hùng Huy Hưng Khánh Khải Khoa Kiên Kiệt Lâm "
    "Lập Lộc Long Luân Lực Lương Mạnh Minh Nam Nghị Nghĩa Ngọc Nguyên Nhân Nhất Phong Phú Phúc Phương "
    "Quang Quân Quốc Quý Quyền Quyết Sáng Sơn Tài Tâm Tân Thái Thành Thắng Thao Thịnh Thông Thọ Thuận "
    "Thực Tiến Tình Toàn Trọng Trung Trường Tuân Tuấn Tùng Tuyên Tường Văn Viên Việt Vinh Vượng Xuân Yên"
)
_FEMALE_GIVEN = _words(
    "Anh Ánh Bích Cúc Chi Chiêm Diệp Dung Duyên Đào Điệp Hà Hằng Hạnh Hảo Hiền Hiên Hoa Hoài Hòa Hồng Huế "
    "Huệ Huyền Hương Hường Khuyên Lan Lành Liên Liễu Linh Loan Lưu Luyến Lý Mai Mến My Nga Ngân Nguyệt "
    "Nhàn Nhung Nương Oanh Phấn Phương Phượng Quế Quyên Quỳnh Sen Tâm Thắm Thanh Thảo Thơm Thu Thuận Thúy "
    "Thủy Thương Tím Tuyết Uyên Vân Viên Xuân Xuyến Yên Yến"
)
_LOWLAND_MALE = _words("Văn Văn Văn Văn Đình Đức Hữu Quang Minh Ngọc Xuân Công Thanh Trung Quốc Mạnh Đại")
_LOWLAND_FEMALE = _words("Thị Thị Thị Thị Thị Thu Ngọc Thanh Bích Kim Thúy Hồng Minh")

_POOLS = {
    TAY: _Pool(
        _words(
            "Nông Nông Nông Hoàng Hoàng Hoàng Hoàng Bế Đàm Hà Lương Mã Ma Đinh Nguyễn Nguyễn Lã La Phan "
            "Vi Tô Dương Mạc Triệu Lục Trần Ngọc Sầm Lý Bàng Luân Vương Hứa Đoàn Phương"
        ),
        _LOWLAND_MALE,
        _LOWLAND_FEMALE,
        _MALE_GIVEN,
        _FEMALE_GIVEN,
    ),
    NUNG: _Pool(
        _words(
            "Nông Nông Nông Hoàng Hoàng Lý Lý Lục Lương Triệu Triệu Linh Long Mông Hứa Chu Vi Lăng Phùng "
            "Tô Sầm Đàm Trương Thẩm Vương Âu Mã Lã Lê Nguyễn Hà Đinh Phan Dương Lương"
        ),
        _LOWLAND_MALE,
        _LOWLAND_FEMALE,
        _MALE_GIVEN,
        _FEMALE_GIVEN,
    ),
    MONG: _Pool(
        _words("Vừ Vừ Giàng Lý Lý Sùng Thào Lầu Hầu Vàng Vàng Dương Dương Hoàng Ngô Đào Mua Chảo Già Hờ Ma"),
        _words("A A A A Mí Mí Văn Văn Seo Chúng Nhìa"),
        _words("Thị Thị Thị Thị Y"),
        _words(
            "Dình Páo Chá Tủa Sáu Dính Sình Pó Chứ Lử Dơ Say Sử Cáng Vư Dế Phình Sính Nô Lềnh Chơ Sùng "
            "Pháy Tú Mình Sài Dũng Sơn Hồng Thành Pá Lầu Cở Chẩn Giống Hòa Nhù Súa Tráng Vảng"
        ),
        _words(
            "Mỷ Dở Chía Máy Sinh Mai Dung Xay Súng Pà Dính Sáy Dợ Chư Say Mị Dí Lia Pàng Sua Vá Dua Hoa "
            "Lan Xúa"
        ),
    ),
    DAO: _Pool(
        _words("Triệu Triệu Triệu Bàn Bàn Đặng Đặng Phùng Lý Lý Chảo Tẩn Dương Hoàng Phàn Trương"),
        _words("Văn Văn Chòi Sành Dào Tòn Phúc Kiềm Chàn Vần Quầy Tiến Nguyên Hữu"),
        _words("Mùi Mùi Mùi Thị Thị Thị Mán Tả"),
        _words(
            "Sành Phẩy Chiêu Quyên Chàn Pu Sơn Nhàn Vạn Kinh Phin Khe Dất Phấu Sinh Cán Chuổng Liều Quang "
            "Kiềm Hin Páo Nhậy Tài Thắng Minh Phú Lai Ton Vảng Phấy"
        ),
        _words(
            "Nái Pham Ghến Mản Chản Khe Mui Viền Coi Pết Sểnh Phấy Chài Nhậy Lai Dất Phin Cói Xuân Hương "
            "Nảy Phượng"
        ),
    ),
    KINH: _Pool(
        _words("Nguyễn Nguyễn Nguyễn Nguyễn Trần Trần Phạm Lê Lê Vũ Đỗ Bùi Ngô Đặng Đinh Hồ Đào Lưu Tạ Phan"),
        _LOWLAND_MALE,
        _LOWLAND_FEMALE,
        _MALE_GIVEN,
        _FEMALE_GIVEN,
    ),
    SAN_CHAY: _Pool(
        _words("Hoàng Hoàng Lý Lý Trần Ninh Tằng Tô Lục Nông La Lâm Tống Vi"),
        _words("Văn Văn Văn Văn Minh Đức Xuân"),
        _words("Thị Thị Thị Thu"),
        _MALE_GIVEN,
        _FEMALE_GIVEN,
    ),
    LO_LO: _Pool(
        _words("Chi Chi Lang Lang Cam Hoàng Lò Dìu Vàng Nùng Sình"),
        _words("Văn Văn Mí A Quán Sung"),
        _words("Thị Thị Thị Y"),
        _words("Phúng Sính Pao Đạt Sằng Toàn Chung Phủ Quân Dũng Tình Sạ Dỉ Thành Bảo Páo"),
        _words("Mai Liên Viên Én Phương Xuyến Hoa Dịu Khé Lệ Xếp Hiền Nọi"),
    ),
}

# Communes of a district recruit from its people: weights by group, from the published census of the province
# moved towards where the smaller groups live.
_WEIGHTS = {
    "040": (48, 27, 1, 1, 22, 0, 0),
    "042": (28, 10, 34, 18, 3, 6, 2),
    "043": (36, 20, 16, 21, 3, 1, 4),
    "044": (40, 32, 13, 13, 2, 0, 0),
    "045": (43, 39, 12, 2, 3, 0, 0),
    "046": (42, 48, 6, 0, 3, 0, 0),
    "047": (66, 29, 1, 0, 4, 0, 0),
    "048": (40, 56, 0, 1, 3, 0, 0),
    "049": (30, 65, 1, 0, 4, 0, 0),
    "050": (38, 56, 0, 1, 5, 0, 0),
    "051": (56, 31, 4, 2, 7, 0, 0),
    "052": (38, 17, 8, 33, 4, 0, 0),
    "053": (46, 40, 1, 9, 3, 1, 0),
}
_GROUPS = (TAY, NUNG, MONG, DAO, KINH, SAN_CHAY, LO_LO)


def ethnic_group(rng: Random, district_key: str, among: tuple[str, ...] = _GROUPS) -> str:
    """Code of an ethnic group at home in the district, or of one of `among` if none of them is."""
    weights = dict(zip(_GROUPS, _WEIGHTS[district_key], strict=True))
    return rng.choices(among, [weights[code] + 0.01 for code in among])[0]


def full_name(rng: Random, ethnic: str, sex: str) -> str:
    """A full name; some of the Mông, Dao and Lô Lô have no middle name (domain 11.1)."""
    pool = _POOLS[ethnic]
    is_female = sex == Sex.FEMALE
    family = rng.choice(pool.families)
    middle = rng.choice(pool.female_middles if is_female else pool.male_middles)
    given = rng.choice(pool.female_given if is_female else pool.male_given)
    words = [family, middle, given]
    if ethnic in (TAY, NUNG, KINH) and rng.random() < 0.12:
        words.insert(
            2, rng.choice(("Thanh", "Thu", "Hồng", "Minh") if is_female else ("Quang", "Minh", "Đức"))
        )
    if ethnic in (MONG, DAO, LO_LO) and rng.random() < 0.06:
        words.remove(middle)
    # "Minh Minh" is nobody's name.
    return " ".join(words) if len(set(words)) == len(words) else full_name(rng, ethnic, sex)
