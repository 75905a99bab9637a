"""Many runs at once: lanes side by side, sweeps over them, executors that share them out."""
