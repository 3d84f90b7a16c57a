SELECT id, name, email, team, site, zone, hours, diet, manager, joined, "left"
FROM person
