"""Creates or upgrades the database: `python -m scripts.init_database`, the same as `coc init-database`."""

import sys

from app.cli.__main__ import main

if __name__ == "__main__":
    sys.argv[1:1] = ["init-database"]
    main()
