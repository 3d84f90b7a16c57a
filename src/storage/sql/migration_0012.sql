-- The days of which an address was shown a recurring invite; NULL: from its first day, or as long as it goes on.
ALTER TABLE series_invite_address ADD COLUMN first TEXT;
ALTER TABLE series_invite_address ADD COLUMN last TEXT;
