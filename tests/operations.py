"""Work counted in calls, not in seconds: the same on a busy machine as on an idle one."""

import sys


def calls(work):
    """Return how many calls of Python and of C functions a piece of work makes."""
    count = 0

    def counted(_frame, event, _argument):
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        work()
    finally:
        sys.setprofile(before)
    return count


def grows_linearly(work, piece, small=10_000, times=4, slack=1.6):
    """Say whether four times the text takes about four times the calls; a square would take sixteen times."""
    first, second = (calls(lambda size=size: work(piece * (size // len(piece)))) for size in (small, times * small))
    return second <= slack * times * first + 2000
