-- What each message told a caterer: a line for each fact. No names are kept here.
CREATE TABLE catering_told (
    message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
    told TEXT NOT NULL
) STRICT;

-- Who was there. Of a session that nobody is named for, nothing is known.
CREATE TABLE attendance (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    mode TEXT CHECK (mode = 'in-person' OR mode = 'remote'),
    PRIMARY KEY (session, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX attendance_by_person ON attendance (person);
