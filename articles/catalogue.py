"""Which tables and triggers a database really has: below every layer, as migrations and system checks ask it."""

from collections.abc import Callable, Iterable

from django.core.checks import Error
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper

SQLITE = "SELECT name FROM sqlite_master"
POSTGRES = (
    "SELECT relname FROM pg_class WHERE relkind = 'r'"
    " UNION SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'"
)


def absent(connection: BaseDatabaseWrapper, names: list[str]) -> list[str]:
    """Those of these tables and triggers that this database does not have, or has switched off."""
    with connection.cursor() as cursor:
        cursor.execute(SQLITE if connection.vendor == "sqlite" else POSTGRES)
        present = {name for (name,) in cursor.fetchall()}
    return [name for name in names if name not in present]


def lost(
    databases: Iterable[str] | None,
    missing: Callable[[BaseDatabaseWrapper], list[str]],
    *,
    of: str,
    so: str,
    makes: str,
    code: str,
) -> list[Error]:
    """What a system check says of tables and triggers that should be there: of databases that have the table ``of``.

    ``so`` says what may come of it, ``makes`` which function would have made them in the table's last migration.
    """
    return [
        Error(
            f"{name} is missing from the database {alias!r}: {so}.",
            hint=f"The last migration of its table must end with {makes}().",
            id=code,
        )
        for alias in databases or ()
        if of in connections[alias].introspection.table_names()
        for name in missing(connections[alias])
    ]
