import { FAULT_KINDS, type FaultKind } from '../../src/shared/faults.ts';
import {
  RESPONSE_CODES,
  type ResponseCode,
  type ResponseCodeInfo,
  responseCodes,
} from '../../src/shared/response-codes.ts';

const DECLINES = {
  TD: 'technical decline',
  BD: 'business decline',
  none: 'no decline',
} as const;

const HEAD = `# Response codes

Every code this network answers with, and no other: NPCI's meaning, when it happens here, how to bring it about, and what payer and merchant read. Written by \`npm run codes\` from \`src/shared/response-codes/\`; a test fails when it is out of date, and an integration test provokes every one of them over the wire (\`test/integration/codes/\`).

A code comes with a payment's \`status\`: SUCCESS, FAILURE (nothing moved), PENDING or DEEMED (the money waits in SUSPENSE and the payment ends by itself), REVERSED (the money is back). Or it comes in an error, \`data.responseCode\`: then the payment id was not used up.
`;

const row = (code: ResponseCode): string => {
  const { meaning, decline } = RESPONSE_CODES[code];
  return `| [\`${code}\`](#${code.toLowerCase()}) | ${meaning} | ${decline === 'none' ? '' : decline} |`;
};

function section(code: ResponseCode): string {
  const info: ResponseCodeInfo = RESPONSE_CODES[code];
  return `### ${code}

${info.meaning}. ${code === '01' ? 'Not final' : DECLINES[info.decline]}.

- When: ${info.when}
- How to provoke it: ${info.provoke}

| | English | हिन्दी |
|---|---|---|
| payer | ${info.payer.en} | ${info.payer.hi} |
| merchant | ${info.merchant.en} | ${info.merchant.hi} |
`;
}

function faultRow(kind: FaultKind): string {
  const { codes, parameter } = FAULT_KINDS[kind];
  const choice = codes.map((code) => `\`${code}\``).join(' ');
  return `| \`${kind}\` | ${choice} | ${parameter ? `\`${parameter}\`` : ''} |`;
}

/** docs/response-codes.md, whole. */
export function formatResponseCodes(): string {
  const kinds = Object.keys(FAULT_KINDS) as FaultKind[];
  return [
    HEAD,
    '| code | meaning | |\n|---|---|---|',
    `${responseCodes.map(row).join('\n')}\n`,
    '## Faults on demand\n',
    'Set by an administrator (`admin.setFaults`: docs/protocol.md), off in a new bank. A fault answers with the first of its codes unless it names another.\n',
    '| kind | codes | parameter |\n|---|---|---|',
    `${kinds.map(faultRow).join('\n')}\n`,
    '## One by one\n',
    responseCodes.map(section).join('\n'),
  ].join('\n');
}
