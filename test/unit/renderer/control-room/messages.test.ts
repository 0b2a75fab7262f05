import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { accountRow } from '#shared/protocol/admin-methods.ts';
import { paymentRow } from '#shared/protocol/payments.ts';
import { accountMessages } from '../../../../src/renderer/control-room/accounts/messages.ts';
import { frameMessages } from '../../../../src/renderer/control-room/app/frame-messages.ts';
import { problemMessages } from '../../../../src/renderer/control-room/app/problem-messages.ts';
import { attackMessages } from '../../../../src/renderer/control-room/attacks/messages.ts';
import { deviceMessages } from '../../../../src/renderer/control-room/devices/messages.ts';
import { healthMessages } from '../../../../src/renderer/control-room/health/messages.ts';
import { helpMessages } from '../../../../src/renderer/control-room/help/messages.ts';
import { checkpointMessages } from '../../../../src/renderer/control-room/ledger/checkpoint-messages.ts';
import { ledgerMessages } from '../../../../src/renderer/control-room/ledger/messages.ts';
import { proofMessages } from '../../../../src/renderer/control-room/ledger/proof-messages.ts';
import { paletteMessages } from '../../../../src/renderer/control-room/palette/messages.ts';
import { settingsMessages } from '../../../../src/renderer/control-room/settings/messages.ts';
import { streetMessages } from '../../../../src/renderer/control-room/street/messages.ts';
import { stressMessages } from '../../../../src/renderer/control-room/stress/messages.ts';
import { tourMessages } from '../../../../src/renderer/control-room/tour/messages.ts';
import { weatherPageMessages } from '../../../../src/renderer/control-room/weather/messages.ts';
import { catalogueProblems } from '../../../../src/renderer/ui/i18n/messages.ts';
import { weatherMessages } from '../../../../src/renderer/ui/weather/weather-messages.ts';

const room = resolve(import.meta.dirname, '../../../../src/renderer/control-room');
/** Names of numbers and measures that people use in English letters in both languages. */
const abbreviations = {
  accounts: [],
  devices: ['uid', 'mmid', 'mid', 'vmid'],
  street: ['rrn', 'latency', 'atMs', 'bytes'],
} as const;

describe('texts in both languages', () => {
  it.each([
    ['problems', catalogueProblems(problemMessages)],
    ['frame', catalogueProblems(frameMessages)],
    ['accounts', catalogueProblems(accountMessages)],
    ['attacks', catalogueProblems(attackMessages)],
    ['devices', catalogueProblems(deviceMessages, abbreviations.devices)],
    ['health', catalogueProblems(healthMessages, ['latencyHalf'])],
    ['help', catalogueProblems(helpMessages)],
    ['checkpoints', catalogueProblems(checkpointMessages)],
    ['ledger', catalogueProblems(ledgerMessages)],
    ['proof', catalogueProblems(proofMessages)],
    ['palette', catalogueProblems(paletteMessages)],
    ['settings', catalogueProblems(settingsMessages)],
    ['street', catalogueProblems(streetMessages, abbreviations.street)],
    ['stress', catalogueProblems(stressMessages)],
    ['tour', catalogueProblems(tourMessages)],
    ['weather', catalogueProblems(weatherPageMessages, ['percent'])],
    ['kinds of weather', catalogueProblems(weatherMessages)],
  ])('%s', (_, problems) => {
    expect(problems).toEqual([]);
  });
});

describe('texts that nothing shows', () => {
  const folders = readdirSync(room, { recursive: true, encoding: 'utf8' });
  const sources = folders
    .filter((file) => /\.tsx?$/.test(file) && !/messages\.ts$/.test(file))
    .map((file) => readFileSync(join(room, file), 'utf8'))
    .join('\n');
  /** Keys that are put together from a prefix and a value. */
  const composed =
    /^(?:phase_|shape_|route_|target_|mix_|state_|profile_|field_|unsigned_|kind_|order_|level_|host_|word|shortcut)|(?:Next|Hint|Text)$/;

  /** Words that the wire's own values choose. */
  const wireWords: ReadonlySet<string> = new Set([
    ...accountRow.shape.state.options,
    ...paymentRow.shape.type.options,
  ]);

  it.each([
    ['frame', frameMessages],
    ['accounts', accountMessages],
    ['attacks', attackMessages],
    ['devices', deviceMessages],
    ['health', healthMessages],
    ['help', helpMessages],
    ['checkpoints', checkpointMessages],
    ['ledger', ledgerMessages],
    ['proof', proofMessages],
    ['palette', paletteMessages],
    ['street', streetMessages],
    ['tour', tourMessages],
  ])('%s', (_, catalogue) => {
    const unused = Object.keys(catalogue.en).filter(
      (key) =>
        !composed.test(key) && !wireWords.has(key) && !new RegExp(`\\b${key}\\b`).test(sources),
    );
    expect(unused).toEqual([]);
  });
});
