"""Do nodes of a column stand near what they are joined to, and clear of each other?"""

from explorer.network.layout.node_heights import node_heights


def test_a_node_stands_at_the_height_of_the_one_that_it_is_joined_to() -> None:
    heights = node_heights([[0, 1], [2, 3]], [(0, 2), (1, 3)], dict.fromkeys(range(4), 50.0))
    assert heights[1] - heights[0] == 100.0
    assert abs(heights[2] - heights[0]) < 1.0
    assert abs(heights[3] - heights[1]) < 1.0


def test_nodes_that_want_the_same_place_share_it_evenly() -> None:
    heights = node_heights([[0], [1, 2]], [(0, 1), (0, 2)], dict.fromkeys(range(3), 40.0))
    assert (heights[1], heights[2]) == (-40.0, 40.0)
    assert heights[0] == 0.0


def test_a_small_node_takes_little_room() -> None:
    heights = node_heights([[0, 1, 2]], [], {0: 50.0, 1: 10.0, 2: 50.0})
    assert (heights[1] - heights[0], heights[2] - heights[1]) == (60.0, 60.0)
