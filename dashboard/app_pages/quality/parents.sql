select
    (
        select count(*) from reports.rpt_activity
        where plan_code = $plan and cost_role = 'rolled_up'
    ) as parent_count,
    (
        select count(distinct subject) from reports.rpt_finding
        where
            plan_code = $plan
            and rule_code in (
                'parent_net_differs',
                'parent_vat_differs',
                'parent_differs_from_children'
            )
    ) as differing_count
