"""Do files of older versions become files of this one, step by step?"""

import pytest

from explorer.files.migration import FORMAT, MIGRATIONS, VERSION, migrated
from explorer.files.refused import FileRefused


def test_there_is_a_migration_from_every_version_to_the_next() -> None:
    assert sorted(MIGRATIONS) == list(range(1, VERSION))


def test_an_older_file_goes_through_every_version_in_turn() -> None:
    steps = {
        1: lambda tree: {**tree, "trail": [*tree.get("trail", []), "one"]},
        2: lambda tree: {**tree, "trail": [*tree.get("trail", []), "two"]},
    }
    old = {"format": FORMAT, "version": 1}
    assert migrated(old, "net.json", 3, steps) == {"format": FORMAT, "version": 3, "trail": ["one", "two"]}
    assert migrated({**old, "version": 2}, "net.json", 3, steps)["trail"] == ["two"]
    assert migrated({**old, "version": 3}, "net.json", 3, steps) == {"format": FORMAT, "version": 3}


def test_a_newer_file_is_refused_by_its_version() -> None:
    with pytest.raises(FileRefused, match=r"net\.json, \$\.version: is of version 4, .* up to version 3"):
        migrated({"format": FORMAT, "version": 4}, "net.json", 3, {})
