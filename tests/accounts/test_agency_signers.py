"""An agency from before signers were data goes on printing the signer that it printed."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from tests.factories.accounts import make_agency

migration = import_module("accounts.migrations.0004_agency_signers")


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("symbol", "authority", "title"),
    [
        ("BTCTU", "", "TRƯỞNG BAN"),
        ("SNV", "", "GIÁM ĐỐC"),
        ("HU", "T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
        ("ThU", "T/M BAN THƯỜNG VỤ", "BÍ THƯ"),
        ("PNV", "", "THỦ TRƯỞNG CƠ QUAN"),
    ],
)
def test_known_agencies_keep_their_signer(symbol, authority, title):
    agency = make_agency(symbol_code=symbol)

    migration.name_signers(apps, connection.schema_editor())

    agency.refresh_from_db()
    assert (agency.signer_authority, agency.signer_title, agency.place) == (authority, title, "Cao Bằng")
