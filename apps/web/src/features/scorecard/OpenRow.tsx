import { Button } from '@navikt/ds-react/Button';
import { Heading } from '@navikt/ds-react/Typography';
import { useQuery } from 'urql';
import { figureWriter, signOf } from '../../figures.ts';
import { daysBetween, now } from '../../format.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import type { TextKey } from '../../language.tsx';
import { newThreadPath, talkPath, threadsPath } from '../../paths.ts';
import { RouterAnchor } from '../../shell/RouterAnchor.tsx';
import { useViewer } from '../../viewer.tsx';
import { Bars, Trend } from './Charts.tsx';
import { Learn } from './Learn.tsx';
import type { About, Level, Row } from './row.ts';
import { caseMixSentence, rowSentence, trendSentence } from './sentences.ts';

const NewestCommentQuery = graphql(`
  query NewestComment($provider: String!, $indicator: String!, $programme: String!, $year: Int!) {
    threads(provider: $provider, indicator: $indicator, programme: $programme, year: $year, first: 1) {
      edges {
        node {
          id
          lastComment {
            id
            personName
            organisation {
              id
              name
            }
            body
            createdAt
          }
        }
      }
    }
  }
`);

/** Everything about one indicator: the bars of the report, the trend, what is known of the figure, and the talk about it. */
export function OpenRow({ row, about, phone = false }: { row: Row; about: About; phone?: boolean }) {
  const language = useLanguage();
  const viewer = useViewer();
  const sentence = rowSentence(row, about.year, language);
  const size = phone ? 'phone' : 'screen';
  const level = phone ? '4' : '2';
  const hasTrend = row.trend.filter(({ own }) => own.value !== null).length > 1;
  const mayTalk = viewer.ability.can('read', 'Thread');
  const mayPropose = viewer.organisation.kind === 'NAV_OFFICE' && viewer.ability.can('propose', 'LocalTarget');
  return (
    <div className="open-row">
      <div className="open-row__bars">
        <p className="open-row__sentence">
          <strong>{sentence.lead}</strong> {sentence.rest}
        </p>
        {row.indicator.direction !== 'BAND' && (
          <Bars row={row} year={about.year} size={size} provider={about.own ? undefined : about.provider.name} />
        )}
        <CaseMix row={row} level={level} />
      </div>
      <div>
        <Heading level={level} size="xsmall">
          {hasTrend
            ? language.t('open.trend', { from: String(row.trend[0]?.year), to: String(row.trend.at(-1)?.year) })
            : language.t('open.noTrend')}
        </Heading>
        <p>{hasTrend ? trendSentence(row, language) : language.t('trend.FIRST')}</p>
        {hasTrend && <Trend row={row} size={size} />}
        <div className="open-row__facts">
          <Breakdown row={row} level={level} />
          <section>
            <Heading level={level} size="xsmall">
              {language.t('open.definition')}
            </Heading>
            <p>{row.indicator.explanation}</p>
          </section>
        </div>
      </div>
      <div className="open-row__facts">
        <Facts row={row} />
        <Learn row={row} about={about} level={level} />
        {mayTalk && <Talk row={row} about={about} level={level} />}
        {mayPropose && (
          <Button
            as={RouterAnchor}
            href={talkPath({
              provider: about.provider.number,
              office: viewer.organisation.number,
              programme: about.programme,
              open: row.indicator.code,
            })}
            size="small"
            variant="secondary"
          >
            {language.t('open.proposeTarget')}
          </Button>
        )}
      </div>
    </div>
  );
}

function Facts({ row }: { row: Row }) {
  const language = useLanguage();
  const { t, format } = language;
  const { own, rank, countyMean, nation, indicator } = row;
  const write = figureWriter(indicator, language);
  const facts: [string, string, string?][] = [];
  if (own.interval) {
    facts.push([
      t('open.interval'),
      format.range(own.interval.low, own.interval.high, indicator.unit, indicator.decimals),
    ]);
  }
  if (rank) {
    facts.push([
      t('open.rank'),
      t('open.rankValue', {
        position: format.number(rank.position),
        of: format.number(rank.of),
        shared: String(rank.shared),
      }),
      [
        rank.range && t('open.rankRange', { low: format.number(rank.range.low), high: format.number(rank.range.high) }),
        rank.leftOut > 0 && t('open.leftOut', { count: rank.leftOut }),
      ]
        .filter(Boolean)
        .join('; '),
    ]);
  }
  if (indicator.band)
    facts.push([t('open.band'), format.range(indicator.band.low, indicator.band.high, indicator.unit, 0)]);
  if (countyMean !== null) facts.push([t('open.countyMean'), write(countyMean)]);
  if (nation?.median != null) facts.push([t('open.median'), write(nation.median)]);
  if (row.perHundred !== null) facts.push([t('open.perHundred'), format.number(row.perHundred, 1)]);
  if (row.shrunken !== null) facts.push([t('open.shrunken'), write(row.shrunken), t('open.shrunkenHow')]);
  return (
    <dl className="facts">
      {facts.map(([name, value, note]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>
            <strong>{value}</strong>
            {note && <span>{note}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function CaseMix({ row, level }: { row: Row; level: Level }) {
  const language = useLanguage();
  const sentence = caseMixSentence(row, language);
  if (!sentence) return null;
  return (
    <section>
      <Heading level={level} size="xsmall">
        {language.t('caseMix.title')}
      </Heading>
      <p>
        <strong>{sentence.lead}</strong> {sentence.rest}
      </p>
    </section>
  );
}

/** The words of the codes that a figure may be broken down by; another code stands as it is. */
const CODES: Record<string, TextKey> = {
  work_unsubsidised: 'code.work_unsubsidised',
  work_wage_subsidy: 'code.work_wage_subsidy',
  work_permanent_wage_subsidy: 'code.work_permanent_wage_subsidy',
  work_with_disability_pension: 'code.work_with_disability_pension',
  work_disability_pension_bonus: 'code.work_disability_pension_bonus',
  work_temporary: 'code.work_temporary',
  education_self_funded: 'code.education_self_funded',
  other_programme: 'code.other_programme',
  medical_treatment: 'code.medical_treatment',
  craft_certificate: 'code.craft_certificate',
  module: 'code.module',
  apprenticeship_candidate: 'code.apprenticeship_candidate',
  certification: 'code.certification',
};

function Breakdown({ row, level }: { row: Row; level: Level }) {
  const { t, format } = useLanguage();
  const cells = row.own.breakdown ?? [];
  if (cells.length === 0) return null;
  const hidden = signOf({ value: null, status: 'SUPPRESSED' });
  return (
    <section>
      <Heading level={level} size="xsmall">
        {t('open.breakdown')}
      </Heading>
      <dl className="facts facts--counts">
        {cells.map(({ code, count }) => {
          const word = CODES[code];
          return (
            <div key={code}>
              <dt>{word ? t(word) : code}</dt>
              <dd>
                {count === null ? (
                  <>
                    <span aria-hidden>:</span>
                    <span className="batt-visually-hidden">{hidden && t(hidden.word)}</span>
                  </>
                ) : (
                  format.number(count)
                )}
              </dd>
            </div>
          );
        })}
      </dl>
    </section>
  );
}

function Talk({ row, about, level }: { row: Row; about: About; level: Level }) {
  const { t, format } = useLanguage();
  const viewer = useViewer();
  const variables = {
    provider: about.provider.number,
    indicator: row.indicator.code,
    programme: about.programme,
    year: about.year,
  };
  const [{ data }] = useQuery({ query: NewestCommentQuery, variables, pause: row.threads === 0 });
  const newest = data?.threads.edges[0]?.node.lastComment;
  const recent = newest && daysBetween(newest.createdAt, now()) < 300;
  return (
    <section>
      <Heading level={level} size="xsmall">
        {t('open.threads')}{' '}
        {row.threads > 0 && (
          <span className="open-row__count">{t('row.threads', { count: row.threads, unread: row.unread })}</span>
        )}
      </Heading>
      {newest && (
        <blockquote className="open-row__comment">
          <p>
            {t('open.newest', {
              person: newest.personName,
              organisation: newest.organisation.name,
              when: `${(recent ? format.day : format.date)(newest.createdAt)} ${format.time(newest.createdAt)}`,
            })}
          </p>
          {newest.body}
        </blockquote>
      )}
      {row.threads > 0 ? (
        <Button as={RouterAnchor} href={threadsPath(variables)} size="small" variant="secondary">
          {t('open.openThreads')}
        </Button>
      ) : (
        viewer.ability.can('create', 'Thread') && (
          <Button as={RouterAnchor} href={newThreadPath(variables)} size="small" variant="secondary">
            {t('open.startThread')}
          </Button>
        )
      )}
    </section>
  );
}
