import { formatPaise, rupeesToPaise } from '#shared/money.ts';
import { terminalPortProblem } from '#shared/ports.ts';
import type { ApiProblem, MerchantForm, UserForm } from '#shared/simulator/contract.ts';
import type { Device, PhoneProfileName } from '#shared/simulator/records.ts';
import { isPlainText, NAME_MAX_LENGTH, normaliseMobile } from '#shared/vpa.ts';

/** Why a field cannot be sent; the dialogs say it in the window's language. */
export type FieldProblem =
  | 'nameEmpty'
  | 'nameLong'
  | 'nameOdd'
  | 'passwordShort'
  | 'balanceWrong'
  | 'portWrong'
  | 'portTaken'
  | 'mobileWrong'
  | 'mobileTaken'
  | 'pinWrong';

export interface MerchantDraft {
  readonly name: string;
  readonly password: string;
  readonly balance: string;
  readonly port: string;
}

export interface UserDraft {
  readonly name: string;
  readonly mobile: string;
  readonly pin: string;
  readonly balance: string;
  readonly profile: PhoneProfileName;
}

export type Problems<Draft> = Partial<Record<keyof Draft, FieldProblem>>;

export type Checked<Draft, Form> =
  | { readonly ok: true; readonly form: Form }
  | { readonly ok: false; readonly problems: Problems<Draft> };

const PASSWORD_MIN_LENGTH = 8;

function nameProblem(name: string): FieldProblem | undefined {
  const trimmed = name.trim();
  if (trimmed === '') return 'nameEmpty';
  if (trimmed.length > NAME_MAX_LENGTH) return 'nameLong';
  return isPlainText(trimmed) ? undefined : 'nameOdd';
}

function portProblem(port: string, devices: readonly Device[]): FieldProblem | undefined {
  const number = /^\d{1,6}$/.test(port.trim()) ? Number(port) : Number.NaN;
  if (terminalPortProblem(number)) return 'portWrong';
  const isTaken = devices.some((one) => one.kind === 'pos' && one.port === number);
  return isTaken ? 'portTaken' : undefined;
}

/** "1,00,000" is how people write a lakh; grouping commas are not part of the number. */
export const readRupees = (text: string): number | undefined =>
  rupeesToPaise(text.trim().replace(/^₹\s*/, '').replaceAll(',', ''));

/** Drops the keys without a problem; undefined when there are none left. */
function found<Draft>(
  problems: Readonly<Record<string, FieldProblem | undefined>>,
): Problems<Draft> | undefined {
  const real = Object.entries(problems).filter(([, problem]) => problem !== undefined);
  return real.length > 0 ? (Object.fromEntries(real) as Problems<Draft>) : undefined;
}

/** A merchant's form as the host wants it, or what is wrong, field by field. */
export function checkMerchant(
  draft: MerchantDraft,
  devices: readonly Device[],
): Checked<MerchantDraft, MerchantForm> {
  const paise = readRupees(draft.balance);
  const problems = found<MerchantDraft>({
    name: nameProblem(draft.name),
    password: draft.password.length < PASSWORD_MIN_LENGTH ? 'passwordShort' : undefined,
    balance: paise === undefined ? 'balanceWrong' : undefined,
    port: portProblem(draft.port, devices),
  });
  if (problems || paise === undefined) return { ok: false, problems: problems ?? {} };
  const { name, password, port } = draft;
  const openingBalancePaise = formatPaise(paise);
  return {
    ok: true,
    form: { name: name.trim(), password, openingBalancePaise, port: Number(port) },
  };
}

/** A user's form as the host wants it, or what is wrong, field by field. */
export function checkUser(
  draft: UserDraft,
  devices: readonly Device[],
): Checked<UserDraft, UserForm> {
  const paise = readRupees(draft.balance);
  const mobile = normaliseMobile(draft.mobile);
  const isTaken = devices.some((one) => one.kind === 'phone' && one.mobile === mobile);
  const problems = found<UserDraft>({
    name: nameProblem(draft.name),
    mobile: mobile === undefined ? 'mobileWrong' : isTaken ? 'mobileTaken' : undefined,
    pin: /^(?:\d{4}|\d{6})$/.test(draft.pin) ? undefined : 'pinWrong',
    balance: paise === undefined ? 'balanceWrong' : undefined,
  });
  if (problems || paise === undefined || mobile === undefined) {
    return { ok: false, problems: problems ?? {} };
  }
  const { name, pin, profile } = draft;
  const openingBalancePaise = formatPaise(paise);
  return { ok: true, form: { name: name.trim(), mobile, pin, openingBalancePaise, profile } };
}

/** The host's fields have the wire's names; the dialogs' have people's. */
const draftField: Readonly<Record<string, string>> = { openingBalancePaise: 'balance' };

/**
 * What the host refused, sorted to the dialog's fields.
 * @param fields names of the dialog's fields
 * @returns sentences by field, and one for the whole form when no field is to blame
 */
export function refusedFields(
  problem: ApiProblem,
  fields: readonly string[],
): { readonly byField: Readonly<Record<string, string>>; readonly whole: string | undefined } {
  const byField: Record<string, string> = {};
  for (const issue of problem.issues ?? []) {
    const [root = ''] = issue.path.split('.');
    const field = draftField[root] ?? root;
    if (fields.includes(field)) byField[field] ??= issue.message;
  }
  if (problem.code === 'port-in-use' && fields.includes('port')) byField.port ??= problem.message;
  if (problem.code === 'already-registered' && fields.includes('mobile')) {
    byField.mobile ??= problem.message;
  }
  const isExplained = Object.keys(byField).length > 0;
  return { byField, whole: isExplained ? undefined : problem.message };
}

/**
 * A mobile number that no phone here has. Random, since the bank still knows the numbers of phones
 * that were removed here.
 * @param random 0 (inclusive) to 1 (exclusive)
 */
export function freeMobile(devices: readonly Device[], random: () => number): string {
  const taken = new Set(devices.map((one) => (one.kind === 'phone' ? one.mobile : '')));
  const draw = (): number => 9_000_000_000 + Math.floor(random() * 1_000_000_000);
  let number = draw();
  while (taken.has(String(number))) number = number === 9_999_999_999 ? 9_000_000_000 : number + 1;
  return String(number);
}

/** "Tea stall", "Tea stall 2", "Tea stall 3": the first name that no device here has. */
export function freeName(wanted: string, devices: readonly Device[]): string {
  const taken = new Set(devices.map((one) => one.name));
  const base = wanted.replace(/ \d+$/, '');
  if (!taken.has(wanted)) return wanted;
  let suffix = 2;
  while (taken.has(`${base} ${suffix}`)) suffix += 1;
  return `${base} ${suffix}`;
}
