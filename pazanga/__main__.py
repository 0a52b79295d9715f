"""`python -m pazanga`: the command line."""

from pazanga.cli.app import main

main()
