"""How often something is looked at again, and when next."""

from __future__ import annotations

import calendar
import datetime
import re
from typing import Annotated

from pydantic import AfterValidator
from pydantic import Field as PydanticField

from handbook.model.problem import fault, shown

_EVERY = re.compile(r"([1-9][0-9]{0,2}) (week|month|year)s?")


def check_every(value: str) -> str:
    """Return ``value`` if it is a time such as ``6 months``; raise pydantic's error if not."""
    if not _EVERY.fullmatch(value):
        cure = "write a number and weeks, months or years: 6 months"
        raise fault(f"'{shown(value)}' is not a time between reviews", cure)
    return value


#: A time between two reviews: "6 months".
Every = Annotated[
    str,
    AfterValidator(check_every),
    PydanticField(json_schema_extra={"pattern": f"^{_EVERY.pattern}$"}),
]


def later(date: datetime.date, every: str) -> datetime.date:
    """Return the day that is ``every`` after ``date``.

    A month has the day of the same number, or its last one where it is too short for that.

    >>> later(datetime.date(2026, 8, 31), "6 months")
    datetime.date(2027, 2, 28)
    """
    found = _EVERY.fullmatch(every)
    assert found, every
    number, unit = int(found[1]), found[2]
    if unit == "week":
        last = datetime.date.max.toordinal()
        return datetime.date.fromordinal(min(last, date.toordinal() + 7 * number))
    months = date.year * 12 + date.month - 1 + number * (12 if unit == "year" else 1)
    year, month = months // 12, months % 12 + 1
    if year > datetime.MAXYEAR:
        return datetime.date.max
    return datetime.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))
