-- from: compared_shares
select own_percent as figure from compared_shares
