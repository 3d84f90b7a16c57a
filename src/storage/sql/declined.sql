-- Who says no to sessions from a day on: to the session at the time that it has now, or, where they said
-- nothing of it alone, to the series by whose recurring invite they have it.
SELECT s.id, r.person
FROM session s
JOIN rsvp r ON r.session = s.id AND r.answer = 'no' AND r.date = s.date AND r.start IS s.start
WHERE s.date >= :from
UNION ALL
SELECT s.id, r.person
FROM session s
JOIN series_invite i ON i.series = s.series AND i.first <= s.occurrence
    AND (i.last IS NULL OR i.last >= s.occurrence) AND i.start IS s.start
JOIN series_rsvp r ON r.invite = i.id AND r.answer = 'no'
WHERE s.date >= :from AND s.date = s.occurrence
    AND NOT EXISTS (SELECT 1
                    FROM rsvp own
                    WHERE own.session = s.id AND own.person = r.person AND own.answered IS NOT NULL
                        AND own.date = s.date AND own.start IS s.start)
ORDER BY 1, 2
