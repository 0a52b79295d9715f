-- from: stale_sources_rows
select count(*) as figure from stale_sources_rows
