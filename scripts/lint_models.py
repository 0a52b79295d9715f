"""Print what breaks the portable subset in the models and audits; fail if anything."""

import sys
from pathlib import Path

from warehouse.connection import connect_memory
from warehouse.engines.portable import list_unportable

WAREHOUSE = Path(__file__).resolve().parent.parent / "warehouse"


def main() -> int:
    """Return 1 where a file is not portable, after naming each place."""
    paths = [*WAREHOUSE.glob("models/*/*.sql"), *WAREHOUSE.glob("audits/*.sql")]
    found = list_unportable(connect_memory(), sorted(paths))
    sys.stdout.writelines(f"{construct}\n" for construct in found)
    return bool(found)


if __name__ == "__main__":
    sys.exit(main())
