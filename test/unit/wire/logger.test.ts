import { expect, test } from 'vitest';
import { createLogger, formatLogEntry, type LogFields } from '#wire/logger.ts';

test('only fields of the allow list are kept, whatever a caller passes', () => {
  const logger = createLogger({ nowMs: () => 0 });
  const fields = { pin: '1234', storedKey: 'abc', port: 5_000, reason: 'x', adminKey: 'k' };
  logger.log('info', 'hello', fields as LogFields);
  expect(logger.recent()[0]?.fields).toEqual({ port: 5_000, reason: 'x' });
});

test('an error tells where, not what', () => {
  const logger = createLogger({ nowMs: () => 0 });
  const error = Object.assign(new TypeError('pin 1234 is wrong\n    at secret line'), {
    code: 'E_X',
  });
  logger.log('error', 'failed', { error });
  const line = formatLogEntry(logger.recent()[0]!);
  expect(line).toContain('TypeError');
  expect(line).toContain('E_X');
  expect(line).toContain('logger.test.ts');
  expect(line).not.toMatch(/1234|secret/);
});

test('lines cannot be forged and are bounded', () => {
  const logger = createLogger({ nowMs: () => 0 });
  logger.log('info', 'x', { reason: `a\n2026 error fake ${'y'.repeat(500)}` });
  const line = formatLogEntry(logger.recent()[0]!);
  expect(line).not.toContain('\n');
  expect(line.length).toBeLessThan(200);
});

test('keeps the newest, in order, and nothing below its level', () => {
  const logger = createLogger({ nowMs: () => 0, keep: 3, level: 'info' });
  logger.log('debug', 'hidden');
  for (let count = 1; count <= 5; count++) logger.log('info', 'x', { count });
  expect(logger.recent().map(({ fields }) => fields.count)).toEqual([3, 4, 5]);
});
