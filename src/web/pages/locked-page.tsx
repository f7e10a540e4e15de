import { Card } from '../frame/card.tsx';

/** For a server that listens to other machines, and a page without its token. */
export function LockedPage() {
  return (
    <Card
      title="This dashboard asks for its token"
      empty="Open the address that ends in #token=…, as hpsearch dashboard printed it at its start."
    />
  );
}
