import { Heading } from '@navikt/ds-react/Typography';
import { useParams } from '@tanstack/react-router';
import { use } from 'react';
import { useLanguage } from '../../language.tsx';
import type { TextKey } from '../../language.tsx';
import { NotFound } from '../../shell/NotFound.tsx';
import { Page } from '../../shell/Page.tsx';
import { ViewerContext } from '../../viewer.tsx';
import { Corrections } from './Corrections.tsx';

interface Topic {
  title: TextKey;
  lead: TextKey;
  /** Headings with the text below them. */
  sections: readonly (readonly [TextKey, TextKey])[];
}

const TOPICS: Record<string, Topic | undefined> = {
  accessibility: {
    title: 'footer.accessibility',
    lead: 'about.accessibility.lead',
    sections: [
      ['about.accessibility.works.heading', 'about.accessibility.works'],
      ['about.accessibility.lacks.heading', 'about.accessibility.lacks'],
      ['about.accessibility.tell.heading', 'about.accessibility.tell'],
    ],
  },
  privacy: {
    title: 'footer.privacy',
    lead: 'about.privacy.lead',
    sections: [
      ['about.privacy.rows.heading', 'about.privacy.rows'],
      ['about.privacy.small.heading', 'about.privacy.small'],
      ['about.privacy.surveys.heading', 'about.privacy.surveys'],
      ['about.privacy.users.heading', 'about.privacy.users'],
    ],
  },
  method: {
    title: 'footer.method',
    lead: 'about.method.lead',
    sections: [
      ['about.method.mean.heading', 'about.method.mean'],
      ['about.method.uncertainty.heading', 'about.method.uncertainty'],
      ['about.method.rank.heading', 'about.method.rank'],
      ['about.method.targets.heading', 'about.method.targets'],
      ['about.method.signs.heading', 'about.method.signs'],
    ],
  },
  corrections: { title: 'footer.corrections', lead: 'about.corrections.lead', sections: [] },
};

/** The pages that the footer leads to, open to everybody. */
export function AboutPage() {
  const { t } = useLanguage();
  const { topic = '' } = useParams({ strict: false });
  const viewer = use(ViewerContext);
  const page = TOPICS[topic];
  if (!page) return <NotFound />;
  return (
    <Page title={t(page.title)} width="text">
      <p className="lead">{t(page.lead)}</p>
      {page.sections.map(([heading, body]) => (
        <section key={heading}>
          <Heading level="2" size="small">
            {t(heading)}
          </Heading>
          <p>{t(body)}</p>
        </section>
      ))}
      {topic === 'corrections' && (viewer ? <Corrections /> : <p>{t('about.corrections.signIn')}</p>)}
    </Page>
  );
}
