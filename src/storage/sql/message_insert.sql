INSERT INTO message (id, key, thread, kind, state, session, person, position, due, deadline, mail_id,
    from_name, from_email, name, email, subject, date, follows, view)
VALUES (:id, :key, :thread, :kind, 'prepared', :session, :person,
    (SELECT coalesce(max(position), 0) + 1 FROM message), :due, :deadline, :mail_id, :from_name, :from_email, :name,
    :email, :subject, :date, :follows, :view)
ON CONFLICT (key) DO NOTHING
