INSERT INTO person (id, name, name_folded, email, team, site, zone, hours, diet, manager, joined, "left")
VALUES (:id, :name, :name_folded, :email, :team, :site, :zone, :hours, :diet, :manager, :joined, :left)
