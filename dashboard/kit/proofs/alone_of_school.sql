-- from: alone_of_school_rows
select sum(amount) as figure from alone_of_school_rows
