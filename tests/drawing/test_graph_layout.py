"""Do the variables stand in columns by level, with edges and their boxes clear of them?"""

from itertools import combinations
from random import Random

from explorer.drawing.graph_layout import (
    COLUMN,
    LABEL_HEIGHT,
    LABEL_WIDTH,
    RADIUS,
    lay_out_graph,
    point_on,
    room_of,
)
from explorer.drawing.rect import Rect

DIAMOND = {"a": (), "b": ("a",), "c": ("a",), "d": ("b", "c")}


def test_the_diamond_is_a_diamond() -> None:
    graph = lay_out_graph(DIAMOND)
    x = {name: place[0] for name, place in graph.places.items()}
    assert x == {"a": 0.0, "b": COLUMN, "c": COLUMN, "d": 2 * COLUMN}
    assert graph.places["b"][1] == -graph.places["c"][1] < 0
    assert graph.places["a"][1] == graph.places["d"][1] == 0.0


def test_what_is_given_stands_just_before_what_first_needs_it() -> None:
    graph = lay_out_graph({"x": (), "w": (), "u": ("x",), "v": ("u",), "y": ("v", "w")})
    assert graph.places["w"][0] == graph.places["v"][0]


def test_an_edge_that_passes_a_column_runs_round_what_stands_there() -> None:
    graph = lay_out_graph({"a": (), "b": ("a",), "c": ("b",), "d": ("c", "a")})
    for part in range(5, 96):
        x, y = point_on(graph.routes["a", "d"], part / 100)
        for name in ("b", "c"):
            px, py = graph.places[name]
            assert (x - px) ** 2 + (y - py) ** 2 > RADIUS**2


def test_a_route_begins_and_ends_at_its_variables_and_is_level_there() -> None:
    route = lay_out_graph(DIAMOND).routes["a", "b"]
    assert point_on(route, 0.0) == route[0]
    assert point_on(route, 1.0) == route[-1]
    middle = point_on(route, 0.5)
    assert middle == ((route[0][0] + route[1][0]) / 2, (route[0][1] + route[1][1]) / 2)
    near_end = point_on(route, 0.01)
    assert abs(near_end[1] - route[0][1]) < 0.1 * abs(near_end[0] - route[0][0])


def test_no_box_lies_over_a_variable_or_another_box() -> None:
    random = Random(3)
    names = [f"v{number}" for number in range(40)]
    needs = {
        name: tuple(random.sample(names[:number], min(number, random.randint(0, 3))))
        for number, name in enumerate(names)
    }
    graph = lay_out_graph(needs)
    boxes = [
        Rect(x - LABEL_WIDTH / 2, y - LABEL_HEIGHT / 2, LABEL_WIDTH, LABEL_HEIGHT)
        for x, y in graph.labels.values()
    ]
    rooms = [room_of(place) for place in graph.places.values()]
    assert boxes
    assert not any(box.intersects(other) for box, other in combinations(boxes, 2))
    assert not any(box.intersects(room) for box in boxes for room in rooms)
    assert all(graph.bounds.covers(room) for room in rooms)


def test_of_a_thicket_edges_are_drawn_straight() -> None:
    names = [f"v{number}" for number in range(70)]
    needs = {name: tuple(names[:number]) for number, name in enumerate(names)}
    graph = lay_out_graph(needs)
    assert all(len(route) == 2 for route in graph.routes.values())
    assert len(graph.routes) == 70 * 69 // 2


def test_without_equations_there_is_nothing() -> None:
    assert lay_out_graph({}).bounds.is_empty
