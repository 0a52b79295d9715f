-- from: spent_years
select now_net_eur as figure from spent_years
