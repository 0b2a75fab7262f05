import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { adminMethods } from '#shared/protocol/admin-methods.ts';
import { isResponseCode, responseCodes } from '#shared/response-codes.ts';
import { PROVOCATIONS } from './provocations.ts';
import { type CodeLab, openCodeLab, type World } from './world.ts';

/** Every code of the closed table, through TLS, a real bank and its database file. */
let lab: CodeLab;
let world: World;
beforeAll(async () => {
  lab = await openCodeLab();
});
beforeEach(async () => {
  world = await lab.fresh();
});
afterAll(() => lab.close());

test.each(responseCodes)('%s can be provoked', async (code) => {
  const provoke = PROVOCATIONS[code] ?? expect.fail(`nobody provokes ${code}`);
  expect(await provoke(world)).toBe(code);
});

test('nothing is provoked that is not in the table', () => {
  expect(Object.keys(PROVOCATIONS).filter((code) => !isResponseCode(code))).toEqual([]);
});

test('after all of that the ledger verifies and no money was made or lost', async () => {
  const report = await world.admin.call(adminMethods, 'admin.verify', {});
  expect(report).toMatchObject({ isSound: true, sumPaise: '0' });
});
