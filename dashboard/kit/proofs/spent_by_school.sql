-- from: spent_by_school_rows
select sum(amount) as figure from spent_by_school_rows
