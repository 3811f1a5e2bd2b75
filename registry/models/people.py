"""The person: items 1–26 of form 2C-BNV/2008 that the scheme uses."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from common.dates import Precision, format_partial
from registry.enums import Sex
from registry.models.acts import fact_history
from registry.models.titles import EthnicGroup
from registry.querysets import CadreQuerySet


def precision_field(label: str) -> "models.CharField[str, str]":
    """How exactly the date beside it is known."""
    return models.CharField(label, max_length=5, choices=Precision, default=Precision.DAY)


class Cadre(models.Model):
    """A commune cadre or civil servant, past or present (hồ sơ cán bộ, công chức).

    Identity is corrected for all days; what a person holds or has is in postings and qualifications. The
    numbers in the comments are the items of form 2C-BNV/2008 (QĐ 02/2008/QĐ-BNV).
    """

    code = models.CharField("mã hồ sơ", max_length=12, unique=True)
    # 1–3
    full_name = models.CharField("họ và tên khai sinh", max_length=100)
    other_name = models.CharField("tên gọi khác", max_length=100, blank=True)
    name_key = models.CharField(max_length=100, db_index=True, editable=False)
    sort_key = models.CharField(max_length=400, db_index=True, editable=False)
    born_on = models.DateField("ngày sinh")
    born_precision = precision_field("độ chính xác của ngày sinh")
    sex = models.CharField("giới tính", max_length=6, choices=Sex)
    # 4–9
    birth_place = models.CharField("nơi sinh", max_length=200, blank=True)
    native_place = models.CharField("quê quán", max_length=200, blank=True)
    ethnic_group = models.ForeignKey(EthnicGroup, on_delete=models.PROTECT, verbose_name="dân tộc")
    religion = models.CharField("tôn giáo", max_length=60, default="Không", blank=True)
    registered_residence = models.CharField("nơi đăng ký hộ khẩu thường trú", max_length=200, blank=True)
    current_residence = models.CharField("nơi ở hiện nay", max_length=200, blank=True)
    # 10–11, 13
    former_occupation = models.CharField("nghề nghiệp khi được tuyển dụng", max_length=120, blank=True)
    recruited_on = models.DateField("ngày tuyển dụng", null=True, blank=True)
    recruited_precision = precision_field("độ chính xác của ngày tuyển dụng")
    recruiting_agency = models.CharField("cơ quan tuyển dụng", max_length=200, blank=True)
    main_work = models.CharField("công việc chính được giao", max_length=200, blank=True)
    # 14
    civil_rank = models.CharField("ngạch công chức, mã ngạch", max_length=80, blank=True)
    salary_step = models.PositiveSmallIntegerField("bậc lương", null=True, blank=True)
    salary_coefficient = models.DecimalField(
        "hệ số lương", max_digits=4, decimal_places=2, null=True, blank=True
    )
    salary_from = models.DateField("ngày hưởng", null=True, blank=True)
    position_allowance = models.DecimalField(
        "phụ cấp chức vụ", max_digits=4, decimal_places=2, null=True, blank=True
    )
    other_allowance = models.CharField("phụ cấp khác", max_length=120, blank=True)
    # 16–18
    party_joined_on = models.DateField("ngày vào Đảng", null=True, blank=True)
    party_joined_precision = precision_field("độ chính xác của ngày vào Đảng")
    party_official_on = models.DateField("ngày chính thức", null=True, blank=True)
    mass_organisation_joined = models.CharField(
        "ngày tham gia tổ chức chính trị - xã hội", max_length=200, blank=True
    )
    enlisted_on = models.DateField("ngày nhập ngũ", null=True, blank=True)
    discharged_on = models.DateField("ngày xuất ngũ", null=True, blank=True)
    military_rank = models.CharField("quân hàm cao nhất", max_length=60, blank=True)
    # 19–22
    honour_title = models.CharField("danh hiệu được phong tặng cao nhất", max_length=120, blank=True)
    strengths = models.CharField("sở trường công tác", max_length=200, blank=True)
    commendations = models.CharField("khen thưởng", max_length=300, blank=True)
    disciplinary_measures = models.CharField("kỷ luật", max_length=300, blank=True)
    # 23–26
    health = models.CharField("tình trạng sức khỏe", max_length=60, blank=True)
    height_cm = models.PositiveSmallIntegerField("chiều cao (cm)", null=True, blank=True)
    weight_kg = models.PositiveSmallIntegerField("cân nặng (kg)", null=True, blank=True)
    blood_group = models.CharField("nhóm máu", max_length=5, blank=True)
    war_invalid_class = models.CharField("thương binh hạng", max_length=40, blank=True)
    policy_family = models.CharField("con gia đình chính sách", max_length=120, blank=True)
    id_number = models.CharField("số CMND/CCCD", max_length=12, blank=True)
    id_issued_on = models.DateField("ngày cấp CMND/CCCD", null=True, blank=True)
    insurance_number = models.CharField("số sổ BHXH", max_length=10, blank=True)
    insured_from = models.DateField("tham gia BHXH từ", null=True, blank=True)
    insured_precision = precision_field("độ chính xác của ngày tham gia BHXH")
    note = models.CharField("ghi chú", max_length=500, blank=True)

    objects = CadreQuerySet.as_manager()
    history = fact_history()

    class Meta:
        verbose_name = "hồ sơ"
        verbose_name_plural = "hồ sơ"
        ordering = ("sort_key", "id")
        constraints = (
            models.UniqueConstraint(
                fields=("id_number",),
                condition=~Q(id_number=""),
                name="cadre_id_number_once",
                violation_error_message="Số CMND/CCCD này đã có ở một hồ sơ khác.",
            ),
            models.CheckConstraint(
                condition=~Q(full_name=""),
                name="cadre_has_name",
                violation_error_message="Họ và tên không được để trống.",
            ),
            models.CheckConstraint(
                condition=Q(id_number="") | Q(id_number__regex=r"^([0-9]{9}|[0-9]{12})$"),
                name="cadre_id_number_digits",
                violation_error_message="Số CMND có 9 chữ số, số CCCD có 12 chữ số.",
            ),
        )
        indexes = (models.Index(fields=("born_on",), name="cadre_by_birth"),)

    def __str__(self) -> str:
        return self.full_name

    def get_absolute_url(self) -> str:
        return reverse("registry:cadre_card", args=[self.code])

    @property
    def born_text(self) -> str:
        """Birth date as precisely as it is known: "12/03/1958", "03/1958", "1958"."""
        return format_partial(self.born_on, self.born_precision)
