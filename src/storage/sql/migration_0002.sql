-- Duties that change hands.
CREATE TABLE swap (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,           -- in the order in which they changed hands
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    giver INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    taker INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    in_return INTEGER REFERENCES session (id) ON DELETE CASCADE,     -- NULL: the giver owes a duty
    state TEXT NOT NULL CHECK (state IN ('asked', 'agreed', 'declined', 'reversed')),
    giver_agrees INTEGER NOT NULL CHECK (giver_agrees IN (0, 1)),
    taker_agrees INTEGER NOT NULL CHECK (taker_agrees IN (0, 1)),
    on_behalf INTEGER NOT NULL CHECK (on_behalf IN (0, 1)),     -- the organizer agreed for them
    asked TEXT NOT NULL CHECK (asked IS date(asked, '+0 days')),
    CHECK (giver <> taker)
) STRICT;
CREATE INDEX swap_by_session ON swap (session);
CREATE INDEX swap_by_return ON swap (in_return) WHERE in_return IS NOT NULL;
CREATE INDEX swap_by_giver ON swap (giver);
CREATE INDEX swap_by_taker ON swap (taker);
