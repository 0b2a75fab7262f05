import AxeBuilder from '@axe-core/playwright';
import { expect, type Page } from '@playwright/test';

/** What every screen must pass, whoever shows it. */
const SERIOUS = ['serious', 'critical'];

async function seriousProblems(page: Page, rules?: readonly string[]) {
  // One frame only, so nothing is lost; the other mode opens a page for every look.
  const builder = new AxeBuilder({ page }).setLegacyMode(true);
  const { violations } = await (rules ? builder.withRules([...rules]) : builder).analyze();
  return violations
    .filter(({ impact }) => SERIOUS.includes(impact ?? ''))
    .map(({ id, nodes }) => ({ id, at: nodes.map((node) => node.html) }));
}

/** axe in the present theme, and its colours in the other one. */
export async function expectAccessible(page: Page, screen: string): Promise<void> {
  await page.evaluate(() => document.fonts.ready);
  expect(await seriousProblems(page), `axe: ${screen}, light`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await seriousProblems(page, ['color-contrast']), `axe: ${screen}, dark`).toEqual([]);
  await page.emulateMedia({ colorScheme: 'light' });
}

/** Every text that a person sees or a screen reader reads, one a line. */
export const shownTexts = (page: Page): Promise<readonly string[]> =>
  page.evaluate(() => {
    const texts: string[] = [document.title];
    const isShown = (element: Element): boolean =>
      element.checkVisibility({ visibilityProperty: true });
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent && isShown(parent) && !parent.closest('script, style')) {
        texts.push(node.textContent ?? '');
      }
    }
    for (const element of document.querySelectorAll(
      '[aria-label], [title], [placeholder], [alt]',
    )) {
      if (!isShown(element)) continue;
      for (const name of ['aria-label', 'title', 'placeholder', 'alt']) {
        texts.push(element.getAttribute(name) ?? '');
      }
    }
    return texts.map((text) => text.trim()).filter((text) => text !== '');
  });

/**
 * Names, ids, codes with their official meaning, and units are the same in every language; anything else in Latin letters is a
 * text that nobody translated. A stricter look than comparing with the English tables.
 */
const SAME_IN_HINDI =
  /\b(?:UPI|PIN|QR|PNG|SVG|RRN|UID|MMID|VMID|MID|POS|SMS|SIM|ID|PORT|English|Android|iPhone|upi:\/\/\S+|\S+@upisim|VM[0-9A-Z]{8}\S*|phone-[0-9a-f]+|SIM[0-9a-f]{32}|[A-Z0-9]{2,3} · Invalid MPIN|[0-9a-f]{6,}|[0-9a-f]{4} [0-9a-f]{4}|[A-Z0-9]{1,4}|(?=[A-Z]*\d)[A-Z0-9]{5,}|MB|CSV|SHA|C2SP|[a-z-]+\.tlog-proof|tlog-proof|5G|LTE|http\S+)\b/g;

/** @param names what people and shops are called */
export async function expectHindi(page: Page, screen: string, names: readonly string[]) {
  const texts = await shownTexts(page);
  const latin = texts.filter((text) => {
    const rest = names.reduce((left, name) => left.replaceAll(name, ''), text);
    return /[A-Za-z]{2,}/.test(rest.replace(SAME_IN_HINDI, ''));
  });
  expect.soft(latin, `not in Hindi: ${screen}`).toEqual([]);
  expect(texts.join(' '), `in Hindi: ${screen}`).toMatch(/[\u0900-\u097f]/);
}

/** Nothing runs out of its box sideways, and no label is cut off. */
export async function expectNothingCut(page: Page, screen: string): Promise<void> {
  const cut = await page.evaluate(() => {
    const found: string[] = [];
    const name = (element: Element) => `${element.tagName}.${element.className}`.slice(0, 80);
    for (const element of document.querySelectorAll<HTMLElement>('body *')) {
      const style = getComputedStyle(element);
      const isHidden = !element.checkVisibility({ visibilityProperty: true });
      if (isHidden || element.closest('.ui-visually-hidden, svg, [aria-hidden=true]')) continue;
      const over = element.scrollWidth - element.clientWidth;
      const isBox = element.clientWidth > 0 && style.display !== 'inline';
      if (!isBox || over <= 1) continue;
      if (style.overflowX === 'visible') continue;
      const isCutOnPurpose = style.textOverflow === 'ellipsis' && element.title !== '';
      const scrolls = style.overflowX === 'auto' || style.overflowX === 'scroll';
      if (!isCutOnPurpose && !(scrolls && element.tabIndex >= 0)) {
        found.push(`${name(element)} by ${over}px: ${element.textContent?.slice(0, 40)}`);
      }
    }
    return found;
  });
  expect.soft(cut, `cut off: ${screen}`).toEqual([]);
}

/** Under reduced motion nothing moves for longer than a blink. */
export async function expectStill(page: Page, screen: string): Promise<void> {
  const moving = await page.evaluate(() =>
    document
      .getAnimations()
      .filter((animation) => {
        const timing = animation.effect?.getComputedTiming();
        return animation.playState === 'running' && Number(timing?.activeDuration ?? 0) > 100;
      })
      .map((animation) => {
        const { target } = animation.effect as KeyframeEffect;
        return `${target?.className} ${(animation as CSSAnimation).animationName ?? ''}`;
      }),
  );
  expect.soft(moving, `moves: ${screen}`).toEqual([]);
}
