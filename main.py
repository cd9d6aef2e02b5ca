"""Loss Landscape Explorer: watch a small network learn on the landscape it walks on."""

import sys


def main() -> int:
    """Run the program with the arguments of the command line."""
    from explorer.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
