"""Machine code: how kernels are compiled, where they are kept, and which of them are at hand."""
