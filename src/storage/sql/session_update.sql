UPDATE session
SET occurrence = :occurrence, date = :date, start = :start, minutes = :minutes, zone = :zone, place = :place,
    link = :link, state = :state, topic = :topic, pinned = :pinned, moved = :moved, note = :note,
    earlier_note = :earlier_note, announced = :announced
WHERE id = :id
