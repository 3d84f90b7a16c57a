INSERT INTO session (id, series, occurrence, date, start, minutes, zone, place, link, state, topic, pinned, moved, note,
                     earlier_note, announced)
VALUES (:id, :series, :occurrence, :date, :start, :minutes, :zone, :place, :link, :state, :topic, :pinned, :moved, :note,
        :earlier_note, :announced)
