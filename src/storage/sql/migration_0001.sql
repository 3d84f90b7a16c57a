-- date(x) alone takes 2027-02-30 as it is; a modifier makes it 2027-03-02.
CREATE TABLE programme (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL DEFAULT 0,      -- units of work committed
    last_topic_number INTEGER NOT NULL DEFAULT 0
) STRICT;
INSERT INTO programme (id) VALUES (1);

CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE person (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    name_folded TEXT NOT NULL,
    email TEXT COLLATE NOCASE UNIQUE CHECK (email <> ''),
    team TEXT NOT NULL DEFAULT '',
    site TEXT NOT NULL DEFAULT '',
    zone TEXT NOT NULL DEFAULT '',
    hours TEXT NOT NULL DEFAULT '',
    diet TEXT NOT NULL DEFAULT '',
    manager INTEGER REFERENCES person (id) ON DELETE SET NULL,
    joined TEXT CHECK (joined IS date(joined, '+0 days')),
    "left" TEXT CHECK ("left" IS date("left", '+0 days')),
    CHECK (joined IS NULL OR "left" IS NULL OR joined <= "left")
) STRICT;
CREATE INDEX person_by_name ON person (name_folded);
CREATE INDEX person_by_manager ON person (manager) WHERE manager IS NOT NULL;

CREATE TABLE absence (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    first TEXT NOT NULL CHECK (first IS date(first, '+0 days')),
    last TEXT CHECK (last IS date(last, '+0 days')),     -- NULL: return unknown
    note TEXT NOT NULL DEFAULT '',
    had_left INTEGER NOT NULL DEFAULT 0 CHECK (had_left IN (0, 1)),     -- until the person rejoined
    CHECK (last IS NULL OR first <= last)
) STRICT;
CREATE INDEX absence_by_person ON absence (person, first);
CREATE INDEX absence_of_leavers ON absence (person) WHERE had_left = 1;

CREATE TABLE topic (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,
    slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
    title TEXT NOT NULL CHECK (title <> ''),
    title_folded TEXT NOT NULL,
    abstract TEXT NOT NULL DEFAULT '',
    format TEXT NOT NULL DEFAULT '',
    level TEXT NOT NULL DEFAULT '',
    minutes INTEGER CHECK (minutes > 0)
) STRICT;
CREATE INDEX topic_by_title ON topic (title_folded);

CREATE TABLE topic_tag (
    topic INTEGER NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (tag <> ''),
    PRIMARY KEY (topic, tag)
) STRICT, WITHOUT ROWID;

CREATE TABLE topic_presenter (
    topic INTEGER NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (topic, person)
) STRICT, WITHOUT ROWID;
CREATE INDEX topic_presenter_by_person ON topic_presenter (person);

CREATE TABLE series (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL CHECK (name <> ''),
    slug TEXT NOT NULL UNIQUE CHECK (slug <> ''),
    rule TEXT NOT NULL DEFAULT '',            -- RFC 5545 RECUR; empty: known from its history only
    first TEXT NOT NULL CHECK (first IS date(first, '+0 days')),
    last TEXT CHECK (last IS date(last, '+0 days')),
    start TEXT CHECK (start GLOB '[0-2][0-9]:[0-5][0-9]'),
    minutes INTEGER NOT NULL DEFAULT 60 CHECK (minutes > 0),
    zone TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    lunch TEXT NOT NULL DEFAULT 'bring-your-own' CHECK (lunch IN ('none', 'catered', 'bring-your-own', 'potluck')),
    formality TEXT NOT NULL DEFAULT 'informal' CHECK (formality IN ('informal', 'prepared')),
    topic_policy TEXT NOT NULL DEFAULT 'any' CHECK (topic_policy IN ('any', 'work')),
    capacity INTEGER CHECK (capacity > 0),
    audience TEXT NOT NULL DEFAULT 'everyone',
    pool TEXT NOT NULL DEFAULT 'everyone',
    holidays TEXT NOT NULL DEFAULT 'skip' CHECK (holidays IN ('skip', 'next', 'previous', 'ask')),
    laid_out_until TEXT CHECK (laid_out_until IS date(laid_out_until, '+0 days')),
    invites TEXT NOT NULL DEFAULT 'single' CHECK (invites IN ('single', 'series')),
    CHECK (rule = '' OR (start IS NOT NULL AND zone <> ''))
) STRICT;

CREATE TABLE series_setting (
    series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (series, key)
) STRICT, WITHOUT ROWID;

CREATE TABLE series_pause (
    series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    first TEXT NOT NULL CHECK (first IS date(first, '+0 days')),
    last TEXT CHECK (last IS date(last, '+0 days')),     -- NULL: until resumed
    PRIMARY KEY (series, first),
    CHECK (last IS NULL OR first <= last)
) STRICT, WITHOUT ROWID;

CREATE TABLE session (
    id INTEGER PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES series (id),
    occurrence TEXT NOT NULL CHECK (occurrence IS date(occurrence, '+0 days')),
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    start TEXT CHECK (start GLOB '[0-2][0-9]:[0-5][0-9]'),
    minutes INTEGER NOT NULL CHECK (minutes > 0),
    zone TEXT NOT NULL DEFAULT '',
    place TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    state TEXT NOT NULL CHECK (state IN ('open', 'planned', 'confirmed', 'announced', 'held', 'postponed', 'cancelled')),
    topic INTEGER REFERENCES topic (id) ON DELETE SET NULL,
    pinned INTEGER NOT NULL DEFAULT 0 CHECK (pinned IN (0, 1)),
    moved INTEGER NOT NULL DEFAULT 0 CHECK (moved IN (0, 1)),
    note TEXT NOT NULL DEFAULT '',
    earlier_note TEXT NOT NULL DEFAULT '',    -- of a session that is called off: what restoring brings back
    announced INTEGER NOT NULL DEFAULT 0 CHECK (announced IN (0, 1)),
    UNIQUE (series, occurrence)
) STRICT;
CREATE INDEX session_by_date ON session (date);
CREATE INDEX session_by_topic ON session (topic) WHERE topic IS NOT NULL;

CREATE TABLE assignment (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id),
    role TEXT NOT NULL CHECK (role IN ('presenter', 'co-presenter', 'host', 'moderator')),
    position INTEGER NOT NULL,
    PRIMARY KEY (session, person, role)
) STRICT, WITHOUT ROWID;
CREATE INDEX assignment_by_person ON assignment (person);

CREATE TABLE holiday (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    name TEXT NOT NULL CHECK (name <> ''),
    UNIQUE (date, name)
) STRICT;

-- What people were last told of a session.
CREATE TABLE announcement (
    session INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL CHECK (sequence >= 0),     -- who got less lacks what is shown now
    shown TEXT NOT NULL,                      -- a fact in each line; empty: nobody knows
    changed TEXT NOT NULL                     -- UTC
) STRICT;

-- What each address was told of it. A calendar belongs to its address, so one that changes is another one.
CREATE TABLE invite (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    email TEXT NOT NULL COLLATE NOCASE CHECK (email <> ''),
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,     -- whose address it was
    told TEXT NOT NULL CHECK (told IN ('invited', 'called off', 'dropped')),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),     -- RFC 5545 SEQUENCE; never falls
    emitted TEXT NOT NULL,                    -- UTC
    PRIMARY KEY (session, email)
) STRICT, WITHOUT ROWID;

-- A series that invites as one: one recurring event of calendars, and what people were last told of the whole.
CREATE TABLE series_invite (
    id INTEGER PRIMARY KEY,
    series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    rule TEXT NOT NULL CHECK (rule <> ''),    -- RFC 5545 RECUR without an end
    first TEXT NOT NULL CHECK (first IS date(first, '+0 days')),
    start TEXT NOT NULL CHECK (start GLOB '[0-2][0-9]:[0-5][0-9]'),
    zone TEXT NOT NULL CHECK (zone <> ''),
    last TEXT CHECK (last IS date(last, '+0 days')),     -- NULL: the series goes by it
    sequence INTEGER CHECK (sequence >= 0),   -- NULL: nobody was told yet
    shown TEXT,
    changed TEXT,
    CHECK ((sequence IS NULL) = (shown IS NULL) AND (sequence IS NULL) = (changed IS NULL))
) STRICT;
CREATE INDEX series_invite_by_series ON series_invite (series);

-- What they were told of a date that differs from the whole, or once did.
CREATE TABLE series_invite_date (
    invite INTEGER NOT NULL REFERENCES series_invite (id) ON DELETE CASCADE,
    occurrence TEXT NOT NULL CHECK (occurrence IS date(occurrence, '+0 days')),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    shown TEXT NOT NULL,
    changed TEXT NOT NULL,
    PRIMARY KEY (invite, occurrence)
) STRICT, WITHOUT ROWID;

-- What each address was told: every piece up to its sequence.
CREATE TABLE series_invite_address (
    invite INTEGER NOT NULL REFERENCES series_invite (id) ON DELETE CASCADE,
    email TEXT NOT NULL COLLATE NOCASE CHECK (email <> ''),
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    told TEXT NOT NULL CHECK (told IN ('invited', 'called off', 'dropped')),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    emitted TEXT NOT NULL,
    PRIMARY KEY (invite, email)
) STRICT, WITHOUT ROWID;
