import { expect, test } from 'vitest';
import { createSoundBox } from '../../../../src/renderer/ui/sound/sound-box.ts';
import { soundLed } from '../../../../src/renderer/ui/sound/sound-led.ts';
import { parseSoundSettings } from '../../../../src/renderer/ui/sound/sound-settings.ts';
import type {
  SpeechOutcome,
  SpeechPort,
  SpeechRequest,
} from '../../../../src/renderer/ui/sound/speech-port.ts';
import type { ToneOutcome, TonePort } from '../../../../src/renderer/ui/sound/tone-player.ts';
import { TONE_SCORES, toneLengthMs } from '../../../../src/renderer/ui/sound/tone-score.ts';
import { chooseVoice } from '../../../../src/renderer/ui/sound/web-speech.ts';

/** Loudspeaker whose sounds end when the test says so. */
function bench(options: { voices?: string[]; tone?: ToneOutcome; speech?: SpeechOutcome } = {}) {
  const { voices = ['en', 'hi'], tone = 'played', speech: ending = 'spoken' } = options;
  const spoken: SpeechRequest[] = [];
  const tones: string[] = [];
  const kept = new Map<string, string>();
  const speech: SpeechPort = {
    speak: async (request) => {
      if (!voices.includes(request.language)) return 'no-voice';
      spoken.push(request);
      return ending;
    },
    cancel: () => spoken.push({ text: 'cancelled', language: 'en', volume: 0 }),
    hasVoice: (language) => voices.includes(language),
    onVoicesChanged: () => () => {},
  };
  const tonePort: TonePort = {
    play: async (kind) => {
      tones.push(kind);
      return tone;
    },
    unlock: () => {},
    close: () => {},
  };
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
  };
  const open = () => createSoundBox({ speech, tones: tonePort, storage, storageKey: 'sound' });
  return { open, spoken, tones, kept };
}

/** Resolves when the box has nothing left to say. */
const silence = (box: ReturnType<typeof createSoundBox>): Promise<void> =>
  new Promise((resolve) => {
    const check = () => {
      if (box.getState().speaking === undefined) resolve();
    };
    box.subscribe(check);
    check();
  });

test('says payments one after another, each with its tone', async () => {
  const { open, spoken, tones } = bench();
  const box = open();
  box.announce({ kind: 'received', paise: 20_000 });
  box.announce({ kind: 'failed', paise: 100 });
  expect(box.getState()).toMatchObject({ speaking: 'Received ₹200.00', waiting: 1 });
  await silence(box);
  expect(spoken.map((request) => request.text)).toEqual([
    'Received two hundred rupees',
    'Payment of one rupee failed',
  ]);
  expect(tones).toEqual(['success', 'failure']);
  expect(box.getState().lastText).toBe('Payment of ₹1.00 failed. No money came in.');
});

test('speaks Hindi when told to, and remembers it', async () => {
  const { open, spoken, kept } = bench();
  const box = open();
  box.change({ language: 'hi', volume: 9 });
  box.announce({ kind: 'received', paise: 20_000 });
  await silence(box);
  expect(spoken).toEqual([{ text: 'दो सौ रुपये प्राप्त हुए', language: 'hi', volume: 0.9 }]);
  expect(parseSoundSettings(kept.get('sound') ?? null)).toEqual({ language: 'hi', volume: 9 });
  expect(open().getState().settings.language).toBe('hi');
});

test('without a voice the tone and the text remain', async () => {
  const { open, spoken, tones } = bench({ voices: [] });
  const box = open();
  box.announce({ kind: 'received', paise: 500 });
  await silence(box);
  expect(spoken).toEqual([]);
  expect(tones).toEqual(['success']);
  expect(box.getState()).toMatchObject({ hasNoVoice: true, lastText: 'Received ₹5.00' });
  expect(soundLed(box.getState(), 'en').text).toContain('No English voice');
});

test('a browser that refuses sound is said, and a click clears it', async () => {
  const { open } = bench({ tone: 'blocked' });
  const box = open();
  box.announce({ kind: 'test' });
  await silence(box);
  expect(box.getState().isBlocked).toBe(true);
  expect(soundLed(box.getState(), 'hi')).toMatchObject({ tone: 'wait' });
  box.unlock();
  expect(box.getState().isBlocked).toBe(false);
});

test('muted: nothing sounds, the text is still there', async () => {
  const { open, spoken, tones } = bench();
  const box = open();
  box.change({ volume: 0 });
  spoken.length = 0;
  box.announce({ kind: 'received', paise: 500 });
  await silence(box);
  expect([...spoken, ...tones]).toEqual([]);
  expect(box.getState().lastText).toBe('Received ₹5.00');
});

test('a loudspeaker that throws does not stop the queue', async () => {
  const { open, spoken } = bench({ speech: 'failed' });
  const box = open();
  box.announce({ kind: 'received', paise: 100 });
  box.announce({ kind: 'received', paise: 200 });
  await silence(box);
  expect(spoken).toHaveLength(2);
});

test('a closed box stays silent', async () => {
  const { open, tones } = bench();
  const box = open();
  box.close();
  box.announce({ kind: 'test' });
  expect(tones).toEqual([]);
});

test.each([
  [null, 'en', 7],
  ['', 'en', 7],
  ['{', 'en', 7],
  ['null', 'en', 7],
  ['[1]', 'en', 7],
  ['{"volume":99,"language":"hi"}', 'hi', 10],
  ['{"volume":-3,"language":"fr"}', 'en', 0],
  ['{"volume":"5"}', 'en', 7],
  ['{"volume":null}', 'en', 7],
])('stored settings %s', (stored, language, volume) => {
  expect(parseSoundSettings(stored)).toEqual({ language, volume });
});

const voice = (lang: string, localService: boolean) => ({ lang, localService });

test.each([
  [[voice('en-US', true), voice('en-IN', true)], 'en', 'en-IN'],
  [[voice('en-US', true), voice('de-DE', true)], 'en', 'en-US'],
  [[voice('hi_IN', false)], 'hi', 'hi_IN'],
  [[voice('en-IN', true)], 'hi', undefined],
  [[], 'en', undefined],
  [[voice('hil-PH', true)], 'hi', undefined],
] as const)('voice %#', (voices, language, lang) => {
  expect(chooseVoice<(typeof voices)[number]>(voices, language)?.lang).toBe(lang);
});

test('success and failure cannot be mistaken for each other', () => {
  const rising = TONE_SCORES.success.map((note) => note.hertz);
  const falling = TONE_SCORES.failure.map((note) => note.hertz);
  expect(rising).toEqual(rising.toSorted((a, b) => a - b));
  expect(falling).toEqual(falling.toSorted((a, b) => b - a));
  expect(Math.min(...rising)).toBeGreaterThan(2 * Math.max(...falling));
  expect(toneLengthMs('success')).toBeLessThan(1_000);
});
