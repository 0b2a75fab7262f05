import type { SimulatorApi } from '#shared/simulator/contract.ts';

/**
 * What a phone sees when it looks at this POS: the pixels of the code on screen, where the window
 * shows it. Nothing is drawn for the phone that a person would not see.
 */
const SCREEN_SELECTOR = '.ui-pos-content';
const CODE_SELECTOR = 'canvas[data-code]';
/** Camera pixels per CSS pixel of the screen. */
const SCALE = 2;

function takePicture(): HTMLCanvasElement {
  const screen = document.querySelector<HTMLElement>(SCREEN_SELECTOR);
  if (!screen) throw new Error('the screen is not there yet');
  const frame = screen.getBoundingClientRect();
  const canvas = document.createElement('canvas');
  canvas.width = Math.max(Math.round(frame.width * SCALE), 1);
  canvas.height = Math.max(Math.round(frame.height * SCALE), 1);
  const context = canvas.getContext('2d');
  if (!context) throw new Error('no drawing surface');
  context.fillStyle = getComputedStyle(screen).getPropertyValue('--surface') || '#fff';
  context.fillRect(0, 0, canvas.width, canvas.height);
  for (const code of screen.querySelectorAll<HTMLCanvasElement>(CODE_SELECTOR)) {
    const place = code.getBoundingClientRect();
    context.drawImage(
      code,
      (place.left - frame.left) * SCALE,
      (place.top - frame.top) * SCALE,
      place.width * SCALE,
      place.height * SCALE,
    );
  }
  return canvas;
}

const PNG_PREFIX = 'data:image/png;base64,';

/** Answers every `screen.wanted` event with one picture. Returns the unsubscribe. */
export function answerPhones(api: Pick<SimulatorApi, 'call' | 'on'>): () => void {
  return api.on('screen.wanted', ({ requestId }) => {
    const canvas = takePicture();
    const png = canvas.toDataURL('image/png').slice(PNG_PREFIX.length);
    const frame = { png, width: canvas.width, height: canvas.height };
    // A phone that stopped looking in the meantime is no fault of this window.
    api.call('screens.deliver', { requestId, frame }).catch(() => undefined);
  });
}
