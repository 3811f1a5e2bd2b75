"""Administrative units: what lives, how it was called, what became of it, where it counts."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from common.dates import OPEN_END, OPEN_PAST
from registry.enums import UnitActKind, UnitKind, UnitLevel
from registry.models.acts import fact_history
from registry.querysets import UnitQuerySet


class Unit(models.Model):
    """A province, district or commune from its establishment to its end.

    A rename or an upgrade is a version of the same unit; a new unit comes from a legal act only. `key` is
    the official code for a unit that existed in 2012 and `code-yyyymmdd` for one established later, because
    official codes are used again (01468 was Lưu Ngọc, then Quang Vinh).
    """

    key = models.CharField("khóa", max_length=20, unique=True)
    level = models.CharField("cấp", max_length=10, choices=UnitLevel)
    established_on = models.DateField("ngày thành lập", default=OPEN_PAST)
    ended_on = models.DateField("ngày cuối cùng tồn tại", default=OPEN_END)
    tile_column = models.PositiveSmallIntegerField("cột trên bản đồ ô", null=True, blank=True)
    tile_row = models.PositiveSmallIntegerField("hàng trên bản đồ ô", null=True, blank=True)

    objects = UnitQuerySet.as_manager()

    class Meta:
        verbose_name = "đơn vị"
        verbose_name_plural = "đơn vị"
        ordering = ("key",)
        constraints = (
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("established_on")),
                name="unit_ends_after_start",
                violation_error_message="Ngày kết thúc của đơn vị phải sau ngày thành lập.",
            ),
        )

    def __str__(self) -> str:
        return self.key


class UnitVersion(models.Model):
    """How a unit was called and coded over a period (both ends inclusive)."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="versions")
    code = models.CharField("mã số", max_length=10)
    name = models.CharField("tên", max_length=100)
    kind = models.CharField("loại", max_length=10, choices=UnitKind)
    unit_class = models.PositiveSmallIntegerField("loại đơn vị hành chính (1, 2, 3)", null=True, blank=True)
    is_border = models.BooleanField("biên giới", default=False)
    name_variants = models.JSONField("cách viết khác", default=list, blank=True)
    name_key = models.CharField("khóa tìm", max_length=100, db_index=True)
    valid_from = models.DateField("từ ngày", default=OPEN_PAST)
    valid_to = models.DateField("đến ngày", default=OPEN_END)

    class Meta:
        verbose_name = "tên gọi của đơn vị"
        verbose_name_plural = "tên gọi của đơn vị"
        ordering = ("unit_id", "valid_from")
        constraints = (
            models.UniqueConstraint(fields=("unit", "valid_from"), name="unit_version_once"),
            models.UniqueConstraint(fields=("code", "valid_from"), name="unit_code_once_a_day"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="unit_version_period"),
        )
        indexes = (models.Index(fields=("code", "valid_from", "valid_to"), name="unit_version_by_code"),)

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Name with its kind, as in running text: "xã Hồng An"."""
        return f"{self.get_kind_display()} {self.name}"

    @property
    def short_name(self) -> str:
        """Name as in a table: "Hồng An", "TT. Bảo Lạc", "TP. Cao Bằng"."""
        prefix = {UnitKind.THI_TRAN: "TT. ", UnitKind.THANH_PHO: "TP. ", UnitKind.THI_XA: "TX. "}
        return prefix.get(UnitKind(self.kind), "") + self.name


class UnitAct(models.Model):
    """One predecessor → successor line of a legal act on units; a dissolved unit has no successor."""

    kind = models.CharField("loại", max_length=10, choices=UnitActKind)
    predecessor = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="acts_as_predecessor")
    successor = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="acts_as_successor", null=True, blank=True
    )
    predecessor_name = models.CharField("tên trước", max_length=120)
    successor_name = models.CharField("tên sau", max_length=120, blank=True)
    is_partial = models.BooleanField("chỉ một phần", default=False)
    decision_no = models.CharField("số văn bản", max_length=80)
    decided_on = models.DateField("ngày văn bản")
    effective_on = models.DateField("ngày hiệu lực")
    confidence = models.CharField("độ tin cậy của nguồn", max_length=10, blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)

    class Meta:
        verbose_name = "văn bản về đơn vị"
        verbose_name_plural = "văn bản về đơn vị"
        ordering = ("effective_on", "id")

    def __str__(self) -> str:
        return f"{self.decision_no}: {self.predecessor_name} → {self.successor_name}"


class UnitPlace(models.Model):
    """Where facts of a unit count over a period: rebuilt from unit acts, never edited by hand.

    Postings are never rewritten when a unit is merged or moved: the place answers for every day, also
    after the unit's end, in which commune (none while a split is undecided), district (none from 2025)
    and province a posting of the unit counts.
    """

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="places")
    valid_from = models.DateField("từ ngày", default=OPEN_PAST)
    valid_to = models.DateField("đến ngày", default=OPEN_END)
    commune = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", null=True, blank=True)
    district = models.ForeignKey(
        Unit, on_delete=models.PROTECT, related_name="places_below", null=True, blank=True
    )
    province = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "nơi tính số liệu của đơn vị"
        verbose_name_plural = "nơi tính số liệu của đơn vị"
        constraints = (
            models.UniqueConstraint(fields=("unit", "valid_from"), name="unit_place_once"),
            models.CheckConstraint(condition=Q(valid_to__gte=F("valid_from")), name="unit_place_period"),
        )
        indexes = (
            models.Index(fields=("province", "valid_from"), name="unit_place_by_province"),
            models.Index(fields=("district", "valid_from"), name="unit_place_by_district"),
            models.Index(fields=("commune", "valid_from"), name="unit_place_by_commune"),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.valid_from:%d/%m/%Y}"

    def covers(self, day: date) -> bool:
        """True when the place holds on the day."""
        return self.valid_from <= day <= self.valid_to


class UnitProfile(models.Model):
    """Dated figures of a unit: population, hamlets, Party organisation, staffing quota."""

    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="profiles", verbose_name="đơn vị")
    as_of = models.DateField("tại ngày")
    population = models.PositiveIntegerField("dân số", null=True, blank=True)
    minority_percent = models.DecimalField(
        "tỷ lệ dân tộc thiểu số (%)", max_digits=5, decimal_places=2, null=True, blank=True
    )
    hamlets = models.PositiveSmallIntegerField("số xóm, tổ dân phố", null=True, blank=True)
    party_organisations = models.PositiveSmallIntegerField("số tổ chức đảng", null=True, blank=True)
    party_members = models.PositiveIntegerField("số đảng viên", null=True, blank=True)
    staff_quota = models.PositiveSmallIntegerField("số CBCC được giao", null=True, blank=True)
    is_invented = models.BooleanField("số liệu trình diễn", default=False)
    source = models.CharField("nguồn", max_length=200, blank=True)

    history = fact_history()

    class Meta:
        verbose_name = "số liệu đơn vị"
        verbose_name_plural = "số liệu đơn vị"
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "as_of"),
                name="unit_profile_once_a_day",
                violation_error_message="Đơn vị đã có số liệu tại ngày này.",
            ),
        )

    def __str__(self) -> str:
        return f"{self.unit_id} {self.as_of:%d/%m/%Y}"


class UnitAccess(models.Model):
    """Gives an account the province, or the communes a district had on a day.

    The territory is fixed by its day: after a merger the administrator grants access anew, so that nobody
    comes to see another district's people by a change of boundaries alone.
    """

    user = models.ForeignKey("accounts.User", on_delete=models.CASCADE, related_name="unit_access")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    territory_on = models.DateField("địa bàn theo ngày")

    class Meta:
        verbose_name = "phạm vi dữ liệu của tài khoản"
        verbose_name_plural = "phạm vi dữ liệu của tài khoản"
        constraints = (
            models.UniqueConstraint(fields=("user", "unit", "territory_on"), name="unit_access_once"),
        )

    def __str__(self) -> str:
        return f"{self.user_id} → {self.unit_id}"
