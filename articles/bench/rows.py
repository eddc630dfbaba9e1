"""Rows by one bare statement each: for Django to prepare thirty fields of each costs more than the database's work."""

from django.core.management.color import no_style
from django.db import connection, models

CONVERTED = (models.DateTimeField, models.JSONField, models.BinaryField)  # the rest every database takes as it is


class Rows:
    def __init__(self, model: type[models.Model]):
        self.model = model
        columns = model._meta.concrete_fields
        self.usual = {column.column: column.get_db_prep_save(column.get_default(), connection) for column in columns}
        self.converted = {column.column: column for column in columns if isinstance(column, CONVERTED)}
        quote = connection.ops.quote_name
        named, given = ", ".join(map(quote, self.usual)), ", ".join(["%s"] * len(self.usual))
        self.statement = f"INSERT INTO {quote(model._meta.db_table)} ({named}) VALUES ({given})"

    def insert(self, rows: list[dict]) -> None:
        """What a row does not say is as usual."""
        with connection.cursor() as cursor:
            cursor.executemany(self.statement, [self.values(row) for row in rows])

    def values(self, row: dict) -> tuple:
        for name, column in self.converted.items():
            if name in row:
                row[name] = column.get_db_prep_save(row[name], connection)
        return tuple((self.usual | row).values())

    def count_on(self) -> None:
        """The keys were given: the database's own begin behind them."""
        with connection.cursor() as cursor:
            for statement in connection.ops.sequence_reset_sql(no_style(), [self.model]):
                cursor.execute(statement)

    def last_key(self) -> int:
        return self.model.objects.aggregate(last=models.Max("pk"))["last"] or 0
