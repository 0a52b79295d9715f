-- from: named_findings
select * from named_findings
where
    len(list_filter(
        $finding_search::varchar[],
        lambda pattern: not regexp_matches(
            strip_accents(lower(concat_ws(
                ' ',
                subject,
                subject_name,
                rule_title,
                expected_text,
                found_text
            ))),
            pattern
        )
    )) = 0
