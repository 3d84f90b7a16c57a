INSERT INTO swap (id, number, session, giver, taker, in_return, state, giver_agrees, taker_agrees, on_behalf, asked,
    debt)
VALUES (:id, :number, :session, :giver, :taker, :in_return, :state, :giver_agrees, :taker_agrees, :on_behalf, :asked,
    :debt)
ON CONFLICT (id) DO UPDATE SET
    number = excluded.number, in_return = excluded.in_return, state = excluded.state,
    giver_agrees = excluded.giver_agrees, taker_agrees = excluded.taker_agrees, on_behalf = excluded.on_behalf
