-- Streams that a public page gives otherwise than the list of municipalities.
select
    public_figures.municipality_code,
    public_figures.value as published_stream,
    municipalities.programme_stream

from marts.fct_public_figure as public_figures
inner join marts.dim_municipality as municipalities
    on public_figures.municipality_code = municipalities.municipality_code

where
    public_figures.figure_kind = 'stream'
    and public_figures.value <> municipalities.programme_stream
