"""Every compiled kernel of the program, brought onto the disk and into a process that must not wait."""
