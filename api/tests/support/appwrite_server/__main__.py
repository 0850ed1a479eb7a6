"""`python -m tests.support.appwrite_server PORT`: the stand-in as a process, until it is killed."""

import sys

from tests.support.appwrite_server.front import Front

if __name__ == "__main__":
    Front(int(sys.argv[1])).serve_forever(poll_interval=0.05)
