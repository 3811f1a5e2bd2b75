"""`make check` asks here first whether PostgreSQL answers; skipping its tests quietly would be worse."""

import os
import sys

import psycopg2

OLDEST = 150_000


def main() -> int:
    address = os.environ["DATABASE_URL"]
    server = address.rsplit("/", 1)[0] + "/postgres"
    try:
        with psycopg2.connect(server, connect_timeout=5) as connection:
            version = connection.server_version
    except psycopg2.OperationalError:
        print(
            f"make check cần PostgreSQL 15 trở lên tại {_without_password(address)} nhưng nó không trả lời. "
            "Khởi động PostgreSQL, hoặc đặt POSTGRES_URL=postgres://… rồi chạy lại.",
            file=sys.stderr,
        )
        return 1
    if version < OLDEST:
        print(f"Cần PostgreSQL 15 trở lên, máy chủ đang chạy bản {version // 10000}.", file=sys.stderr)
        return 1
    print(f"PostgreSQL {version // 10000}.{version % 10000} trả lời.")
    return 0


def _without_password(address: str) -> str:
    return address.rsplit("@", 1)[-1]


if __name__ == "__main__":
    sys.exit(main())
