-- from: exam_figures_rows
select count(*) as figure from exam_figures_rows
