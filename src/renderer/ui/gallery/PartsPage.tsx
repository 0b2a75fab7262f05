import { Card } from '../index.ts';
import { Buttons, Charge, Fields, Sound } from './ControlParts.tsx';
import { Facts, Messages, Rows } from './DataParts.tsx';

export function PartsPage() {
  return (
    <main className="gallery-grid">
      {[Buttons, Fields, Facts, Messages, Rows, Charge, Sound].map((Part) => (
        <Card key={Part.name}>
          <Part />
        </Card>
      ))}
    </main>
  );
}
