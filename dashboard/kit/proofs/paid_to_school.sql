-- from: paid_to_school_rows
select sum(amount) as figure from paid_to_school_rows
