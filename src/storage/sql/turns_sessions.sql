SELECT id, series, date, state
FROM session
WHERE state NOT IN ('cancelled', 'postponed')
ORDER BY id
