SELECT c.draft, c.session, c.topic, c.reason, c.seen, p.person
FROM draft_choice c JOIN session s ON s.id = c.session
LEFT JOIN draft_presenter p ON p.draft = c.draft AND p.session = c.session
ORDER BY c.draft, s.date, s.start, c.session, p.position
