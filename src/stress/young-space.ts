/**
 * Node's options for a process that stresses or is stressed: room for young objects from the start.
 * The default begins with 1 MiB and copies what thousands of payments under way allocate again and
 * again while it grows; 2 to 4 % of all processor time in a run of seconds.
 */
export const YOUNG_SPACE_OPTIONS = [
  '--min-semi-space-size=64',
  '--max-semi-space-size=64',
] as const;
