import { TextLink } from '@batt/ui/Link';
import { Done as DoneMark } from '@batt/ui/Marks';
import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { useLanguage } from '../../language.tsx';
import { reportPath, scorecardPath } from '../../paths.ts';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { useViewer } from '../../viewer.tsx';
import type { Counts } from './check.ts';
import { CountsTable } from './Summary.tsx';

/** The files are in: what changed, and where to go from here. */
export function Done({ counts, year, onAgain }: { counts: Counts[]; year: number; onAgain: () => void }) {
  const { t } = useLanguage();
  const { organisation } = useViewer();
  return (
    <section className="import-summary">
      <Heading level="2" size="medium" tabIndex={-1}>
        <DoneMark>{t('import.done.title')}</DoneMark>
      </Heading>
      <p className="lead">{t('import.done.text')}</p>
      <CountsTable counts={counts} done />
      <div className="import-done__ways">
        <Button as={RouterAnchor} href={reportPath(year)}>
          {t('import.done.report', { year: String(year) })}
        </Button>
        <TextLink href={scorecardPath(organisation.number, { year })}>{t('import.done.scorecard')}</TextLink>
        <Button variant="tertiary" onClick={onAgain}>
          {t('import.done.again')}
        </Button>
      </div>
    </section>
  );
}
