-- The sequence since which the day and time that people know hold: answers to an earlier one are for another.
ALTER TABLE announcement ADD COLUMN since INTEGER NOT NULL DEFAULT 0 CHECK (since >= 0);
ALTER TABLE series_invite_date ADD COLUMN since INTEGER NOT NULL DEFAULT 0 CHECK (since >= 0);
ALTER TABLE programme ADD COLUMN last_rsvp_order INTEGER NOT NULL DEFAULT 0;

-- What a person answered for one session, by their calendar or by hand.
CREATE TABLE rsvp (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    answer TEXT CHECK (answer IN ('yes', 'no', 'maybe')),     -- NULL: only how they would take part is known
    mode TEXT CHECK (mode IN ('in-person', 'remote')),
    comment TEXT NOT NULL DEFAULT '',
    answered TEXT,                            -- UTC; NULL: never
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),     -- when it was, as they knew it
    start TEXT CHECK (start GLOB '[0-2][0-9]:[0-5][0-9]'),
    reply_sequence INTEGER CHECK (reply_sequence >= 0),     -- of the last reply of their calendar
    reply_stamp TEXT,                         -- UTC
    place_order INTEGER NOT NULL DEFAULT 0,   -- who asked for a place first
    PRIMARY KEY (session, person),
    CHECK ((reply_sequence IS NULL) = (reply_stamp IS NULL))
) STRICT, WITHOUT ROWID;
CREATE INDEX rsvp_by_person ON rsvp (person);

-- The same of a whole series that invites as one; an answer for one session stands above it.
CREATE TABLE series_rsvp (
    invite INTEGER NOT NULL REFERENCES series_invite (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    answer TEXT NOT NULL CHECK (answer IN ('yes', 'no', 'maybe')),
    comment TEXT NOT NULL DEFAULT '',
    answered TEXT NOT NULL,
    reply_sequence INTEGER NOT NULL CHECK (reply_sequence >= 0),
    reply_stamp TEXT NOT NULL,
    place_order INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (invite, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX series_rsvp_by_person ON series_rsvp (person);
