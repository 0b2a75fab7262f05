import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import {
  Amount,
  Button,
  Countdown,
  IconButton,
  Money,
  NumberField,
  PhoneShell,
  PinPad,
  PosShell,
  Progress,
  Receipt,
  ReceiptLine,
  Sparkline,
  Table,
  TextField,
  UiProvider,
} from '../../../../src/renderer/ui/index.ts';

const storage = { getItem: () => null, setItem: () => {} };
const html = (node: React.ReactNode) =>
  renderToStaticMarkup(
    <UiProvider scope="test" storage={storage}>
      {node}
    </UiProvider>,
  );

test('a window has its two live regions from the start', () => {
  const page = html(<p>content</p>);
  expect(page).toContain('role="status" aria-live="polite"');
  expect(page).toContain('role="alert" aria-live="assertive"');
});

test('money from numbers and from the wire', () => {
  expect(html(<Money paise="90000000" />)).toContain('₹9,00,000.00');
  expect(html(<Amount paise={2_000} />)).toMatch(/<small>₹<\/small>20\.00/);
});

test('fields tie label, hint and error to the control', () => {
  const page = html(
    <TextField label="Name" hint="As on the sign" error="Too long" value="x" onChange={() => {}} />,
  );
  const id = /<label[^>]*for="([^"]+)"/.exec(page)?.[1];
  expect(page).toContain(`id="${id}"`);
  expect(page).toContain('aria-invalid="true"');
  const described = /aria-describedby="([^"]+)"/.exec(page)?.[1]?.split(' ') ?? [];
  expect(described).toHaveLength(2);
  for (const part of described) expect(page).toContain(`id="${part}"`);
});

test('a number out of range says what is allowed', () => {
  expect(html(<NumberField label="n" value={5} max={3} onChange={() => {}} />)).toContain(
    'The highest is 3.',
  );
});

test('buttons have a type and a name, and a busy one says so', () => {
  expect(html(<IconButton label="Copy" icon={<i />} />)).toContain('aria-label="Copy"');
  const busy = html(<Button isBusy>Pay</Button>);
  expect(busy).toContain('type="button"');
  expect(busy).toContain('aria-busy="true"');
  expect(busy).not.toContain('disabled=""');
});

test('pictures have a text twin', () => {
  expect(html(<Sparkline values={[1, 2]} label="two bars" />)).toContain('aria-label="two bars"');
  expect(html(<Progress label="Sending" fraction={0.5} />)).toContain('aria-valuenow="50"');
  expect(html(<Progress label="Sending" />)).not.toContain('aria-valuenow');
  expect(html(<Countdown endsAtMs={90_000} totalMs={90_000} now={() => 3_000} />)).toContain(
    '1:27 left',
  );
});

test('an empty table shows its empty state', () => {
  const columns = [{ id: 'a', header: 'A', cell: (row: string) => row }];
  const table = (rows: string[]) =>
    html(
      <Table caption="T" columns={columns} rows={rows} rowKey={(row) => row} empty={<b>none</b>} />,
    );
  expect(table([])).toContain('<b>none</b>');
  expect(table(['x'])).toContain('<th scope="col"');
});

test('the PIN pad is a labelled group whose keys are named by their digits', () => {
  const page = html(<PinPad length={6} title="PIN" onSubmit={() => {}} />);
  expect(page).toContain('aria-label="UPI PIN pad"');
  expect(page).toContain('aria-label="0 of 6 digits entered"');
  expect(page.match(/tabindex="0"/g)).toHaveLength(1);
  expect(page).not.toContain('<input');
});

test('devices carry a name, a readable status and a way to close', () => {
  const hostWindow = { isFrameless: true, onClose: () => {}, onMinimise: () => {} };
  const at = new Date(2026, 0, 5, 11, 20).getTime();
  const phone = html(
    <PhoneShell
      name="Asha"
      profile="iphone"
      hostWindow={hostWindow}
      now={() => at}
      onHome={() => {}}
    >
      <p>app</p>
    </PhoneShell>,
  );
  expect(phone).toMatch(/<h1[^>]*>Phone: Asha<\/h1>/);
  expect(phone).toContain('Status bar: 11:20, 5G, signal 4 of 4, battery 82 %');
  expect(phone).toContain('aria-label="Close Asha"');
  expect(phone).toContain('aria-label="Home"');
  const pos = html(
    <PosShell
      name="Tea stall"
      hostWindow={{ isFrameless: false }}
      led={{ tone: 'good', text: 'Ready' }}
      receipt={
        <Receipt>
          <ReceiptLine label="RRN" value="6326" />
        </Receipt>
      }
    >
      <p>app</p>
    </PosShell>,
  );
  expect(pos).toContain('Ready');
  expect(pos).toContain('6326');
  expect(pos).not.toContain('is-drag');
});
