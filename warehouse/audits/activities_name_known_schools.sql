-- Schools of activities that the plan does not list.
select
    bridge.activity_key,
    bridge.school_code,
    bridge.source_line

from marts.bridge_activity_school as bridge
left join marts.dim_school as schools
    on
        bridge.plan_code = schools.plan_code
        and bridge.school_code = schools.school_code

where schools.school_code is null
