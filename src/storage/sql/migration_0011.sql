-- The dates of a recurring invite of which an address was shown the place or the link alone.
CREATE TABLE series_invite_mode (
    invite INTEGER NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE,
    occurrence TEXT NOT NULL,
    mode TEXT NOT NULL CHECK (mode = 'in-person' OR mode = 'remote'),
    PRIMARY KEY (invite, email, occurrence),
    FOREIGN KEY (invite, email) REFERENCES series_invite_address (invite, email)
        ON UPDATE CASCADE ON DELETE CASCADE
) STRICT, WITHOUT ROWID;

-- Invites now name hosts and moderators: whoever was told before was told of none.
UPDATE announcement SET shown = shown || 'hosts ' || char(10) || 'moderators ' || char(10)
WHERE shown LIKE 'state on' || char(10) || '%';
UPDATE series_invite SET shown = shown || 'hosts ' || char(10) || 'moderators ' || char(10)
WHERE shown LIKE 'state on' || char(10) || '%';
UPDATE series_invite_date SET shown = shown || 'hosts ' || char(10) || 'moderators ' || char(10)
WHERE shown LIKE 'state on' || char(10) || '%';
