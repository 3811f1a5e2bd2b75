"""Fixed vocabularies of the reports."""

from django.db.models import TextChoices


class Status(TextChoices):
    """How a target stands against its path (ux 3); shape, word and colour go together."""

    MET = "ok", "Đạt"
    ON_TRACK = "on", "Đúng lộ trình"
    WATCH = "warn", "Cần chú ý"
    LATE = "late", "Chậm"
    EMPTY = "none", "Chưa có người"


class Outlook(TextChoices):
    """Whether a target will be reached when it is due; shape and word go together."""

    REACHED = "y", "sẽ đạt"
    DOUBTFUL = "m", "chưa chắc đạt"
    MISSED = "n", "không đạt"

    @property
    def glyph(self) -> str:
        return {Outlook.REACHED: "✔", Outlook.DOUBTFUL: "▲", Outlook.MISSED: "✕"}[self]


class Measure(TextChoices):
    """What a published figure counts of people and units; the levers add what it counts of their records."""

    NO_DATA = "", "chưa có dữ liệu"
    DISTRICTS = "districts", "số huyện, thành phố"
    COMMUNES = "communes", "số xã, phường, thị trấn"
    HAMLETS = "hamlets", "số xóm, tổ dân phố"
    BORDER_COMMUNES = "border_communes", "số đơn vị cấp xã biên giới"
    BORDER_COMMUNES_XA = "border_communes_xa", "số xã biên giới"
    BORDER_COMMUNES_THI_TRAN = "border_communes_thi_tran", "số thị trấn biên giới"
    BORDER_DISTRICTS = "border_districts", "số huyện có đơn vị cấp xã biên giới"
    STAFF = "staff", "số cán bộ, công chức"
    WITHOUT_PROFESSIONAL_TRAINING = "share_without_professional_training", "tỷ lệ chưa qua đào tạo chuyên môn"
    BELOW_STANDARD = "share_below_standard", "tỷ lệ chưa đạt chuẩn"


class Verdict(TextChoices):
    """How a computed figure compares with the published one."""

    EQUAL = "equal", "Khớp"
    ROUNDED = "rounded", "Khớp sau làm tròn"
    DIFFERS = "differs", "Khác"
    NO_DATA = "no_data", "Chưa có dữ liệu"


class Cut(TextChoices):
    """ "Trong đó": ways to divide the people of an indicator."""

    SEX = "sex", "Giới tính"
    MINORITY = "minority", "Dân tộc thiểu số"
    LOCAL_SMALL = "local_small", "Dân tộc thiểu số ít người"
    BORDER = "border", "Đơn vị biên giới"
    GROUP = "group", "Cán bộ, công chức"
    TITLE = "title", "Chức danh"
    AGE = "age", "Độ tuổi"


class Term(TextChoices):
    """Terms of "Biến động giữa hai mốc"; each person stands in one."""

    GRADUATED = "graduated", "Đạt trình độ trong kỳ"
    PLACED = "placed", "Bố trí mới"
    ARRIVED = "arrived", "Chuyển đến"
    LEFT = "left", "Nghỉ, thôi giữ chức danh"
    TRANSFERRED = "transferred", "Chuyển đi"
    DIED = "died", "Từ trần"
    CORRECTED_IN = "corrected_in", "Sửa số liệu (tăng)"
    CORRECTED_OUT = "corrected_out", "Sửa số liệu (giảm)"
