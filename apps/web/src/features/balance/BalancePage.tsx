import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { PrinterSmallIcon } from '@navikt/aksel-icons';
import { Sign, VerdictMark } from '@batt/ui/Marks';
import { StripPlot } from '@batt/ui/StripPlot';
import { TextLink } from '@batt/ui/Link';
import { useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { figureWriter, signOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import type { ResultOf } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { scorecardPath } from '../../paths.ts';
import { isPublished, usePeriod } from '../../period.ts';
import { Page } from '../../shell/Page.tsx';
import { YearPicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { VERDICTS } from '../../words.ts';
import { balanceSentence } from './sentences.ts';
import './balance.css';

const BalancedQuery = graphql(`
  query Balanced($provider: String!, $year: Int!, $locale: Locale!) {
    balanced(provider: $provider, year: $year) {
      provider {
        id
        number
        name
        county {
          id
          name
        }
      }
      year
      publication {
        revision
        publishedAt
      }
      perspectives {
        group
        rows {
          indicator {
            code
            name(locale: $locale)
            unit
            decimals
            direction
            band {
              low
              high
            }
          }
          programme {
            code
          }
          own {
            value
            status
            interval {
              low
              high
            }
          }
          nation {
            mean
            q1
            q3
            min
            max
          }
          verdict
        }
      }
    }
  }
`);

type Perspective = NonNullable<ResultOf<typeof BalancedQuery>['balanced']>['perspectives'][number];
export type BalanceRow = Perspective['rows'][number];

const GROUPS: Record<string, 'SATISFACTION' | 'EFFORT' | 'OUTCOME' | 'TIME'> = {
  satisfaction: 'SATISFACTION',
  effort: 'EFFORT',
  outcome: 'OUTCOME',
  time: 'TIME',
};

/** All indicators of one provider on one page, in the four perspectives, each against its band or the nation. Made to be printed. */
export function BalancePage() {
  const language = useLanguage();
  const { t, apiLocale, format } = language;
  const { provider } = useParams({ from: '/balance/$provider' });
  const search = useSearch({ from: '/balance/$provider' });
  const navigate = useNavigate({ from: '/balance/$provider' });
  const period = usePeriod(search);
  const [{ data, error, fetching }, ask] = useQuery({
    query: BalancedQuery,
    variables: { provider, year: period?.year ?? 0, locale: apiLocale },
    pause: !period,
  });
  const balanced = data?.balanced;
  const rows = balanced?.perspectives.flatMap((perspective) => perspective.rows) ?? [];
  const sentence = balanceSentence(rows, language);

  let content;
  if (error) content = <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  else if (!period || fetching || !data) content = <Skeleton variant="rectangle" height={720} />;
  else if (!balanced) content = <p className="lead">{t('balance.none')}</p>;
  else if (rows.length === 0) {
    content = (
      <p className="lead">{t('balance.noRows', { provider: balanced.provider.name, year: String(balanced.year) })}</p>
    );
  } else {
    content = (
      <>
        <p className="lead">
          <strong>{sentence.lead}</strong> {sentence.rest}
        </p>
        <div className="balance">
          {balanced.perspectives.map((perspective) => (
            <PerspectiveTable
              key={perspective.group}
              perspective={perspective}
              number={balanced.provider.number}
              year={balanced.year}
            />
          ))}
        </div>
        <p className="is-subtle">
          {t('balance.how')}{' '}
          {t('balance.published', {
            date: format.date(balanced.publication.publishedAt),
            revision: balanced.publication.revision,
          })}
        </p>
      </>
    );
  }
  return (
    <Page
      title={balanced ? t('balance.title', { provider: balanced.provider.name }) : t('balance.titleLoading')}
      below={balanced && t('balance.below', { year: String(balanced.year), county: balanced.provider.county.name })}
      width="wide"
      tools={
        period && (
          <>
            <YearPicker
              period={period}
              only={(year) => isPublished(period, year)}
              onChoose={(year) => void navigate({ search: { year }, replace: true })}
            />
            <Button
              size="small"
              variant="secondary"
              icon={<PrinterSmallIcon aria-hidden />}
              onClick={() => window.print()}
            >
              {t('balance.print')}
            </Button>
          </>
        )
      }
    >
      {content}
    </Page>
  );
}

interface PerspectiveTableProps {
  perspective: Perspective;
  number: string;
  year: number;
}

function PerspectiveTable({ perspective: { group, rows }, number, year }: PerspectiveTableProps) {
  const { t } = useLanguage();
  const name = t(`group.${GROUPS[group] ?? 'OUTCOME'}`);
  return (
    <section aria-labelledby={`balance-${group}`}>
      <Heading id={`balance-${group}`} level="2" size="small">
        {name}
      </Heading>
      <table className="balance__table batt-number">
        <caption className="batt-visually-hidden">{t('balance.caption', { group: name })}</caption>
        <thead>
          <tr>
            <th scope="col">{t('balance.indicator')}</th>
            <th scope="col">{t('picker.programme')}</th>
            <th scope="col" className="is-number">
              {t('balance.own')}
            </th>
            <th scope="col" className="is-number">
              {t('balance.against')}
            </th>
            <th scope="col" className="balance__strip">
              {t('balance.place')}
            </th>
            <th scope="col">{t('balance.verdict')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <BalanceLine
              key={`${row.indicator.code} ${row.programme?.code ?? ''}`}
              row={row}
              isRepeated={rows[index - 1]?.indicator.code === row.indicator.code}
              href={scorecardPath(number, { programme: row.programme?.code, year, open: row.indicator.code })}
            />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function BalanceLine({ row, isRepeated, href }: { row: BalanceRow; isRepeated: boolean; href: string }) {
  const language = useLanguage();
  const { t, format } = language;
  const { indicator, programme, own, nation, verdict } = row;
  const { band, unit, decimals, name } = indicator;
  const write = figureWriter(indicator, language);
  const sign = signOf(own);
  const word = VERDICTS[verdict];
  return (
    <tr>
      {/* The name stands once for the eye; it is read for every row. */}
      <th scope="row" className={isRepeated ? 'is-repeated' : undefined}>
        {programme ? (
          <span className={isRepeated ? 'batt-visually-hidden' : undefined}>{name}</span>
        ) : (
          <TextLink href={href}>{name}</TextLink>
        )}
      </th>
      <td>
        {programme && (
          <TextLink href={href}>
            {programme.code} <span className="batt-visually-hidden">{name}</span>
          </TextLink>
        )}
      </td>
      <td className="is-number">
        {sign ? (
          <Sign sign={sign.sign} label={t(sign.word)} />
        ) : (
          <strong>{own.value !== null && write(own.value)}</strong>
        )}
      </td>
      <td className="is-number">
        {band
          ? t('balance.inBand', { band: format.range(band.low, band.high, unit, 0) })
          : nation?.mean != null && write(nation.mean)}
      </td>
      <td className="balance__strip">
        {nation && nation.min !== null && nation.max !== null && (
          <StripPlot
            title={t('balance.strip', { name })}
            summary={t('balance.stripSummary', {
              own: own.value === null ? t('balance.unknown') : write(own.value),
              mean: nation.mean === null ? t('balance.unknown') : write(nation.mean),
            })}
            min={nation.min}
            max={nation.max}
            q1={nation.q1}
            q3={nation.q3}
            mean={nation.mean}
            own={own.value}
            ownLow={own.interval?.low ?? null}
            ownHigh={own.interval?.high ?? null}
            previous={null}
            best={[]}
            target={band ? { low: band.low, high: band.high } : null}
            format={(value) => format.number(value, unit === 'SCORE' || unit === 'DAYS' ? decimals : 0)}
            width="fill"
          />
        )}
      </td>
      <td className={verdict === 'WITHIN' || verdict === 'NONE' ? 'is-subtle' : 'balance__outside'}>
        <VerdictMark
          verdict={word.shape}
          label={t(verdict === 'WITHIN' ? 'verdict.withinShort' : word.word)}
          showLabel={verdict !== 'NONE'}
        />
      </td>
    </tr>
  );
}
