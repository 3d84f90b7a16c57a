UPDATE series
SET name = :name, slug = :slug, rule = :rule, first = :first, last = :last, start = :start, minutes = :minutes,
    zone = :zone, place = :place, link = :link, lunch = :lunch, formality = :formality,
    topic_policy = :topic_policy, capacity = :capacity, audience = :audience, pool = :pool, holidays = :holidays,
    laid_out_until = :laid_out_until, invites = :invites, remote_capacity = :remote_capacity
WHERE id = :id
