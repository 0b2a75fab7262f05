/** Something the command palette can do. */
export interface Command {
  readonly id: string;
  readonly title: string;
  /** Group heading: Pages, Devices, Bank, Window. */
  readonly group: string;
  /** More words that find it, for example the English ones in a Hindi window. */
  readonly words?: string;
  readonly shortcut?: string;
  readonly run: () => void;
}

/** How well a text answers a query: whole words beat beginnings beat letters in order. */
function score(text: string, wanted: string): number {
  const lower = text.toLowerCase();
  const at = lower.indexOf(wanted);
  if (at === 0) return 4;
  if (at > 0) return /\s/u.test(lower[at - 1] ?? '') ? 3 : 2;
  let position = 0;
  for (const letter of wanted) {
    position = lower.indexOf(letter, position) + 1;
    if (position === 0) return 0;
  }
  return 1;
}

const RESULTS_MAX = 30;

/** The commands that answer a query, best first; all in their own order when it is empty. */
export function searchCommands(commands: readonly Command[], query: string): readonly Command[] {
  const wanted = query.trim().toLowerCase();
  if (wanted === '') return commands.slice(0, RESULTS_MAX);
  return commands
    .map((command) => ({
      command,
      points: Math.max(score(command.title, wanted), score(command.words ?? '', wanted)),
    }))
    .filter(({ points }) => points > 0)
    .sort((a, b) => b.points - a.points)
    .slice(0, RESULTS_MAX)
    .map(({ command }) => command);
}
