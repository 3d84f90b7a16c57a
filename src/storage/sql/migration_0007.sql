-- Presenters who did not give their session.
CREATE TABLE drop_out (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('dropped out', 'no-show')),
    noted TEXT NOT NULL CHECK (noted IS date(noted, '+0 days')),
    PRIMARY KEY (session, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX drop_out_by_person ON drop_out (person);

-- What people owe of what is owed in equal parts, from a day on; without: one part.
CREATE TABLE person_weight (
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    first TEXT NOT NULL CHECK (first IS date(first, '+0 days')),
    hundredths INTEGER NOT NULL CHECK (hundredths BETWEEN 1 AND 1000),
    PRIMARY KEY (person, first)
) STRICT, WITHOUT ROWID;

-- Who rejoined goes on with the balance they had, or else starts at zero.
ALTER TABLE absence ADD COLUMN kept_balance INTEGER NOT NULL DEFAULT 0 CHECK (kept_balance IN (0, 1));
UPDATE absence SET kept_balance = had_left;

-- The people of a pool as they were when sessions were held.
CREATE TABLE roll (
    id INTEGER PRIMARY KEY
) STRICT;
CREATE TABLE roll_member (
    roll INTEGER NOT NULL REFERENCES roll (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (roll, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX roll_member_by_person ON roll_member (person);

-- On what terms a session of the past was owed, whatever settings and teams become.
CREATE TABLE held_terms (
    session INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    co_presenter_turn TEXT NOT NULL CHECK (co_presenter_turn IN ('split', 'full')),
    roll INTEGER REFERENCES roll (id)         -- NULL: everybody
) STRICT;
CREATE INDEX held_terms_by_roll ON held_terms (roll) WHERE roll IS NOT NULL;
