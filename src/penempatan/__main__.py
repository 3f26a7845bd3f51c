"""`python -m penempatan`."""

from penempatan.cli.main import main

main()
