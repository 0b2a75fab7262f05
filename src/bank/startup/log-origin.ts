/** C2SP origin line of a bank's n-th log: a restored backup begins the next one. */
export const originOf = (bankId: string, log: number): string => `upi-sim/${bankId}/${log}`;

/** Which of its bank's logs an origin line names; NaN for a line of another form. */
export const logNumber = (origin: string): number => Number(origin.split('/').at(-1));
