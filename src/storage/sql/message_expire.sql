-- The reason is that of the last failure, where there was one.
UPDATE message SET state = 'expired', claimant = NULL, claimed_until = NULL
WHERE (state = 'prepared' OR (state = 'claimed' AND claimed_until <= :now))
    AND (deadline <= :now OR due < :earliest) AND instr(:kinds, ' ' || kind || ' ') > 0
