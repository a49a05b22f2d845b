import type { MigrationInterface, QueryRunner } from "typeorm";

/**
 * The application's role. It can read the books and call the ledger's functions; it owns nothing.
 * The role may exist already: roles belong to the cluster, migrations to one database.
 */
export class Roles1763600000000 implements MigrationInterface {
  name = "Roles1763600000000";

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      DO $$
      BEGIN
        IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'chickpay_app') THEN
          CREATE ROLE chickpay_app NOLOGIN;
        END IF;
      EXCEPTION WHEN duplicate_object OR unique_violation THEN
        NULL; -- another database of the same cluster was migrated at the same moment
      END $$;
      DO $$
      BEGIN
        -- With one DATABASE_URL for everything, the application connects as its owner and takes this role.
        EXECUTE format('GRANT chickpay_app TO %I', current_user);
      EXCEPTION WHEN insufficient_privilege OR invalid_grant_operation THEN
        NULL; -- only needed with one address; where it is, the application's start says what is missing
      END $$;
      DO $$
      BEGIN
        -- Without temporary tables there is one way less to put something in the place of the books.
        EXECUTE format('REVOKE TEMPORARY ON DATABASE %I FROM PUBLIC', current_database());
      END $$;
      REVOKE CREATE ON SCHEMA public FROM PUBLIC;
      GRANT USAGE ON SCHEMA public TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`REVOKE USAGE ON SCHEMA public FROM chickpay_app`);
  }
}
