import { Amount, Button, LanguageSwitch, Tag, ThemeSwitch } from '../index.ts';

export function Gallery() {
  return (
    <main style={{ padding: 24 }}>
      <Amount paise={2000} />
      <Button variant="primary">Add phone</Button>
      <Tag tone="good">00 paid</Tag>
      <ThemeSwitch />
      <LanguageSwitch />
    </main>
  );
}
