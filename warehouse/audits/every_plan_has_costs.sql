-- Plans without a counted cost.
select listed_plans.plan_code

from marts.dim_plan as listed_plans
left join marts.fct_planned_cost as planned_costs
    on listed_plans.plan_code = planned_costs.plan_code

where planned_costs.plan_code is null
