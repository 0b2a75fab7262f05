import type { Example } from './recorder.ts';
import type { Recording } from './run.ts';

/** The headings that a test reads the examples back by. */
export const SECTIONS: Readonly<Record<string, string>> = {
  public: 'Open to every connection',
  sealed: 'Inside a session (`session.call`)',
  terminal: 'A UPI machine at the bank',
  pos: 'A UPI machine’s own port',
  ledger: 'The ledger, open to everybody',
  admin: 'Administrators',
  notifications: 'Notifications',
  errors: 'Errors',
};

export const LABELS: readonly (readonly [label: string, part: keyof Example])[] = [
  ['Request', 'request'],
  ['Inside its box', 'insideRequest'],
  ['Answer', 'answer'],
  ['Inside the answer’s box', 'insideAnswer'],
  ['Notification', 'notification'],
  ['Inside the notification’s box', 'insideNotification'],
];

const block = (label: string, value: unknown): string =>
  `${label}:\n\n\`\`\`json\n${JSON.stringify(value, null, 2)}\n\`\`\`\n`;

function formatExample(example: Example): string {
  const parts = LABELS.filter(([, part]) => example[part] !== undefined);
  const about = example.about === '' ? '' : `${example.about}\n\n`;
  const blocks = parts.map(([label, part]) => block(label, example[part]));
  return `### \`${example.name}\`\n\n${about}${blocks.join('\n')}`;
}

const INTRODUCTION = `# Every message, worked

From one run of a real bank, a real UPI machine and a phone (\`npm run protocol\`); a test holds them against the schemas and opens every box. What the fields mean and how the boxes, signatures and proofs are made is in [protocol.md](protocol.md). Nobody lives here: the PIN was 482613, the keys are thrown away.
`;

const session = (shown: Recording['session']): string =>
  `## The session of the sealed examples

Hex, but for the id. \`openingBytes\` is what the device signed; \`sharedSecret\` is the X25519 agreement; the three keys follow from them (protocol.md, "Session"), and with them every box below opens.

\`\`\`json
${JSON.stringify(shown, null, 2)}
\`\`\`
`;

export function formatRecording(recording: Recording): string {
  const sections = Object.entries(SECTIONS).map(([section, title]) => {
    const own = recording.examples.filter((example) => example.section === section);
    return `## ${title}\n\n${own.map(formatExample).join('\n')}`;
  });
  return [INTRODUCTION, session(recording.session), ...sections].join('\n');
}
