import { LinkProvider } from '@batt/ui/Link';
import '@navikt/ds-css/dist/global/tokens.css';
import '@navikt/ds-css/dist/global/reset.css';
import '@navikt/ds-css/dist/global/baseline.css';
import '@navikt/ds-css/dist/component/theme.css';
import '@navikt/ds-css/dist/component/typography.css';
import '@navikt/ds-css/dist/component/button.css';
import '@navikt/ds-css/dist/component/loader.css';
import '@navikt/ds-css/dist/component/link.css';
import '@navikt/ds-css/dist/component/skeleton.css';
import '@fontsource-variable/source-sans-3/wght.css';
import '@batt/ui/theme.css';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Provider } from 'urql';
import { LanguageProvider, startLanguage } from './language.tsx';
import { router } from './router.tsx';
import { AppearanceProvider } from './shell/appearance.tsx';
import { RouterAnchor } from './shell/RouterAnchor.tsx';
import { createApiClient } from './urql.ts';

const container = document.getElementById('root');
if (!container) throw new Error('The page has no #root.');

const client = createApiClient(() => window.dispatchEvent(new Event('signed-out')));
const language = await startLanguage();

createRoot(container).render(
  <StrictMode>
    <LanguageProvider initial={language}>
      <AppearanceProvider>
        <Provider value={client}>
          <LinkProvider component={RouterAnchor}>
            <RouterProvider router={router} />
          </LinkProvider>
        </Provider>
      </AppearanceProvider>
    </LanguageProvider>
  </StrictMode>,
);
