UPDATE person
SET name = :name, name_folded = :name_folded, email = :email, team = :team, site = :site, zone = :zone,
    hours = :hours, diet = :diet, manager = :manager, joined = :joined, "left" = :left
WHERE id = :id
