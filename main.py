"""Loss Landscape Explorer: watch a small network learn on the landscape it walks on."""

import gc
import sys


def main() -> int:
    """Run the program with the arguments of the command line."""
    gc.disable()  # while modules are loaded; `models.quiet_torch` enables it again
    from explorer.cli import main as run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
