-- A programme at schema version 14, as sqlite3 dumps it; application_id and user_version added at the end.
PRAGMA foreign_keys=OFF;
BEGIN TRANSACTION;
CREATE TABLE programme (
    id INTEGER PRIMARY KEY CHECK (id = 1),
    revision INTEGER NOT NULL DEFAULT 0,      -- units of work committed
    last_topic_number INTEGER NOT NULL DEFAULT 0
, last_rsvp_order INTEGER NOT NULL DEFAULT 0) STRICT;
INSERT INTO programme VALUES(1,17,2,2);
CREATE TABLE setting (
    key TEXT PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;
INSERT INTO setting VALUES('organizer','Ana Ferreira <ana@bramble.example>');
INSERT INTO setting VALUES('zone','Europe/Berlin');
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
INSERT INTO person VALUES(353359446753692132,'Chloé O''Neil','chloe o''neil','chloe@bramble.example','R&D','','','','',508040963753954928,'2026-02-01',NULL);
INSERT INTO person VALUES(508040963753954928,'Ana Ferreira','ana ferreira','ana@bramble.example','Platform','Lisbon','Europe/Lisbon','09:00-17:00','vegetarian',NULL,'2026-01-05',NULL);
INSERT INTO person VALUES(763720394750210720,'Ben 🍱','ben 🍱',NULL,'','','','','',NULL,'2026-02-01','2027-12-31');
CREATE TABLE absence (
    id INTEGER PRIMARY KEY,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    first TEXT NOT NULL CHECK (first IS date(first, '+0 days')),
    last TEXT CHECK (last IS date(last, '+0 days')),     -- NULL: return unknown
    note TEXT NOT NULL DEFAULT '',
    had_left INTEGER NOT NULL DEFAULT 0 CHECK (had_left IN (0, 1)), kept_balance INTEGER NOT NULL DEFAULT 0 CHECK (kept_balance IN (0, 1)),     -- until the person rejoined
    CHECK (last IS NULL OR first <= last)
) STRICT;
INSERT INTO absence VALUES(1072910237567582873,353359446753692132,'2027-02-01','2027-02-12','parental leave',0,0);
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
INSERT INTO topic VALUES(584984024149605774,1,'sqlite-in-production','SQLite in production','sqlite in production',replace('Why one file\nis enough: "it''s" simple','\n',char(10)),'demo','',25);
INSERT INTO topic VALUES(762229624411684522,2,'requests-welcome','Requests welcome','requests welcome','','','',NULL);
CREATE TABLE topic_tag (
    topic INTEGER NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    tag TEXT NOT NULL CHECK (tag <> ''),
    PRIMARY KEY (topic, tag)
) STRICT, WITHOUT ROWID;
INSERT INTO topic_tag VALUES(584984024149605774,'db');
INSERT INTO topic_tag VALUES(584984024149605774,'storage');
CREATE TABLE topic_presenter (
    topic INTEGER NOT NULL REFERENCES topic (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (topic, person)
) STRICT, WITHOUT ROWID;
INSERT INTO topic_presenter VALUES(584984024149605774,508040963753954928);
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
    invites TEXT NOT NULL DEFAULT 'single' CHECK (invites IN ('single', 'series')), remote_capacity INTEGER CHECK (remote_capacity > 0),
    CHECK (rule = '' OR (start IS NOT NULL AND zone <> ''))
) STRICT;
INSERT INTO series VALUES(1063322713111555630,'Thursday lunch','thursday-lunch','FREQ=WEEKLY;INTERVAL=2;BYDAY=TH','2027-01-07',NULL,'12:30',45,'Europe/Berlin','Room 4','','bring-your-own','informal','any',12,'everyone','everyone','skip','2027-03-29','series',30);
CREATE TABLE series_setting (
    series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    PRIMARY KEY (series, key)
) STRICT, WITHOUT ROWID;
INSERT INTO series_setting VALUES(1063322713111555630,'min_gap','3w');
CREATE TABLE series_pause (
    series INTEGER NOT NULL REFERENCES series (id) ON DELETE CASCADE,
    first TEXT NOT NULL CHECK (first IS date(first, '+0 days')),
    last TEXT CHECK (last IS date(last, '+0 days')),     -- NULL: until resumed
    PRIMARY KEY (series, first),
    CHECK (last IS NULL OR first <= last)
) STRICT, WITHOUT ROWID;
INSERT INTO series_pause VALUES(1063322713111555630,'2027-03-01','2027-03-10');
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
INSERT INTO session VALUES(69311890674807150,1063322713111555630,'2027-01-21','2027-01-21','12:30',45,'Europe/Berlin','Room 4','','planned',584984024149605774,1,0,'','',0);
INSERT INTO session VALUES(149327298921147797,1063322713111555630,'2027-01-07','2027-01-07','12:30',45,'Europe/Berlin','Room 4','','announced',NULL,0,0,'','',1);
INSERT INTO session VALUES(854256532247791810,1063322713111555630,'2027-03-18','2027-03-18','12:30',45,'Europe/Berlin','Room 4','','planned',NULL,0,0,'','',0);
INSERT INTO session VALUES(987056123599499978,1063322713111555630,'2027-02-18','2027-02-18','12:30',45,'Europe/Berlin','Room 4','','cancelled',NULL,0,0,'ill','',0);
CREATE TABLE assignment (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id),
    role TEXT NOT NULL CHECK (role IN ('presenter', 'co-presenter', 'host', 'moderator')),
    position INTEGER NOT NULL,
    PRIMARY KEY (session, person, role)
) STRICT, WITHOUT ROWID;
INSERT INTO assignment VALUES(69311890674807150,353359446753692132,'presenter',0);
INSERT INTO assignment VALUES(69311890674807150,508040963753954928,'host',1);
INSERT INTO assignment VALUES(149327298921147797,508040963753954928,'presenter',0);
INSERT INTO assignment VALUES(854256532247791810,763720394750210720,'presenter',0);
INSERT INTO assignment VALUES(987056123599499978,353359446753692132,'presenter',0);
CREATE TABLE holiday (
    id INTEGER PRIMARY KEY,
    date TEXT NOT NULL CHECK (date IS date(date, '+0 days')),
    name TEXT NOT NULL CHECK (name <> ''),
    UNIQUE (date, name)
) STRICT;
INSERT INTO holiday VALUES(596280270785929810,'2027-02-04','Carnival');
CREATE TABLE announcement (
    session INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL CHECK (sequence >= 0),     -- who got less lacks what is shown now
    shown TEXT NOT NULL,                      -- a fact in each line; empty: nobody knows
    changed TEXT NOT NULL                     -- UTC
) STRICT;
INSERT INTO announcement VALUES(149327298921147797,2,'state off','2027-01-04T09:00:00Z');
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
INSERT INTO series_invite VALUES(77,1063322713111555630,'FREQ=WEEKLY;INTERVAL=2;BYDAY=TH','2027-01-07','12:30','Europe/Berlin',NULL,1,'state on','2027-01-04T09:00:00Z');
CREATE TABLE series_invite_date (
    invite INTEGER NOT NULL REFERENCES series_invite (id) ON DELETE CASCADE,
    occurrence TEXT NOT NULL CHECK (occurrence IS date(occurrence, '+0 days')),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    shown TEXT NOT NULL,
    changed TEXT NOT NULL,
    PRIMARY KEY (invite, occurrence)
) STRICT, WITHOUT ROWID;
INSERT INTO series_invite_date VALUES(77,'2027-01-21',2,'state off','2027-01-05T09:00:00Z');
CREATE TABLE series_invite_address (
    invite INTEGER NOT NULL REFERENCES series_invite (id) ON DELETE CASCADE,
    email TEXT NOT NULL COLLATE NOCASE CHECK (email <> ''),
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    told TEXT NOT NULL CHECK (told IN ('invited', 'called off', 'dropped')),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    emitted TEXT NOT NULL, first TEXT, last TEXT,
    PRIMARY KEY (invite, email)
) STRICT, WITHOUT ROWID;
INSERT INTO series_invite_address VALUES(77,'chloe@bramble.example',353359446753692132,'invited',2,'2027-01-05T09:00:00Z','2027-01-14',NULL);
CREATE TABLE swap (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,           -- in the order in which they changed hands
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    giver INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    taker INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    in_return INTEGER REFERENCES session (id) ON DELETE CASCADE,     -- NULL: the giver owes a duty
    state TEXT NOT NULL CHECK (state IN ('asked', 'agreed', 'declined', 'reversed')),
    giver_agrees INTEGER NOT NULL CHECK (giver_agrees IN (0, 1)),
    taker_agrees INTEGER NOT NULL CHECK (taker_agrees IN (0, 1)),
    on_behalf INTEGER NOT NULL CHECK (on_behalf IN (0, 1)),     -- the organizer agreed for them
    asked TEXT NOT NULL CHECK (asked IS date(asked, '+0 days')), debt INTEGER REFERENCES swap (id) ON DELETE CASCADE,
    CHECK (giver <> taker)
) STRICT;
INSERT INTO swap VALUES(5,3,854256532247791810,763720394750210720,353359446753692132,NULL,'asked',0,0,0,'2027-01-05',670622783509419072);
INSERT INTO swap VALUES(670622783509419072,2,69311890674807150,353359446753692132,763720394750210720,854256532247791810,'asked',1,0,0,'2027-01-05',NULL);
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
    place_order INTEGER NOT NULL DEFAULT 0, brings TEXT NOT NULL DEFAULT '',   -- who asked for a place first
    PRIMARY KEY (session, person),
    CHECK ((reply_sequence IS NULL) = (reply_stamp IS NULL))
) STRICT, WITHOUT ROWID;
INSERT INTO rsvp VALUES(149327298921147797,353359446753692132,'yes','remote','late','2027-01-05T09:00:00Z','2027-01-07','12:30',1,'2027-01-05T09:00:00Z',2,'salad');
CREATE TABLE IF NOT EXISTS "invite" (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    email TEXT NOT NULL COLLATE NOCASE CHECK (email <> ''),
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,     -- whose address it was
    told TEXT NOT NULL CHECK (told = 'invited' OR told = 'called off' OR told = 'dropped'),
    sequence INTEGER NOT NULL CHECK (sequence >= 0),     -- RFC 5545 SEQUENCE; never falls
    emitted TEXT NOT NULL, mode TEXT CHECK (mode = 'in-person' OR mode = 'remote'),                    -- UTC
    PRIMARY KEY (session, email)
) STRICT, WITHOUT ROWID;
INSERT INTO invite VALUES(149327298921147797,'ana@bramble.example',508040963753954928,'invited',0,'2027-01-04T09:00:00Z',NULL);
INSERT INTO invite VALUES(149327298921147797,'chloe@bramble.example',353359446753692132,'invited',0,'2027-01-04T09:00:00Z','remote');
CREATE TABLE preparation_step (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    step TEXT NOT NULL CHECK (step <> ''),
    state TEXT NOT NULL CHECK (state IN ('open', 'done', 'left-out')),
    minutes INTEGER,                          -- before the start (negative) or after the end; NULL: as planned
    owner TEXT CHECK (owner IN ('presenter', 'host', 'organizer')),     -- NULL: as planned
    PRIMARY KEY (session, step)
) STRICT, WITHOUT ROWID;
INSERT INTO preparation_step VALUES(149327298921147797,'cups','open',-60,'host');
INSERT INTO preparation_step VALUES(149327298921147797,'slides','done',NULL,NULL);
CREATE TABLE drop_out (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    kind TEXT NOT NULL CHECK (kind IN ('dropped out', 'no-show')),
    noted TEXT NOT NULL CHECK (noted IS date(noted, '+0 days')),
    PRIMARY KEY (session, person)
) STRICT, WITHOUT ROWID;
INSERT INTO drop_out VALUES(69311890674807150,353359446753692132,'dropped out','2027-01-09');
CREATE TABLE person_weight (
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    first TEXT NOT NULL CHECK (first IS date(first, '+0 days')),
    hundredths INTEGER NOT NULL CHECK (hundredths BETWEEN 1 AND 1000),
    PRIMARY KEY (person, first)
) STRICT, WITHOUT ROWID;
INSERT INTO person_weight VALUES(508040963753954928,'2027-03-01',50);
CREATE TABLE roll (
    id INTEGER PRIMARY KEY
) STRICT;
INSERT INTO roll VALUES(651579985372204033);
CREATE TABLE roll_member (
    roll INTEGER NOT NULL REFERENCES roll (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    PRIMARY KEY (roll, person)
) STRICT, WITHOUT ROWID;
INSERT INTO roll_member VALUES(651579985372204033,353359446753692132);
CREATE TABLE held_terms (
    session INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    co_presenter_turn TEXT NOT NULL CHECK (co_presenter_turn IN ('split', 'full')),
    roll INTEGER REFERENCES roll (id)         -- NULL: everybody
) STRICT;
INSERT INTO held_terms VALUES(69311890674807150,'full',651579985372204033);
INSERT INTO held_terms VALUES(149327298921147797,'split',NULL);
CREATE TABLE catering (
    session INTEGER PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    frozen TEXT NOT NULL                      -- UTC
) STRICT;
INSERT INTO catering VALUES(149327298921147797,'2027-01-05T09:00:00Z');
CREATE TABLE catering_portion (
    session INTEGER NOT NULL REFERENCES catering (session) ON DELETE CASCADE,
    diet TEXT NOT NULL,                       -- empty: whatever is served
    portions INTEGER NOT NULL CHECK (portions >= 0),
    PRIMARY KEY (session, diet)
) STRICT, WITHOUT ROWID;
INSERT INTO catering_portion VALUES(149327298921147797,'vegan',2);
CREATE TABLE standby (
    id INTEGER PRIMARY KEY,
    number INTEGER NOT NULL UNIQUE,           -- the lowest goes first
    series INTEGER REFERENCES series (id) ON DELETE CASCADE,     -- NULL: for all
    person INTEGER REFERENCES person (id) ON DELETE CASCADE,
    topic INTEGER REFERENCES topic (id) ON DELETE SET NULL,
    video TEXT NOT NULL DEFAULT '',
    link TEXT NOT NULL DEFAULT '',
    CHECK ((person IS NULL) = (video <> ''))
) STRICT;
INSERT INTO standby VALUES(71,1,NULL,508040963753954928,NULL,'','');
INSERT INTO standby VALUES(72,2,NULL,NULL,NULL,'Maps that lie','https://video.example/7');
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    made TEXT NOT NULL CHECK (made IS date(made, '+0 days'))
) STRICT;
INSERT INTO draft VALUES(73,'spring','2027-01-09');
CREATE TABLE draft_choice (
    draft INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    topic INTEGER REFERENCES topic (id) ON DELETE SET NULL,
    reason TEXT NOT NULL,
    seen TEXT NOT NULL,                       -- the session as the plan saw it
    PRIMARY KEY (draft, session)
) STRICT, WITHOUT ROWID;
INSERT INTO draft_choice VALUES(73,854256532247791810,NULL,'owes most','2027-03-18 planned');
CREATE TABLE draft_presenter (
    draft INTEGER NOT NULL,
    session INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (draft, session, person),
    FOREIGN KEY (draft, session) REFERENCES draft_choice (draft, session) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO draft_presenter VALUES(73,854256532247791810,353359446753692132,0);
CREATE TABLE attendance (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    mode TEXT CHECK (mode = 'in-person' OR mode = 'remote'),
    PRIMARY KEY (session, person)
) STRICT, WITHOUT ROWID;
INSERT INTO attendance VALUES(149327298921147797,508040963753954928,'in-person');
INSERT INTO attendance VALUES(149327298921147797,763720394750210720,NULL);
CREATE TABLE series_invite_mode (
    invite INTEGER NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE,
    occurrence TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode = 'in-person' OR mode = 'remote'),
    PRIMARY KEY (invite, email, occurrence),
    FOREIGN KEY (invite, email) REFERENCES series_invite_address (invite, email)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO series_invite_mode VALUES(77,'chloe@bramble.example','2027-01-21','remote');
CREATE TABLE IF NOT EXISTS "series_rsvp" (
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
INSERT INTO series_rsvp VALUES(77,353359446753692132,NULL,'','2027-01-06T09:00:00Z',NULL,NULL,0);
INSERT INTO series_rsvp VALUES(77,508040963753954928,'no','away a lot','2027-01-05T09:00:00Z',0,'2027-01-05T09:00:00Z',1);
CREATE TABLE announcement_before (
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    shown TEXT NOT NULL,                      -- empty: nobody knows
    PRIMARY KEY (session, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO announcement_before VALUES(149327298921147797,0,'state on');
CREATE TABLE series_invite_before (
    invite INTEGER NOT NULL REFERENCES series_invite (id) ON DELETE CASCADE,
    occurrence TEXT NOT NULL CHECK (occurrence = '' OR occurrence IS date(occurrence, '+0 days')),     -- empty: all
    sequence INTEGER NOT NULL CHECK (sequence >= 0),
    shown TEXT NOT NULL,
    PRIMARY KEY (invite, occurrence, sequence)
) STRICT, WITHOUT ROWID;
INSERT INTO series_invite_before VALUES(77,'',0,'state off');
INSERT INTO series_invite_before VALUES(77,'2027-01-21',0,'state on');
CREATE TABLE IF NOT EXISTS "message" (
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
INSERT INTO message VALUES(88,'k#0','k','invite','sent',149327298921147797,353359446753692132,1,'2027-01-04T09:00:00Z','2027-01-07T12:15:00Z',NULL,NULL,'2027-01-04T09:00:05Z',1,NULL,'','k.0@bramble.example','Ana Ferreira','ana@bramble.example','Chloé O''Neil','chloe@bramble.example','Thursday lunch','2027-01-04T09:00:00Z',1,'/');
INSERT INTO message VALUES(99,'catering-order/x/1','catering-order/x','catering-order','sent',149327298921147797,NULL,2,'2027-01-04T09:00:00Z','2027-01-07T12:15:00Z',NULL,NULL,'2027-01-04T09:00:05Z',0,NULL,'','catering-order.x.1@bramble.example','Ana Ferreira','ana@bramble.example','Green Spoon','orders@spoon.example','Order','2027-01-04T09:00:00Z',NULL,NULL);
CREATE TABLE IF NOT EXISTS "message_body" (
    message INTEGER PRIMARY KEY REFERENCES "message" (id) ON DELETE CASCADE,
    text TEXT NOT NULL,
    method TEXT,
    calendar TEXT,
    CHECK ((method IS NULL) = (calendar IS NULL))
) STRICT;
INSERT INTO message_body VALUES(88,replace('Hello\nChloé','\n',char(10)),'REQUEST','BEGIN:VCALENDAR');
CREATE TABLE IF NOT EXISTS "catering_told" (
    message INTEGER PRIMARY KEY REFERENCES "message" (id) ON DELETE CASCADE,
    told TEXT NOT NULL
) STRICT;
INSERT INTO catering_told VALUES(99,replace('date 2027-01-07\nstart 12:30\nplace Kitchen\nportions 3 \nportions 1 no nuts + vegan\n','\n',char(10)));
CREATE TABLE series_invite_left_out (
    invite INTEGER NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE,
    occurrence TEXT NOT NULL CHECK (occurrence IS date(occurrence, '+0 days')),
    PRIMARY KEY (invite, email, occurrence),
    FOREIGN KEY (invite, email) REFERENCES series_invite_address (invite, email)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO series_invite_left_out VALUES(77,'chloe@bramble.example','2027-02-04');
CREATE INDEX person_by_name ON person (name_folded);
CREATE INDEX person_by_manager ON person (manager) WHERE manager IS NOT NULL;
CREATE INDEX absence_by_person ON absence (person, first);
CREATE INDEX absence_of_leavers ON absence (person) WHERE had_left = 1;
CREATE INDEX topic_by_title ON topic (title_folded);
CREATE INDEX topic_presenter_by_person ON topic_presenter (person);
CREATE INDEX session_by_date ON session (date);
CREATE INDEX session_by_topic ON session (topic) WHERE topic IS NOT NULL;
CREATE INDEX assignment_by_person ON assignment (person);
CREATE INDEX series_invite_by_series ON series_invite (series);
CREATE INDEX swap_by_session ON swap (session);
CREATE INDEX swap_by_return ON swap (in_return) WHERE in_return IS NOT NULL;
CREATE INDEX swap_by_giver ON swap (giver);
CREATE INDEX swap_by_taker ON swap (taker);
CREATE INDEX rsvp_by_person ON rsvp (person);
CREATE INDEX drop_out_by_person ON drop_out (person);
CREATE INDEX roll_member_by_person ON roll_member (person);
CREATE INDEX held_terms_by_roll ON held_terms (roll) WHERE roll IS NOT NULL;
CREATE INDEX standby_by_series ON standby (series) WHERE series IS NOT NULL;
CREATE INDEX standby_by_person ON standby (person) WHERE person IS NOT NULL;
CREATE INDEX standby_by_topic ON standby (topic) WHERE topic IS NOT NULL;
CREATE INDEX draft_choice_by_session ON draft_choice (session);
CREATE INDEX draft_choice_by_topic ON draft_choice (topic) WHERE topic IS NOT NULL;
CREATE INDEX draft_presenter_by_person ON draft_presenter (person);
CREATE INDEX attendance_by_person ON attendance (person);
CREATE INDEX series_rsvp_by_person ON series_rsvp (person);
CREATE INDEX message_by_position ON message (position);
CREATE INDEX message_unsent ON message (position) WHERE state IN ('prepared', 'claimed');
CREATE INDEX message_by_thread ON message (thread, position);
CREATE INDEX message_by_session ON message (session) WHERE session IS NOT NULL;
CREATE INDEX message_by_person ON message (person) WHERE person IS NOT NULL;
CREATE INDEX swap_by_debt ON swap (debt) WHERE debt IS NOT NULL;
PRAGMA application_id = 1953064558;
PRAGMA user_version = 14;
COMMIT;
