-- Public amounts without a basis, and counts that have one.
select
    municipality_code,
    programme_code,
    figure_code,
    unit_code,
    basis_code

from marts.fct_public_figure

where (unit_code = 'eur') <> (basis_code is not null)
