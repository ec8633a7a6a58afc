-- The role under which the open register is read: it reaches that schema and no
-- other. The program runs this text at start if its own user may create roles;
-- otherwise an administrator runs it once in the program's database, after the
-- first start, as the owner of the tables.
DO $$
BEGIN
    CREATE ROLE fengcun_openregister NOLOGIN;
EXCEPTION
    WHEN duplicate_object OR unique_violation THEN NULL;
END
$$;
GRANT USAGE ON SCHEMA openregister TO fengcun_openregister;
GRANT SELECT ON ALL TABLES IN SCHEMA openregister TO fengcun_openregister;
ALTER DEFAULT PRIVILEGES IN SCHEMA openregister GRANT SELECT ON TABLES TO fengcun_openregister;
GRANT fengcun_openregister TO CURRENT_USER;
