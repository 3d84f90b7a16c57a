-- The days of which an address was shown a recurring invite; NULL: from its first day, or as long as it goes on.
ALTER TABLE series_invite_address ADD COLUMN first TEXT;
ALTER TABLE series_invite_address ADD COLUMN last TEXT;

-- An answer to a whole recurring invite can be noted, and taken away, by hand.
CREATE TABLE new_series_rsvp (
    invite INTEGER NOT NULL REFERENCES series_invite (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    answer TEXT CHECK (answer IN ('yes', 'no', 'maybe')),     -- NULL: taken away
    comment TEXT NOT NULL DEFAULT '',
    answered TEXT NOT NULL,
    reply_sequence INTEGER CHECK (reply_sequence >= 0),       -- of the last reply of their calendar
    reply_stamp TEXT,
    place_order INTEGER NOT NULL DEFAULT 0,
    PRIMARY KEY (invite, person),
    CHECK ((reply_sequence IS NULL) = (reply_stamp IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO new_series_rsvp
    SELECT invite, person, answer, comment, answered, reply_sequence, reply_stamp, place_order FROM series_rsvp;
DROP TABLE series_rsvp;
ALTER TABLE new_series_rsvp RENAME TO series_rsvp;
CREATE INDEX series_rsvp_by_person ON series_rsvp (person);
