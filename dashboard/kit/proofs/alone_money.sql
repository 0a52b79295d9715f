-- from: alone_money_rows
select sum(amount) as figure from alone_money_rows
