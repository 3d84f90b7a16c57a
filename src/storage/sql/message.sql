SELECT id, key, thread, kind, state, session, person, due, deadline, sent, attempts, retry, reason, mail_id, from_name,
    from_email, name, email, subject, date, position, follows, view FROM message
