"""What `python -m handbook` can do; each command is a function that returns an exit code."""
