UPDATE topic
SET title = :title, title_folded = :title_folded, abstract = :abstract, format = :format, level = :level,
    minutes = :minutes
WHERE id = :id
