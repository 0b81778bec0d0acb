"""`python -m lint` runs the command line, as the hook does (`python -Im lint`)."""

from lint.cli.main import main

if __name__ == "__main__":
    main(prog_name="awesome-lint")
