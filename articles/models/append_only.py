"""What is written once: the database itself refuses to change or delete it, on both engines.

Each append-only model names the columns that may never change in ``FROZEN``; a trigger a table refuses an UPDATE that
changes one of them, and every DELETE. A migration that alters such a table on SQLite remakes the table and loses its
triggers without a word: let that migration end with :func:`guard`; :func:`unguarded` finds a table that was forgotten.
"""

from django.apps import apps
from django.core.checks import Tags, register
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper

from articles.catalogue import absent, lost


class Immutable(Exception):
    """Somebody tried to change, delete or forge what is written once."""


class AppendOnly(models.Model):
    FROZEN: tuple[str, ...] = ()
    LOADABLE = False

    class Meta:
        abstract = True

    def _save_table(self, raw=False, *args, **kwargs):
        # loaddata calls Model.save_base itself, past any override; this is the first method of ours on its way.
        if raw and not self.LOADABLE:
            raise Immutable(f"A fixture can't carry a {self._meta.verbose_name}: only the desk's acts make them.")
        return super()._save_table(raw, *args, **kwargs)

    def delete(self, *args, **kwargs):
        raise Immutable(f"{self} is part of the record: it can't be deleted.")


def append_only_models() -> list[type[AppendOnly]]:
    return [model for model in apps.get_models() if issubclass(model, AppendOnly)]


# Django's own tables that the record leans on: an account, and what was done in the admin, stay as they are.
KEPT = {
    "auth_user": ("id",),
    "django_admin_log": ("id", "action_time", "user_id", "object_id", "object_repr", "action_flag", "change_message"),
}
KEPT_SINCE = "articles_look"  # the table that came with their triggers


def guarded_tables() -> dict[str, tuple[str, ...]]:
    """Table -> the columns of it that may never change."""
    return {**{model._meta.db_table: model.FROZEN for model in append_only_models()}, **KEPT}


def statements(vendor: str, table: str, frozen: tuple[str, ...]) -> dict[str, list[str]]:
    """Trigger name -> the SQL that makes it (after dropping an older one of that name)."""
    update, delete = f"{table}_no_change", f"{table}_no_delete"
    message = f"{table} is append-only"
    if vendor == "sqlite":
        changed = " OR ".join(f'OLD."{column}" IS NOT NEW."{column}"' for column in frozen)
        refuse = f"BEGIN SELECT RAISE(ABORT, '{message}'); END"
        return {
            update: [
                f'DROP TRIGGER IF EXISTS "{update}"',
                f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{table}" WHEN {changed} {refuse}',
            ],
            delete: [
                f'DROP TRIGGER IF EXISTS "{delete}"',
                f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{table}" {refuse}',
            ],
        }
    changed = " OR ".join(f'OLD."{column}" IS DISTINCT FROM NEW."{column}"' for column in frozen)
    function = (
        "CREATE OR REPLACE FUNCTION articles_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        "$$BEGIN RAISE EXCEPTION '% is append-only', TG_TABLE_NAME; END$$"
    )
    call = "EXECUTE FUNCTION articles_refuse()"
    return {
        update: [
            function,
            f'DROP TRIGGER IF EXISTS "{update}" ON "{table}"',
            f'CREATE TRIGGER "{update}" BEFORE UPDATE ON "{table}" FOR EACH ROW WHEN ({changed}) {call}',
        ],
        delete: [
            f'DROP TRIGGER IF EXISTS "{delete}" ON "{table}"',
            f'CREATE TRIGGER "{delete}" BEFORE DELETE ON "{table}" FOR EACH ROW {call}',
        ],
    }


def guard(connection: BaseDatabaseWrapper, table: str, frozen: tuple[str, ...]) -> None:
    """Make the table's triggers, again if they are there already."""
    with connection.cursor() as cursor:
        for commands in statements(connection.vendor, table, frozen).values():
            for sql in commands:
                cursor.execute(sql)


def unguard(connection: BaseDatabaseWrapper, table: str) -> None:
    on_table = "" if connection.vendor == "sqlite" else f' ON "{table}"'
    with connection.cursor() as cursor:
        for name in statements(connection.vendor, table, ("id",)):
            cursor.execute(f'DROP TRIGGER IF EXISTS "{name}"{on_table}')


def unguarded(connection: BaseDatabaseWrapper) -> list[str]:
    """Names of triggers that should be in this database and are not; none of a table that is still to come."""
    tables = set(connection.introspection.table_names())
    wanted = [
        name
        for table, frozen in guarded_tables().items()
        if table in tables and (table not in KEPT or KEPT_SINCE in tables)
        for name in statements(connection.vendor, table, frozen)
    ]
    return absent(connection, wanted)


@register(Tags.database)
def check_guards(app_configs=None, databases=None, **kwargs):
    return lost(
        databases, unguarded, of="articles_move", so="the record could be changed unseen",
        makes="append_only.guard", code="articles.E001",
    )  # fmt: skip
