"""Queries that are composed once: Django takes ten times as long to compose one of a page's queries as to ask it."""

from collections.abc import Callable, Hashable
from copy import copy
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.db import connections
from django.db.models import QuerySet
from django.db.models.sql.compiler import SQLCompiler

Value = datetime | int | str
Argument = Value | tuple[Value, ...] | None
# What stands for the values while a query is composed: nothing else in it looks like these. The number fits an integer.
LATER, HIGHER, TEXT = datetime(7100, 1, 1, tzinfo=UTC), 2_111_000_000, "\x7fvalue {}\x7f"


@dataclass(frozen=True, slots=True)
class Statement:
    """``places``: the places of each value among the parameters."""

    queryset: QuerySet
    compiler: SQLCompiler
    sql: str
    parameters: tuple
    places: tuple[tuple[int, ...], ...]

    def bound(self, values: list[Value]) -> list:
        connection = connections[self.queryset.db]
        parameters = list(self.parameters)
        for value, places in zip(values, self.places, strict=True):
            for place in places:
                parameters[place] = adapted(connection, value)
        return parameters

    def ask(self, values: list[Value]) -> list:
        parameters = self.bound(values)
        compiler = copy(self.compiler)
        compiler.connection = connections[self.queryset.db]  # each thread has its own
        compiler.as_sql = lambda: (self.sql, parameters)
        queryset = self.queryset.all()
        queryset.query.get_compiler = lambda *args, **kwargs: compiler
        return list(queryset)


class composed:
    """The rows of the queryset that a function returns, composed when it is first called.

    Positional arguments are values (moments, numbers, texts, tuples of them) that go into the query as they are, each
    in a place of its own. All that the function decides by is either whether one of them is None, or how long a tuple
    is, or a keyword argument: for each combination of these it is called once, with stand-ins for the values.
    """

    def __init__(self, compose: Callable[..., QuerySet]):
        self.compose = compose
        self.statements: dict[Hashable, Statement] = {}
        self.__doc__ = compose.__doc__

    def __call__(self, *arguments: Argument, **shape: Hashable) -> list:
        return self.statement(arguments, shape).ask(flat(arguments))

    def sql(self, *arguments: Argument, **shape: Hashable) -> tuple[str, list]:
        """The query and its parameters, to be part of another one."""
        statement = self.statement(arguments, shape)
        return statement.sql, statement.bound(flat(arguments))

    def statement(self, arguments: tuple[Argument, ...], shape: dict[str, Hashable]) -> Statement:
        kinds = tuple(len(one) if isinstance(one, tuple) else type(one) for one in arguments)
        known = (kinds, *shape.items())
        if known not in self.statements:
            self.statements[known] = self.prepared(arguments, shape)
        return self.statements[known]

    def prepared(self, arguments: tuple[Argument, ...], shape: dict[str, Hashable]) -> Statement:
        stand_ins = [stand_in(number, value) for number, value in enumerate(flat(arguments))]
        queryset = self.compose(*shaped(arguments, stand_ins), **shape)
        connection = connections[queryset.db]
        compiler = queryset.query.get_compiler(using=queryset.db)
        sql, parameters = compiler.as_sql()
        places = tuple(
            tuple(place for place, parameter in enumerate(parameters) if parameter == adapted(connection, one))
            for one in stand_ins
        )
        if not all(places):
            raise TypeError(f"A value of {self.compose.__qualname__} does not go into its query as it is.")
        return Statement(queryset, compiler, sql, tuple(parameters), places)


def flat(arguments: tuple[Argument, ...]) -> list[Value]:
    values: list[Value] = []
    for one in arguments:
        if isinstance(one, tuple):
            values += one
        elif one is not None:
            values.append(one)
    return values


def shaped(arguments: tuple[Argument, ...], values: list[Value]) -> list[Argument]:
    """The values in the shape of the arguments."""
    rest = iter(values)
    return [
        tuple(next(rest) for _ in one) if isinstance(one, tuple) else None if one is None else next(rest)
        for one in arguments
    ]


def stand_in(number: int, value: Value) -> Value:
    if isinstance(value, datetime):
        return LATER + timedelta(seconds=number)
    return HIGHER + number if isinstance(value, int) else TEXT.format(number)


def adapted(connection, value: Value) -> Value:
    return connection.ops.adapt_datetimefield_value(value) if isinstance(value, datetime) else value
