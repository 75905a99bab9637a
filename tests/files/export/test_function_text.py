"""`explorer.files.export.function_text`: the text of an activation, which must say what its row computes"""

import ast

import pytest

from explorer.files.export.function_text import function_name, function_sources
from explorer.network.activation import ACTIVATIONS, SOFTMAX


def defined_in(source: str) -> list[str]:
    return [node.name for node in ast.parse(source).body if isinstance(node, ast.FunctionDef)]


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_text_defines_the_function_of_its_activation_alone(name: str) -> None:
    own = [source for source in function_sources([name]) if function_name(name) in defined_in(source)]
    assert len(own) == 1
    assert defined_in(own[0]) == [function_name(name)]
    assert own[0].startswith("def ")
    assert own[0].endswith("\n")


@pytest.mark.parametrize("name", ACTIVATIONS)
def test_a_text_calls_numpy_and_the_functions_that_come_with_it(name: str) -> None:
    sources = function_sources([name])
    defined = {each for source in sources for each in defined_in(source)}
    called = {
        node.func.id
        for source in sources
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
    }
    assert called <= defined


def test_every_function_comes_once_in_the_order_of_the_table() -> None:
    names = [defined_in(source)[0] for source in function_sources(["silu", SOFTMAX, "logistic", "silu"])]
    assert names == ["logistic", "silu", "softmax"]
    assert function_sources([]) == []


def test_a_name_is_a_name_in_python() -> None:
    assert function_name("leaky-relu") == "leaky_relu"
    assert all(function_name(name).isidentifier() for name in ACTIVATIONS)
