-- Tiles of the map that more than one municipality claims.
select
    tile_row,
    tile_column,
    count(*) as municipality_count

from marts.dim_municipality

where tile_row is not null

group by tile_row, tile_column

having count(*) > 1
