"""Do the rooms of the house keep their order: who imports whom, and what nobody may do?"""

import ast
from collections.abc import Iterator, Set
from functools import cache
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted((ROOT / "explorer").rglob("*.py"))
FILES = MODULES + sorted((ROOT / "tests").rglob("*.py")) + sorted((ROOT / ".ci").rglob("*.py"))

GROUND = {
    "array",
    "compiling",
    "error_log",
    "frame_budget",
    "job",
    "kept_run",
    "late",
    "number",
    "plain_text",
    "refusal",
    "resources",
    "symbol",
}
"""What every room may use, and what uses no room but the ground itself."""

BELOW = {
    "formula": GROUND,
    "network": GROUND,
    "chain": GROUND | {"formula", "network"},
    "descent": GROUND | {"formula"},
    "training": GROUND | {"network"},
    "backprop": GROUND | {"network", "training"},
    "drawing": GROUND | {"network", "backprop"},
    "race": GROUND | {"formula", "network", "training"},
    "kernels": GROUND | {"formula", "network", "descent", "training"},
    "project": GROUND | {"network", "chain", "descent", "training"},
    "picture_subject": GROUND | {"network", "descent", "training", "race"},
    "files": GROUND | {"formula", "network", "chain", "descent", "training", "race", "backprop", "project"},
}
SCREENLESS = GROUND | BELOW.keys()
MAY_IMPORT: dict[str, set[str]] = {
    **{room: set() for room in ("__init__", "display")},
    **dict.fromkeys(GROUND, GROUND),
    **BELOW,
    "cli": SCREENLESS,
    "ui": SCREENLESS,
    "app": {"cli", "display", "ui"},
    "__main__": {"app"},
}
ROOMS = sorted(MAY_IMPORT)
"""In an order that is the same in all the processes that test."""

_BELOW_PANELS = {"commands", "plot", "session", "theme", "widgets"}
UI_MAY_IMPORT: dict[str, set[str]] = {
    "session": set(),
    "theme": set(),
    "widgets": {"session", "theme"},
    "plot": {"session", "theme", "widgets"},
    "canvas": {"session", "theme", "widgets"},
    "commands": {"canvas", "session", "theme", "widgets"},
    "panels": _BELOW_PANELS,
    "workspaces": _BELOW_PANELS,
    "window": _BELOW_PANELS | {"canvas", "panels", "workspaces"},
}
"""From which other folders a folder of the ui may import: canvas, panels, workspaces not from each other."""

SCREEN_LIBRARIES = {"PySide6", "pyqtgraph", "shiboken6"}
EXECUTING_LIBRARIES = {"pickle", "cPickle", "marshal", "shelve", "dill", "joblib"}
EXECUTING_NAMES = {"eval", "exec", "compile", "__import__"}
FORBIDDEN_CALLS = {"processEvents", "blockSignals", "QSignalBlocker"}
EMPTY_NAMES = {"utils", "util", "helpers", "helper", "common", "manager", "handler", "base", "misc"}


def imported_modules(tree: ast.AST) -> Iterator[str]:
    """The dotted names of everything `tree` imports, inside functions too; `from a import b` gives a.b.

    The window imports parts of it late, by their paths: late("a.b") is an import of a.b.
    """
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(str(module), names):
                yield from (f"{module}.{alias.name}" for alias in names)
            case ast.Call(ast.Name("late"), [ast.Constant(str(path))]):
                yield path


def imported_rooms(tree: ast.AST) -> set[str]:
    """The rooms of explorer that `tree` imports; what stands in explorer/__init__.py is everyone's."""
    parts = [module.split(".") for module in imported_modules(tree)]
    rooms = {names[1] for names in parts if names[0] == "explorer" and len(names) > 1}
    return rooms & (MAY_IMPORT.keys() - {"__init__"})


def forbidden(tree: ast.AST) -> set[str]:
    """What of the things that nobody may do `tree` does: execute text, unpickle, re-enter or silence Qt."""
    libraries = {module.partition(".")[0] for module in imported_modules(tree)} & EXECUTING_LIBRARIES
    nodes = list(ast.walk(tree))
    names = {node.id for node in nodes if isinstance(node, ast.Name)} & (EXECUTING_NAMES | FORBIDDEN_CALLS)
    attributes = {node.attr for node in nodes if isinstance(node, ast.Attribute)} & FORBIDDEN_CALLS
    pickles = {
        "allow_pickle"
        for node in nodes
        if isinstance(node, ast.keyword) and node.arg == "allow_pickle" and ast.unparse(node.value) != "False"
    }
    return libraries | names | attributes | pickles


def room_of(module: Path) -> str:
    return module.relative_to(ROOT / "explorer").parts[0].removesuffix(".py")


def modules_of(room: str) -> list[Path]:
    return [module for module in MODULES if room_of(module) == room]


def dotted_name(module: Path) -> str:
    """explorer.number, and explorer.network for explorer/network/__init__.py."""
    return ".".join(module.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def imported_files(tree: ast.AST, modules: Set[str]) -> set[str]:
    """Those of the `modules` that `tree` imports, or imports a name from."""
    names = set(imported_modules(tree))
    return (names | {name.rpartition(".")[0] for name in names - modules}) & modules


def name_of(file: Path) -> str:
    return str(file.relative_to(ROOT))


@cache
def parse(file: Path) -> ast.Module:
    return ast.parse(file.read_text(encoding="utf-8"))


@pytest.mark.parametrize("room", ROOMS)
def test_a_module_imports_only_from_rooms_below_its_own(room: str) -> None:
    imported = {name_of(module): imported_rooms(parse(module)) for module in modules_of(room)}
    allowed = MAY_IMPORT[room] | {room}
    assert {name: rooms - allowed for name, rooms in imported.items() if rooms - allowed} == {}


def test_every_module_stands_in_a_room() -> None:
    assert {room_of(module) for module in MODULES} == MAY_IMPORT.keys()


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "ui"])
def test_only_the_ui_imports_qt(room: str) -> None:
    for module in modules_of(room):
        libraries = {name.partition(".")[0] for name in imported_modules(parse(module))}
        assert not libraries & SCREEN_LIBRARIES, name_of(module)


@pytest.mark.parametrize("room", UI_MAY_IMPORT)
def test_what_needs_no_screen_stands_outside_of_the_interface(room: str) -> None:
    pure = [
        name_of(module)
        for module in (ROOT / "explorer" / "ui" / room).rglob("*.py")
        if module.stem != "__init__"
        and not any(
            name.startswith("explorer.ui.") or name.partition(".")[0] in SCREEN_LIBRARIES
            for name in imported_modules(parse(module))
        )
    ]
    assert pure == []


@pytest.mark.parametrize("folder", UI_MAY_IMPORT)
def test_a_folder_of_the_ui_imports_only_from_those_below_it(folder: str) -> None:
    for module in (ROOT / "explorer" / "ui" / folder).rglob("*.py"):
        parts = [name.split(".") for name in imported_modules(parse(module))]
        folders = {names[2] for names in parts if names[:2] == ["explorer", "ui"]}
        assert folders <= UI_MAY_IMPORT[folder] | {folder}, name_of(module)


def test_every_folder_of_the_ui_has_its_place_in_the_order() -> None:
    folders = {path.parent.name for path in (ROOT / "explorer" / "ui").glob("*/__init__.py")}
    assert folders == UI_MAY_IMPORT.keys()
    TopologicalSorter(UI_MAY_IMPORT).prepare()  # raises CycleError where there is no order


def test_the_session_knows_no_widget() -> None:
    for module in (ROOT / "explorer" / "ui" / "session").rglob("*.py"):
        widgets = [name for name in imported_modules(parse(module)) if name.startswith("PySide6.QtWidgets")]
        assert widgets == [], name_of(module)


def test_no_modules_import_each_other_in_a_circle() -> None:
    files = {dotted_name(module): module for module in MODULES}
    graph = {name: imported_files(parse(module), files.keys()) - {name} for name, module in files.items()}
    TopologicalSorter(graph).prepare()  # raises CycleError, which lists the circle


@pytest.mark.parametrize("room", ROOMS)
def test_a_module_executes_no_text_and_leaves_qts_event_loop_alone(room: str) -> None:
    assert {name_of(module): did for module in modules_of(room) if (did := forbidden(parse(module)))} == {}


@pytest.mark.parametrize("room", ROOMS)
def test_a_module_says_which_question_it_answers_and_has_a_telling_name(room: str) -> None:
    for module in modules_of(room):
        assert ast.get_docstring(parse(module)), name_of(module)
        assert module.stem not in EMPTY_NAMES, name_of(module)


def test_no_file_is_longer_than_400_lines() -> None:
    lines = {name_of(file): len(file.read_text(encoding="utf-8").splitlines()) for file in FILES}
    assert {name: count for name, count in lines.items() if count > 400} == {}


def test_imports_are_found_wherever_they_stand() -> None:
    tree = ast.parse(
        "import numpy.linalg\n"
        "from explorer import __version__, files\n"
        "def f():\n"
        "    from explorer.ui.canvas import scene\n"
        "    import explorer.network.model\n"
        "panel = late('explorer.ui.panels.tables.NetworkTable')\n"
    )
    assert set(imported_modules(tree)) == {
        "numpy.linalg",
        "explorer.__version__",
        "explorer.files",
        "explorer.ui.canvas.scene",
        "explorer.network.model",
        "explorer.ui.panels.tables.NetworkTable",
    }
    modules = {"explorer.network.model", "explorer.ui.panels.tables", "explorer.ui.canvas"}
    assert imported_files(tree, modules) == modules
    assert imported_rooms(tree) == {"files", "ui", "network"}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("import re\npattern = re.compile('a')\ndialog.exec()", set()),
        ("eval('1')", {"eval"}),
        ("run = exec", {"exec"}),
        ("compile('1', '', 'eval')", {"compile"}),
        ("from pickle import loads", {"pickle"}),
        ("numpy.load(path, allow_pickle=True)", {"allow_pickle"}),
        ("numpy.load(path, allow_pickle=False)", set()),
        ("QApplication.processEvents()", {"processEvents"}),
        ("self.slider.blockSignals(True)", {"blockSignals"}),
    ],
)
def test_what_nobody_may_do_is_found(text: str, found: set[str]) -> None:
    assert forbidden(ast.parse(text)) == found


def test_a_public_class_has_its_name_for_itself() -> None:
    modules: dict[str, list[str]] = {}
    for module in MODULES:
        for node in parse(module).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                modules.setdefault(node.name, []).append(name_of(module))
    assert {name: where for name, where in modules.items() if len(where) > 1} == {}
