"""Is the encoding of a text found, and what is no text refused?"""

import pytest

from explorer.files.refused import FileRefused
from explorer.files.sample_table.encoding import decoded

TEXT = "größe;y\n1;2\n"
NO_TABLE = "is no table: choose a file of text, or save it as CSV UTF-8"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (TEXT.encode(), "utf-8"),
        (TEXT.encode("utf-8-sig"), "utf-8"),
        (b"\xff\xfe" + TEXT.encode("utf-16-le"), "utf-16"),
        (b"\xfe\xff" + TEXT.encode("utf-16-be"), "utf-16"),
        (TEXT.encode("utf-16-le"), "utf-16-le"),
        (TEXT.encode("utf-16-be"), "utf-16-be"),
        (TEXT.encode("cp1252"), "cp1252"),
    ],
)
def test_the_encoding_is_found(data: bytes, name: str) -> None:
    assert decoded(data, None, "a table") == (TEXT, name)


def test_the_end_of_a_file_of_dos_is_no_sign_of_other_data() -> None:
    assert decoded("größe;y\n\x1a".encode("cp1252"), None, "a table") == ("größe;y\n\x1a", "cp1252")


def test_an_encoding_that_is_told_decides() -> None:
    assert decoded("ж".encode("cp1251"), "cp1251", "a table") == ("ж", "cp1251")


@pytest.mark.parametrize(
    ("data", "encoding", "sentence"),
    [
        (b"\xff", "utf-8", "a table, byte 0: is not text in utf-8: save it as CSV UTF-8"),
        (b"1,\x81", None, "a table, byte 2: is not text in cp1252: save it as CSV UTF-8"),
        (b"PK\x03\x04\0\0\0\0\x01\x01", None, f"a table: {NO_TABLE}"),
        (b"\x8f\x02\xe9\x81\n\x1b\xfe", None, f"a table: {NO_TABLE}"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", None, f"a table: {NO_TABLE}"),
        (b"1", "klingon", "a table: “klingon” is no encoding: utf-8, utf-16 and cp1252 are some"),
    ],
)
def test_what_is_no_text_is_refused(data: bytes, encoding: str | None, sentence: str) -> None:
    with pytest.raises(FileRefused) as refused:
        decoded(data, encoding, "a table")
    assert str(refused.value) == sentence
