import { Skeleton } from '@navikt/ds-react/Skeleton';
import { lazy, Suspense } from 'react';
import { now } from '../../format.ts';
import { useLanguage } from '../../language.tsx';
import { Page } from '../../shell/Page.tsx';
import { useViewer } from '../../viewer.tsx';
import './start.css';

/** Each role's own part, fetched by those who have it. */
const STARTS = {
  PROVIDER: lazy(async () => ({ default: (await import('./ProviderStart.tsx')).ProviderStart })),
  NAV_OFFICE: lazy(async () => ({ default: (await import('./NavOfficeStart.tsx')).NavOfficeStart })),
  COUNTY_UNIT: lazy(async () => ({ default: (await import('./CountyStart.tsx')).CountyStart })),
  DIRECTORATE: lazy(async () => ({ default: (await import('./DirectorateStart.tsx')).DirectorateStart })),
  ASSOCIATION: lazy(async () => ({ default: (await import('./AssociationStart.tsx')).AssociationStart })),
};

/** The first page of whoever is signed in: what waits, then how we stand. */
export function StartPage() {
  const { format } = useLanguage();
  const { organisation } = useViewer();
  const Start = STARTS[organisation.kind];
  const today = format.weekday(now());
  return (
    <Page title={organisation.name} above={today.charAt(0).toUpperCase() + today.slice(1)}>
      <Suspense fallback={<Skeleton variant="rectangle" height={480} />}>
        <Start />
      </Suspense>
    </Page>
  );
}
