SELECT id, series, occurrence, date, start, minutes, zone, place, link, state, topic, pinned, moved, note, earlier_note, announced
FROM session
