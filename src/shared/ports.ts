/**
 * Which TCP ports a UPI machine may use. Browsers refuse to connect to the "bad ports" of the
 * WHATWG Fetch standard (section 2.9), so a terminal there could never be reached by a phone.
 */

export const BANK_PORT = 5000;
export const FIRST_TERMINAL_PORT = 6001;
export const PAGE_PORT = 5180;
const LOWEST_UNPRIVILEGED_PORT = 1024;
const HIGHEST_PORT = 65_535;

/** Bad ports at or above 1024; lower ones are refused as privileged anyway. */
const BROWSER_UNSAFE_PORTS: ReadonlySet<number> = new Set([
  1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669,
  6679, 6697, 10080,
]);

/** Why the port cannot be used by a terminal, or undefined when it can. */
export function terminalPortProblem(port: number): string | undefined {
  if (!Number.isInteger(port) || port < LOWEST_UNPRIVILEGED_PORT || port > HIGHEST_PORT) {
    return `Port ${port} is not a whole number from ${LOWEST_UNPRIVILEGED_PORT} to ${HIGHEST_PORT}.`;
  }
  if (BROWSER_UNSAFE_PORTS.has(port)) {
    return `Port ${port} is one that browsers refuse to open (the Fetch standard's bad ports). Choose another, for example ${FIRST_TERMINAL_PORT}.`;
  }
  return undefined;
}
