"""What a party can vote on, a module for each kind.

To add one: a member of `VoteKind` (`models/enums.py`), a module here that says what can be asked (`ask`), how it is
decided (`decide`) and which turn comes of it (`turn`), its line in `table.py`, and tests. The rest, from ballots and
deadlines to who comes and goes meanwhile, is `services/votes.py` and knows no kinds.
"""
