import type { MigrationInterface, QueryRunner } from "typeorm";

/** Which workers of jobs are alive. The jobs themselves stand in graphile-worker's own schema. */
export class JobWorkers1763602200000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      CREATE TABLE job_workers (
        id text PRIMARY KEY,
        seen_at timestamptz NOT NULL
      );
      GRANT SELECT, INSERT, UPDATE, DELETE ON job_workers TO chickpay_app;
    `);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query(`DROP TABLE job_workers`);
  }
}
