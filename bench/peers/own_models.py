"""Our own way from `raw` to all models: described tables, then rows.

python -m bench.peers.own_models DATABASE
"""

import sys
from pathlib import Path

from warehouse.build import build_models
from warehouse.connection import open_building

if __name__ == "__main__":
    with open_building(Path(sys.argv[1])) as connection:
        build_models(connection)
