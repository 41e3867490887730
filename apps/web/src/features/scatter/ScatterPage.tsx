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
}

function Points({ x, y, programme, year, county, own }: PointsProps) {
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
  const points = scatter.points.map((point) => ({ ...point, own: point.provider.number === own }));
  const inQuarters = quarters(points, scatter.xMean, scatter.yMean);
  const [nameX, nameY] = [nameInSentence(scatter.x.name), nameInSentence(scatter.y.name)];
  const lead = inQuarters
    ? t('scatter.lead', {
        count: points.length,
        both: inQuarters.highHigh,
        neither: inQuarters.lowLow,
        x: nameX,
        y: nameY,
      })
    : t('scatter.leadPlain', { count: points.length });
  const rest = inQuarters
    ? t('scatter.rest', { lowHigh: inQuarters.lowHigh, highLow: inQuarters.highLow, x: nameX, y: nameY })
    : '';
  const hasOwn = points.some((point) => point.own);
  const title = t('scatter.figure', { x: scatter.x.name, y: nameY, programme, year: String(year) });
  return (
    <>
      <p className="lead scatter__lead">
        <strong>{lead}</strong> {rest} {t('scatter.caution')}
      </p>
      <div className="scatter">
        <div>
          <Scatter
            title={title}
            summary={lead}
            points={points.map(({ provider, ...point }) => ({ ...point, id: provider.id, name: provider.name }))}
            xMean={scatter.xMean}
            yMean={scatter.yMean}
            formatX={(value) => format.figure(value, scatter.x.unit, scatter.x.unit === 'SCORE' ? 1 : 0)}
            formatY={(value) => format.figure(value, scatter.y.unit, scatter.y.unit === 'SCORE' ? 1 : 0)}
            labels={{
              x: label(scatter.x),
              y: label(scatter.y),
              mean: t('scatter.mean'),
              name: t('scatter.provider'),
              n: t('scatter.n'),
            }}
            width="fill"
          />
          <ScatterKey
            labels={{
              own: hasOwn ? t(own === organisation.number ? 'scatter.own' : 'scatter.chosen') : undefined,
              others: t('scatter.others'),
              size: t('scatter.size', { y: nameY }),
            }}
          />
        </div>
        {/* What scrolls must be reachable with the keyboard. */}
        {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
        <section className="scatter__beside" aria-label={title} tabIndex={0}>
          <table className="scatter__table batt-number">
            <caption>{t('scatter.same')}</caption>
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
                    <th scope="row">{point.provider.name}</th>
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
