-- from: chosen
-- Payments by month with the rows of the files they stand in.
-- One row per activity row, month and policy area.
with monthly as (
    select
        activity_key,
        policy_area_code,
        any_value(cost_category_code) as cost_category_code,
        month_date,
        sum(net_eur) as net_eur
    from marts.fct_monthly_spending
    where plan_code = $plan and phase = $phase
    group by activity_key, policy_area_code, month_date
),

files as (
    select
        activity_key,
        cast(date_trunc('month', paid_date) as date) as month_date,
        source_file,
        string_agg(source_row, ', ' order by source_row) as source_rows
    from marts.fct_expenditure
    where plan_code = $plan and phase = $phase
    group by activity_key, cast(date_trunc('month', paid_date) as date), source_file
),

places as (
    select
        activity_key,
        month_date,
        string_agg(source_file, '; ' order by source_file) as file_name,
        string_agg(source_rows, '; ' order by source_file) as places
    from files
    group by activity_key, month_date
)

select
    'activity' as item_kind,
    chosen.activity_key as item,
    concat(chosen.activity_number, ' ', chosen.activity_title) as item_name,
    concat(left(cast(monthly.month_date as varchar), 7), ' · ', chosen.area_name)
        as part_name,
    monthly.policy_area_code,
    monthly.cost_category_code,
    monthly.month_date as month_began,
    monthly.net_eur as amount,
    places.file_name,
    places.places
from monthly
inner join chosen
    on
        monthly.activity_key = chosen.activity_key
        and monthly.policy_area_code = chosen.policy_area_code
left join places
    on
        monthly.activity_key = places.activity_key
        and monthly.month_date = places.month_date
order by
    chosen.activity_order,
    chosen.activity_key,
    monthly.month_date,
    chosen.policy_area_order
