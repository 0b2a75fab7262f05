import type { PaymentRow } from '#shared/protocol/payments.ts';

/** Which of the app's own screens is open; the scanner and payments lie over them. */
export type Route =
  | { readonly name: 'home' }
  | { readonly name: 'pay-to' }
  | { readonly name: 'receive' }
  | { readonly name: 'balance' }
  | { readonly name: 'history' }
  | { readonly name: 'payment'; readonly row: PaymentRow }
  | { readonly name: 'check-receipt' }
  | { readonly name: 'requests' }
  | { readonly name: 'request'; readonly reference: string }
  | { readonly name: 'ask' }
  | { readonly name: 'blocked' }
  | { readonly name: 'settings' }
  | { readonly name: 'change-pin' }
  | { readonly name: 'reset-pin' };

/** Open screens, the one on top last; never empty. */
export type RouteStack = readonly [Route, ...Route[]];

export type NavigationEvent =
  | { readonly type: 'open'; readonly route: Route }
  | { readonly type: 'back' }
  | { readonly type: 'home' };

export const HOME: RouteStack = [{ name: 'home' }];
/** Nobody goes back further; the oldest between home and the top go first. */
const DEPTH_MAX = 8;

export function navigation(stack: RouteStack, event: NavigationEvent): RouteStack {
  const [home, ...open] = stack;
  switch (event.type) {
    case 'open':
      return event.route.name === 'home'
        ? HOME
        : [home, ...[...open, event.route].slice(-(DEPTH_MAX - 1))];
    case 'back':
      return [home, ...open.slice(0, -1)];
    case 'home':
      return HOME;
  }
}

export const topRoute = (stack: RouteStack): Route => stack.at(-1) ?? stack[0];
