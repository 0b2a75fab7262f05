/**
 * What the bench runs inside the windows, as text: the bench itself is typed for Node. Times are
 * milliseconds since 1970, which all windows of one machine share.
 */
const NOW = '(performance.timeOrigin + performance.now())';

/** Resolves with the moment in which something that fits the selector has been drawn. */
export const drawn = (selector: string): string => `new Promise((done) => {
  const observer = new MutationObserver(() => look());
  const look = () => {
    if (!document.querySelector(${JSON.stringify(selector)})) return;
    observer.disconnect();
    requestAnimationFrame(() => done(${NOW}));
  };
  observer.observe(document, { subtree: true, childList: true, attributes: true });
  look();
})`;

/** Resolves with the moment in which the window announces the text anew. */
export const announced = (text: string): string => `new Promise((done) => {
  const region = document.querySelector('[role=status][aria-live]');
  const observer = new MutationObserver((changes) => {
    const added = changes.flatMap((change) => [...change.addedNodes]);
    if (!added.some((node) => node.textContent.includes(${JSON.stringify(text)}))) return;
    observer.disconnect();
    done(${NOW});
  });
  observer.observe(region, { subtree: true, childList: true });
})`;

/** Presses the button whose text begins so; answers when. */
export const press = (label: string): string => `(() => {
  const buttons = [...document.querySelectorAll('button')];
  const button = buttons.find((each) => each.textContent.startsWith(${JSON.stringify(label)}));
  const pressedMs = ${NOW};
  button.click();
  return pressedMs;
})()`;

/** Presses the last digit and, once the pad shows that it is complete, Pay; answers the digit's time. */
export const pressLastDigit = (digit: string): string => `new Promise((done) => {
  const key = (id) => document.querySelector('[data-key="' + id + '"]');
  const pressedMs = ${NOW};
  key(${JSON.stringify(digit)}).click();
  requestAnimationFrame(() => {
    key('submit').click();
    done(pressedMs);
  });
})`;

/** Every gap between two turns of the main thread for a while, in milliseconds. */
export const gaps = (forMs: number): string => `new Promise((done) => {
  const gaps = [];
  const startedMs = performance.now();
  let lastMs = startedMs;
  const turn = () => {
    const nowMs = performance.now();
    gaps.push(nowMs - lastMs);
    lastMs = nowMs;
    if (nowMs - startedMs < ${forMs}) setTimeout(turn, 0);
    else done(gaps);
  };
  setTimeout(turn, 0);
})`;

/** Sets a React field's text as a paste does; answers how long until one row only is drawn. */
export const searched = (
  field: string,
  text: string,
  list: string,
): string => `new Promise((done) => {
  const input = document.querySelector(${JSON.stringify(field)});
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
  const startedMs = performance.now();
  const look = () => {
    const rows = document.querySelectorAll(${JSON.stringify(`${list} [role=option] time`)});
    if (rows.length === 1) requestAnimationFrame(() => done(performance.now() - startedMs));
    else requestAnimationFrame(look);
  };
  set.call(input, ${JSON.stringify(text)});
  input.dispatchEvent(new Event('input', { bubbles: true }));
  look();
})`;

/** One step of a scroll: down by so many pixels, from the top again at the end. */
export const scrollBy = (selector: string, pixels: number): string => `(() => {
  const list = document.querySelector(${JSON.stringify(selector)});
  const isAtEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
  list.scrollTop = isAtEnd ? 0 : list.scrollTop + ${pixels};
})()`;

/** Every gap between two frames for a while, in milliseconds, with a step taken in each frame. */
export const frameGaps = (forMs: number, step: string): string => `new Promise((done) => {
  const gaps = [];
  const startedMs = performance.now();
  let lastMs = startedMs;
  const frame = () => {
    const nowMs = performance.now();
    gaps.push(nowMs - lastMs);
    lastMs = nowMs;
    ${step};
    if (nowMs - startedMs < ${forMs}) requestAnimationFrame(frame);
    else done(gaps.slice(1));
  };
  requestAnimationFrame(frame);
})`;
