-- from: alone_activities_rows
-- Costs in force of counted activities of one school only.
-- One row per activity row and policy area.
select alone_activities_rows.* replace (costs.net_eur as amount)
from alone_activities_rows
inner join marts.fct_cost_in_force as costs
    on alone_activities_rows.item = costs.activity_key
