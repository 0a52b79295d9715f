-- Activities that name an indicator, with what is planned for them. An activity serves
-- several indicators, so amounts of two indicators overlap and are never added.
-- An activity that names none follows its nearest parent that does (`is_inherited`).
-- Grain: one row per plan, indicator and activity row.
with

activities as (

    select * from marts.dim_activity

),

links as (

    select * from marts.bridge_activity_indicator

),

naming as (

    select distinct activity_key

    from links

),

planned_costs as (

    select
        activity_key,
        sum(net_eur) as net_eur,
        -- VAT that is not printed everywhere is not known.
        case when count(vat_eur) = count(*) then sum(vat_eur) end as vat_eur

    from marts.fct_planned_cost

    group by activity_key

),

naming_activities as (

    select
        activities.activity_key,
        ancestors.activity_key as naming_activity_key,
        row_number() over (
            partition by activities.activity_key
            order by
                if(ancestors.activity_key = activities.activity_key, 0, 1),
                length(ancestors.activity_number) desc,
                ancestors.occurrence nulls last
        ) as nearness

    from activities
    inner join activities as ancestors
        on
            activities.plan_code = ancestors.plan_code
            and (
                activities.activity_key = ancestors.activity_key
                or activities.activity_number
                like ancestors.activity_number || '.%'
            )
    inner join naming
        on ancestors.activity_key = naming.activity_key

),

rpt_indicator_cost as (

    select
        links.plan_code,
        links.indicator_number,
        activities.activity_key,
        activities.activity_number,
        activities.title as activity_title,
        activities.cost_role,
        activities.is_counted,
        naming_activities.naming_activity_key
        <> activities.activity_key as is_inherited,
        planned_costs.net_eur,
        planned_costs.vat_eur,
        activities.sort_order,
        activities.source_line

    from naming_activities
    inner join activities
        on naming_activities.activity_key = activities.activity_key
    inner join links
        on naming_activities.naming_activity_key = links.activity_key
    left join planned_costs
        on activities.activity_key = planned_costs.activity_key

    where
        naming_activities.nearness = 1
        -- A row without money of its own says nothing more than its parent.
        and (
            activities.is_counted
            or naming_activities.naming_activity_key = activities.activity_key
        )

)

select * from rpt_indicator_cost
