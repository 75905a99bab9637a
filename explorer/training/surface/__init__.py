"""The loss surface on a plane through the weights: which plane, E on a grid, the path of a run, contours."""
