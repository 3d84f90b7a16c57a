-- In person and remotely, each with places of its own.
ALTER TABLE series ADD COLUMN remote_capacity INTEGER CHECK (remote_capacity > 0);

-- Whose place or link alone an invite showed; NULL: both.
ALTER TABLE invite ADD COLUMN mode TEXT CHECK (mode = 'in-person' OR mode = 'remote');
