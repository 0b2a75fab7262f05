export const THEME_CHOICES = ['light', 'dark', 'system'] as const;
export type ThemeChoice = (typeof THEME_CHOICES)[number];
export type ResolvedTheme = 'light' | 'dark';

/** Anything unknown in storage counts as "follow the system". */
export const parseThemeChoice = (stored: string | null): ThemeChoice =>
  THEME_CHOICES.find((choice) => choice === stored) ?? 'system';

export const resolveTheme = (choice: ThemeChoice, systemIsDark: boolean): ResolvedTheme =>
  choice === 'system' ? (systemIsDark ? 'dark' : 'light') : choice;
