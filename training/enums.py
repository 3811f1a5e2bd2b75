"""Fixed vocabularies of training; programmes, institutions and funding sources are data."""

from django.db.models import TextChoices


class Category(TextChoices):
    """Đào tạo leads to a diploma, bồi dưỡng is a short course; figures never merge the two (domain 0)."""

    DEGREE = "degree", "Đào tạo"
    REFRESHER = "refresher", "Bồi dưỡng"


class FormColumn(TextChoices):
    """Columns of the yearly result form for courses that give no level (domain 4.4)."""

    SPECIALIST = "specialist", "Kiến thức, kỹ năng chuyên ngành"
    LEADERSHIP = "leadership", "Kỹ năng lãnh đạo, quản lý"
    POLITICAL_REFRESHER = "political_refresher", "Bồi dưỡng lý luận chính trị"
    ETHNIC_LANGUAGE = "ethnic_language", "Tiếng dân tộc"
    OTHER = "other", "Khác"


class LengthUnit(TextChoices):
    DAY = "day", "ngày"
    MONTH = "month", "tháng"


class Ownership(TextChoices):
    PUBLIC = "public", "Công lập"
    PRIVATE = "private", "Ngoài công lập"
    FOREIGN = "foreign", "Nước ngoài"


class BudgetLevel(TextChoices):
    """Foot of the yearly result form: whose money it is (domain 4.4)."""

    CENTRAL = "central", "Ngân sách trung ương"
    LOCAL = "local", "Ngân sách địa phương"
    OTHER = "other", "Nguồn khác"


class ClassState(TextChoices):
    """A class is planned, opened by decision, runs, and ends finished or cancelled."""

    PLANNED = "planned", "Dự kiến"
    OPEN = "open", "Đang tuyển sinh"
    RUNNING = "running", "Đang học"
    FINISHED = "finished", "Đã kết thúc"
    CANCELLED = "cancelled", "Đã hủy"


class WithdrawalReason(TextChoices):
    LEFT_POST = "left_post", "Nghỉ việc, thôi giữ chức danh"
    TRANSFERRED = "transferred", "Chuyển công tác"
    DIED = "died", "Từ trần"
    HEALTH = "health", "Sức khỏe"
    OWN_REQUEST = "own_request", "Xin thôi học"
    DISMISSED = "dismissed", "Buộc thôi học"
    ENTERED_WRONGLY = "entered_wrongly", "Ghi danh nhầm"
    CLASS_CANCELLED = "class_cancelled", "Lớp bị hủy"


class Outcome(TextChoices):
    PASSED = "passed", "Đạt"
    FAILED = "failed", "Không đạt"


class Concern(TextChoices):
    """Why somebody should not take a seat; each may be overridden with a reason."""

    ENTRY_LEVEL = "entry_level", "Chưa đủ trình độ đầu vào"
    HAS_LEVEL = "has_level", "Đã có trình độ này"
    OVERLAP = "overlap", "Đang học lớp khác cùng thời gian"
    RETIRES = "retires", "Đến tuổi nghỉ hưu trước khi lớp kết thúc"
    NOT_SERVING = "not_serving", "Không giữ chức danh trong đơn vị được giao chỉ tiêu"


class NeedAnswer(TextChoices):
    CONFIRMED = "confirmed", "Đồng ý đi học"
    LATER = "later", "Hoãn"
    DECLINED = "declined", "Không có nhu cầu"


class SupportKind(TextChoices):
    TUITION = "tuition", "Học phí"
    MATERIALS = "materials", "Tài liệu"
    MEALS = "meals", "Tiền ăn"
    LODGING = "lodging", "Tiền ở"
    TRAVEL = "travel", "Tiền đi lại"


class SupportBasis(TextChoices):
    """What an amount of support is multiplied by."""

    DAY = "day", "ngày"
    MONTH = "month", "tháng"
    COURSE = "course", "khóa"


class Beneficiary(TextChoices):
    """Whom an amount of support is for; of those that fit a person the highest counts, never their sum."""

    EVERYONE = "everyone", "Mọi học viên"
    WOMEN = "women", "Nữ"
    MINORITY = "minority", "Dân tộc thiểu số"
    LOCAL_SMALL = "local_small", "Dân tộc thiểu số ít người"
    BORDER = "border", "Công tác ở xã biên giới"


class TrainingAct(TextChoices):
    """Kinds of acts on records of training."""

    PLAN_TRAINING = "plan_training", "Ghi kế hoạch đào tạo"
    CHANGE_CLASS = "change_class", "Lập, sửa lớp học"
    ENROL = "enrol", "Ghi danh vào lớp học"
    CHANGE_ENROLMENT = "change_enrolment", "Thay đổi học viên"
    RECORD_PRESENCE = "record_presence", "Điểm danh lớp học"
    RECORD_RESULTS = "record_results", "Ghi kết quả lớp học"
    PAY_TRAINING = "pay_training", "Ghi chi phí đào tạo"
    CONFIRM_NEED = "confirm_need", "Ghi xác nhận nhu cầu đào tạo"


class TrainingRight(TextChoices):
    """What the pages of training ask for."""

    MANAGE_TRAINING = "manage_training", "Lập lớp, phân bổ chỉ tiêu, ghi kinh phí và kết quả đào tạo"
    ENROL = "enrol", "Ghi danh, cho thôi học, ghi xác nhận nhu cầu đào tạo"
