-- from: decided_money_rows
select abs(sum(amount)) as figure from decided_money_rows
