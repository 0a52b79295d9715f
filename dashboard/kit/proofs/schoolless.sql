-- from: schoolless_rows
select sum(amount) as figure from schoolless_rows
