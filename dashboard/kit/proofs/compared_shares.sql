-- from: compared_shares_rows
-- Shares of whole plans in percent: of the plan and of the others together.
select
    cast(
        100 * coalesce(sum(amount) filter (is_own and is_chosen), 0)
        / sum(amount) filter (is_own) as decimal(18, 2)
    ) as own_percent,
    cast(
        100 * coalesce(sum(amount) filter (not is_own and is_chosen), 0)
        / sum(amount) filter (not is_own) as decimal(18, 2)
    ) as other_percent
from compared_shares_rows
