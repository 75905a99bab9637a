"""How curved E is along a run: its Hessian, the eigenvalues of it, what is stable, and the edge of that."""
