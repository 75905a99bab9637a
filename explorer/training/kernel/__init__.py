"""The compiled kernels: gradient descent at the speed of the machine.

They need numba, so nothing imports this package but `compiled_engine`, `compiled_lanes`, `compiled_curvature`
and `compiled_central_flow`, and those only after `explorer.training.engine_choice` has found numba there.

**The idea.** A processor computes several numbers at once as cheaply as one. So every number of the algorithm
is here a *pack* of W numbers (`pack`), and the code reads as if it were one. What the W lanes of a pack stand
for is up to the caller:

- one run: the lanes are W *samples*; all share the parameters. After the samples have gone through, W at a
  time, the gradient is the sum over the lanes.
- many runs: the lanes are W *runs*, each with its own parameters; all see the same sample. Nothing is ever
  added across lanes, so a run ends the same, to the last bit, whichever runs stand beside it.

**The files.** `elementary` has e^x, tanh and their kin as polynomials without a branch; `activation`, `loss`
and `update` have tables with the names of those of `explorer.network`, which `dispatch` makes switches of;
`propagation` goes through the network, forward and backward; `steps` puts them together, many steps in one
call, and `stepper` calls it. `curvature` goes through the network once more with a direction, for the product
of the Hessian with it; `eigenvalue`, with `ritz` and `eigenvector_warm_start`, finds its eigenvalues by such
products, and `central_flow` goes where descent goes at the edge of stability. Each is held equal to
`explorer.backprop`, or to an oracle, by tests on random graphs.
"""
