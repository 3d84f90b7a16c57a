-- Dates of a recurring invite that an address is not shown, between those that it is.
CREATE TABLE series_invite_left_out (
    invite INTEGER NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE,
    occurrence TEXT NOT NULL CHECK (occurrence IS date(occurrence, '+0 days')),
    PRIMARY KEY (invite, email, occurrence),
    FOREIGN KEY (invite, email) REFERENCES series_invite_address (invite, email)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
