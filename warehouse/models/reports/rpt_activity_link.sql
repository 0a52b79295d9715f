-- What an activity has to do with others: its parent and parts, rows the plan names as
-- related, the same thing under another number. Nothing is added up along these links.
-- Grain: one row per activity row, kind of link and related number.
with

activities as (

    select * from marts.dim_activity

),

named_links as (

    select * from marts.bridge_activity_link

),

links as (

    select
        activity_key,
        'parent' as link_kind,
        1 as link_order,
        parent_number as related_number,
        parent_activity_key as related_activity_key
    from activities
    where parent_number is not null
    union all
    select
        parent_activity_key as activity_key,
        'part' as link_kind,
        2 as link_order,
        activity_number as related_number,
        activity_key as related_activity_key
    from activities
    where parent_activity_key is not null
    union all
    select
        first_rows.activity_key,
        'same_number' as link_kind,
        3 as link_order,
        other_rows.activity_number as related_number,
        other_rows.activity_key as related_activity_key
    from activities as first_rows
    inner join activities as other_rows
        on
            first_rows.plan_code = other_rows.plan_code
            and first_rows.activity_number = other_rows.activity_number
            and first_rows.activity_key <> other_rows.activity_key
    union all
    select
        first_rows.activity_key,
        'cost_in' as link_kind,
        4 as link_order,
        other_rows.activity_number as related_number,
        other_rows.activity_key as related_activity_key
    from activities as first_rows
    inner join activities as other_rows
        on first_rows.cost_activity_key = other_rows.activity_key
    union all
    select
        cost_activity_key as activity_key,
        'cost_of' as link_kind,
        5 as link_order,
        activity_number as related_number,
        activity_key as related_activity_key
    from activities
    where cost_activity_key is not null
    union all
    select
        activity_key,
        'related' as link_kind,
        6 as link_order,
        related_number,
        related_activity_key
    from named_links
    union all
    select
        named_links.related_activity_key as activity_key,
        'related_from' as link_kind,
        7 as link_order,
        activities.activity_number as related_number,
        named_links.activity_key as related_activity_key
    from named_links
    inner join activities
        on named_links.activity_key = activities.activity_key
    where named_links.related_activity_key is not null

),

rpt_activity_link as (

    select
        activities.plan_code,
        links.activity_key,
        links.link_kind,
        links.link_order,
        links.related_number,
        links.related_activity_key,
        related.title as related_title,
        related.cost_role as related_cost_role,
        related.printed_net_eur as related_net_eur,
        related.sort_order as related_order

    from links
    inner join activities
        on links.activity_key = activities.activity_key
    left join activities as related
        on links.related_activity_key = related.activity_key

)

select * from rpt_activity_link
