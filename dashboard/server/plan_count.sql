select count(*) as plan_count from reports.rpt_plan
