INSERT INTO session (id, series, occurrence, date, start, minutes, zone, place, link, state, topic, pinned, moved, note,
                     revision, changed)
VALUES (:id, :series, :occurrence, :date, :start, :minutes, :zone, :place, :link, :state, :topic, :pinned, :moved, :note,
        :revision, :changed)
