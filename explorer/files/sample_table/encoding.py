"""In which encoding is a text file written: UTF-8, UTF-16, Windows-1252?

A byte order mark decides, then zeros in every other byte (UTF-16 of a European language), then whether the
bytes are UTF-8. What is none of these is taken for Windows-1252, which Excel writes in western Europe, unless
control characters tell that it is no text at all.
"""

import codecs

from explorer.files.refused import FileRefused

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_LOOKED_AT = 1000  # bytes
_IN_TEXT = b"\t\n\v\f\r\x1a"
"""Control characters that are found in text: the last ends a file of DOS."""

_NEVER_IN_TEXT = bytes(byte for byte in range(32) if byte not in _IN_TEXT)
_NO_TABLE = "is no table: choose a file of text, or save it as CSV UTF-8"


def decoded(data: bytes, encoding: str | None, source: str) -> tuple[str, str]:
    """The text and the encoding that it was in. Raises FileRefused, which calls the file `source`."""
    name = encoding or _guess(data)
    if name == "cp1252" and data.translate(None, _NEVER_IN_TEXT) != data:
        raise FileRefused(source, _NO_TABLE)
    try:
        text = data.decode(name)
    except LookupError as error:
        raise FileRefused(source, f"“{name}” is no encoding: utf-8, utf-16 and cp1252 are some") from error
    except UnicodeError as error:
        place = f"byte {error.start}" if isinstance(error, UnicodeDecodeError) else None
        raise FileRefused(source, f"is not text in {name}: save it as CSV UTF-8", place) from error
    if "\0" in text:
        raise FileRefused(source, _NO_TABLE)
    return text, name.removesuffix("-sig")


def _guess(data: bytes) -> str:
    for mark, name in _MARKS:
        if data.startswith(mark):
            return name
    start = data[:_LOOKED_AT]
    zeros = (start[0::2].count(0), start[1::2].count(0))
    if max(zeros) > len(start) / 4 and min(zeros) == 0:
        return "utf-16-le" if zeros[1] else "utf-16-be"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return "cp1252"
    return "utf-8"
