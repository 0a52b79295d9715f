-- What plans say of their municipality, figure by figure. Not additive.
-- Grain: one row per plan, fact and period.
with

municipal_facts as (

    select * from marts.fct_municipal_fact

),

rpt_municipal_fact as (

    select
        plan_code,
        fact_code,
        period,
        value,
        unit_code,
        printed_text,
        source_line

    from municipal_facts

)

select * from rpt_municipal_fact
