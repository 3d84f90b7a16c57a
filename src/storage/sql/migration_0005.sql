-- The outbox. What was sent stays, so that nothing is prepared twice.
CREATE TABLE message (
    id INTEGER PRIMARY KEY,
    key TEXT NOT NULL UNIQUE CHECK (key <> ''),     -- what it is about
    thread TEXT NOT NULL CHECK (thread <> ''),
    kind TEXT NOT NULL CHECK (kind IN ('invite', 'update', 'cancellation', 'announcement', 'reminder', 'chaser',
        'catering-order', 'thank-you', 'feedback-request')),
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
    CHECK ((state = 'claimed') = (claimant IS NOT NULL) AND (state = 'claimed') = (claimed_until IS NOT NULL)),
    CHECK ((state = 'sent') = (sent IS NOT NULL))
) STRICT;
CREATE INDEX message_by_position ON message (position);
CREATE INDEX message_unsent ON message (position) WHERE state IN ('prepared', 'claimed');
CREATE INDEX message_by_thread ON message (thread, position);
CREATE INDEX message_by_session ON message (session) WHERE session IS NOT NULL;
CREATE INDEX message_by_person ON message (person) WHERE person IS NOT NULL;

-- What a mail is made of besides, apart from what lists read.
CREATE TABLE message_body (
    message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    method TEXT,
    calendar TEXT,
    CHECK ((method IS NULL) = (calendar IS NULL))
) STRICT;

-- What a session has of its own in the plan of its preparation: steps added, left out, done.
CREATE TABLE preparation_step (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    step TEXT NOT NULL CHECK (step <> ''),
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'left-out')),
    minutes INTEGER,                          -- before the start (negative) or after the end; NULL: as planned
    owner TEXT CHECK (owner IN ('presenter', 'host', 'organizer')),     -- NULL: as planned
    PRIMARY KEY (session, step)
) STRICT, WITHOUT ROWID;
