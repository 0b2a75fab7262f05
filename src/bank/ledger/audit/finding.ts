/** The first thing an audit finds wrong; its message names it. */
export class Finding extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'Finding';
  }
}

/** @throws Finding unless the condition holds */
export function ensure(condition: boolean, problem: () => string): asserts condition {
  if (!condition) throw new Finding(problem());
}
