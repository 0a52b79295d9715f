with plans as (
    select
        named.plan_code,
        if($language = 'en', named.municipality_name_en, named.municipality_name_lt)
            as plan_name
    from reports.rpt_plan as named
),

things as (
    select
        'area' as kind,
        policy_area_code as code,
        cast(null as varchar) as plan_code,
        if($language = 'en', policy_area_name_en, policy_area_name_lt) as name,
        if($language = 'en', description_en, description_lt) as detail,
        if($language = 'en', policy_area_name_lt, policy_area_name_en) as other,
        sort_order as thing_order
    from marts.dim_policy_area
    where policy_area_code <> 'unassigned'

    union all
    select
        'municipality' as kind,
        plan_code as code,
        plan_code,
        if($language = 'en', municipality_name_en, municipality_name_lt) as name,
        null as detail,
        if($language = 'en', municipality_name_lt, municipality_name_en) as other,
        row_number() over (order by municipality_code) as thing_order
    from reports.rpt_municipality

    union all
    select
        'activity' as kind,
        activity_key as code,
        plan_code,
        concat(activity_number, '. ', activity_title) as name,
        null as detail,
        null as other,
        activity_order as thing_order
    from reports.rpt_activity

    union all
    select
        'indicator' as kind,
        indicator_number as code,
        plan_code,
        concat(indicator_number, '. ', indicator_name) as name,
        null as detail,
        null as other,
        sort_order as thing_order
    from reports.rpt_indicator

    union all
    select
        'school' as kind,
        school_code as code,
        plan_code,
        concat_ws(' · ', school_code, school_name) as name,
        null as detail,
        null as other,
        sort_order as thing_order
    from marts.dim_school

    union all
    select
        'partner' as kind,
        cast(partner_number as varchar) as code,
        plan_code,
        partner_name as name,
        null as detail,
        null as other,
        partner_number as thing_order
    from marts.dim_partner

    union all
    select
        'finding' as kind,
        rule_code as code,
        plan_code,
        concat_ws(
            ' · ',
            if($language = 'en', rule_title_en, rule_title_lt),
            subject
        ) as name,
        if($language = 'en', rule_explanation_en, rule_explanation_lt) as detail,
        if($language = 'en', rule_title_lt, rule_title_en) as other,
        finding_number as thing_order
    from reports.rpt_finding
)

select
    things.kind,
    things.code,
    things.plan_code,
    plans.plan_name,
    things.name,
    things.detail,
    things.other
from things
left join plans on things.plan_code = plans.plan_code
where things.name is not null
order by things.kind, things.plan_code, things.thing_order
