"""How curved E is along a run: products with its Hessian, its outermost eigenvalues, and what is stable."""
