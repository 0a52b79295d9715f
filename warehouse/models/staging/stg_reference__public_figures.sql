-- Figures that public pages give of municipalities.
-- Grain: one row per municipality, programme and figure.
with

public_figures as (

    select * from raw.reference__public_figures

),

stg_reference__public_figures as (

    select
        municipality_code,
        programme_code,
        figure as figure_code,
        figure_kind,
        value,
        unit as unit_code,
        basis as basis_code,
        label_lt,
        label_en,
        first_year,
        last_year,
        source_address,
        _source_document_key as source_document_key

    from public_figures

)

select * from stg_reference__public_figures
