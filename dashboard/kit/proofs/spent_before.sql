-- from: spent_years
select before_net_eur as figure from spent_years
