/** Something about the command line is wrong or missing: exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

export const EXIT = { done: 0, failed: 1, usage: 2 } as const;
