import { phoneSurface } from './call-names.ts';
import { exposeSurface } from './expose.ts';

exposeSurface(phoneSurface);
