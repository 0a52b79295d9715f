"""The command line: thin commands, one message and one exit code."""
