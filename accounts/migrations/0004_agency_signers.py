"""Place and signer of documents become data of the agency; known agencies keep what was printed."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# By symbol, as the program printed them so far: in whose name, and as what.
_SIGNERS = {
    "BTCTU": ("", "TRƯỞNG BAN"),
    "SNV": ("", "GIÁM ĐỐC"),
    "HU": ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
    "ThU": ("T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
}


def name_signers(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    agencies = apps.get_model("accounts", "Agency").objects
    for symbol, (authority, title) in _SIGNERS.items():
        agencies.filter(symbol_code=symbol).update(signer_authority=authority, signer_title=title)


class Migration(migrations.Migration):
    dependencies = [
        ("accounts", "0003_preferences"),
    ]

    operations = [
        migrations.AddField(
            model_name="agency",
            name="place",
            field=models.CharField(default="Cao Bằng", max_length=60, verbose_name="nơi ban hành"),
        ),
        migrations.AddField(
            model_name="agency",
            name="signer_authority",
            field=models.CharField(blank=True, max_length=120, verbose_name="ký thay mặt"),
        ),
        migrations.AddField(
            model_name="agency",
            name="signer_title",
            field=models.CharField(
                default="THỦ TRƯỞNG CƠ QUAN", max_length=120, verbose_name="chức vụ người ký"
            ),
        ),
        migrations.RunPython(name_signers, migrations.RunPython.noop),
    ]
