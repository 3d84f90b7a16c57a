-- What people were told before the last, of a session and of a recurring invite. So it is known what somebody has
-- whom the last never reached, and for what day an answer was.
CREATE TABLE announcement_before (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    shown TEXT NOT NULL,                      -- empty: nobody knows
    PRIMARY KEY (session, sequence)
) STRICT, WITHOUT ROWID;
CREATE TABLE series_invite_before (
    invite INTEGER NOT NULL REFERENCES series_invite (id) ON DELETE CASCADE,
    occurrence TEXT NOT NULL CHECK (occurrence = '' OR occurrence IS date(occurrence, '+0 days')),     -- empty: all
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    shown TEXT NOT NULL,
    PRIMARY KEY (invite, occurrence, sequence)
) STRICT, WITHOUT ROWID;

-- From where on the day and time held they were as they are now, whatever else was shown.
INSERT INTO announcement_before SELECT session, since, '' FROM announcement WHERE since < sequence;
INSERT INTO series_invite_before SELECT invite, occurrence, since, '' FROM series_invite_date WHERE since < sequence;
ALTER TABLE announcement DROP COLUMN since;
ALTER TABLE series_invite_date DROP COLUMN since;

-- What an address had been told before a message of its thread, and whose place or link alone that shows.
ALTER TABLE message ADD COLUMN follows INTEGER CHECK (follows >= 0);
ALTER TABLE message ADD COLUMN mode TEXT CHECK (mode = 'in-person' OR mode = 'remote');
