"""Many runs of the drawn network: at several learning rates, and at every one."""
