-- The ordered reserve for when a presenter drops out: people, or recorded videos.
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
CREATE INDEX standby_by_series ON standby (series) WHERE series IS NOT NULL;
CREATE INDEX standby_by_person ON standby (person) WHERE person IS NOT NULL;
CREATE INDEX standby_by_topic ON standby (topic) WHERE topic IS NOT NULL;

-- Plans that are kept apart.
CREATE TABLE draft (
    id INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE CHECK (name <> ''),
    made TEXT NOT NULL CHECK (made IS date(made, '+0 days'))
) STRICT;
CREATE TABLE draft_choice (
    draft INTEGER NOT NULL REFERENCES draft (id) ON DELETE CASCADE,
    session INTEGER NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    topic INTEGER REFERENCES topic (id) ON DELETE SET NULL,
    reason TEXT NOT NULL,
    seen TEXT NOT NULL,                       -- the session as the plan saw it
    PRIMARY KEY (draft, session)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_choice_by_session ON draft_choice (session);
CREATE INDEX draft_choice_by_topic ON draft_choice (topic) WHERE topic IS NOT NULL;
CREATE TABLE draft_presenter (
    draft INTEGER NOT NULL,
    session INTEGER NOT NULL,
    person INTEGER NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    PRIMARY KEY (draft, session, person),
    FOREIGN KEY (draft, session) REFERENCES draft_choice (draft, session) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_presenter_by_person ON draft_presenter (person);
