-- The first behind a position that nobody hands over, and that waits neither for its next try nor for an earlier one of
-- its thread.
SELECT id, position FROM message AS next
WHERE (state = 'prepared' OR (state = 'claimed' AND claimed_until <= :now)) AND position > :after
    AND (deadline IS NULL OR deadline > :now)
    AND (:id IS NULL OR id = :id)
    AND (:ready IS NULL OR retry IS NULL OR retry <= :ready)
    AND instr(:kinds, ' ' || kind || ' ') > 0
    AND NOT EXISTS (SELECT 1 FROM message AS earlier WHERE earlier.thread = next.thread
        AND earlier.position < next.position AND earlier.state IN ('prepared', 'claimed'))
ORDER BY position LIMIT :most
