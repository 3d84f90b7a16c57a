UPDATE session
SET date = :date, start = :start, minutes = :minutes, zone = :zone, place = :place, link = :link, state = :state,
    topic = :topic, pinned = :pinned, moved = :moved, note = :note, revision = :revision, changed = :changed
WHERE id = :id
