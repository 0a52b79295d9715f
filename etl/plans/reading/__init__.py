"""Open a plan document, in a child process with limits."""
