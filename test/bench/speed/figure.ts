/** One measured figure; the medians of several runs carry all of them. */
export interface Figure {
  readonly section: string;
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What it must reach, where the project has set itself a bar. */
  readonly bar?: string;
  readonly isMet?: boolean;
  /** Every run's value when there were several. */
  readonly runs?: readonly number[];
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right);
  const middle = Math.floor(sorted.length / 2);
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
};

/** At least this much, or at most. */
export const atLeast = (value: number, bar: number, unit: string) => ({
  bar: `>= ${bar.toLocaleString('en-US')} ${unit}`,
  isMet: value >= bar,
});
export const atMost = (value: number, bar: number, unit: string) => ({
  bar: `<= ${bar.toLocaleString('en-US')} ${unit}`,
  isMet: value <= bar,
});

function shown(value: number): string {
  if (value >= 100) return Math.round(value).toLocaleString('en-US');
  return value.toFixed(value >= 10 ? 1 : 2);
}

/** The table that `npm run bench` prints. */
export function formatFigures(figures: readonly Figure[]): string {
  const lines: string[] = [];
  let section = '';
  for (const figure of figures) {
    if (figure.section !== section) lines.push('', figure.section);
    section = figure.section;
    const verdict =
      figure.bar === undefined ? '' : `  ${figure.isMet ? 'holds' : 'MISSED'}: ${figure.bar}`;
    const runs = figure.runs ? `  (${figure.runs.map(shown).join(', ')})` : '';
    lines.push(
      `  ${figure.name.padEnd(64)} ${shown(figure.value).padStart(10)} ${figure.unit}${runs}${verdict}`,
    );
  }
  return lines.join('\n');
}
