-- Activities whose shares of policy areas do not sum to one.
select
    activity_key,
    sum(weight_ratio) as weight_ratio_sum

from marts.bridge_activity_policy_area

group by activity_key

having sum(weight_ratio) <> 1
