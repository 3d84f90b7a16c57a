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

-- From where on the day and time held they were as they are now, whatever else was shown; before, they were not.
INSERT INTO announcement_before SELECT session, since, '' FROM announcement WHERE since < sequence;
INSERT INTO announcement_before SELECT session, 0, 'state at another time' || char(10)
    FROM announcement WHERE since > 0 AND sequence > 0;
INSERT INTO series_invite_before SELECT invite, occurrence, since, '' FROM series_invite_date WHERE since < sequence;
INSERT INTO series_invite_before SELECT invite, occurrence, 0, 'state at another time' || char(10)
    FROM series_invite_date WHERE since > 0;
ALTER TABLE announcement DROP COLUMN since;
ALTER TABLE series_invite_date DROP COLUMN since;

-- The outbox, with news of waiting lists. A message knows what its address had been told before, and what it shows to
-- that address alone.
CREATE TABLE new_message (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),     -- what it is about
    thread TEXT NOT NULL CHECK (thread <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('invite', 'update', 'cancellation', 'announcement', 'reminder', 'chaser',
        'waiting-list', 'catering-order', 'thank-you', 'feedback-request')),
    state TEXT NOT NULL CHECK (state IN ('prepared', 'claimed', 'sent', 'dropped', 'expired')),
    session INTEGER REFERENCES session (id) ON DELETE CASCADE,
    person INTEGER REFERENCES person (id) ON DELETE CASCADE,     -- NULL: somebody outside the programme
    position INTEGER NOT NULL,                -- counts up in the order of preparing
    due TEXT NOT NULL,                        -- UTC, as are all times here
    deadline TEXT,
    claimant INTEGER,                         -- who hands it over
    claimed_until TEXT,
    sent TEXT,
    attempts INTEGER NOT NULL DEFAULT 0 CHECK (attempts >= 0),
    retry TEXT,                               -- not before
    reason TEXT NOT NULL DEFAULT '',
    mail_id TEXT NOT NULL UNIQUE CHECK (mail_id <> ''),
    from_name TEXT NOT NULL,
    from_email TEXT NOT NULL CHECK (from_email <> ''),
    name TEXT NOT NULL,
    email TEXT NOT NULL CHECK (email <> ''),
    subject TEXT NOT NULL,
    date TEXT NOT NULL,
    follows INTEGER CHECK (follows >= 0),     -- an invite: the sequence that its address had before
    view TEXT,                                -- an invite: the days of it, and of which the place or the link alone
    CHECK ((state = 'claimed') = (claimant IS NOT NULL) AND (state = 'claimed') = (claimed_until IS NOT NULL)),
    CHECK ((state = 'sent') = (sent IS NOT NULL))
) STRICT;
INSERT INTO new_message SELECT id, key, thread, kind, state, session, person, position, due, deadline, claimant,
    claimed_until, sent, attempts, retry, reason, mail_id, from_name, from_email, name, email, subject, date, NULL, NULL
    FROM message;
-- What goes with a message is moved aside first, since it would go with the old table.
CREATE TABLE new_message_body (
    message INTEGER PRIMARY KEY REFERENCES new_message (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    method TEXT,
    calendar TEXT,
    CHECK ((method IS NULL) = (calendar IS NULL))
) STRICT;
INSERT INTO new_message_body SELECT message, text, method, calendar FROM message_body;
CREATE TABLE new_catering_told (
    message INTEGER PRIMARY KEY REFERENCES new_message (id) ON DELETE CASCADE,
    told TEXT NOT NULL
) STRICT;
INSERT INTO new_catering_told SELECT message, told FROM catering_told;
DROP TABLE catering_told;
DROP TABLE message_body;
DROP TABLE message;
ALTER TABLE new_message RENAME TO message;
ALTER TABLE new_message_body RENAME TO message_body;
ALTER TABLE new_catering_told RENAME TO catering_told;
CREATE INDEX message_by_position ON message (position);
CREATE INDEX message_unsent ON message (position) WHERE state IN ('prepared', 'claimed');
CREATE INDEX message_by_thread ON message (thread, position);
CREATE INDEX message_by_session ON message (session) WHERE session IS NOT NULL;
CREATE INDEX message_by_person ON message (person) WHERE person IS NOT NULL;

-- The debt that a swap was asked for to settle.
ALTER TABLE swap ADD COLUMN debt INTEGER REFERENCES swap (id) ON DELETE CASCADE;
CREATE INDEX swap_by_debt ON swap (debt) WHERE debt IS NOT NULL;
