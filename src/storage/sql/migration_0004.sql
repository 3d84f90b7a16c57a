-- Written a hundred thousand times in one run, so what was told is compared one by one: IN makes a table of its
-- values for every row.
CREATE TABLE told (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    email TEXT NOT NULL COLLATE NOCASE CHECK (email <> ''),
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,     -- whose address it was
    told TEXT NOT NULL CHECK (told = 'invited' OR told = 'called off' OR told = 'dropped'),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),     -- RFC 5545 SEQUENCE; never falls
    emitted TEXT NOT NULL,                    -- UTC
    PRIMARY KEY (session, email)
) STRICT, WITHOUT ROWID;
INSERT INTO told SELECT session, email, person, told, sequence, emitted FROM invite;
DROP TABLE invite;
ALTER TABLE told RENAME TO invite;
