-- Figures that public pages give of municipalities. Not additive: net and gross
-- amounts, limits and rounded sums stand side by side, each with its basis.
-- Grain: one row per municipality, programme and figure.
with

public_figures as (

    select * from staging.stg_reference__public_figures

),

fct_public_figure as (

    select
        municipality_code,
        programme_code,
        figure_code,
        figure_kind,
        value,
        unit_code,
        basis_code,
        label_lt,
        label_en,
        first_year,
        last_year,
        source_address,
        source_document_key

    from public_figures

)

select * from fct_public_figure
