INSERT INTO topic (id, number, slug, title, title_folded, abstract, format, level, minutes)
VALUES (:id, :number, :slug, :title, :title_folded, :abstract, :format, :level, :minutes)
ON CONFLICT (slug) DO NOTHING
