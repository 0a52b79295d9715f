-- from: compared_shares
select abs(own_percent - other_percent) as figure from compared_shares
