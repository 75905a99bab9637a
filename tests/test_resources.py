"""Tests of explorer/resources.py."""

import pytest

from explorer.resources import examples, resource


def test_the_examples_are_files_sorted_by_name() -> None:
    found = examples()
    assert found
    assert [path.suffix for path in found] == [".json"] * len(found)
    assert list(found) == sorted(found)


def test_a_resource_that_is_not_there_is_refused_by_its_path() -> None:
    with pytest.raises(FileNotFoundError, match="no_such_example"):
        resource("examples/no_such_example.json")
