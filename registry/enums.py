"""Fixed vocabularies of the registry; everything a province may change is data, not an enum."""

from django.db.models import TextChoices


class UnitLevel(TextChoices):
    PROVINCE = "province", "Tỉnh"
    DISTRICT = "district", "Huyện, thành phố"
    COMMUNE = "commune", "Xã, phường, thị trấn"


class UnitKind(TextChoices):
    """Kind of administrative unit, written before its name in running text, not capitalised."""

    TINH = "tinh", "tỉnh"
    THANH_PHO = "thanh_pho", "thành phố"
    THI_XA = "thi_xa", "thị xã"
    HUYEN = "huyen", "huyện"
    XA = "xa", "xã"
    PHUONG = "phuong", "phường"
    THI_TRAN = "thi_tran", "thị trấn"


class UnitActKind(TextChoices):
    ESTABLISH = "establish", "Thành lập"
    RENAME = "rename", "Đổi tên, nâng cấp"
    MERGE = "merge", "Sáp nhập"
    SPLIT = "split", "Chia tách"
    MOVE = "move", "Chuyển đơn vị cấp trên"
    CLOSE = "close", "Kết thúc hoạt động"


class StaffGroup(TextChoices):
    """Luật Cán bộ, công chức 2008, Điều 61: two groups of commune staff."""

    ELECTED_CADRE = "elected_cadre", "Cán bộ"
    CIVIL_SERVANT = "civil_servant", "Công chức"


class Block(TextChoices):
    PARTY = "party", "Đảng"
    GOVERNMENT = "government", "Chính quyền"
    MASS_ORGANISATION = "mass_organisation", "Đoàn thể"


class Sex(TextChoices):
    MALE = "male", "Nam"
    FEMALE = "female", "Nữ"


class Scale(TextChoices):
    """The eight scales on which a level is recorded (domain, section 3)."""

    GENERAL_EDUCATION = "general_education", "Trình độ văn hóa"
    PROFESSIONAL = "professional", "Chuyên môn"
    POLITICAL_THEORY = "political_theory", "Lý luận chính trị"
    STATE_MANAGEMENT = "state_management", "Quản lý nhà nước"
    DEFENCE = "defence", "Quốc phòng - an ninh"
    INFORMATICS = "informatics", "Tin học"
    FOREIGN_LANGUAGE = "foreign_language", "Ngoại ngữ"
    ETHNIC_LANGUAGE = "ethnic_language", "Tiếng dân tộc"


class EndReason(TextChoices):
    RETIRED = "retired", "Nghỉ hưu"
    RESIGNED = "resigned", "Thôi việc"
    MOVED_AGENCY = "moved_agency", "Chuyển công tác"
    TRANSFERRED = "transferred", "Điều động"
    NOT_RE_ELECTED = "not_re_elected", "Không tái cử"
    REMOVED = "removed", "Bãi nhiệm"
    DISMISSED = "dismissed", "Buộc thôi việc"
    DIED = "died", "Từ trần"


class Verification(TextChoices):
    UNVERIFIED = "unverified", "Chưa xác minh"
    VERIFIED = "verified", "Đã xác minh"
    UNLAWFUL = "unlawful", "Không hợp pháp"


class StudyMode(TextChoices):
    FULL_TIME = "full_time", "Chính quy"
    IN_SERVICE = "in_service", "Tại chức (vừa làm vừa học)"
    SPECIAL = "special", "Chuyên tu"
    DISTANCE = "distance", "Từ xa"
    BRIDGING = "bridging", "Liên thông"
    NOMINATED = "nominated", "Cử tuyển"
    REFRESHER = "refresher", "Bồi dưỡng"


class Classification(TextChoices):
    EXCELLENT = "excellent", "Xuất sắc"
    VERY_GOOD = "very_good", "Giỏi"
    GOOD = "good", "Khá"
    FAIRLY_GOOD = "fairly_good", "Trung bình khá"
    AVERAGE = "average", "Trung bình"


class RemedyKind(TextChoices):
    TRAINING = "training", "Đào tạo, bồi dưỡng"
    REASSIGNMENT = "reassignment", "Bố trí lại"
    SUPPORTED_LEAVING = "supported_leaving", "Nghỉ theo chế độ"
    AWAITING_RETIREMENT = "awaiting_retirement", "Chờ nghỉ hưu"
    NONE_YET = "none_yet", "Chưa có phương án"


class ActKind(TextChoices):
    ADD_CADRE = "add_cadre", "Thêm hồ sơ"
    CORRECT_CADRE = "correct_cadre", "Sửa hồ sơ"
    APPOINT = "appoint", "Bổ nhiệm, bầu vào chức danh"
    TRANSFER = "transfer", "Chuyển chức danh, đơn vị"
    END_POSTING = "end_posting", "Kết thúc chức danh"
    CORRECT_POSTING = "correct_posting", "Sửa chức danh"
    RECORD_QUALIFICATION = "record_qualification", "Ghi văn bằng, chứng chỉ"
    CORRECT_QUALIFICATION = "correct_qualification", "Sửa văn bằng, chứng chỉ"
    SET_REMEDY = "set_remedy", "Ghi phương án"
    SET_PROFILE = "set_profile", "Ghi số liệu đơn vị"
    IMPORT = "import", "Nhập từ Excel"
    DEMONSTRATION = "demonstration", "Nạp dữ liệu trình diễn"
    UNDO = "undo", "Hoàn tác"


class CountedAs(TextChoices):
    """What a figure counts: each person once, or every attendance (domain 0: người, lượt người)."""

    PERSONS = "persons", "người"
    ATTENDANCES = "attendances", "lượt người"


class ImportState(TextChoices):
    CHECKED = "checked", "Đã kiểm tra, chưa ghi"
    WRITTEN = "written", "Đã ghi"
    CANCELLED = "cancelled", "Đã hủy"
