"""The agency an account works for: it gives official forms their heading and issuer."""

from django.db import models


class AgencyKind(models.TextChoices):
    """What an agency is; Party organs print another heading than organs of the State."""

    PARTY_ORGANISATION_BOARD = "party_organisation_board", "Ban Tổ chức Tỉnh ủy"
    HOME_AFFAIRS = "home_affairs", "Sở Nội vụ"
    FINANCE = "finance", "Sở Tài chính"
    DISTRICT_PARTY_COMMITTEE = "district_party_committee", "Huyện ủy, thành ủy"
    DISTRICT_HOME_AFFAIRS = "district_home_affairs", "Phòng Nội vụ cấp huyện"
    OTHER = "other", "Cơ quan khác"


class Agency(models.Model):
    """An issuer of documents. Heading lines are printed as entered, in capitals, top left of a form.

    `symbol_code` is the issuer's part of a document number: `BTCTU` in `Số 15-BC/BTCTU` (Party,
    HD 36-HD/VPTW) or `SNV` in `Số: 15/BC-SNV` (State, NĐ 30/2020/NĐ-CP). Whoever signs stands below a
    document by title, and above it the organ in whose name they sign ("T/M BAN THƯỜNG VỤ").
    """

    name = models.CharField("tên cơ quan", max_length=200, unique=True)
    short_name = models.CharField("tên gọi tắt", max_length=60)
    kind = models.CharField("loại cơ quan", max_length=40, choices=AgencyKind)
    superior_line = models.CharField("cơ quan chủ quản trên văn bản", max_length=120, blank=True)
    issuer_line = models.CharField("cơ quan ban hành trên văn bản", max_length=120)
    symbol_code = models.CharField("ký hiệu văn bản", max_length=20)
    place = models.CharField("nơi ban hành", max_length=60, default="Cao Bằng")
    signer_authority = models.CharField("ký thay mặt", max_length=120, blank=True)
    signer_title = models.CharField("chức vụ người ký", max_length=120, default="THỦ TRƯỞNG CƠ QUAN")

    class Meta:
        ordering = ["name"]
        verbose_name = "cơ quan"
        verbose_name_plural = "cơ quan"

    def __str__(self) -> str:
        return self.name
