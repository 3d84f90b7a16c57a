-- What each message told a caterer: a line for each fact. No names are kept here.
CREATE TABLE catering_told (
    message INTEGER PRIMARY KEY REFERENCES message (id) ON DELETE CASCADE,
    told TEXT NOT NULL
) STRICT;
