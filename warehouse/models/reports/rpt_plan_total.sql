-- Totals as printed beside what should make them up, nothing adjusted: direct costs
-- beside the rows that count, the grand total beside its parts (beside the rows and
-- indirect costs where no direct total is printed), the partners' table beside the
-- grand total. Indirect costs have nothing to be held against.
-- Grain: one row per plan and kind of total.
with

plan_totals as (

    select * from marts.fct_plan_total

),

row_sums as (

    select
        plan_code,
        sum(net_eur) as net_eur,
        sum(vat_eur) as vat_eur,
        count(distinct activity_key) filter (where vat_eur is null) as vat_unknown_count

    from marts.fct_planned_cost

    group by plan_code

),

compared_totals as (

    select
        plan_totals.*,
        case
            when plan_totals.total_kind = 'direct' then 'rows'
            when plan_totals.total_kind = 'grand' and direct.total_kind is null
                then 'rows'
            when plan_totals.total_kind = 'grand' then 'parts'
            when plan_totals.total_kind = 'partners' then 'grand'
            else 'nothing'
        end as basis_code,
        direct.net_eur + indirect.net_eur as parts_net_eur,
        direct.vat_eur + indirect.vat_eur as parts_vat_eur,
        -- Indirect costs are no rows; only a grand total holds them.
        if(plan_totals.total_kind = 'grand', coalesce(indirect.net_eur, 0), 0)
            as added_net_eur,
        if(plan_totals.total_kind = 'grand', coalesce(indirect.vat_eur, 0), 0)
            as added_vat_eur,
        grand.net_eur as grand_net_eur,
        grand.vat_eur as grand_vat_eur

    from plan_totals
    left join plan_totals as direct
        on plan_totals.plan_code = direct.plan_code and direct.total_kind = 'direct'
    left join plan_totals as indirect
        on
            plan_totals.plan_code = indirect.plan_code
            and indirect.total_kind = 'indirect'
    left join plan_totals as grand
        on plan_totals.plan_code = grand.plan_code and grand.total_kind = 'grand'

),

summed_totals as (

    select
        compared_totals.*,
        row_sums.vat_unknown_count,
        case compared_totals.basis_code
            when 'rows' then row_sums.net_eur + compared_totals.added_net_eur
            when 'parts' then compared_totals.parts_net_eur
            when 'grand' then compared_totals.grand_net_eur
        end as summed_net_eur,
        case compared_totals.basis_code
            when 'rows' then row_sums.vat_eur + compared_totals.added_vat_eur
            when 'parts' then compared_totals.parts_vat_eur
            when 'grand' then compared_totals.grand_vat_eur
        end as summed_vat_eur

    from compared_totals
    left join row_sums
        on compared_totals.plan_code = row_sums.plan_code

),

rpt_plan_total as (

    select
        plan_code,
        total_kind,
        case total_kind
            when 'direct' then 1
            when 'indirect' then 2
            when 'grand' then 3
            else 4
        end as total_order,
        basis_code,
        net_eur as printed_net_eur,
        vat_eur as printed_vat_eur,
        summed_net_eur,
        summed_vat_eur,
        summed_net_eur - net_eur as net_difference_eur,
        summed_vat_eur - vat_eur as vat_difference_eur,
        -- Only a sum of rows can lack some.
        if(basis_code = 'rows', vat_unknown_count, 0) as vat_unknown_count,
        source_line

    from summed_totals

)

select * from rpt_plan_total
