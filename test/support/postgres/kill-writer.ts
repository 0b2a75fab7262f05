import type { TestDatabase } from './database.ts';

/**
 * SIGKILLs the server process that works for the bank. The server then throws everybody out and
 * recovers, since that process may have left shared memory half written.
 */
export async function killWriter(database: TestDatabase): Promise<void> {
  const { rows } = await database.query(
    `SELECT pid FROM pg_stat_activity
     WHERE application_name = 'upi-simulator writer' AND datname = current_database()`,
  );
  for (const { pid } of rows) {
    try {
      process.kill(pid, 'SIGKILL');
    } catch (error) {
      // It ended by itself meanwhile.
      if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
    }
  }
  await database.untilUp();
}
