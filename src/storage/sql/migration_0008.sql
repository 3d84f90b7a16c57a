-- What somebody brings to a potluck.
ALTER TABLE rsvp ADD COLUMN brings TEXT NOT NULL DEFAULT '';

-- What a caterer was told last. No names are kept here.
CREATE TABLE catering (
    session INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    frozen TEXT NOT NULL                      -- UTC
) STRICT;
CREATE TABLE catering_portion (
    session INTEGER NOT NULL REFERENCES catering (session) ON DELETE CASCADE,
    diet TEXT NOT NULL,                       -- empty: whatever is served
    portions INTEGER NOT NULL CHECK (portions >= 0),
    PRIMARY KEY (session, diet)
) STRICT, WITHOUT ROWID;
