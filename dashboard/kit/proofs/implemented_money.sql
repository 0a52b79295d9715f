-- from: implemented_money_rows
select sum(amount) as figure from implemented_money_rows
