-- Planned money by what it is meant to move: each euro once. An activity that names
-- several indicators is divided among them in equal parts; cents go where the running
-- sum crosses them, so that the parts add up. No plan divides so: it is a way to see
-- the whole. An activity that names none, not even by a parent, has an empty indicator.
-- Grain: one row per counted activity row, policy area and indicator.
with

planned_costs as (

    select * from reports.rpt_planned_cost

),

links as (

    select
        plan_code,
        activity_key,
        indicator_number

    from reports.rpt_indicator_cost

    where is_counted

),

indicators as (

    select * from marts.dim_indicator

),

named_links as (

    select
        links.activity_key,
        links.indicator_number,
        indicators.indicator_name,
        indicators.sort_order as indicator_order,
        row_number() over (
            partition by links.activity_key order by indicators.sort_order nulls last
        ) as place,
        count(*) over (partition by links.activity_key) as indicator_count

    from links
    inner join indicators
        on
            links.plan_code = indicators.plan_code
            and links.indicator_number = indicators.indicator_number

),

rpt_money_purpose as (

    select
        planned_costs.plan_code,
        planned_costs.activity_key,
        planned_costs.policy_area_code,
        planned_costs.policy_area_name_lt,
        planned_costs.policy_area_name_en,
        planned_costs.policy_area_order,
        planned_costs.cost_category_code,
        planned_costs.cost_category_short_name_lt,
        planned_costs.cost_category_short_name_en,
        planned_costs.cost_category_order,
        named_links.indicator_number,
        named_links.indicator_name,
        named_links.indicator_order,
        coalesce(named_links.indicator_count, 0) as indicator_count,
        cast(
            case
                when named_links.place is null then planned_costs.net_eur
                else
                    cast(
                        cast(
                            planned_costs.net_eur * named_links.place
                            / cast(named_links.indicator_count as double)
                            as decimal(28, 6)
                        ) as decimal(18, 2)
                    )
                    - cast(
                        cast(
                            planned_costs.net_eur * (named_links.place - 1)
                            / cast(named_links.indicator_count as double)
                            as decimal(28, 6)
                        ) as decimal(18, 2)
                    )
            end as decimal(18, 2)
        ) as net_eur

    from planned_costs
    left join named_links
        on planned_costs.activity_key = named_links.activity_key

    where planned_costs.net_eur is not null

)

select * from rpt_money_purpose
