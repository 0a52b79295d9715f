-- Amounts of activities split by policy area to the cent.
-- Parts are rounded down to a cent; the cents left go, one each, to the parts that lost
-- most, among equals in the order of areas. Empty stays empty.
-- Grain: one row per kind of amount, activity row, school, month, whether the rows are
-- made up, and policy area.
with

amounts as (

    select * from intermediate.int_amounts__collected

),

weighted_areas as (

    select * from intermediate.int_activity_policy_areas__weighted

),

weighted_amounts as (

    select
        amounts.*,
        weighted_areas.policy_area_code,
        weighted_areas.weight_ratio,
        weighted_areas.area_rank,
        cast(amounts.net_eur * 100 as decimal(20, 0)) as net_cents,
        cast(amounts.vat_eur * 100 as decimal(20, 0)) as vat_cents

    from amounts
    inner join weighted_areas
        on amounts.activity_key = weighted_areas.activity_key

),

ranked_parts as (

    select
        *,
        floor(net_cents * weight_ratio) as whole_net_cents,
        floor(vat_cents * weight_ratio) as whole_vat_cents,
        row_number() over (
            partition by
                amount_kind, activity_key, school_code, month_date, is_synthetic
            order by
                net_cents * weight_ratio - floor(net_cents * weight_ratio) desc,
                area_rank nulls last
        ) as net_rank,
        row_number() over (
            partition by
                amount_kind, activity_key, school_code, month_date, is_synthetic
            order by
                vat_cents * weight_ratio - floor(vat_cents * weight_ratio) desc,
                area_rank nulls last
        ) as vat_rank

    from weighted_amounts

),

int_amounts__split as (

    select
        amount_kind,
        plan_code,
        activity_key,
        school_code,
        month_date,
        is_synthetic,
        policy_area_code,
        weight_ratio,
        cast(
            0.01 * case
                when net_rank <= net_cents - sum(whole_net_cents) over amount
                    then whole_net_cents + 1
                else whole_net_cents
            end as decimal(18, 2)
        ) as net_eur,
        cast(
            0.01 * case
                when vat_rank <= vat_cents - sum(whole_vat_cents) over amount
                    then whole_vat_cents + 1
                else whole_vat_cents
            end as decimal(18, 2)
        ) as vat_eur,
        has_unknown_vat

    from ranked_parts

    window
        amount as (
            partition by
                amount_kind, activity_key, school_code, month_date, is_synthetic
        )

)

select * from int_amounts__split
