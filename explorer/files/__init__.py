"""Bytes in, bytes out: the experiment file, samples, and everything that leaves."""
