import { Kysely, sql, SqliteDialect } from 'kysely';
import { Migrator, type Migration } from 'kysely/migration';
import { BUSY_MS, type Sqlite } from './database.ts';
import { LATEST_VERSION } from './versions.ts';

/** Numbered migrations, oldest first; one that was released is never changed. */
const MIGRATIONS: Readonly<Record<string, Migration>> = {
  '0001_calls_and_registry': {
    async up(db) {
      await db.schema
        .createTable('calls')
        .addColumn('seq', 'integer', (column) => column.primaryKey())
        // Holds the time it was made at, so the index on ts finds it: one of its own would cost every insert.
        .addColumn('entry_id', 'text', (column) => column.notNull())
        .addColumn('ts', 'integer', (column) => column.notNull())
        .addColumn('client', 'text', (column) => column.notNull())
        .addColumn('session', 'text', (column) => column.notNull())
        .addColumn('method', 'text', (column) => column.notNull())
        .addColumn('server', 'text')
        .addColumn('tool', 'text')
        .addColumn('shown_tool', 'text')
        .addColumn('status', 'text', (column) => column.notNull())
        .addColumn('verdict', 'text', (column) => column.notNull())
        .addColumn('bypassed', 'integer', (column) => column.notNull())
        .addColumn('code', 'text')
        .addColumn('reason', 'text')
        .addColumn('findings', 'text')
        .addColumn('request', 'text')
        .addColumn('response', 'text')
        .addColumn('request_bytes', 'integer', (column) => column.notNull())
        .addColumn('response_bytes', 'integer', (column) => column.notNull())
        .addColumn('duration_us', 'integer', (column) => column.notNull())
        .addColumn('policy_us', 'integer', (column) => column.notNull())
        .addColumn('request_scan_us', 'integer', (column) => column.notNull())
        .addColumn('server_us', 'integer', (column) => column.notNull())
        .addColumn('response_scan_us', 'integer', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('calls_ts').on('calls').column('ts').execute();
      // Most rows are allowed: what a person filters for is the rest.
      await sql`CREATE INDEX calls_verdict ON calls (verdict, ts) WHERE verdict <> 'allow'`.execute(db);
      await db.schema
        .createTable('events')
        .addColumn('seq', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('ts', 'integer', (column) => column.notNull())
        .addColumn('type', 'text', (column) => column.notNull())
        .addColumn('client', 'text')
        .addColumn('server', 'text')
        .addColumn('tool', 'text')
        .addColumn('message', 'text', (column) => column.notNull())
        .addColumn('details', 'text')
        .execute();
      await db.schema
        .createTable('tool_names')
        .addColumn('server', 'text', (column) => column.notNull())
        .addColumn('tool', 'text', (column) => column.notNull())
        .addColumn('shown', 'text', (column) => column.notNull())
        .addColumn('given_at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('tool_names_key', ['server', 'tool'])
        .execute();
      await db.schema
        .createTable('tool_pins')
        .addColumn('server', 'text', (column) => column.notNull())
        .addColumn('tool', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('definition', 'text', (column) => column.notNull())
        .addColumn('approved_at', 'integer', (column) => column.notNull())
        .addColumn('pending_hash', 'text')
        .addColumn('pending_definition', 'text')
        .addPrimaryKeyConstraint('tool_pins_key', ['server', 'tool'])
        .execute();
    },
  },
  '0002_tool_switches': {
    async up(db) {
      await db.schema
        .createTable('tools_switched_off')
        .addColumn('server', 'text', (column) => column.notNull())
        .addColumn('tool', 'text', (column) => column.notNull())
        .addColumn('switched_at', 'integer', (column) => column.notNull())
        .addPrimaryKeyConstraint('tools_switched_off_key', ['server', 'tool'])
        .execute();
    },
  },
  '0003_used_request_states': {
    async up(db) {
      await db.schema
        .createTable('used_request_states')
        .addColumn('nonce', 'text', (column) => column.primaryKey())
        .addColumn('expires_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createIndex('used_request_states_expiry')
        .on('used_request_states')
        .column('expires_at')
        .execute();
    },
  },
  '0004_registry_trust': {
    async up(db) {
      // The package that ran when a definition was accepted, and how often the definition has changed since.
      await db.schema.alterTable('tool_pins').addColumn('package', 'text').execute();
      await db.schema
        .alterTable('tool_pins')
        .addColumn('changes', 'integer', (column) => column.notNull().defaultTo(0))
        .execute();
      await db.schema
        .createTable('approvals')
        .addColumn('id', 'integer', (column) => column.primaryKey().autoIncrement())
        .addColumn('kind', 'text', (column) => column.notNull())
        .addColumn('server', 'text', (column) => column.notNull())
        // Empty for what belongs to the server as a whole.
        .addColumn('tool', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('definition', 'text', (column) => column.notNull())
        .addColumn('package', 'text')
        .addColumn('by', 'text', (column) => column.notNull())
        .addColumn('approved_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema.createIndex('approvals_item').on('approvals').columns(['server', 'tool', 'kind']).execute();
      await sql`INSERT INTO approvals (kind, server, tool, hash, definition, "by", approved_at)
        SELECT 'tool', server, tool, hash, definition, 'earlier', approved_at FROM tool_pins`.execute(db);
      await db.schema
        .createTable('instruction_pins')
        .addColumn('server', 'text', (column) => column.primaryKey())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('text', 'text', (column) => column.notNull())
        .addColumn('approved_at', 'integer', (column) => column.notNull())
        .addColumn('pending_hash', 'text')
        .addColumn('pending_text', 'text')
        .execute();
      await db.schema
        .createTable('server_packages')
        .addColumn('server', 'text', (column) => column.primaryKey())
        .addColumn('name', 'text', (column) => column.notNull())
        .addColumn('version', 'text', (column) => column.notNull())
        .addColumn('seen_at', 'integer', (column) => column.notNull())
        .addColumn('before', 'text')
        .execute();
      await db.schema
        .createTable('review_decisions')
        .addColumn('item', 'text', (column) => column.primaryKey())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('decided_at', 'integer', (column) => column.notNull())
        .execute();
      await db.schema
        .createTable('scan_verdicts')
        .addColumn('server', 'text', (column) => column.notNull())
        .addColumn('tool', 'text', (column) => column.notNull())
        .addColumn('hash', 'text', (column) => column.notNull())
        .addColumn('rules', 'text', (column) => column.notNull())
        .addColumn('outcome', 'text', (column) => column.notNull())
        .addPrimaryKeyConstraint('scan_verdicts_key', ['server', 'tool'])
        .execute();
    },
  },
  '0005_exceptions': {
    async up(db) {
      await db.schema
        .createTable('exceptions')
        .addColumn('id', 'text', (column) => column.primaryKey())
        .addColumn('server', 'text', (column) => column.notNull())
        // Null: all tools of the server.
        .addColumn('tool', 'text')
        .addColumn('detector', 'text', (column) => column.notNull())
        .addColumn('direction', 'text', (column) => column.notNull())
        // One of the two: a value wherever it stands, or whatever stands in a place.
        .addColumn('value_hash', 'text')
        .addColumn('place', 'text')
        .addColumn('reason', 'text', (column) => column.notNull())
        .addColumn('created_at', 'integer', (column) => column.notNull())
        .addColumn('expires_at', 'integer')
        .addColumn('removed_at', 'integer')
        // Masked text that the rules can be tried on again.
        .addColumn('sample', 'text')
        .execute();
    },
  },
};

/** Migrations of this process run one after the other: waiting for one's own lock would never end. */
let lastMigration: Promise<void> = Promise.resolve();

/**
 * Brings the database to the latest version in one transaction: another process that starts at the same moment waits for
 * it and finds nothing left to do. Rejects with the first failure, and the database is then what it was.
 */
export function migrate(database: Sqlite): Promise<void> {
  const migration = lastMigration.then(() => migrateNow(database));
  lastMigration = migration.catch(() => {});
  return migration;
}

async function migrateNow(database: Sqlite): Promise<void> {
  // A relay that was started at the same moment may be at it.
  database.pragma('busy_timeout = 5000');
  database.exec('BEGIN IMMEDIATE');
  try {
    if (Number(database.pragma('user_version', { simple: true })) < LATEST_VERSION) await runMigrator(database);
    database.pragma(`user_version = ${LATEST_VERSION}`);
    database.exec('COMMIT');
  } catch (error) {
    if (database.inTransaction) database.exec('ROLLBACK');
    throw error;
  } finally {
    database.pragma(`busy_timeout = ${BUSY_MS}`);
  }
}

async function runMigrator(database: Sqlite): Promise<void> {
  // destroy() would close the database, which the relay goes on using.
  const connection = { prepare: (text: string) => database.prepare(text), close: () => {} };
  const db = new Kysely<unknown>({ dialect: new SqliteDialect({ database: connection }) });
  const migrator = new Migrator({ db, provider: { getMigrations: async () => ({ ...MIGRATIONS }) } });
  const { error } = await migrator.migrateToLatest();
  await db.destroy();
  if (error !== undefined) throw error;
}
