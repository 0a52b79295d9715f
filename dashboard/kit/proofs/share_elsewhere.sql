-- from: compared_shares
select other_percent as figure from compared_shares
