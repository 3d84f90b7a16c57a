SELECT id, number, session, giver, taker, in_return, state, giver_agrees, taker_agrees, on_behalf, asked, debt
FROM swap
