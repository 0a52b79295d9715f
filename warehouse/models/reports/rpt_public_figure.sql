-- Figures of public pages, each amount in the column of its basis: sums of different
-- bases are never compared.
-- Grain: one row per municipality, programme and figure.
with

public_figures as (

    select * from marts.fct_public_figure

),

municipalities as (

    select * from marts.dim_municipality

),

programmes as (

    select * from marts.dim_programme

),

rpt_public_figure as (

    select
        public_figures.municipality_code,
        municipalities.municipality_name_lt,
        municipalities.municipality_name_en,
        public_figures.programme_code,
        coalesce(programmes.programme_name_lt, public_figures.programme_code)
            as programme_name_lt,
        coalesce(programmes.programme_name_en, public_figures.programme_code)
            as programme_name_en,
        programmes.sort_order as programme_order,
        public_figures.figure_code,
        public_figures.figure_kind,
        public_figures.label_lt,
        public_figures.label_en,
        public_figures.basis_code,
        public_figures.value,
        public_figures.unit_code,
        case when public_figures.basis_code = 'net' then public_figures.value end
            as published_net_eur,
        case when public_figures.basis_code = 'gross' then public_figures.value end
            as published_gross_eur,
        case when public_figures.basis_code = 'ceiling' then public_figures.value end
            as ceiling_eur,
        case when public_figures.basis_code = 'below' then public_figures.value end
            as below_eur,
        case when public_figures.basis_code = 'above' then public_figures.value end
            as above_eur,
        case when public_figures.basis_code = 'unstated' then public_figures.value end
            as unstated_eur,
        case when public_figures.unit_code = 'count' then public_figures.value end
            as published_count,
        public_figures.first_year,
        public_figures.last_year,
        public_figures.source_address

    from public_figures
    left join municipalities
        on public_figures.municipality_code = municipalities.municipality_code
    left join programmes
        on public_figures.programme_code = programmes.programme_code

)

select * from rpt_public_figure
