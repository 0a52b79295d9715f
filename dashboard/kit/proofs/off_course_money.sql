-- from: off_course_money_rows
select sum(amount) as figure from off_course_money_rows
