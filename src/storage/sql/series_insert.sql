INSERT INTO series (id, name, slug, rule, first, last, start, minutes, zone, place, link, lunch, formality,
                    topic_policy, capacity, audience, pool, holidays, laid_out_until, invites, remote_capacity)
VALUES (:id, :name, :slug, :rule, :first, :last, :start, :minutes, :zone, :place, :link, :lunch, :formality,
        :topic_policy, :capacity, :audience, :pool, :holidays, :laid_out_until, :invites, :remote_capacity)
