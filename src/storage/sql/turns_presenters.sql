SELECT session, person
FROM assignment
WHERE role IN ('presenter', 'co-presenter')
ORDER BY session, person, role
