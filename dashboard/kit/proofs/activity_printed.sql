-- from: activity_printed_rows
select sum(amount) as figure from activity_printed_rows
