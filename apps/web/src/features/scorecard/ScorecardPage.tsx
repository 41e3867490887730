import { Button } from '@navikt/ds-react/Button';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { PrinterSmallIcon } from '@navikt/aksel-icons';
import { TextLink } from '@batt/ui/Link';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { graphql, readFragment } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { balancePath, peersPath, scatterPath } from '../../paths.ts';
import { isPublished, usePeriod } from '../../period.ts';
import { Page } from '../../shell/Page.tsx';
import { ProgrammePicker, YearPicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useMedia, usePrinting } from '../../shell/useMedia.ts';
import { useViewer } from '../../viewer.tsx';
import { Lead, ReadingKey } from './Lead.tsx';
import { Paper } from './Paper.tsx';
import { RowFragment } from './row.ts';
import type { About, Row } from './row.ts';
import { ScorecardCards } from './ScorecardCards.tsx';
import { ScorecardTable } from './ScorecardTable.tsx';
import './scorecard.css';

const ScorecardQuery = graphql(
  `
    query Scorecard($provider: String!, $year: Int!, $programme: String!, $locale: Locale!) {
      scorecard(provider: $provider, year: $year, programme: $programme) {
        provider {
          id
          number
          name
          county {
            id
            name
          }
          programmes {
            code
          }
        }
        year
        programme {
          code
          name(locale: $locale)
        }
        publication {
          revision
          publishedAt
        }
        preliminary
        reported
        submittedAt
        late
        rows {
          applicable
          ...ScorecardRowFields
        }
      }
    }
  `,
  [RowFragment],
);

/** One provider's results in one programme and year: how they stand to targets, to last year, to the nation and to the best. */
export function ScorecardPage() {
  const { t, apiLocale } = useLanguage();
  const viewer = useViewer();
  const search = useSearch({ from: '/scorecard/$provider' });
  const { provider: number } = useParams({ from: '/scorecard/$provider' });
  const navigate = useNavigate({ from: '/scorecard/$provider' });
  const period = usePeriod(search);
  const own = viewer.organisation.number === number;
  const [{ data, error, fetching }, ask] = useQuery({
    query: ScorecardQuery,
    variables: {
      provider: number,
      year: period?.year ?? 0,
      programme: period?.programme.code ?? '',
      locale: apiLocale,
    },
    pause: !period,
  });
  const isNarrow = useMedia('(max-width: 1179px)');
  const printing = usePrinting();

  const scorecard = data?.scorecard;
  const title = scorecard ? t('scorecard.title', { provider: scorecard.provider.name }) : t('scorecard.titleLoading');
  const choose = (change: { programme?: string; year?: number }) =>
    void navigate({
      search: { programme: period?.programme.code, year: period?.year, open: search.open, ...change },
      replace: true,
    });
  const open = search.open?.split(',') ?? [];
  const toggle = (code: string) => {
    const next = open.includes(code) ? open.filter((each) => each !== code) : [...open, code];
    void navigate({
      search: (before) => ({ ...before, open: next.length > 0 ? next.join(',') : undefined }),
      replace: true,
      resetScroll: false,
    });
  };

  const tools = period && (
    <>
      <ProgrammePicker
        period={period}
        only={(code) => scorecard?.provider.programmes.some((programme) => programme.code === code) ?? true}
        onChoose={(programme) => choose({ programme })}
      />
      <YearPicker
        period={period}
        only={(year) => own || isPublished(period, year)}
        onChoose={(year) => choose({ year })}
      />
      <Button
        className="scorecard__print"
        size="small"
        variant="secondary"
        icon={<PrinterSmallIcon aria-hidden />}
        onClick={() => window.print()}
      >
        {t('scorecard.print')}
      </Button>
    </>
  );

  if (error) {
    return (
      <Page title={title} width="wide" tools={tools}>
        <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />
      </Page>
    );
  }
  if (!period || fetching || !data) {
    return (
      <Page title={title} width="wide" tools={tools}>
        <ScorecardSkeleton />
      </Page>
    );
  }
  if (!scorecard) {
    return (
      <Page title={title} width="wide" tools={tools}>
        <p className="lead">{t('noAccess.scorecard')}</p>
      </Page>
    );
  }

  const rows = scorecard.rows.filter(({ applicable }) => applicable).map((row) => readFragment(RowFragment, row));
  const about: About = { provider: scorecard.provider, own, programme: scorecard.programme.code, year: scorecard.year };
  const below = t('scorecard.below', {
    programme: scorecard.programme.name,
    code: scorecard.programme.code,
    year: String(scorecard.year),
    county: scorecard.provider.county.name,
  });
  if (printing)
    return <Paper rows={rows} about={about} below={below} foot={<Foot rows={rows} scorecard={scorecard} />} />;

  return (
    <Page title={title} below={below} width="wide" tools={tools}>
      {scorecard.preliminary && (
        <p className="scorecard__notice">
          {t(own ? 'scorecard.draft' : 'scorecard.draftOf', { year: String(scorecard.year) })}
        </p>
      )}
      {!scorecard.preliminary && !scorecard.reported && (
        <p className="scorecard__notice">
          {t('scorecard.notReported', { provider: scorecard.provider.name, year: String(scorecard.year) })}
        </p>
      )}
      {rows.length === 0 ? (
        <p className="lead">{t('scorecard.noRows', { year: String(scorecard.year) })}</p>
      ) : (
        <>
          <Lead rows={rows} />
          <div className="scorecard__above">
            {scorecard.publication && (
              <Also number={scorecard.provider.number} year={scorecard.year} code={about.programme} />
            )}
            {isNarrow ? (
              <details
                open={localStorage.getItem('key') !== 'folded'}
                onToggle={(event) => localStorage.setItem('key', event.currentTarget.open ? 'open' : 'folded')}
              >
                <summary>{t('scorecard.cards')}</summary>
                <ReadingKey year={scorecard.year} />
              </details>
            ) : (
              <ReadingKey year={scorecard.year} />
            )}
          </div>
          {isNarrow ? (
            <ScorecardCards rows={rows} about={about} open={open} onToggle={toggle} />
          ) : (
            <ScorecardTable rows={rows} about={about} open={open} onToggle={toggle} />
          )}
          <Foot rows={rows} scorecard={scorecard} />
        </>
      )}
    </Page>
  );
}

/** Other ways to look at the same figures. */
function Also({ number, year, code }: { number: string; year: number; code: string }) {
  const { t } = useLanguage();
  return (
    <p className="scorecard__also">
      <TextLink href={balancePath(number, { year })}>{t('scorecard.balance')}</TextLink>
      <TextLink href={peersPath({ provider: number, year })}>{t('scorecard.peers')}</TextLink>
      <TextLink href={scatterPath({ provider: number, year, programme: code })}>{t('scorecard.scatter')}</TextLink>
    </p>
  );
}

interface FootProps {
  rows: Row[];
  scorecard: {
    publication: { revision: number; publishedAt: string } | null;
    submittedAt: string | null;
    late: boolean;
  };
}

function Foot({ rows, scorecard: { publication, submittedAt, late } }: FootProps) {
  const { t, format } = useLanguage();
  const has = (status: Row['own']['status']) => rows.some(({ own }) => own.status === status);
  return (
    <div className="scorecard-foot">
      <p>
        {has('SUPPRESSED') && (
          <span>
            <strong>:</strong> {t('foot.hidden')}
          </span>
        )}
        {has('NO_DATA') && (
          <span>
            <strong>..</strong> {t('foot.missing')}
          </span>
        )}
      </p>
      <p>
        {publication &&
          t('foot.published', { date: format.date(publication.publishedAt), revision: publication.revision })}{' '}
        {submittedAt && t('foot.submitted', { date: format.date(submittedAt), late: String(late) })}
      </p>
    </div>
  );
}

function ScorecardSkeleton() {
  return (
    <div aria-hidden>
      <Skeleton variant="text" width="30%" height={44} />
      <Skeleton variant="text" width="60%" height={28} />
      {[4, 4, 3, 1].map((rows, group) => (
        <div key={group} className="scorecard-skeleton">
          <Skeleton variant="text" width={160} height={32} />
          {Array.from({ length: rows }, (_, row) => (
            <Skeleton key={row} variant="rectangle" height={48} />
          ))}
        </div>
      ))}
    </div>
  );
}
