import {
  createContext,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from 'react';
import { parseRoute, type Route } from '../state/route.ts';

interface RouterValue {
  readonly route: Route;
  readonly navigate: (route: Route) => void;
}

const RouterContext = createContext<RouterValue>({ route: { page: '' }, navigate: () => {} });

export interface RouterProviderProps {
  /** Ids of the pages; the first one is where the window starts. */
  readonly pages: readonly string[];
  readonly children: ReactNode;
}

/** Back and forward work, a reload stays; the address stays the host's own. */
export function RouterProvider({ pages, children }: RouterProviderProps) {
  const [route, setRoute] = useState(() => parseRoute(history.state, pages));
  useEffect(() => {
    const onPop = (event: PopStateEvent) => setRoute(parseRoute(event.state, pages));
    addEventListener('popstate', onPop);
    return () => removeEventListener('popstate', onPop);
  }, [pages]);
  const navigate = useCallback((next: Route) => {
    history.pushState(next, '');
    setRoute(next);
  }, []);
  const value = useMemo(() => ({ route, navigate }), [route, navigate]);
  return <RouterContext value={value}>{children}</RouterContext>;
}

/** `const { route, navigate } = useRouter()`. */
export const useRouter = (): RouterValue => useContext(RouterContext);
