import { posSurface } from './call-names.ts';
import { exposeSurface } from './expose.ts';

exposeSurface(posSurface);
