-- from: payments
-- What was paid in some years, whatever years the activities go on in.
select sum(net_eur) as net_eur
from payments
where list_contains($paid_years::integer[], year(month_date))
