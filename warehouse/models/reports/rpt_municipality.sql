-- Municipalities with what is known of the plan of each.
-- Grain: one row per municipality.
with

municipalities as (

    select * from marts.dim_municipality

),

largest_plans as (

    select
        municipality_code,
        max_by(plan_code, net_eur)
        filter (where plan_code is not null) as plan_code

    from reports.rpt_plan

    group by municipality_code

),

figure_counts as (

    select
        public_figures.municipality_code,
        count(*) as figure_count,
        count(*) filter (
            where public_figures.figure_kind = 'allocation'
        ) as allocation_count

    from marts.fct_public_figure as public_figures
    inner join marts.dim_programme as programmes
        on public_figures.programme_code = programmes.programme_code

    -- The first programme is the one whose plans are gathered here.
    where programmes.sort_order = 1

    group by public_figures.municipality_code

),

rpt_municipality as (

    select
        municipalities.municipality_code,
        municipalities.municipality_name_lt,
        municipalities.municipality_name_en,
        municipalities.programme_stream,
        largest_plans.plan_code,
        case
            when municipalities.plan_count > 0 then 'plan'
            when figure_counts.allocation_count > 0 then 'sum'
            when
                figure_counts.figure_count > 0
                or municipalities.programme_stream is not null
                then 'figure'
            else 'nothing'
        end as known_code,
        municipalities.tile_row,
        municipalities.tile_column

    from municipalities
    left join largest_plans
        on municipalities.municipality_code = largest_plans.municipality_code
    left join figure_counts
        on municipalities.municipality_code = figure_counts.municipality_code

)

select * from rpt_municipality
