import { controlRoomSurface } from './call-names.ts';
import { exposeSurface } from './expose.ts';

exposeSurface(controlRoomSurface);
