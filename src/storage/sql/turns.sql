SELECT session.id, series, date, state, person
FROM session JOIN assignment ON assignment.session = session.id
WHERE role IN ('presenter', 'co-presenter') AND state NOT IN ('cancelled', 'postponed')
