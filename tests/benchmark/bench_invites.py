import os

from stopwatch import Contender, Row

PEER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "serialize_with_icalendar.py")


def rows(programmes):
    programmes.small_programme("invite.db", 200, 1)
    programmes.make(*programmes.command("invite.db", "plan", "--count", "52"))
    peer = Contender("python3-icalendar", ["/usr/bin/python3", PEER, "52", "200", programmes.path("peer.ics")])
    yield Row("invite: 52 sessions × 200 people into one file", [
        peer,
        Contender("tiffin invite", programmes.command("own-invite.db", "invite", "-o", programmes.path("own.ics")),
                  programmes.copying("invite.db", "own-invite.db")),
    ], [peer.name], goal=1 / 40, rounds=5)
