-- Counted rows that lie, at any depth, under another counted row.
select
    children.activity_key,
    parents.activity_key as counted_parent

from marts.dim_activity as children
inner join marts.dim_activity as parents
    on
        children.plan_code = parents.plan_code
        and (
            children.parent_number = parents.activity_number
            or children.parent_number like parents.activity_number || '.%'
        )

where children.is_counted and parents.is_counted
