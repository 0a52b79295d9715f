-- Which municipality a plan is of.
-- Grain: one row per plan.
select
    plan_code,
    municipality_code
from reports.rpt_plan
order by plan_code
