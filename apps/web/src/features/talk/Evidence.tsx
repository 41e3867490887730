import { DotStrip } from '@batt/ui/DotStrip';
import { TextLink } from '@batt/ui/Link';
import { TargetMark } from '@batt/ui/Marks';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { ToggleGroup } from '@navikt/ds-react/ToggleGroup';
import { Heading } from '@navikt/ds-react/Typography';
import '@navikt/ds-css/dist/component/togglegroup.css';
import { countReached } from '@batt/domain/targets/distribution';
import type { Aim } from '@batt/domain/targets/status';
import { isSameAim } from '@batt/domain/targets/talk';
import { useState } from 'react';
import { useQuery } from 'urql';
import { aimText, measured } from '../../aim.ts';
import { figureWriter, placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { newThreadPath, threadsPath } from '../../paths.ts';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { TARGET_STATUSES } from '../../words.ts';
import { standingAims } from './row.ts';
import type { Row } from './row.ts';
import { edgeText, runningSentences, sourceText } from './sentences.ts';
import { sidesOf } from './talk.ts';
import type { Talk } from './talk.ts';
import { Trail } from './Trail.tsx';
import { Withdraw } from './Withdraw.tsx';

const DistributionQuery = graphql(`
  query TalkDistribution($indicator: String!, $programme: String, $year: Int!, $county: String) {
    distribution(indicator: $indicator, programme: $programme, year: $year, county: $county) {
      values
      of
      leftOut
      mean
    }
  }
`);

/** How the publishable values on a row's indicator lie in a year; in the nation without a county. */
export function useDistribution({ indicator, programme }: Row, year: number | null, county: string | null) {
  return useQuery({
    query: DistributionQuery,
    variables: { indicator: indicator.code, programme: programme?.code ?? null, year: year ?? 0, county },
    pause: year === null,
  });
}

type Level = '3' | '4';

interface EvidenceProps {
  row: Row;
  talk: Talk;
  /** The newest published year that the target can lean on. */
  published: number | null;
  /** What is being typed; null when nothing is. */
  aim: Aim | null;
  /** Whether the steps are folded away. */
  folded?: boolean;
  level?: Level;
}

/** What an answer on one row is weighed by: the distribution, how many reached it, the year so far, the targets of others and the steps. */
export function Evidence({ row, talk, published, aim, folded = false, level = '3' }: EvidenceProps) {
  const { t } = useLanguage();
  const trail = row.target && (
    <>
      <Trail indicator={row.indicator} target={row.target} answerBy={talk.answerBy} level={level} />
      <Withdraw target={row.target} />
    </>
  );
  return (
    <div className="evidence">
      {published !== null && <Distribution row={row} talk={talk} published={published} aim={aim} level={level} />}
      <Running row={row} level={level} />
      <Sources row={row} level={level} />
      {trail && folded ? (
        <details>
          <summary>{t('trail.fold', { count: row.target?.steps.length ?? 0 })}</summary>
          {trail}
        </details>
      ) : (
        trail
      )}
      <TalkAboutIt row={row} talk={talk} />
    </div>
  );
}

const PLACE = 'distribution';

function Distribution({
  row,
  talk,
  published,
  aim,
  level,
}: Omit<EvidenceProps, 'folded'> & { published: number; level: Level }) {
  const language = useLanguage();
  const { t, format } = language;
  const [inCounty, setInCounty] = useState(() => localStorage.getItem(PLACE) === 'county');
  const { indicator } = row;
  const { county } = talk.provider;
  const [{ data, error, fetching }, ask] = useDistribution(row, published, inCounty ? county.number : null);
  if (error) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (!data && fetching) return <Skeleton variant="rectangle" height={280} />;
  const found = data?.distribution;
  const year = String(published);
  const place = placeOf(county.name);
  const choose = (value: string) => {
    localStorage.setItem(PLACE, value);
    setInCounty(value === 'county');
  };
  const toggle = (
    <ToggleGroup
      className="evidence__place batt-screen-only"
      size="small"
      aria-label={t('evidence.where')}
      value={inCounty ? 'county' : 'nation'}
      onChange={choose}
    >
      <ToggleGroup.Item value="nation" label={t('evidence.nation')} />
      <ToggleGroup.Item value="county" label={place} />
    </ToggleGroup>
  );
  const weighed = aim ?? row.target?.proposal ?? row.target ?? row.lastYear;
  const title = weighed ? t('evidence.title', { aim: aimText(indicator, weighed, language) }) : t('evidence.titleAll');
  if (!found || found.values.length === 0) {
    return (
      <section className="evidence__distribution">
        <div className="evidence__head">
          <Heading level={level} size="xsmall">
            {title}
          </Heading>
          {toggle}
        </div>
        <p>{t('evidence.empty', { year })}</p>
      </section>
    );
  }

  const write = figureWriter(indicator, language);
  const definition = measured(indicator);
  const { first, other } = sidesOf(talk);
  const { ours, theirs } = standingAims(row);
  const lines = [
    ...(theirs ? [{ kind: 'theirs' as const, name: other.name, aim: theirs }] : []),
    ...(ours ? [{ kind: 'ours' as const, name: first.name, aim: ours }] : []),
    ...(aim && !(ours && isSameAim(aim, ours)) ? [{ kind: 'draft' as const, name: t('evidence.new'), aim }] : []),
  ];
  const counted = lines
    .toReversed()
    .map((line) => ({ ...line, count: countReached(definition, found.values, line.aim) }));
  const own = row.trend.flatMap((point) => (point.own.value === null ? [] : [point.own.value]));
  const last = row.trend.findLast((point) => point.own.value !== null);
  const summary = t('evidence.summary', {
    year,
    place: inCounty ? place : 'none',
    programme: row.programme?.code ?? 'none',
    aim: weighed ? aimText(indicator, weighed, language) : 'none',
  });
  return (
    <section className="evidence__distribution">
      <div className="evidence__head">
        <div>
          <Heading level={level} size="xsmall">
            {title}
          </Heading>
          <p className="is-quiet">{summary}</p>
        </div>
        {toggle}
      </div>
      <DotStrip
        title={title}
        summary={summary}
        values={found.values}
        reaches={weighed && ((value) => countReached(definition, [value], weighed) > 0)}
        lines={lines.map((line) => ({
          kind: line.kind,
          name: line.name,
          text: aimText(indicator, line.aim, language),
          values: [line.aim.value, line.aim.low, line.aim.high].filter((value) => value !== null),
        }))}
        mean={
          found.mean === null
            ? null
            : {
                value: found.mean,
                label: t('evidence.mean', { place: inCounty ? place : 'none', value: write(found.mean) }),
              }
        }
        targets={
          row.general.length === 0
            ? null
            : {
                values: row.general.flatMap(({ value, low, high }) =>
                  [value, low, high].filter((each) => each !== null),
                ),
                label: t('evidence.targets', {
                  targets: format.list(
                    row.general.map((target) =>
                      t('evidence.target', { level: target.level, aim: aimText(indicator, target, language) }),
                    ),
                  ),
                }),
              }
        }
        range={
          own.length === 0
            ? null
            : {
                low: Math.min(...own),
                high: Math.max(...own),
                last: last?.own.value ?? null,
                label: t('evidence.own', {
                  provider: talk.provider.name,
                  value: write(last?.own.value ?? 0),
                  year: String(last?.year),
                  range: format.range(Math.min(...own), Math.max(...own), indicator.unit, indicator.decimals),
                  count: own.length,
                }),
              }
        }
        format={write}
        formatTick={(value) => format.figure(value, indicator.unit, Number.isInteger(value) ? 0 : 1)}
        labels={{ name: t('evidence.name'), value: t('evidence.value') }}
        width="fill"
      />
      {counted.length > 0 && (
        <table className="evidence__reached batt-number">
          <caption>{t('evidence.reachedTable', { year })}</caption>
          <tbody>
            {counted.map(({ kind, name, aim: one, count }) => (
              <tr key={kind} className={kind === 'draft' ? 'is-strong' : undefined}>
                <th scope="row">{name}</th>
                <td className="is-number">{aimText(indicator, one, language)}</td>
                <td>{t('evidence.reached', { count, of: found.of, aim: edgeText(one, indicator, language) })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {found.leftOut > 0 && <p className="is-quiet">{t('evidence.leftOut', { count: found.leftOut })}</p>}
    </section>
  );
}

/** How the running year goes. */
function Running({ row, level }: { row: Row; level: Level }) {
  const language = useLanguage();
  const { t } = language;
  const { running } = row;
  const [value, ...rest] = runningSentences(row, language);
  if (!running || !value) return null;
  const status = running.certainty && TARGET_STATUSES[running.certainty];
  return (
    <section>
      <Heading level={level} size="xsmall">
        {t('running.heading')}
      </Heading>
      <p>
        {value}{' '}
        {running.outlook && running.target && (
          <strong className="evidence__outlook">
            {status && running.outlook !== 'TOO_EARLY' && <TargetMark state={status.shape} label="" />}
            {t(`running.${running.outlook}`)}
          </strong>
        )}
      </p>
      {rest.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
    </section>
  );
}

/** Who has set which target on it, and when. */
function Sources({ row, level }: { row: Row; level: Level }) {
  const language = useLanguage();
  const { t } = language;
  if (row.general.length === 0) return null;
  return (
    <section>
      <Heading level={level} size="xsmall">
        {t('evidence.sources')}
      </Heading>
      <ul className="evidence__sources batt-number">
        {row.general.map((target) => (
          <li key={target.id}>
            <strong>{aimText(row.indicator, target, language)}</strong> {sourceText(target, language)}
            {row.applies?.id === target.id && ` · ${t('evidence.applies')}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

const ThreadsQuery = graphql(`
  query TalkThreads($provider: String!, $indicator: String!, $programme: String, $year: Int!) {
    threads(provider: $provider, indicator: $indicator, programme: $programme, year: $year, first: 1) {
      edges {
        node {
          id
        }
      }
    }
  }
`);

/** The way to the threads about the target, or to a new one. */
function TalkAboutIt({ row, talk }: { row: Row; talk: Talk }) {
  const { t } = useLanguage();
  const { ability } = useViewer();
  const about = {
    provider: talk.provider.number,
    indicator: row.indicator.code,
    programme: row.programme?.code,
    year: talk.year,
  };
  const [{ data }] = useQuery({ query: ThreadsQuery, variables: about, pause: !ability.can('read', 'Thread') });
  if (!data) return null;
  if (data.threads.edges.length > 0) return <TextLink href={threadsPath(about)}>{t('evidence.threads')}</TextLink>;
  if (!ability.can('create', 'Thread')) return null;
  const { us, other } = sidesOf(talk);
  return (
    <TextLink
      href={newThreadPath({
        ...about,
        target: row.target?.id,
        counterpart: us?.id === talk.provider.id ? talk.navOffice.number : undefined,
      })}
    >
      {t('evidence.newThread', { other: other.name })}
    </TextLink>
  );
}
