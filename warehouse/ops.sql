-- What the warehouse remembers about its own making; filled in by each refresh.
create schema ops;

create table ops.refresh_run (
    run_id varchar primary key,
    started_at timestamp not null,
    finished_at timestamp not null,
    outcome varchar not null,
    snapshot varchar,
    input_hash varchar not null,
    rows_loaded bigint not null,
    rows_quarantined bigint not null,
    failed_source_count bigint not null,
    audit_error_count bigint not null,
    audit_warning_count bigint not null,
    refused_file_count bigint,
    message varchar,
    message_lt varchar
);

create table ops.load (
    run_id varchar not null,
    source_document_key varchar primary key,
    source_kind varchar not null,
    source_name varchar not null,
    sha256 varchar not null,
    status varchar not null,
    message varchar,
    message_lt varchar,
    row_count bigint not null,
    quarantined_count bigint not null,
    duration_seconds double not null,
    changed_at timestamp not null,
    settled_by varchar,
    sheets_read bigint,
    sheets_left bigint,
    version varchar,
    arrival_number bigint
);

create table ops.remark (
    run_id varchar not null,
    source_document_key varchar not null,
    remark_number bigint not null,
    source_file varchar not null,
    sheet varchar not null,
    rule varchar not null,
    severity varchar not null,
    message varchar not null,
    message_lt varchar not null,
    settled_by varchar
);

create table ops.quarantine (
    run_id varchar not null,
    source_document_key varchar not null,
    source_file varchar not null,
    sheet varchar not null,
    row_number bigint not null,
    column_name varchar not null,
    raw_value varchar,
    rule varchar not null,
    reason varchar not null,
    reason_lt varchar,
    kind varchar,
    raw_cells varchar,
    column_label_lt varchar,
    column_label_en varchar,
    multipliers varchar,
    row_mark varchar,
    settled_by varchar,
    origin_number bigint,
    plan_code varchar
);

create table ops.audit_result (
    run_id varchar not null,
    audit varchar primary key,
    severity varchar not null,
    promise_lt varchar not null,
    promise_en varchar not null,
    row_count bigint not null,
    sample_rows varchar not null
);
