"""Which number does a cell of a CSV table hold: is a point or comma decimal, or between thousands?

A sign that stands twice in a cell (1,234,567), or before the other one (1.234,5), groups thousands. One that
stands once, and not before three digits (0,5; 0.250; 1.5), is the decimal sign. 1,000 and 1.000 may be
either: the other cells of the table decide, and where they do not, nobody guesses without a word.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from explorer.number import NotANumber, parse_number

_INVISIBLE = re.compile("[\u200b\u200c\u200d\u2060\ufeff]")
_DASHES = str.maketrans(dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-"))
_SPACE = "[\u00a0\u202f\u2009 '\u2019]"
_SPACED = re.compile(rf"[+-]?\d{{1,3}}({_SPACE}\d{{3}})+([.,]\d*)?")
_NUMBER = re.compile(r"[+-]?(\d[\d.,]*|[.,]\d+)([eE][+-]?\d+)?(/[+-]?\d[\d.,]*)?")
_GROUPED = {sign: re.compile(rf"[+-]?[1-9]\d{{0,2}}(\{sign}\d{{3}})+") for sign in ".,"}
_MISSING = {"", "na", "n/a", "#n/a", "nan", "null", "none", "?"}
_OTHER = {".": ",", ",": "."}


def cleaned(cell: str) -> str:
    """The cell without invisible characters, blanks or quotes around it, and blanks that group digits."""
    plain = cell.strip()
    if not plain.isascii():
        plain = _INVISIBLE.sub("", plain).translate(_DASHES).strip()
    if len(plain) > 1 and plain[0] == plain[-1] == '"':
        plain = plain[1:-1].strip()
    return re.sub(_SPACE, "", plain) if _SPACED.fullmatch(plain) else plain


def is_number_like(cell: str) -> bool:
    """Whether the clean cell writes a number with some decimal sign."""
    return _NUMBER.fullmatch(cell) is not None


def is_missing(cell: str) -> bool:
    """Whether the clean cell stands for a number that is not there: empty, NaN, NA, null, ?"""
    return cell.lower() in _MISSING


def decimal_sign(cell: str) -> str | None:
    """The decimal sign that the clean cell must have been written with; None where it may be either."""
    points, commas = cell.count("."), cell.count(",")
    if points + commas == 0 or "/" in cell or not is_number_like(cell):
        return None
    if points and commas:
        return max(".,", key=cell.rfind)
    sign = "." if points else ","
    if points + commas > 1:
        return _OTHER[sign]
    return None if _GROUPED[sign].fullmatch(cell) else sign


@dataclass(frozen=True)
class DecimalSigns:
    """The decimal signs of a table: those that some cells must have been written with, or the one told."""

    signs: frozenset[str]
    is_told: bool = False

    def is_ambiguous(self, cell: str) -> bool:
        """Whether the clean cell may be a thousand times the other reading, and no other cell says which."""
        return len(self.signs) != 1 and any(_lone_group(part) for part in cell.split("/"))

    def is_grouped(self, cell: str) -> bool:
        """Whether a lone point or comma before three digits is read as grouping thousands."""
        sign = _lone_group(cell)
        return sign is not None and self.signs == {_OTHER[sign]}

    def number(self, cell: str) -> float:
        """The number in the clean cell. Raises NotANumber."""
        parts = [self._plain(part, cell) for part in cell.split("/")]
        return parse_number("/".join(parts))

    def _plain(self, text: str, cell: str) -> str:
        """`text` with a decimal point, and nothing between thousands."""
        lone = next(iter(self.signs)) if len(self.signs) == 1 else None
        sign = decimal_sign(text) or lone
        if self.is_told and sign != lone:
            raise NotANumber(cell)
        if sign is None:
            return text
        whole, point, rest = text.partition(sign)
        group = _OTHER[sign]
        if group in rest or (group in whole and not _GROUPED[group].fullmatch(whole)):
            raise NotANumber(cell)
        return whole.replace(group, "") + point.replace(",", ".") + rest


def signs_of(cells: Iterable[str], told: str | None = None) -> DecimalSigns:
    """The decimal signs of a table with these clean cells, or the one that was told."""
    if told is not None:
        return DecimalSigns(frozenset(told), is_told=True)
    found: set[str] = set()
    for cell in cells:
        points, commas = cell.count("."), cell.count(",")
        is_known = points + commas == 1 and ("." if points else ",") in found  # it could say nothing else
        if points + commas and not is_known and (sign := decimal_sign(cell)) is not None:
            found.add(sign)
    return DecimalSigns(frozenset(found))


def _lone_group(cell: str) -> str | None:
    """The point or comma of 1.000 or 1,000, where it is the only sign of the cell."""
    for sign in ".,":
        if cell.count(sign) == 1 and _GROUPED[sign].fullmatch(cell):
            return sign
    return None
