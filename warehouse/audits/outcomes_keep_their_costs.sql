-- Plans whose newest yearly costs do not all arrive, once, in the report.
with

reported_costs as (

    select
        plan_code,
        sum(yearly_cost_eur) as yearly_cost_eur

    from marts.fct_activity_outcome

    where is_newest and activity_key is not null

    group by plan_code

),

shown_costs as (

    select
        plan_code,
        sum(yearly_cost_eur) as yearly_cost_eur

    from reports.rpt_activity_outcome

    group by plan_code

)

select
    reported_costs.plan_code,
    reported_costs.yearly_cost_eur as reported_eur,
    shown_costs.yearly_cost_eur as shown_eur

from reported_costs
left join shown_costs
    on reported_costs.plan_code = shown_costs.plan_code

where reported_costs.yearly_cost_eur is distinct from shown_costs.yearly_cost_eur
