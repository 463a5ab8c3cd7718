"""``python -m planningtable`` is the command line."""

from planningtable.cli.main import main

main()
