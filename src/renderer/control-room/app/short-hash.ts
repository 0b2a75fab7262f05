/** "5514 d02f …": enough of a hash to compare by eye. */
export const shortHash = (hex: string): string => `${hex.slice(0, 4)} ${hex.slice(4, 8)} …`;

/** "SIM2f6e…91c0": both ends of a transaction id. */
export const shortId = (id: string): string =>
  id.length > 14 ? `${id.slice(0, 7)}…${id.slice(-4)}` : id;
