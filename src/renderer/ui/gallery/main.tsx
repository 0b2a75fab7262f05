import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { UiProvider } from '../index.ts';
import { Gallery } from './Gallery.tsx';

const root = document.getElementById('root');
if (!root) throw new Error('the gallery page has no #root');
createRoot(root).render(
  <StrictMode>
    <UiProvider scope="gallery">
      <Gallery now={Date.now} />
    </UiProvider>
  </StrictMode>,
);
