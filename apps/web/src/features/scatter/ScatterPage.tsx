import { Select } from '@navikt/ds-react/Select';
import { Skeleton } from '@navikt/ds-react/Skeleton';
import { Scatter, ScatterKey } from '@batt/ui/Scatter';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useQuery } from 'urql';
import { figureWriter, nameInSentence, placeOf } from '../../figures.ts';
import { graphql } from '../../graphql.ts';
import { useLanguage } from '../../language.tsx';
import { isPublished, usePeriod } from '../../period.ts';
import { Page } from '../../shell/Page.tsx';
import { ProgrammePicker, YearPicker } from '../../shell/PeriodPickers.tsx';
import { Trouble } from '../../shell/Trouble.tsx';
import { useViewer } from '../../viewer.tsx';
import { quarters } from './quarters.ts';
import './scatter.css';

const ChoicesQuery = graphql(`
  query ScatterChoices($programme: String!, $year: Int!, $locale: Locale!) {
    indicators(programme: $programme, year: $year) {
      code
      name(locale: $locale)
    }
    counties {
      id
      number
      name
    }
  }
`);

const ScatterQuery = graphql(`
  query Scatter($x: String!, $y: String!, $programme: String!, $year: Int!, $county: String, $locale: Locale!) {
    scatter(x: $x, y: $y, programme: $programme, year: $year, county: $county) {
      x {
        code
        name(locale: $locale)
        unit
        decimals
      }
      y {
        code
        name(locale: $locale)
        unit
        decimals
      }
      xMean
      yMean
      points {
        provider {
          id
          number
          name
        }
        x
        y
        n
      }
    }
  }
`);

/** What the report sets against each other: how long people stay, and how many get work. */
const DEFAULT = { x: 'time-in-programme', y: 'job-acquisition' };

/** Two indicators together, each provider as large as the number behind it; the same figures as a table beside. */
export function ScatterPage() {
  const { t, apiLocale } = useLanguage();
  const { organisation } = useViewer();
  const search = useSearch({ from: '/scatter' });
  const navigate = useNavigate({ from: '/scatter' });
  const period = usePeriod(search);
  const [{ data: choices }] = useQuery({
    query: ChoicesQuery,
    variables: { programme: period?.programme.code ?? '', year: period?.year ?? 0, locale: apiLocale },
    pause: !period,
  });
  const indicators = choices?.indicators ?? [];
  const known = (code?: string) => indicators.find((each) => each.code === code)?.code;
  const x = known(search.x) ?? known(DEFAULT.x) ?? indicators[0]?.code;
  const y = known(search.y) ?? known(DEFAULT.y) ?? indicators.find(({ code }) => code !== x)?.code;
  const choose = (change: Partial<typeof search>) =>
    void navigate({ search: (before) => ({ ...before, ...change }), replace: true, resetScroll: false });
  const picker = (axis: 'x' | 'y', value?: string) => (
    <Select
      label={t(`scatter.${axis}`)}
      size="small"
      className="picker"
      value={value}
      onChange={({ target }) => choose({ [axis]: target.value })}
    >
      {indicators.map(({ code, name }) => (
        <option key={code} value={code}>
          {name}
        </option>
      ))}
    </Select>
  );

  return (
    <Page
      title={t('scatter.title')}
      width="wide"
      tools={
        period &&
        choices && (
          <>
            {picker('x', x)}
            {picker('y', y)}
            <ProgrammePicker period={period} onChoose={(programme) => choose({ programme })} />
            <YearPicker
              period={period}
              only={(year) => isPublished(period, year)}
              onChoose={(year) => choose({ year })}
            />
            {organisation.kind !== 'COUNTY_UNIT' && organisation.kind !== 'PROVIDER' && (
              <Select
                label={t('picker.county')}
                size="small"
                value={search.county ?? ''}
                onChange={({ target }) => choose({ county: target.value || undefined })}
              >
                <option value="">{t('scatter.everywhere')}</option>
                {choices.counties.map(({ id, number, name }) => (
                  <option key={id} value={number}>
                    {placeOf(name)}
                  </option>
                ))}
              </Select>
            )}
          </>
        )
      }
    >
      {period && x && y ? (
        <Points
          x={x}
          y={y}
          programme={period.programme.code}
          year={period.year}
          county={search.county}
          own={search.provider ?? organisation.number}
          onChoose={(provider) => choose({ provider })}
        />
      ) : (
        <Skeleton variant="rectangle" height={560} />
      )}
    </Page>
  );
}

interface PointsProps {
  x: string;
  y: string;
  programme: string;
  year: number;
  county?: string;
  /** The organisation number of the provider that is marked. */
  own: string;
  /** Marks another; none marks nobody but the viewer's own. */
  onChoose: (provider?: string) => void;
}

function Points({ x, y, programme, year, county, own, onChoose }: PointsProps) {
  const language = useLanguage();
  const { t, format, apiLocale } = language;
  const { organisation } = useViewer();
  const [{ data, error, fetching }, ask] = useQuery({
    query: ScatterQuery,
    variables: { x, y, programme, year, county: county ?? null, locale: apiLocale },
  });
  if (error) return <Trouble error={error} retry={() => ask({ requestPolicy: 'network-only' })} />;
  if (fetching) return <Skeleton variant="rectangle" height={560} />;
  const scatter = data?.scatter;
  if (!scatter || scatter.points.length === 0) return <p className="lead">{t('scatter.none')}</p>;

  const [writeX, writeY] = [figureWriter(scatter.x, language), figureWriter(scatter.y, language)];
  const label = ({ name, unit }: typeof scatter.x) => (unit === 'PERCENT' ? name : `${name}, ${t(`unit.${unit}`)}`);
  const tick =
    ({ unit, decimals }: typeof scatter.x) =>
    (value: number) =>
      format.figure(value, unit, unit === 'SCORE' || unit === 'DAYS' ? decimals : 0);
  const points = scatter.points.map((point) => ({ ...point, own: point.provider.number === own }));
  const inQuarters = quarters(points, scatter.xMean, scatter.yMean);
  const [nameX, nameY] = [nameInSentence(scatter.x.name), nameInSentence(scatter.y.name)];
  const mean = (value: number | null, write: (value: number) => string) => (value === null ? '..' : write(value));
  const marked = points.find((point) => point.own);
  const oneOf = (point: (typeof points)[number]) =>
    t('scatter.one', {
      provider: point.provider.name,
      x: nameX,
      y: nameY,
      xValue: writeX(point.x),
      yValue: writeY(point.y),
      xMean: mean(scatter.xMean, writeX),
      yMean: mean(scatter.yMean, writeY),
    });
  const [only] = points;
  const isAlone = points.length === 1;
  const lead =
    isAlone && only
      ? oneOf(only)
      : inQuarters
        ? t('scatter.lead', {
            count: points.length,
            both: inQuarters.highHigh,
            neither: inQuarters.lowLow,
            x: nameX,
            y: nameY,
          })
        : t('scatter.leadPlain', { count: points.length });
  const rest = isAlone
    ? [organisation.kind === 'PROVIDER' && t('scatter.alone')]
    : [
        inQuarters &&
          t('scatter.rest', { lowHigh: inQuarters.lowHigh, highLow: inQuarters.highLow, x: nameX, y: nameY }),
        marked && oneOf(marked),
        t('scatter.caution'),
      ];
  const title = t('scatter.figure', { x: scatter.x.name, y: nameY, programme, year: String(year) });
  return (
    <>
      <p className="lead scatter__lead">
        <strong>{lead}</strong> {rest.filter(Boolean).join(' ')}
      </p>
      <div className="scatter">
        <div>
          <Scatter
            title={title}
            summary={lead}
            points={points.map(({ provider, ...point }) => ({ ...point, id: provider.id, name: provider.name }))}
            x={{ label: label(scatter.x), mean: scatter.xMean, write: writeX, tick: tick(scatter.x) }}
            y={{ label: label(scatter.y), mean: scatter.yMean, write: writeY, tick: tick(scatter.y) }}
            labels={{ mean: t('scatter.mean'), name: t('scatter.provider'), n: t('scatter.n') }}
            width="fill"
          />
          <ScatterKey
            labels={{
              own: marked ? t(own === organisation.number ? 'scatter.own' : 'scatter.chosen') : undefined,
              others: isAlone ? undefined : t(marked ? 'scatter.others' : 'scatter.all'),
              size: t('scatter.size', { y: nameY }),
            }}
          />
        </div>
        {/* What scrolls must be reachable with the keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <section className="scatter__beside" aria-label={title} tabIndex={0}>
          <table className="scatter__table batt-number">
            <caption>{t(isAlone ? 'scatter.same' : 'scatter.samePick')}</caption>
            <thead>
              <tr>
                <th scope="col">{t('scatter.provider')}</th>
                <th scope="col" className="is-number">
                  {scatter.x.name}
                </th>
                <th scope="col" className="is-number">
                  {scatter.y.name}
                </th>
                <th scope="col" className="is-number">
                  {t('scatter.n')}
                </th>
              </tr>
            </thead>
            <tbody>
              {points
                .toSorted((a, b) => format.compare(a.provider.name, b.provider.name))
                .map((point) => (
                  <tr key={point.provider.id} className={point.own ? 'is-own' : undefined}>
                    <th scope="row">
                      {isAlone ? (
                        point.provider.name
                      ) : (
                        <button
                          type="button"
                          className="scatter__pick"
                          aria-pressed={point.own}
                          onClick={() => onChoose(point.own ? undefined : point.provider.number)}
                        >
                          {point.provider.name}
                        </button>
                      )}
                    </th>
                    <td className="is-number">{writeX(point.x)}</td>
                    <td className="is-number">{writeY(point.y)}</td>
                    <td className="is-number">{format.number(point.n)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
        </section>
      </div>
    </>
  );
}
